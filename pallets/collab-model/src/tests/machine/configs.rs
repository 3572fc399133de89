//! Parameters of models: sensible ones, extreme ones, and such as are refused.

use crate::{mock::*, *};
use collab_model_core::*;
use polkadot_sdk::sp_runtime::Percent;
use proptest::{prelude::*, strategy::Union};

fn mostly<T: Clone + std::fmt::Debug + 'static>(
	usual: T,
	other: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<T> {
	prop_oneof![4 => Just(usual), 1 => other].boxed()
}

/// A few words, some pages, or hashed features; now and then fewer pages than they fill.
fn sizes() -> BoxedStrategy<(u64, u32)> {
	Union::new_weighted(vec![
		(2, Just((12, 1))),
		(3, Just((1_030, 3))),
		(1, Just((1_030, 1))),
		(6, Just((1 << 32, 200))),
		(1, Just((1 << 32, 2))),
		(1, Just((1, 1))),
	])
	.boxed()
}

fn step() -> BoxedStrategy<StepSchedule> {
	let inverse = |(alpha, t0)| StepSchedule::InverseTime { alpha, t0 };
	let any = (1..=i64::MAX, 1..=u64::MAX).prop_map(|(alpha, t0)| (inner(alpha), t0));
	prop_oneof![
		4 => Just(StepSchedule::Constant(whole(1))),
		1 => (0..=i64::MAX).prop_map(|step| StepSchedule::Constant(inner(step))),
		2 => Just(inverse((inner(100_000), 1_000))),
		1 => any.prop_map(inverse),
	]
	.boxed()
}

fn inner(value: i64) -> Coefficient {
	Coefficient::from_inner(value)
}

fn pricing() -> BoxedStrategy<Pricing> {
	let sqrt = |(scale, minimum, unit)| Pricing::SqrtTime { scale, minimum, unit };
	prop_oneof![
		4 => Just(Pricing::Constant(100)),
		1 => (0..8u128).prop_map(Pricing::Constant),
		2 => prop_oneof![Just((3_600, 0, 1)), Just((60, 1, 10))].prop_map(sqrt),
		1 => any::<(u128, u128, u128)>().prop_map(sqrt),
	]
	.boxed()
}

fn waits() -> BoxedStrategy<[Seconds; 3]> {
	let most = CollabModel::limits().max_wait;
	let sorted = prop::array::uniform3(0..=most).prop_map(|mut waits| {
		waits.sort_unstable();
		waits
	});
	mostly([10, 20, 30], prop_oneof![Just([0; 3]), Just([most; 3]), sorted]).boxed()
}

/// Parameters under `classic` that are in their ranges.
pub fn classic() -> BoxedStrategy<ModelConfig> {
	let bias = mostly(0, any::<i64>()).prop_map(inner);
	(sizes(), bias, step(), any::<bool>(), pricing(), waits())
		.prop_map(|((num_features, page_limit), bias, step, learn_bias, pricing, waits)| {
			let [refund_wait, owner_wait, any_wait] = waits;
			let learner = Perceptron { step, learn_bias };
			let rules = Classic { learner, pricing, refund_wait, owner_wait, any_wait };
			ModelConfig { num_features, page_limit, bias, rules: Rules::Classic(rules) }
		})
		.boxed()
}

/// A model that never learns: its verdict on a sample never changes.
pub fn stubborn() -> ModelConfig {
	let learner = Perceptron { step: StepSchedule::Constant(whole(0)), learn_bias: false };
	ModelConfig { rules: Rules::Classic(Classic { learner, ..rules() }), ..config() }
}

fn learner() -> BoxedStrategy<AveragedPerceptron> {
	let usual = robust_rules().learner;
	let small = || mostly(2u16, any::<u16>());
	let tick = mostly(usual.tick, prop_oneof![Just(1), 1..=86_400u32]);
	let limit = mostly(usual.limit, 1..=i8::MAX);
	let leashes = (mostly(usual.leash, 1u8..), mostly(usual.leash_share, 1u8..));
	(small(), limit, any::<bool>(), tick, leashes, mostly(usual.sample_leash, small()))
		.prop_map(|(margin, limit, learn_bias, tick, (leash, leash_share), sample_leash)| {
			AveragedPerceptron { margin, limit, learn_bias, tick, leash, leash_share, sample_leash }
		})
		.boxed()
}

fn guard() -> BoxedStrategy<Guard> {
	let any = (any::<u8>(), any::<u16>(), any::<u16>(), 1..=15u8, any::<u16>()).prop_map(
		|(slope, least, greatest, shift, start)| {
			let greatest = greatest.max(least);
			Guard { slope, least, greatest, shift, start }
		},
	);
	mostly(Guard::default(), any).boxed()
}

fn record_pricing() -> BoxedStrategy<RecordPricing> {
	let base = prop_oneof![255..100_000u128, 255..=1u128 << 100];
	let any = (base, 1u8.., any::<u8>(), 1u8.., 1u8.., 2u8..).prop_map(
		|(base, prior, penalty, span_down, span_up, window)| RecordPricing {
			base,
			prior,
			penalty,
			span_down,
			span_up,
			window,
		},
	);
	let small = (4..200u128).prop_map(RecordPricing::with_base);
	mostly(RecordPricing::with_base(100), prop_oneof![small, any]).boxed()
}

fn payouts() -> BoxedStrategy<Payouts> {
	// Quick ones, so that money flows within a sequence.
	let quick = Payouts { fund_shift: 1, pool_shift: 1, flow: 1, floor: 1, life: 1_200, ..usual() };
	let shifts = (0..=16u8, 0..=16u8);
	let any = (any::<u8>(), shifts, 1u8.., 1u8.., any::<u16>(), 1u32..).prop_map(
		|(contradiction, (fund_shift, pool_shift), flow, volume, floor, life)| {
			let volume = volume.max(contradiction);
			Payouts { contradiction, fund_shift, pool_shift, flow, volume, floor, life }
		},
	);
	prop_oneof![2 => Just(usual()), 4 => Just(quick), 1 => any].boxed()
}

fn usual() -> Payouts {
	Payouts::default()
}

/// Parameters under `robust` that are in their ranges.
pub fn robust() -> BoxedStrategy<ModelConfig> {
	let most = CollabModel::limits().max_wait;
	let judgement = (mostly(0, any::<u16>()), 0..=100u8, mostly(10, 0..=most))
		.prop_map(|(band, keep, wait)| Judgement { band, keep: Percent::from_percent(keep), wait });
	let gate = (mostly(0, 1..8u32), mostly(0, 0..=100u8)).prop_map(|(samples, accuracy)| Gate {
		samples,
		accuracy: Percent::from_percent(accuracy),
	});
	let audits =
		(25..30u32, mostly(5, 0..=most), mostly(14, 10u8..), mostly(0, any::<u8>()), any::<bool>());
	let audits = audits.prop_map(|(rows, wait, ratio, confidence, teach)| AuditRules {
		rows,
		wait,
		ratio,
		confidence,
		teach,
	});
	(sizes(), learner(), guard(), record_pricing(), judgement, payouts(), gate, audits)
		.prop_map(
			|(
				(num_features, page_limit),
				learner,
				guard,
				pricing,
				judgement,
				payouts,
				gate,
				audits,
			)| {
				let rules = Robust { learner, guard, pricing, judgement, payouts, gate, audits };
				let bias = whole(0);
				ModelConfig { num_features, page_limit, bias, rules: Rules::Robust(rules) }
			},
		)
		.boxed()
}

/// One parameter too many, too few, or in contradiction to another.
pub fn refused() -> BoxedStrategy<ModelConfig> {
	(prop_oneof![classic(), robust()], 0..14u8)
		.prop_map(|(mut config, what)| {
			match (what, &mut config.rules) {
				(0, _) => config.num_features = 0,
				(1, _) => config.num_features = (1 << 32) + 1,
				(2, _) => config.page_limit = 0,
				(3, _) => config.page_limit = u32::MAX,
				(4, Rules::Classic(rules)) => rules.owner_wait = rules.any_wait + 1,
				(5, Rules::Classic(rules)) => rules.refund_wait = rules.owner_wait + 1,
				(6, Rules::Classic(rules)) => rules.any_wait = u64::MAX,
				(_, Rules::Classic(rules)) => {
					rules.learner.step = StepSchedule::Constant(inner(-1))
				}
				(4, Rules::Robust(_)) => config.bias = inner(1),
				(5, Rules::Robust(rules)) => rules.learner.limit = i8::MIN,
				(6, Rules::Robust(rules)) => rules.learner.tick = 0,
				(7, Rules::Robust(rules)) => rules.pricing.base = 3,
				(8, Rules::Robust(rules)) => rules.pricing.base = (1 << 100) + 1,
				(9, Rules::Robust(rules)) => rules.judgement.wait = u64::MAX,
				(10, Rules::Robust(rules)) => rules.payouts.volume = 0,
				(11, Rules::Robust(rules)) => rules.audits.rows = 24,
				(12, Rules::Robust(rules)) => rules.audits.rows = 1_001,
				(_, Rules::Robust(rules)) => rules.guard.shift = 16,
			}
			config
		})
		.boxed()
}

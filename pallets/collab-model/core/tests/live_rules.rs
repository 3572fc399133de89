//! The rules of a model with their state: each set of rules answers for its own models.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

mod support;

use collab_model_core::*;
use proptest::{
	collection::{btree_set, vec},
	prelude::*,
};
use support::Memory;

const FEATURES: u64 = 9;

/// Coefficients of both kinds.
#[derive(Clone, Debug, Default, PartialEq)]
struct Both {
	plain: Memory<Coefficient>,
	averaged: Memory<AveragedCoefficient>,
}

impl Coefficients<Coefficient> for Both {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Score {
		self.plain.sums(version, sample)
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		change: impl FnMut(&mut Coefficient),
	) {
		self.plain.update(version, sample, change);
	}
}

impl Coefficients<AveragedCoefficient> for Both {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		self.averaged.sums(version, sample)
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		change: impl FnMut(&mut AveragedCoefficient),
	) {
		self.averaged.update(version, sample, change);
	}
}

const CLASSIC: Classic = Classic {
	learner: Perceptron {
		step: StepSchedule::InverseTime { alpha: Coefficient::from_inner(100_000), t0: 1_000 },
		learn_bias: true,
	},
	pricing: Pricing::SqrtTime { scale: 3_600, minimum: 1, unit: 7 },
	refund_wait: 10,
	owner_wait: 20,
	any_wait: 30,
};

/// Without a gate, with a band that so small a model gets out of.
fn robust() -> Robust {
	let usual = Robust::with_base(1_000);
	let gate = Gate { samples: 0, ..usual.gate };
	let learner = AveragedPerceptron { margin: 3, learn_bias: true, ..usual.learner };
	Robust { learner, gate, judgement: Judgement { band: 1, ..usual.judgement }, ..usual }
}

fn both() -> [Rules; 2] {
	[Rules::Classic(CLASSIC), Rules::Robust(robust())]
}

fn begin(rules: Rules) -> LiveRules {
	rules.begin(Coefficient::default()).unwrap()
}

/// A sample, its label, the seconds since the one before, and the age at which it is claimed.
type Contributed = (Vec<u32>, Label, Seconds, Seconds);

fn stream() -> impl Strategy<Value = Vec<Contributed>> {
	let features = btree_set(0u32..9, 1..5).prop_map(|set| set.into_iter().collect());
	let label = any::<bool>().prop_map(Label::from);
	vec((features, label, 0u64..900, prop_oneof![0u64..40, 86_300u64..86_500]), 1..60)
}

/// Plays a stream of samples and claims with a set of rules and with the rules of a model, and
/// compares all answers. `live` tells what the model keeps in the types of the set of rules.
fn compare<R: RuleSet>(
	rules: &R,
	(state, learnt): (R::State, Both),
	mut model: LiveRules,
	samples: &[Contributed],
	live: impl Fn(&LiveRules, &Standing) -> (R::State, R::Standing),
	trace: impl Fn(Label, Balance) -> (R::Trace, Trace),
) -> Result<(), TestCaseError>
where
	R::State: Copy + PartialEq + std::fmt::Debug,
	R::Standing: Copy + PartialEq + std::fmt::Debug,
	Both: Coefficients<R::Value>,
{
	let (mut state, mut own, mut memory) = (state, R::Standing::default(), learnt.clone());
	let (mut standing, mut live_memory) = (model.newcomer(), learnt);
	for (seen, (features, label, elapsed, age)) in (0u64..).zip(samples) {
		let sample = Sample::new(features, FEATURES).unwrap();
		let (label, elapsed, age) = (*label, *elapsed, *age);
		let price = rules.price(&own, elapsed);
		prop_assert_eq!(model.price(&standing, elapsed), Ok(price));
		let score = rules.score(&state, sample, &mut memory);
		prop_assert_eq!(model.score(sample, &mut live_memory), score);

		let dear = Submission { sample, label, max_deposit: price - 1, elapsed, seen };
		let refused = SubmitError::PriceAboveMaximum(PriceAboveMaximum { price });
		prop_assert_eq!(model.submit(&mut standing, &dear, &mut live_memory), Err(refused));
		let submission = Submission { max_deposit: price, ..dear };
		let accepted = rules.submit(&mut state, &mut own, &submission, &mut memory).unwrap();
		prop_assert_eq!((accepted.stake.deposit, accepted.score), (price, score));
		let same = model.submit(&mut standing, &submission, &mut live_memory);
		prop_assert_eq!(same, Ok(accepted));
		prop_assert_eq!(live(&model, &standing), (state, own));
		prop_assert_eq!(&live_memory, &memory);

		let (trace, live_trace) = trace(label, price);
		let (kind, claimable) = (ClaimKind::Refund, accepted.stake.locked());
		let (is_contributor, is_owner) = (true, false);
		let facts = ClaimFacts { kind, is_contributor, is_owner, age, claimable, trace };
		let paid = rules.claim(&mut state, &mut own, &facts, || label);
		let facts =
			ClaimFacts { kind, is_contributor, is_owner, age, claimable, trace: live_trace };
		prop_assert_eq!(model.claim(&mut standing, facts, || label), paid);
		prop_assert_eq!(live(&model, &standing), (state, own));
	}
	Ok(())
}

proptest! {
	#[test]
	fn a_classic_model_answers_as_the_classic_rules(samples in stream(), bias in -9i64..9) {
		let bias = Coefficient::from_inner(bias);
		let model = Rules::Classic(CLASSIC).begin(bias).unwrap();
		let state = ClassicState { bias, total_credit: 0 };
		let live = |model: &LiveRules, standing: &Standing| {
			let (rules, state) = model.classic().unwrap();
			assert_eq!((*rules, model.robust()), (CLASSIC, None));
			assert_eq!((model.bias(), model.total_credit()), (state.bias, state.total_credit));
			(*state, standing.credit())
		};
		let trace = |label, deposit| {
			let trace = ClassicTrace { deposit, label, already_claimed: false };
			(trace, Trace::Classic(trace))
		};
		compare(&CLASSIC, (state, Both::default()), model, &samples, live, trace)?;
	}

	#[test]
	fn a_robust_model_answers_as_the_robust_rules(samples in stream()) {
		let rules = robust();
		let (mut state, mut learnt) = (rules.initial_state(), Both::default());
		for (features, label) in [([0, 1, 2], Label::Positive), ([3, 4, 5], Label::Negative)] {
			let sample = Sample::new(&features, FEATURES).unwrap();
			for _ in 0..8 {
				rules.seed(&mut state, sample, label, &mut learnt);
			}
		}
		let mut model = LiveRules::Robust { rules, state };
		rules.open(&mut state).unwrap();
		model.open().unwrap();
		let live = |model: &LiveRules, standing: &Standing| {
			let (of_model, state) = model.robust().unwrap();
			assert_eq!((*of_model, model.classic()), (rules, None));
			assert_eq!(model.pot(), Some(&state.pot));
			(*state, standing.record())
		};
		compare(&rules, (state, learnt), model, &samples, live, |_, _| ((), Trace::Robust))?;
	}
}

#[test]
fn an_account_of_other_rules_is_refused_and_nothing_changes() {
	let [classic, robust] = both().map(begin);
	let record = Record { agreed: 3, disagreed: 1 };
	let trace = ClassicTrace { deposit: 5, label: Label::Positive, already_claimed: false };
	for (model, foreign, traces) in [
		(classic, Standing::Robust(record), [Trace::Classic(trace), Trace::Robust]),
		(robust, Standing::Classic(4), [Trace::Robust, Trace::Classic(trace)]),
	] {
		assert!(model.know(&model.newcomer()) && !model.know(&foreign));
		assert_eq!(model.price(&foreign, 9), Err(OtherRules));
		let (mut same, mut standing, mut memory) = (model, foreign, Both::default());
		let sample = Sample::new(&[1], FEATURES).unwrap();
		let (label, max_deposit) = (Label::Positive, Balance::MAX);
		let submission = Submission { sample, label, max_deposit, elapsed: 9, seen: 0 };
		let refused = same.submit(&mut standing, &submission, &mut memory);
		assert_eq!(refused, Err(SubmitError::OtherRules(OtherRules)));
		for (mut claimant, trace) in
			[(foreign, traces[0]), (foreign, traces[1]), (model.newcomer(), traces[1])]
		{
			let (kind, is_contributor, is_owner) = (ClaimKind::Refund, true, false);
			let facts =
				ClaimFacts { kind, is_contributor, is_owner, age: 99_999, claimable: 5, trace };
			let claimed = same.claim(&mut claimant, facts, || Label::Positive);
			assert_eq!(claimed, Err(ClaimError::Corrupt));
		}
		assert_eq!((same, standing, memory), (model, foreign, Both::default()));
	}
}

#[test]
fn newcomers_have_earned_nothing_under_any_rules() {
	for model in both().map(begin) {
		let newcomer = model.newcomer();
		assert_eq!((newcomer.credit(), newcomer.record()), (0, Record::default()));
	}
	let record = Record { agreed: 3, disagreed: 1 };
	assert_eq!([Standing::Classic(4).credit(), Standing::Robust(record).credit()], [4, 0]);
	assert_eq!(Standing::Classic(4).record(), Record::default());
	assert_eq!(Standing::Robust(record).record(), record);
}

#[test]
fn what_only_one_set_of_rules_has_is_missing_from_the_other() {
	let [mut classic, mut robust] = both().map(begin);
	assert_eq!(classic.pot(), None);
	assert_eq!(classic.robust_mut(), None);
	assert_eq!((robust.total_credit(), robust.bias()), (0, Coefficient::default()));
	assert_eq!(robust.next_step(5), None);
	// 1 / (0.0001 * (1,000 + 1,000))
	assert_eq!(classic.next_step(1_000), Some(Coefficient::from_u32(5)));
	robust.robust_mut().unwrap().1.pot.pool = 8;
	assert_eq!(robust.pot().map(Pot::total), Some(8));
}

#[test]
fn the_credit_of_forgotten_accounts_leaves_the_total() {
	let [classic, robust] = both().map(begin);
	let LiveRules::Classic { rules, state } = classic else { unreachable!("made above") };
	let mut model = LiveRules::Classic { rules, state: ClassicState { total_credit: 10, ..state } };
	model.forget_credit(4);
	assert_eq!(model.total_credit(), 6);
	let mut other = robust;
	other.forget_credit(4);
	assert_eq!(other, robust);
}

#[test]
fn a_model_begins_with_a_bias_only_where_it_is_not_an_average() {
	let bias = Coefficient::from_inner(-3);
	let [classic, robust] = both();
	assert_eq!(classic.begin(bias).map(|model| model.bias()), Some(bias));
	assert_eq!(robust.begin(bias), None);
	for rules in both() {
		assert_eq!(begin(rules).rules(), rules);
	}
}

#[test]
fn a_model_opens_once_its_rules_have_seen_enough() {
	let mut strict = begin(Rules::Robust(Robust::with_base(1_000)));
	let (gate, shown) = (Gate::default(), Seeding::default());
	assert_eq!(strict.open(), Err(OpenError::GateNotPassed { gate, shown }));
	for mut model in both().map(begin) {
		assert_eq!(model.open(), Ok(()));
	}
}

#[test]
fn other_parameters_keep_the_state_and_other_rules_do_not_take_it() {
	let [classic, robust] = both();
	let dearer = Rules::Classic(Classic { pricing: Pricing::Constant(9), ..CLASSIC });
	let model = classic.begin(Coefficient::from_inner(4)).unwrap();
	let changed = model.with_rules(dearer).unwrap();
	assert_eq!((changed.rules(), changed.bias()), (dearer, Coefficient::from_inner(4)));
	assert_eq!(model.with_rules(robust), None);

	let stricter = Rules::Robust(Robust::with_base(1_000));
	let mut model = begin(robust);
	model.robust_mut().unwrap().1.audits = 7;
	let changed = model.with_rules(stricter).unwrap();
	assert_eq!(changed.rules(), stricter);
	assert_eq!(changed.robust().map(|(_, state)| state.audits), Some(7));
	assert_eq!(model.with_rules(classic), None);
}

#[test]
fn rules_are_valid_within_what_the_host_allows() {
	let limits = Limits { max_wait: 604_800, min_base: 1_000, max_audit_rows: 500 };
	let strict = Limits { max_wait: 29, ..limits };
	for rules in both() {
		assert!(rules.is_valid(&limits) && !rules.is_valid(&strict), "{rules:?}");
	}
}

#[test]
fn each_set_of_rules_says_what_its_models_need() {
	let [classic, robust] = both();
	assert_eq!([classic.copies(), robust.copies()], [1, 2]);
	assert_eq!([classic.are_seeded(), robust.are_seeded()], [false, true]);
	assert_eq!([classic.keep_samples(), robust.keep_samples()], [true, false]);
	assert_eq!([classic.audits(), robust.audits()], [None, Some(&AuditRules::default())]);
	let LiveRules::Classic { rules, .. } = begin(classic.after(24_000)) else {
		unreachable!("the same set of rules")
	};
	assert_eq!(rules, CLASSIC.after(24_000));
	assert_eq!(robust.after(24_000), robust);
}

#[test]
fn models_learn_alike_where_their_learners_are_the_same() {
	let [classic, robust] = both();
	let dear = Rules::Classic(Classic { pricing: Pricing::Constant(9), ..CLASSIC });
	let learner = Perceptron { learn_bias: false, ..CLASSIC.learner };
	let other = Rules::Classic(Classic { learner, ..CLASSIC });
	assert!(classic.learn_alike(&dear) && !classic.learn_alike(&other));

	let Rules::Robust(rules) = robust else { unreachable!("made above") };
	let dear = Rules::Robust(Robust { pricing: RecordPricing::with_base(9_000), ..rules });
	let learner = AveragedPerceptron { margin: 4, ..rules.learner };
	let other = Rules::Robust(Robust { learner, ..rules });
	assert!(robust.learn_alike(&dear) && !robust.learn_alike(&other));
	assert!(!robust.learn_alike(&classic) && !classic.learn_alike(&robust));
}

#[test]
fn default_rules_are_robust_ones_at_any_base_price() {
	let usual = Robust::with_base(10);
	assert!(Rules::Robust(usual).are_default());
	assert!(Rules::Robust(Robust::with_base(1_000_000)).are_default());
	let wait = usual.judgement.wait + 1;
	let other = Robust { judgement: Judgement { wait, ..usual.judgement }, ..usual };
	assert!(!Rules::Robust(other).are_default());
	let other = Robust { pricing: RecordPricing { window: 2, ..usual.pricing }, ..usual };
	assert!(!Rules::Robust(other).are_default());
}

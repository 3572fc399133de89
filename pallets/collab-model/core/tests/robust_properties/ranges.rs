//! The ends of all ranges.

use crate::{
	model::{sample, LIMITS},
	strategies::rules,
	support::Memory,
};
use collab_model_core::*;
use proptest::prelude::*;
use sp_arithmetic::Percent;

/// One of two numbers, or of those between.
fn ends<T: Copy + std::fmt::Debug + 'static>(
	least: T,
	greatest: T,
	between: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = T> {
	prop_oneof![Just(least), Just(greatest), between]
}

fn balance() -> impl Strategy<Value = Balance> {
	ends(0, Balance::MAX, any::<Balance>())
}

fn seconds() -> impl Strategy<Value = Seconds> {
	ends(0, Seconds::MAX, any::<Seconds>())
}

fn coefficient() -> impl Strategy<Value = AveragedCoefficient> {
	let lag = prop_oneof![Just(i64::MIN), Just(i64::MAX), any::<i64>()];
	(any::<i8>(), lag).prop_map(|(value, lag)| AveragedCoefficient { value, lag })
}

fn averaged() -> impl Strategy<Value = Averaged> {
	(seconds(), coefficient()).prop_map(|(clock, bias)| Averaged { clock, bias })
}

/// Any state whatever, also those that no stream leads to.
fn state() -> impl Strategy<Value = RobustState> {
	let pot = (balance(), balance(), balance());
	let pot = pot.prop_map(|(pool, fund, heir)| Pot { pool, fund, heir });
	(averaged(), averaged(), any::<u32>(), pot).prop_map(|(released, candidate, agreement, pot)| {
		let agreement = Agreement(agreement);
		RobustState { released, candidate, agreement, pot, ..RobustState::default() }
	})
}

/// Parameters at one end of their ranges.
fn extreme_rules(least: bool) -> Robust {
	let (byte, number) = if least { (0, 0) } else { (u8::MAX, u16::MAX) };
	let from_one = byte.max(1);
	Robust {
		learner: AveragedPerceptron {
			margin: number,
			limit: if least { 1 } else { 127 },
			learn_bias: !least,
			tick: if least { 1 } else { 86_400 },
			leash: from_one,
			leash_share: from_one,
			sample_leash: number,
		},
		guard: Guard {
			slope: byte,
			least: 0,
			greatest: number,
			shift: if least { 1 } else { 15 },
			start: number,
		},
		pricing: RecordPricing {
			base: if least { 1 } else { 1 << 100 },
			prior: from_one,
			penalty: byte,
			span_down: from_one,
			span_up: from_one,
			window: byte.max(2),
		},
		judgement: Judgement {
			band: number,
			keep: Percent::from_percent(if least { 0 } else { 100 }),
			wait: if least { 0 } else { Seconds::MAX },
		},
		payouts: Payouts {
			contradiction: byte,
			fund_shift: byte.min(16),
			pool_shift: byte.min(16),
			flow: from_one,
			volume: from_one,
			floor: number,
			life: if least { 1 } else { u32::MAX },
		},
		gate: Gate { samples: 0, accuracy: Percent::zero() },
		audits: AuditRules {
			rows: if least { 25 } else { u32::MAX },
			wait: if least { 0 } else { Seconds::MAX },
			ratio: byte.max(10),
			confidence: byte,
			teach: least,
		},
	}
}

fn any_rules() -> impl Strategy<Value = Robust> {
	prop_oneof![rules(), any::<bool>().prop_map(extreme_rules)]
}

#[test]
fn one_parameter_beyond_its_range_is_enough_to_be_refused() {
	let limits = Limits { max_wait: 604_800, min_base: 1_000, max_audit_rows: 500 };
	let usual = Robust::with_base(1_000);
	assert!(usual.is_valid(&limits));
	let spoilers: [fn(&mut Robust); 25] = [
		|rules| rules.learner.limit = 0,
		|rules| rules.learner.limit = -1,
		|rules| rules.learner.tick = 0,
		|rules| rules.learner.tick = 86_401,
		|rules| rules.learner.leash = 0,
		|rules| rules.learner.leash_share = 0,
		|rules| rules.guard.least = rules.guard.greatest + 1,
		|rules| rules.guard.shift = 0,
		|rules| rules.guard.shift = 16,
		|rules| rules.pricing.base = 999,
		|rules| rules.pricing.base = (1 << 100) + 1,
		|rules| rules.pricing.prior = 0,
		|rules| rules.pricing.span_down = 0,
		|rules| rules.pricing.span_up = 0,
		|rules| rules.pricing.window = 1,
		|rules| rules.judgement.wait = 604_801,
		|rules| rules.payouts.fund_shift = 17,
		|rules| rules.payouts.pool_shift = 17,
		|rules| rules.payouts.flow = 0,
		|rules| rules.payouts.volume = rules.payouts.contradiction - 1,
		|rules| rules.payouts.life = 0,
		|rules| rules.audits.rows = 24,
		|rules| rules.audits.rows = 501,
		|rules| rules.audits.wait = 604_801,
		|rules| rules.audits.ratio = 9,
	];
	for (number, spoil) in spoilers.iter().enumerate() {
		let mut rules = usual;
		spoil(&mut rules);
		assert!(!rules.is_valid(&limits), "{number}");
	}
	// A bonus is a part of the deposit also where it wants no contradiction.
	let payouts = Payouts { contradiction: 0, volume: 0, ..usual.payouts };
	assert!(!payouts.is_valid() && Payouts { volume: 1, ..payouts }.is_valid());
	// The least price is never 0.
	let cheap = RecordPricing { span_down: 9, ..RecordPricing::with_base(8) };
	assert!(!cheap.is_valid(0) && RecordPricing { base: 9, ..cheap }.is_valid(0));
}

#[test]
fn the_ends_of_the_ranges_are_valid() {
	for least in [true, false] {
		assert!(extreme_rules(least).is_valid(&LIMITS));
	}
}

proptest! {
	#[test]
	fn no_state_makes_a_submission_panic(
		rules in any_rules(), mut state in state(), values in proptest::array::uniform2(coefficient()),
		agreed in any::<u8>(), disagreed in any::<u8>(), elapsed in seconds(), positive in any::<bool>(),
	) {
		let mut memory = Memory::default();
		memory.0.insert((Version::Released, 0), values[0]);
		memory.0.insert((Version::Candidate, 0), values[1]);
		let submission = Submission {
			sample: sample(&[0, 1]),
			label: Label::from(positive),
			max_deposit: Balance::MAX,
			elapsed,
			seen: u64::MAX,
		};
		let mut record = Record { agreed, disagreed };
		let accepted = rules.submit(&mut state, &mut record, &submission, &mut memory).unwrap();
		let Stake { deposit, forfeited, .. } = accepted.stake;
		prop_assert!(forfeited <= deposit);
	}

	#[test]
	fn no_state_makes_an_audit_panic(
		rules in any_rules(), mut state in state(), values in proptest::array::uniform2(coefficient()),
		now in seconds(), worse in ends(0, u32::MAX, any::<u32>()), better in any::<u32>(),
	) {
		let mut memory = Memory::default();
		memory.0.insert((Version::Released, 0), values[0]);
		memory.0.insert((Version::Candidate, 0), values[1]);
		let rows = rules.audits.rows;
		rules.seal_audit(&mut state, Seal::default(), rows, u32::MAX, now).unwrap();
		let shown = [(sample(&[0]), Label::Positive)].into_iter();
		let piece = AuditPiece { start: Seal::default(), first: 0, rows: shown };
		let hash = |_: &[u8]| Seal::default();
		let later = now.saturating_add(rules.audits.wait);
		let shown = rules
			.show_audit(&mut state, piece, later, hash, &mut memory);
		prop_assert_eq!(shown, Ok(None));
		let accepted = rules.audits.accepts(&AuditCount { worse, better });
		prop_assert!(!accepted || better >= worse);
	}

	/// A thousand features at their limits, in a model as old as an import may be.
	#[test]
	fn the_oldest_import_is_scored_exactly(
		rules in any_rules(), value in -127i8..=127, whole_life in any::<bool>(),
	) {
		let clock = MAX_IMPORT_CLOCK;
		// Either it was 0 until now, or it has always been what it is.
		let lag = if whole_life { 0 } else { i64::from(value) * clock as i64 };
		let (coefficient, count) = (AveragedCoefficient { value, lag }, 1_000u32);
		let features: Vec<u32> = (0..count).collect();
		let wide = Sample::new(&features, count.into()).unwrap();
		let mut memory = Memory::default();
		memory.update(Version::Released, wide, |place| *place = coefficient);
		let mut state = rules.initial_state();
		let declared = ImportDeclaration {
			learnt: Averaged { clock, bias: AveragedCoefficient::default() },
			seal: Seal::default(),
		};
		prop_assert_eq!(rules.declare_import(&mut state, &declared), Ok(()));
		let possible = i8::abs(value) <= rules.learner.limit;
		prop_assert_eq!(rules.check_import(&state, &[coefficient]).is_ok(), possible);
		let score = rules.averaged_score(&state, wide, &mut memory);
		let alive = if whole_life { i128::from(clock) } else { 0 };
		prop_assert_eq!(score.sum, alive * i128::from(value) * i128::from(count));
	}
}

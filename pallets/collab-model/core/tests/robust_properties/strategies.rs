//! Any parameters, any rows, any streams.

use crate::model::{Row, Step, ACCOUNTS, FEATURES};
use collab_model_core::*;
use proptest::{
	collection::{btree_set, vec},
	prelude::*,
};
use sp_arithmetic::Percent;

pub fn row() -> impl Strategy<Value = Row> {
	let features = btree_set(0..FEATURES, 1..6);
	(features, any::<bool>())
		.prop_map(|(features, positive)| (features.into_iter().collect(), Label::from(positive)))
}

/// Samples that a small model can learn: the label says whether most features are of the lower
/// half, and one in eight is wrong.
fn truth() -> impl Strategy<Value = Row> {
	(row(), 0u8..8).prop_map(|((features, _), wrong)| {
		let low = features.iter().filter(|f| **f < FEATURES / 2).count();
		let label = Label::from(2 * low > features.len());
		(features, if wrong == 0 { label.flipped() } else { label })
	})
}

pub fn seeding() -> impl Strategy<Value = Vec<Row>> {
	vec(truth(), 0..40)
}

/// Nothing within a second, the spacing of honest samples, and idle days.
fn wait() -> impl Strategy<Value = Seconds> {
	prop_oneof![3 => Just(0), 4 => 1u64..1_200, 1 => 80_000u64..900_000]
}

pub fn submission() -> impl Strategy<Value = Step> {
	let row = prop_oneof![truth(), row()];
	(wait(), 0..ACCOUNTS, row).prop_map(|(after, who, row)| Step::Submit { after, who, row })
}

pub fn audit_rows() -> impl Strategy<Value = Vec<Row>> {
	prop_oneof![vec(truth(), 25..40), vec(row(), 25..40)]
}

/// Samples, bursts, idle times, refusals, claims, and audits that are accepted and rejected.
pub fn stream() -> impl Strategy<Value = Vec<Step>> {
	let refused = (0..ACCOUNTS, row()).prop_map(|(who, row)| Step::Refused { who, row });
	let step = prop_oneof![
		24 => submission(),
		1 => refused,
		4 => any::<usize>().prop_map(|of| Step::Refund { of }),
		1 => audit_rows().prop_map(|rows| Step::Audit { rows }),
	];
	vec(step, 1..100)
}

/// A number that matters to so small a model, or any.
fn small_or_any() -> impl Strategy<Value = u16> {
	prop_oneof![3 => 0u16..30, 1 => any::<u16>()]
}

fn learner() -> impl Strategy<Value = AveragedPerceptron> {
	let tick = prop_oneof![Just(600u32), 1u32..=86_400];
	(small_or_any(), 1i8..=127, any::<bool>(), tick, 1u8.., 1u8.., small_or_any()).prop_map(
		|(margin, limit, learn_bias, tick, leash, leash_share, sample_leash)| AveragedPerceptron {
			margin,
			limit,
			learn_bias,
			tick,
			leash,
			leash_share,
			sample_leash,
		},
	)
}

fn guard() -> impl Strategy<Value = Guard> {
	(any::<u8>(), small_or_any(), any::<u16>(), 1u8..=15, any::<u16>()).prop_map(
		|(slope, least, greatest, shift, start)| Guard {
			slope,
			least,
			greatest: greatest.max(least),
			shift,
			start,
		},
	)
}

fn pricing() -> impl Strategy<Value = RecordPricing> {
	let base = prop_oneof![255u128..10_000_000_000, 255u128..=1 << 100];
	(base, 1u8.., any::<u8>(), 1u8.., 1u8.., 2u8..).prop_map(
		|(base, prior, penalty, span_down, span_up, window)| RecordPricing {
			base,
			prior,
			penalty,
			span_down,
			span_up,
			window,
		},
	)
}

fn payouts() -> impl Strategy<Value = Payouts> {
	let life = prop_oneof![Just(1_296_000u32), 1u32..];
	let shifts = (0u8..=16, 0u8..=16);
	(any::<u8>(), shifts, 1u8.., 1u8.., small_or_any(), life).prop_map(
		|(contradiction, (fund_shift, pool_shift), flow, volume, floor, life)| Payouts {
			contradiction,
			fund_shift,
			pool_shift,
			flow,
			volume: volume.max(contradiction),
			floor,
			life,
		},
	)
}

/// Any parameters in their ranges, without a gate.
pub fn rules() -> impl Strategy<Value = Robust> {
	let band = prop_oneof![4 => 0u16..3, 1 => any::<u16>()];
	let judgement = (band, 0u8..=100, 0u64..1_000_000).prop_map(|(band, keep, wait)| Judgement {
		band,
		keep: Percent::from_percent(keep),
		wait,
	});
	let confidence = prop_oneof![Just(0u8), any::<u8>()];
	let audits = (0u64..1_000_000, 10u8.., confidence, any::<bool>()).prop_map(
		|(wait, ratio, confidence, teach)| AuditRules { rows: 25, wait, ratio, confidence, teach },
	);
	(learner(), guard(), pricing(), judgement, payouts(), audits).prop_map(
		|(learner, guard, pricing, judgement, payouts, audits)| Robust {
			learner,
			guard,
			pricing,
			judgement,
			payouts,
			gate: Gate { samples: 0, accuracy: Percent::zero() },
			audits,
		},
	)
}

//! Audits: rows that were sealed before what they test was learnt decide whether the candidate is
//! released.

use super::AveragedScore;
use crate::{Label, Sample, Seconds};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A hash that seals the rows of an audit: 256-bit BLAKE2 on our chains.
pub type Seal = [u8; 32];

/// The fewest rows that a model may ask an audit to show.
pub const LEAST_AUDIT_ROWS: u32 = 25;

/// Parameters of audits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct AuditRules {
	/// The least number of rows that an audit shows. At least 25, default 500.
	pub rows: u32,
	/// Seconds from sealing to showing. Default 7 days: rows are chosen before the samples that
	/// they test.
	pub wait: Seconds,
	/// In tenths: how many times more rows must be better than worse. At least 10, default 14. A
	/// spoiled candidate differs on many rows, an honest one on few, so that a mere balance passes
	/// by luck.
	pub ratio: u8,
	/// In tenths of a standard error: how clearly the candidate must be better. Default 0; at 10
	/// nothing passes by luck, and learning is slower.
	pub confidence: u8,
	/// Whether both copies learn the rows, each row after they were tried on it. Default yes: what
	/// an owner shows is known to be true, and no attacker can keep it out. Then an audit cannot be
	/// begun anew: what was shown is learnt.
	pub teach: bool,
}

impl Default for AuditRules {
	fn default() -> Self {
		Self { rows: 500, wait: 604_800, ratio: 14, confidence: 0, teach: true }
	}
}

/// The rows of an audit that only one copy of the model gets right.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct AuditCount {
	/// Rows that the released model gets right and the candidate wrong.
	pub worse: u32,
	/// Rows that the candidate gets right and the released model wrong.
	pub better: u32,
}

impl AuditCount {
	/// Counts a row with its label and what the two copies say of it.
	pub fn count(&mut self, label: Label, released: AveragedScore, candidate: AveragedScore) {
		match [released, candidate].map(|score| score.label() == label) {
			[true, false] => self.worse = self.worse.saturating_add(1),
			[false, true] => self.better = self.better.saturating_add(1),
			_ => {}
		}
	}
}

impl AuditRules {
	/// Whether the parameters are in the ranges stated above, and rows not above `max_rows`.
	pub fn is_valid(&self, max_rows: u32) -> bool {
		(LEAST_AUDIT_ROWS..=max_rows).contains(&self.rows) && self.ratio >= 10
	}

	/// Whether the candidate is released: with `d = better - worse`, when `d >= 0`,
	/// `10 * better >= ratio * worse` and `100 * d^2 >= confidence^2 * (better + worse)`.
	pub fn accepts(&self, count: &AuditCount) -> bool {
		let [worse, better] = [count.worse, count.better].map(u128::from);
		let Some(lead) = better.checked_sub(worse) else { return false };
		let confidence = u128::from(self.confidence);
		let error =
			confidence.saturating_mul(confidence).saturating_mul(better.saturating_add(worse));
		better.saturating_mul(10) >= worse.saturating_mul(self.ratio.into())
			&& lead.saturating_mul(lead).saturating_mul(100) >= error
	}
}

/// The stage of a model's present audit.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum AuditStage {
	/// No rows are sealed.
	#[default]
	None,
	/// Rows are sealed and may be shown when the wait is over.
	Sealed(Sealed),
	/// Some of the rows were shown. Nothing is learnt until the audit is over.
	Shown {
		/// What was sealed.
		sealed: Sealed,
		/// How many rows were shown so far.
		rows: u32,
		/// Their seal.
		seal: Seal,
		/// What was counted on them.
		count: AuditCount,
	},
	/// The audit is decided and pages are still being moved. Nothing is learnt until they are.
	Settling {
		/// Whether the candidate is released.
		accepted: bool,
	},
}

/// Rows that an owner has sealed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Sealed {
	/// Their seal.
	pub seal: Seal,
	/// How many there are.
	pub rows: u32,
	/// When they were sealed.
	pub at: Seconds,
}

/// What came of the last row of an audit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum AuditOutcome {
	/// The rows were not those that were sealed. Neither copy takes the place of the other.
	Void,
	/// The candidate is released.
	Released,
	/// The candidate goes back to the released model.
	RolledBack,
}

/// Rows of an audit that are shown together.
#[derive(Clone, Debug)]
pub struct AuditPiece<Rows> {
	/// The seal before the first row of the audit, see [`first_seal`].
	pub start: Seal,
	/// How many rows were shown before; 0 forgets them and begins anew, unless rows teach.
	pub first: u32,
	/// The rows, at least one.
	pub rows: Rows,
}

/// Why an audit does not go on. Nothing has changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AuditError {
	/// Another audit is under way.
	UnderWay,
	/// Fewer rows are announced than the rules ask for.
	TooFewRows,
	/// More rows are announced than the host allows.
	TooManyRows,
	/// No rows are sealed.
	NothingSealed,
	/// The wait is not over.
	TooEarly,
	/// There are no rows, or they do not begin where the last ones ended, or go beyond those announced.
	WrongPlace,
}

/// The seal of an audit before its first row.
pub fn first_seal(nonce: &Seal, model: u32, audit: u32, hash: impl Fn(&[u8]) -> Seal) -> Seal {
	hash(&(nonce, model, audit).encode())
}

/// The seal after one more row. Rows are sealed one by one, so that they can be shown in pieces of
/// any length.
pub fn next_seal(
	before: &Seal,
	sample: Sample<'_>,
	label: Label,
	hash: impl Fn(&[u8]) -> Seal,
) -> Seal {
	let mut bytes: Vec<u8> = before.to_vec();
	sample.features().encode_to(&mut bytes);
	label.encode_to(&mut bytes);
	hash(&bytes)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn accepts(rules: AuditRules, worse: u32, better: u32) -> bool {
		rules.accepts(&AuditCount { worse, better })
	}

	#[test]
	fn the_better_rows_must_outnumber_the_worse_by_the_ratio() {
		let rules = AuditRules::default();
		assert!(accepts(rules, 10, 14) && accepts(rules, 0, 0) && accepts(rules, 7, 12));
		assert!(!accepts(rules, 10, 13) && !accepts(rules, 5, 6) && !accepts(rules, 1, 0));
		let balance = AuditRules { ratio: 10, ..rules };
		assert!(accepts(balance, 8, 8) && !accepts(balance, 8, 7));
	}

	#[test]
	fn confidence_asks_for_a_lead_in_standard_errors() {
		let sure = AuditRules { ratio: 10, confidence: 10, ..AuditRules::default() };
		assert!(accepts(sure, 6, 10) && !accepts(sure, 7, 10));
		assert!(!accepts(sure, u32::MAX, u32::MAX));
	}

	/// What is hashed, cut to the length of a seal.
	fn cut(bytes: &[u8]) -> Seal {
		core::array::from_fn(|place| bytes.get(place).copied().unwrap_or(0xff))
	}

	#[test]
	fn a_seal_binds_the_nonce_the_model_and_the_audit() {
		// From the 30th byte of the nonce on.
		let tail = |bytes: &[u8]| cut(&bytes[30..]);
		let mut hashed = [0xff; 32];
		hashed[..10].copy_from_slice(&[9, 9, 4, 3, 2, 1, 8, 7, 6, 5]);
		assert_eq!(first_seal(&[9; 32], 0x0102_0304, 0x0506_0708, tail), hashed);
		assert_eq!(first_seal(&[9; 32], 1, 2, cut), [9; 32]);
	}

	#[test]
	fn a_seal_binds_the_seal_before_the_features_and_the_label() {
		let sample = Sample::new(&[3, 258], 300).unwrap();
		assert_eq!(next_seal(&[9; 32], sample, Label::Positive, cut), [9; 32]);
		let tail = |bytes: &[u8]| cut(&bytes[31..]);
		let mut hashed = [0xff; 32];
		// Two features, four bytes each.
		hashed[..11].copy_from_slice(&[9, 2 << 2, 3, 0, 0, 0, 2, 1, 0, 0, 1]);
		assert_eq!(next_seal(&[9; 32], sample, Label::Positive, tail), hashed);
		hashed[10] = 0;
		assert_eq!(next_seal(&[9; 32], sample, Label::Negative, tail), hashed);
	}

	#[test]
	fn a_row_counts_where_one_copy_alone_is_right() {
		let scores = [1, 0].map(|sum| AveragedScore { sum, clock: 1 });
		let mut count = AuditCount::default();
		for (label, released, candidate) in [
			(Label::Positive, scores[0], scores[1]),
			(Label::Negative, scores[0], scores[1]),
			(Label::Negative, scores[0], scores[1]),
			(Label::Positive, scores[0], scores[0]),
		] {
			count.count(label, released, candidate);
		}
		assert_eq!(count, AuditCount { worse: 1, better: 2 });
	}
}

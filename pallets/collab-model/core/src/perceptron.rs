//! The perceptron: predicts by the sign of a sum, moves only when it is wrong.

use crate::{Coefficient, Label, Score};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{
	traits::{Saturating, Zero},
	FixedPointNumber,
};

/// `bias + sum of the coefficients of the sample's features` (`SparsePerceptron.predict`).
///
/// The order of the coefficients does not matter: the sum is exact.
pub fn score(bias: Coefficient, present: impl IntoIterator<Item = Coefficient>) -> Score {
	// Wrapping is never reached: fewer than 2^33 terms below 2^63 stay below 2^96.
	present.into_iter().fold(Score::from(bias.into_inner()), |sum, coefficient| {
		sum.wrapping_add(Score::from(coefficient.into_inner()))
	})
}

/// `Positive` when the score is above zero, else `Negative`.
pub fn label_of(score: Score) -> Label {
	Label::from(score > 0)
}

/// How far a wrong prediction moves each present coefficient.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum StepSchedule {
	/// Always the same, not negative (the contracts' `learningRate`; 0 never learns).
	Constant(Coefficient),
	/// `1 / (alpha (t0 + t))` with `t` the samples seen before: scikit-learn's `optimal`.
	InverseTime {
		/// Above 0. scikit-learn's default is 0.0001.
		alpha: Coefficient,
		/// At least 1. scikit-learn starts at 1,000 for its default alpha; a model that was
		/// trained before adds the samples it has seen, over all epochs.
		t0: u64,
	},
}

impl StepSchedule {
	/// Whether the parameters are in the ranges stated above.
	pub fn is_valid(&self) -> bool {
		match self {
			Self::Constant(step) => !step.is_negative(),
			Self::InverseTime { alpha, t0 } => alpha.is_positive() && *t0 > 0,
		}
	}

	/// The same schedule for a model that has seen samples before.
	pub fn after(&self, seen: u64) -> Self {
		match *self {
			Self::Constant(step) => Self::Constant(step),
			Self::InverseTime { alpha, t0 } => {
				Self::InverseTime { alpha, t0: t0.saturating_add(seen) }
			}
		}
	}

	/// The step after `seen` samples. Rounds down to nine decimals; at most `i64::MAX` of them.
	pub fn step(&self, seen: u64) -> Coefficient {
		match self {
			Self::Constant(step) => *step,
			Self::InverseTime { alpha, t0 } => {
				let t = i128::from(*t0).saturating_add(i128::from(seen));
				let one = i128::from(Coefficient::DIV);
				let steps = i128::from(alpha.into_inner())
					.checked_mul(t)
					.and_then(|divisor| one.saturating_mul(one).checked_div(divisor))
					.unwrap_or(0);
				Coefficient::from_inner(i64::try_from(steps).unwrap_or(i64::MAX))
			}
		}
	}
}

/// The learner of the contracts (constant step, fixed bias) and of their Python simulator
/// (inverse-time step, learnt bias).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Perceptron {
	/// How far an update moves.
	pub step: StepSchedule,
	/// Whether the bias moves too; in the contracts it never does.
	pub learn_bias: bool,
}

impl Perceptron {
	/// By how much learning one sample moves each present coefficient (and the bias, if it is
	/// learnt): when `score` predicts the other label, by the step towards `label`. `None` when
	/// nothing moves. `seen` counts the samples learnt before this one.
	pub fn shift(&self, seen: u64, label: Label, score: Score) -> Option<Coefficient> {
		if label_of(score) == label {
			return None;
		}
		let step = self.step.step(seen);
		let shift = match label {
			Label::Positive => step,
			Label::Negative => Coefficient::zero().saturating_sub(step),
		};
		(!shift.is_zero()).then_some(shift)
	}

	/// Learns one sample: moves every coefficient in `present` (and the bias, if it is learnt) by
	/// the [`shift`](Self::shift) for its score. Values saturate at the ends of [`Coefficient`].
	///
	/// `seen` counts the samples learnt before this one. Returns the score before learning and
	/// whether anything was moved (`SparsePerceptron.update`).
	pub fn learn(
		&self,
		seen: u64,
		label: Label,
		bias: &mut Coefficient,
		present: &mut [Coefficient],
	) -> (Score, bool) {
		let before = score(*bias, present.iter().copied());
		let Some(shift) = self.shift(seen, label, before) else { return (before, false) };
		for coefficient in present.iter_mut() {
			*coefficient = coefficient.saturating_add(shift);
		}
		if self.learn_bias {
			*bias = bias.saturating_add(shift);
		}
		(before, true)
	}
}

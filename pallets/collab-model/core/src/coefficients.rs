//! How a set of rules reaches the coefficients of a model, wherever they are kept.

use crate::{Coefficient, Sample, Score};

/// Which copy of a model's coefficients is meant.
///
/// Rules that know one copy only use [`Released`](Self::Released).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Version {
	/// The copy that predicts and judges.
	Released,
	/// The copy that learns. Where it holds nothing of its own, it is the released one.
	Candidate,
}

/// One number of a learner, and what the numbers of a sample add up to.
pub trait Value: Copy + Default + PartialEq {
	/// The sums that a score is made of.
	type Sums: Copy + Default;

	/// Adds this number to `sums`.
	fn add_to(&self, sums: &mut Self::Sums);
}

impl Value for Coefficient {
	type Sums = Score;

	fn add_to(&self, sums: &mut Score) {
		// Wrapping is never reached: fewer than 2^33 terms below 2^63 stay below 2^96.
		*sums = sums.wrapping_add(Score::from(self.into_inner()));
	}
}

/// Where the coefficients of one model are kept: storage pages on a chain, memory elsewhere.
pub trait Coefficients<V: Value> {
	/// What the coefficients of a sample's features add up to. A feature that was never learnt
	/// counts as 0.
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> V::Sums;

	/// Changes the coefficient of each feature of a sample, in the order of the features. What is
	/// changed of the candidate is its own from then on, even if it stays the same: later changes of
	/// the released copy do not reach it.
	fn update(&mut self, version: Version, sample: Sample<'_>, change: impl FnMut(&mut V));
}

//! What a model says to a sample, and what decided.

use collab_model_core::{label_of, Coefficient, Label, Score};
use std::cmp::Reverse;

use crate::{dataset::Encoded, ledger::LinearCoefficients};

/// What a model says to a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
	/// The label.
	pub label: Label,
	/// The sum of the bias and of all shares, scale 1e9; positive above 0.
	pub score: Score,
	/// What is added to every score.
	pub bias: Coefficient,
	/// What each feature adds to the score: the greatest first, whatever its sign; then by feature.
	pub shares: Vec<Share>,
}

/// What one feature adds to a score: its share.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
	/// The feature.
	pub feature: u32,
	/// What it stands for in the sample; empty if that is not known.
	pub names: Vec<String>,
	/// Its coefficient.
	pub coefficient: Coefficient,
}

impl Prediction {
	/// What a model with these coefficients says.
	pub fn new(model: &LinearCoefficients, sample: &Encoded) -> Self {
		let features = sample.features();
		let mut shares: Vec<_> = features
			.iter()
			.map(|feature| Share {
				feature: *feature,
				names: sample.names(*feature).to_vec(),
				coefficient: model.get(*feature),
			})
			.collect();
		let size = |of: &Share| of.coefficient.into_inner().unsigned_abs();
		shares.sort_by_key(|of| Reverse(size(of)));
		let score = model.score(&features);
		Self { label: label_of(score), score, bias: model.bias(), shares }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_greatest_shares_come_first_and_sum_to_the_score() {
		let mut model = LinearCoefficients::zero(10);
		model.set_bias(Coefficient::from_inner(5));
		for (feature, value) in [(1, 3), (2, -7), (4, 3), (9, 100)] {
			model.set(feature, Coefficient::from_inner(value));
		}
		let said = Prediction::new(&model, &Encoded::of_features(&[1, 2, 4, 5], None));
		let order: Vec<u32> = said.shares.iter().map(|of| of.feature).collect();
		assert_eq!(order, [2, 1, 4, 5]);
		assert_eq!((said.score, said.label), (5 + 3 - 7 + 3, Label::Positive));
		model.set_bias(Coefficient::from_inner(1));
		let said = Prediction::new(&model, &Encoded::of_features(&[1, 2, 4], None));
		assert_eq!((said.score, said.label), (0, Label::Negative));
	}
}

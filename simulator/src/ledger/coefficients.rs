//! Where the coefficients of a model are kept in memory.

use collab_model_core::{label_of, score, Coefficient, Label, Perceptron, Score};
use std::collections::BTreeMap;

/// Up to so many features every coefficient has its place (8 MiB); above, only those in use.
const MAX_DENSE: u64 = 1 << 20;

/// The coefficients and the bias of a linear model, all zero at first.
#[derive(Clone, Debug)]
pub struct Coefficients {
	num_features: u64,
	store: Store,
	bias: Coefficient,
}

#[derive(Clone, Debug)]
enum Store {
	Dense(Vec<Coefficient>),
	Sparse(BTreeMap<u32, Coefficient>),
}

impl Coefficients {
	/// All zero, for features below `num_features` (at most 2^32).
	pub fn zero(num_features: u64) -> Self {
		let store = match usize::try_from(num_features) {
			Ok(places) if num_features <= MAX_DENSE => {
				Store::Dense(vec![Coefficient::from_inner(0); places])
			}
			_ => Store::Sparse(BTreeMap::new()),
		};
		Self { num_features, store, bias: Coefficient::from_inner(0) }
	}

	/// Features are below this.
	pub fn num_features(&self) -> u64 {
		self.num_features
	}

	/// What is added to every score.
	pub fn bias(&self) -> Coefficient {
		self.bias
	}

	/// Replaces the bias.
	pub fn set_bias(&mut self, bias: Coefficient) {
		self.bias = bias;
	}

	/// The coefficient of one feature; zero for one that the model does not have.
	pub fn get(&self, feature: u32) -> Coefficient {
		let found = match &self.store {
			Store::Dense(values) => values.get(feature as usize).copied(),
			Store::Sparse(values) => values.get(&feature).copied(),
		};
		found.unwrap_or(Coefficient::from_inner(0))
	}

	/// Replaces the coefficient of one feature; does nothing for one that the model does not have.
	pub fn set(&mut self, feature: u32, value: Coefficient) {
		if u64::from(feature) >= self.num_features {
			return;
		}
		match &mut self.store {
			Store::Dense(values) => values[feature as usize] = value,
			Store::Sparse(values) => {
				values.insert(feature, value);
			}
		}
	}

	/// Every coefficient that is not zero, by increasing feature.
	pub fn non_zero(&self) -> Box<dyn Iterator<Item = (u32, Coefficient)> + '_> {
		let zero = Coefficient::from_inner(0);
		match &self.store {
			Store::Dense(values) => {
				Box::new((0u32..).zip(values.iter().copied()).filter(move |(_, v)| *v != zero))
			}
			Store::Sparse(values) => {
				Box::new(values.iter().map(|(f, v)| (*f, *v)).filter(move |(_, v)| *v != zero))
			}
		}
	}

	/// The score of a sample with these features.
	pub fn score(&self, features: &[u32]) -> Score {
		let zero = Coefficient::from_inner(0);
		match &self.store {
			Store::Dense(values) => {
				let value = |f: &u32| values.get(*f as usize).copied().unwrap_or(zero);
				score(self.bias, features.iter().map(value))
			}
			Store::Sparse(_) => score(self.bias, features.iter().map(|f| self.get(*f))),
		}
	}

	/// The label that the model predicts for a sample with these features.
	pub fn predict(&self, features: &[u32]) -> Label {
		label_of(self.score(features))
	}

	/// Learns one sample after `seen` others. Returns the score before and whether anything moved.
	pub fn learn(
		&mut self,
		learner: &Perceptron,
		seen: u64,
		features: &[u32],
		label: Label,
	) -> (Score, bool) {
		let before = self.score(features);
		if label_of(before) == label {
			return (before, false);
		}
		let mut present: Vec<Coefficient> = features.iter().map(|f| self.get(*f)).collect();
		let (before, updated) = learner.learn(seen, label, &mut self.bias, &mut present);
		if updated {
			features.iter().zip(present).for_each(|(feature, value)| self.set(*feature, value));
		}
		(before, updated)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use collab_model_core::StepSchedule;

	const LEARNER: Perceptron =
		Perceptron { step: StepSchedule::Constant(Coefficient::from_u32(2)), learn_bias: true };

	#[test]
	fn dense_and_sparse_stores_learn_the_same() {
		let mut dense = Coefficients::zero(MAX_DENSE);
		let mut sparse = Coefficients::zero(1 << 32);
		for (features, label) in [
			(vec![1, 7, 9], Label::Positive),
			(vec![7, 8], Label::Negative),
			(vec![0, 8, 9], Label::Positive),
		] {
			let left = dense.learn(&LEARNER, 0, &features, label);
			assert_eq!(left, sparse.learn(&LEARNER, 0, &features, label));
		}
		assert!(dense.non_zero().eq(sparse.non_zero()));
		assert_eq!(dense.bias(), sparse.bias());
		assert_eq!(dense.score(&[1, 8, 9]), sparse.score(&[1, 8, 9]));
	}

	#[test]
	fn features_beyond_the_model_count_as_zero() {
		let mut model = Coefficients::zero(4);
		model.set(9, Coefficient::from_u32(1));
		assert_eq!(model.score(&[3, 9]), 0);
		assert_eq!(model.non_zero().count(), 0);
	}
}

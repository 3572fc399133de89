//! Where what an averaged learner knows is kept in memory.

use crate::linear::Linear;
use collab_model_core::{
	AveragedCoefficient, AveragedPerceptron, AveragedState, Label, Learnt, Phase, Score,
};
use std::collections::BTreeMap;

/// Up to so many features every coefficient has its place (16 MiB); above, only those in use.
const MAX_DENSE: u64 = 1 << 20;

/// The coefficients and the state of an averaged model that has learnt nothing at first.
#[derive(Clone, Debug)]
pub struct AveragedCoefficients {
	num_features: u64,
	store: Store,
	state: AveragedState,
}

#[derive(Clone, Debug)]
enum Store {
	Dense(Vec<AveragedCoefficient>),
	Sparse(BTreeMap<u32, AveragedCoefficient>),
}

impl AveragedCoefficients {
	/// All zero, for features below `num_features` (at most 2^32).
	pub fn zero(num_features: u64) -> Self {
		let store = match usize::try_from(num_features) {
			Ok(places) if num_features <= MAX_DENSE => {
				Store::Dense(vec![AveragedCoefficient::default(); places])
			}
			_ => Store::Sparse(BTreeMap::new()),
		};
		Self { num_features, store, state: AveragedState::default() }
	}

	/// Features are below this.
	pub fn num_features(&self) -> u64 {
		self.num_features
	}

	/// Clock, accuracy counter and bias.
	pub fn state(&self) -> &AveragedState {
		&self.state
	}

	/// Sets the accuracy counter, as when a model opens.
	pub(super) fn set_agreement(&mut self, agreement: u16) {
		self.state.agreement = agreement;
	}

	/// The coefficient of one feature; zero for one that the model does not have.
	pub fn get(&self, feature: u32) -> AveragedCoefficient {
		let found = match &self.store {
			Store::Dense(values) => values.get(feature as usize),
			Store::Sparse(values) => values.get(&feature),
		};
		found.copied().unwrap_or_default()
	}

	fn set(&mut self, feature: u32, value: AveragedCoefficient) {
		match &mut self.store {
			Store::Dense(values) => {
				if let Some(place) = values.get_mut(feature as usize) {
					*place = value;
				}
			}
			Store::Sparse(values) if u64::from(feature) < self.num_features => {
				values.insert(feature, value);
			}
			Store::Sparse(_) => {}
		}
	}

	fn present(&self, features: &[u32]) -> Vec<AveragedCoefficient> {
		features.iter().map(|feature| self.get(*feature)).collect()
	}

	/// Every coefficient that was ever moved, by increasing feature.
	pub fn non_zero(&self) -> Box<dyn Iterator<Item = (u32, AveragedCoefficient)> + '_> {
		let zero = AveragedCoefficient::default();
		match &self.store {
			Store::Dense(values) => {
				Box::new((0u32..).zip(values.iter().copied()).filter(move |(_, v)| *v != zero))
			}
			Store::Sparse(values) => {
				Box::new(values.iter().map(|(f, v)| (*f, *v)).filter(move |(_, v)| *v != zero))
			}
		}
	}

	/// The averaged score, times the clock, of a sample with these features.
	pub fn score(&self, learner: &AveragedPerceptron, features: &[u32]) -> Score {
		learner.score(&self.state, &self.present(features))
	}

	/// Learns one sample.
	pub fn learn(
		&mut self,
		learner: &AveragedPerceptron,
		phase: Phase,
		features: &[u32],
		label: Label,
	) -> Learnt {
		let mut present = self.present(features);
		let learnt = learner.learn(phase, &mut self.state, label, &mut present);
		if learnt.updated {
			features.iter().zip(present).for_each(|(feature, value)| self.set(*feature, value));
		}
		learnt
	}
}

/// Scores are the averages times the clock.
impl Linear for AveragedCoefficients {
	fn bias(&self) -> Score {
		self.state.bias.summed(self.state.clock)
	}

	fn value(&self, feature: u32) -> Score {
		self.get(feature).summed(self.state.clock)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn learner() -> AveragedPerceptron {
		AveragedPerceptron { margin: 3, ..AveragedPerceptron::default() }
	}

	fn taught(num_features: u64) -> AveragedCoefficients {
		let mut model = AveragedCoefficients::zero(num_features);
		for (features, label) in [
			(&[1, 7, 9][..], Label::Positive),
			(&[7, 8], Label::Negative),
			(&[0, 8, 9], Label::Positive),
		] {
			model.learn(&learner(), Phase::Seeding, features, label);
		}
		model
	}

	#[test]
	fn dense_and_sparse_stores_learn_the_same() {
		let (dense, sparse) = (taught(MAX_DENSE), taught(1 << 32));
		assert!(dense.non_zero().eq(sparse.non_zero()));
		assert_eq!(dense.state(), sparse.state());
		assert!(dense.non_zero().count() > 3);
	}

	#[test]
	fn values_add_up_to_the_scores_of_the_model() {
		let model = taught(10);
		for features in [&[0][..], &[1, 7], &[2], &[7, 8, 9]] {
			let sum: Score = features.iter().map(|feature| model.value(*feature)).sum();
			assert_eq!(model.bias() + sum, model.score(&learner(), features));
		}
	}

	#[test]
	fn features_beyond_the_model_are_not_learnt() {
		for num_features in [4, 1 << 31] {
			let mut model = AveragedCoefficients::zero(num_features);
			model.learn(&learner(), Phase::Seeding, &[3, 1 << 31], Label::Positive);
			assert!(model.non_zero().map(|(feature, _)| feature).eq([3]));
		}
	}
}

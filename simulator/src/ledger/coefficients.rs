//! Where the coefficients of a model are kept in memory.

use crate::linear::Linear;
use collab_model_core::{label_of, score, Coefficient, Label, Perceptron, Score};
use std::collections::BTreeMap;

/// Up to so many features every coefficient has its place (8 MiB); above, only those in use.
const MAX_DENSE: u64 = 1 << 20;

/// Coefficients that are added up side by side: a sum need not wait for the one before it.
const LANES: usize = 4;

/// The coefficients and the bias of a linear model, all zero at first.
#[derive(Clone, Debug)]
pub struct Coefficients {
	num_features: u64,
	store: Store,
	bias: Coefficient,
	/// Neither the bias nor a coefficient is farther from zero, in units of the ninth decimal.
	reach: u64,
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
		Self { num_features, store, bias: Coefficient::from_inner(0), reach: 0 }
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
		self.reach = self.reach.max(bias.into_inner().unsigned_abs());
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
		self.reach = self.reach.max(value.into_inner().unsigned_abs());
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
		match self.short_score(features) {
			Some(sum) => sum.into(),
			None => score(self.bias, features.iter().map(|f| self.get(*f))),
		}
	}

	/// The score in a word of the processor, from a dense store, when nothing can overflow: most
	/// of the simulator's time goes into this sum.
	fn short_score(&self, features: &[u32]) -> Option<i64> {
		let terms = (features.len() as u64).saturating_add(1);
		let Store::Dense(values) = &self.store else { return None };
		if terms.saturating_mul(self.reach) > i64::MAX as u64 {
			return None;
		}
		let (chunks, rest) = features.as_chunks::<LANES>();
		let mut sums = [0; LANES];
		for chunk in chunks {
			for (sum, feature) in sums.iter_mut().zip(chunk) {
				*sum += values.get(*feature as usize)?.into_inner();
			}
		}
		let mut total = self.bias.into_inner() + sums.iter().sum::<i64>();
		for feature in rest {
			total += values.get(*feature as usize)?.into_inner();
		}
		Some(total)
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
		let Some(shift) = learner.shift(seen, label, before) else { return (before, false) };
		self.shift(features, shift);
		if learner.learn_bias {
			self.bias = moved(self.bias, shift);
		}
		(before, true)
	}

	/// Moves the coefficients of `features` by `shift`.
	fn shift(&mut self, features: &[u32], shift: Coefficient) {
		self.reach = self.reach.saturating_add(shift.into_inner().unsigned_abs());
		match &mut self.store {
			Store::Dense(values) => {
				for feature in features {
					if let Some(value) = values.get_mut(*feature as usize) {
						*value = moved(*value, shift);
					}
				}
			}
			Store::Sparse(values) => {
				for feature in features.iter().filter(|f| u64::from(**f) < self.num_features) {
					let value = values.entry(*feature).or_insert(Coefficient::from_inner(0));
					*value = moved(*value, shift);
				}
			}
		}
	}
}

/// Saturates, as in [`Perceptron::learn`].
fn moved(value: Coefficient, shift: Coefficient) -> Coefficient {
	Coefficient::from_inner(value.into_inner().saturating_add(shift.into_inner()))
}

impl Linear for Coefficients {
	fn bias(&self) -> Score {
		self.bias().into_inner().into()
	}

	fn value(&self, feature: u32) -> Score {
		self.get(feature).into_inner().into()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use collab_model_core::StepSchedule;
	use proptest::{collection, prelude::*};

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

	/// A model in which learning is nothing but what core says.
	#[derive(Clone, Default)]
	struct Plain {
		values: BTreeMap<u32, Coefficient>,
		bias: Coefficient,
	}

	impl Plain {
		fn learn(
			&mut self,
			learner: &Perceptron,
			seen: u64,
			features: &[u32],
			label: Label,
		) -> (Score, bool) {
			let value = |f: &u32| self.values.get(f).copied().unwrap_or_default();
			let mut present: Vec<_> = features.iter().map(value).collect();
			let learnt = learner.learn(seen, label, &mut self.bias, &mut present);
			self.values.extend(features.iter().copied().zip(present));
			learnt
		}
	}

	fn steps() -> impl Strategy<Value = StepSchedule> {
		let constant = |step| StepSchedule::Constant(Coefficient::from_inner(step));
		let falling =
			|(alpha, t0)| StepSchedule::InverseTime { alpha: Coefficient::from_inner(alpha), t0 };
		prop_oneof![
			(0..=i64::MAX).prop_map(constant),
			(0..4i64).prop_map(constant),
			(1..1_000_000i64, 1..5_000u64).prop_map(falling),
		]
	}

	proptest! {
		/// Whatever the store, and however near the ends of the numbers.
		#[test]
		fn learns_as_core_does(
			step in steps(),
			learn_bias: bool,
			start in prop_oneof![Just(0), any::<i64>()],
			samples in collection::vec(
				(collection::btree_set(0..12u32, 1..12), any::<bool>()), 1..60),
		) {
			let learner = Perceptron { step, learn_bias };
			let bias = Coefficient::from_inner(start);
			let plain = Plain { values: [(3, bias)].into(), bias };
			for num_features in [12, 1 << 32] {
				let (mut model, mut plain) = (Coefficients::zero(num_features), plain.clone());
				model.set(3, bias);
				model.set_bias(bias);
				for (seen, (features, label)) in (0..).zip(&samples) {
					let features: Vec<u32> = features.iter().copied().collect();
					let learnt = model.learn(&learner, seen, &features, Label::from(*label));
					let expected = plain.learn(&learner, seen, &features, Label::from(*label));
					prop_assert_eq!(learnt, expected);
				}
				plain.values.retain(|_, value| value.into_inner() != 0);
				prop_assert!(model.non_zero().eq(plain.values));
				prop_assert_eq!(model.bias(), plain.bias);
			}
		}
	}
}

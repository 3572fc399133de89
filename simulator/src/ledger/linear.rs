//! What a linear model has learnt, in memory.

use super::Values;
use crate::linear::Linear;
use collab_model_core::{label_of, Coefficient, Label, Perceptron, Score};

/// The coefficients and the bias of a linear model, all zero at first.
#[derive(Clone, Debug)]
pub struct LinearCoefficients {
	values: Values<Coefficient>,
	bias: Coefficient,
}

impl LinearCoefficients {
	/// All zero, for features below `num_features` (at most 2^32).
	pub fn zero(num_features: u64) -> Self {
		Self { values: Values::zero(num_features), bias: Coefficient::default() }
	}

	/// Features are below this.
	pub fn num_features(&self) -> u64 {
		self.values.num_features()
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
		self.values.get(feature)
	}

	/// Replaces the coefficient of one feature; does nothing for one that the model does not have.
	pub fn set(&mut self, feature: u32, value: Coefficient) {
		self.values.set(feature, value);
	}

	/// Every coefficient that is not zero, by increasing feature.
	pub fn non_zero(&self) -> Box<dyn Iterator<Item = (u32, Coefficient)> + '_> {
		self.values.non_zero()
	}

	/// The score of a sample with these features.
	pub fn score(&self, features: &[u32]) -> Score {
		self.values.sums(features) + Score::from(self.bias.into_inner())
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
		self.values.update(features, |value| *value = moved(*value, shift));
		if learner.learn_bias {
			self.bias = moved(self.bias, shift);
		}
		(before, true)
	}

	/// The coefficients without the bias.
	pub(super) fn into_values(self) -> Values<Coefficient> {
		self.values
	}
}

impl Linear for LinearCoefficients {
	fn bias(&self) -> Score {
		self.bias.into_inner().into()
	}

	fn value(&self, feature: u32) -> Score {
		self.get(feature).into_inner().into()
	}
}

/// Saturates, as in [`Perceptron::learn`].
fn moved(value: Coefficient, shift: Coefficient) -> Coefficient {
	Coefficient::from_inner(value.into_inner().saturating_add(shift.into_inner()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use collab_model_core::StepSchedule;
	use proptest::{collection, prelude::*};
	use std::collections::BTreeMap;

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
				let (mut model, mut plain) = (LinearCoefficients::zero(num_features), plain.clone());
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

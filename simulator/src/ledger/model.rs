//! A model as it is when it opens.

use super::{AveragedCoefficients, Coefficients};
use crate::linear::Linear;
use collab_model_core::{AveragedPerceptron, Label, Phase, Score, Seed};

/// What an owner opens, by the rules that it is made for.
#[derive(Clone, Debug)]
pub enum Model {
	/// `classic`: coefficients, wherever they come from.
	Linear(Coefficients),
	/// `robust`: what was learnt from a seed.
	Averaged(Seeded),
}

/// An averaged model and what it has shown while it was seeded.
#[derive(Clone, Debug)]
pub struct Seeded {
	coefficients: AveragedCoefficients,
	seed: Seed,
}

impl Seeded {
	/// Without a seed yet, for features below `num_features` (at most 2^32).
	pub fn zero(num_features: u64) -> Self {
		Self { coefficients: AveragedCoefficients::zero(num_features), seed: Seed::default() }
	}

	/// Tests the model with one more sample, then learns it.
	pub fn seed(&mut self, learner: &AveragedPerceptron, features: &[u32], label: Label) {
		let learnt = self.coefficients.learn(learner, Phase::Seeding, features, label);
		self.seed.count(learnt.agreed);
	}

	/// Samples so far, and how many of them it got right before it learnt them.
	pub fn shown(&self) -> &Seed {
		&self.seed
	}

	/// What it has learnt.
	pub fn coefficients(&self) -> &AveragedCoefficients {
		&self.coefficients
	}

	pub(super) fn into_coefficients(self) -> AveragedCoefficients {
		self.coefficients
	}
}

impl Model {
	/// Features are below this.
	pub fn num_features(&self) -> u64 {
		match self {
			Self::Linear(model) => model.num_features(),
			Self::Averaged(seeded) => seeded.coefficients.num_features(),
		}
	}
}

impl Linear for Model {
	fn bias(&self) -> Score {
		match self {
			Self::Linear(model) => Linear::bias(model),
			Self::Averaged(seeded) => seeded.coefficients.bias(),
		}
	}

	fn value(&self, feature: u32) -> Score {
		match self {
			Self::Linear(model) => model.value(feature),
			Self::Averaged(seeded) => seeded.coefficients.value(feature),
		}
	}
}

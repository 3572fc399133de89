//! A model before it opens.

use super::{LinearCoefficients, Memory, OpenError, Values};
use crate::linear::Linear;
use collab_model_core::{
	Averaged, AveragedCoefficient, ClassicState, Label, LiveRules, Robust, RobustState, Rules,
	Sample, Score, Seeding, Version,
};

/// What an owner opens, by the rules that it is made for.
#[expect(
	clippy::large_enum_variant,
	reason = "one for each run, and its coefficients lie elsewhere"
)]
#[derive(Clone, Debug)]
pub enum Model {
	/// `classic`: coefficients, wherever they come from.
	Linear(LinearCoefficients),
	/// `robust`: what was learnt from seeding samples.
	Averaged(Seeded),
}

/// An averaged model and what it has shown while it was seeded.
#[derive(Clone, Debug)]
pub struct Seeded {
	state: RobustState,
	memory: Memory,
}

impl Seeded {
	/// Without a seeding sample yet, for features below `num_features` (at most 2^32).
	pub fn zero(rules: &Robust, num_features: u64) -> Self {
		Self { state: rules.initial_state(), memory: Memory::zero(num_features) }
	}

	/// Tests the model with one more sample, then learns it.
	pub fn seed(&mut self, rules: &Robust, sample: Sample<'_>, label: Label) {
		rules.seed(&mut self.state, sample, label, &mut self.memory);
	}

	/// Samples so far, and how many of them the model got right before it learnt them.
	pub fn shown(&self) -> &Seeding {
		&self.state.seeding
	}

	/// Its clock and its bias.
	pub fn learnt(&self) -> &Averaged {
		&self.state.released
	}

	/// Its coefficients.
	pub fn values(&self) -> &Values<AveragedCoefficient> {
		self.memory.averaged(Version::Released)
	}
}

impl Model {
	/// Features are below this.
	pub fn num_features(&self) -> u64 {
		match self {
			Self::Linear(model) => model.num_features(),
			Self::Averaged(seeded) => seeded.memory.num_features(),
		}
	}

	/// The model under its rules. Refused where seeding has not shown enough.
	pub(super) fn open(self, rules: Rules) -> Result<(LiveRules, Memory), OpenError> {
		match (rules, self) {
			(Rules::Classic(rules), Self::Linear(model)) => {
				let state = ClassicState { bias: model.bias(), total_credit: 0 };
				Ok((LiveRules::Classic { rules, state }, model.into()))
			}
			(Rules::Robust(rules), Self::Averaged(Seeded { mut state, memory })) => {
				let shown = state.seeding;
				// Without an import there is nothing else that could be wrong.
				rules.open(&mut state).map_err(|_| OpenError::Gate { gate: rules.gate, shown })?;
				Ok((LiveRules::Robust { rules, state }, memory))
			}
			_ => Err(OpenError::OtherRules),
		}
	}
}

impl Linear for Model {
	fn bias(&self) -> Score {
		match self {
			Self::Linear(model) => Linear::bias(model),
			Self::Averaged(seeded) => seeded.learnt().bias.summed(seeded.learnt().clock),
		}
	}

	fn value(&self, feature: u32) -> Score {
		match self {
			Self::Linear(model) => model.value(feature),
			Self::Averaged(seeded) => seeded.values().get(feature).summed(seeded.learnt().clock),
		}
	}
}

//! A model under its rules: before it opens, and while its ledger goes on.

use super::{LinearCoefficients, Memory, OpenError, Short, Values};
use crate::linear::Linear;
use collab_model_core::{
	Averaged, Classic, ClassicState, Coefficient, Label, LiveRules, Robust, Rules, Sample, Score,
	Version,
};

/// A model: its rules with what they keep of it, and its coefficients.
#[derive(Clone, Debug)]
pub struct Model {
	pub(super) rules: LiveRules,
	pub(super) memory: Memory,
}

impl Model {
	/// A model under `classic` rules with these coefficients, wherever they come from.
	pub fn uploaded(rules: Classic, coefficients: LinearCoefficients) -> Self {
		let state = ClassicState { bias: coefficients.bias(), total_credit: 0 };
		Self { rules: LiveRules::Classic { rules, state }, memory: coefficients.into() }
	}

	/// A model under `robust` rules for features below `num_features` (at most 2^32) that learnt
	/// these samples, in order; it was tested with each before it learnt it.
	pub fn seeded<'a>(
		rules: Robust,
		num_features: u64,
		samples: impl IntoIterator<Item = (Sample<'a>, Label)>,
	) -> Self {
		let (mut state, mut memory) = (rules.initial_state(), Memory::zero(num_features));
		for (sample, label) in samples {
			rules.seed(&mut state, sample, label, &mut memory);
		}
		Self { rules: LiveRules::Robust { rules, state }, memory }
	}

	/// Its rules and what they keep of it.
	pub fn rules(&self) -> &LiveRules {
		&self.rules
	}

	/// Its coefficients.
	pub fn memory(&self) -> &Memory {
		&self.memory
	}

	/// The same model under other parameters of the same rules, opened. Refused where seeding has
	/// not shown enough.
	pub(super) fn open(self, rules: Rules) -> Result<Self, OpenError> {
		let mut opened = self.rules.with_rules(rules).ok_or(OpenError::OtherRules)?;
		opened.open()?;
		Ok(Self { rules: opened, ..self })
	}

	/// The score that one copy gives to a sample with these features, scale 1e9. Under `classic`
	/// there is one copy only.
	pub fn score(&self, version: Version, features: &[u32]) -> Score {
		match &self.rules {
			LiveRules::Classic { state, .. } => {
				Score::from(state.bias.into_inner()) + self.memory.linear().sums(features)
			}
			LiveRules::Robust { rules, state } => {
				let sums = self.memory.averaged(version).sums(features);
				rules.learner.score(state.copy(version), sums).scaled()
			}
		}
	}

	/// The coefficients of what is served as a chain tells them: means, rounded towards 0, where
	/// averages are learnt.
	pub fn coefficients(&self) -> LinearCoefficients {
		let mut found = LinearCoefficients::zero(self.memory.num_features());
		self.served(|served| {
			found.set_bias(served.mean_bias());
			served.means().for_each(|(feature, value)| found.set(feature, value));
		});
		found
	}

	fn served<Answer>(&self, question: impl FnOnce(&dyn Served) -> Answer) -> Answer {
		match &self.rules {
			LiveRules::Classic { state, .. } => {
				question(&ServedCopy { bias: state.bias, clock: 0, values: self.memory.linear() })
			}
			LiveRules::Robust { state, .. } => {
				let Averaged { bias, clock } = state.released;
				let values = self.memory.averaged(Version::Released);
				question(&ServedCopy { bias, clock, values })
			}
		}
	}
}

/// The model that is served.
impl Linear for Model {
	fn bias(&self) -> Score {
		self.served(|served| served.bias())
	}

	fn value(&self, feature: u32) -> Score {
		self.served(|served| served.value(feature))
	}
}

/// A linear model whose numbers can be told as coefficients.
trait Served: Linear {
	fn mean_bias(&self) -> Coefficient;
	fn means(&self) -> Box<dyn Iterator<Item = (u32, Coefficient)> + '_>;
}

/// One copy of a model, whatever kind of numbers it has. The clock is 0 where it does not matter.
struct ServedCopy<'a, V> {
	bias: V,
	clock: u64,
	values: &'a Values<V>,
}

impl<V: Short> Linear for ServedCopy<'_, V> {
	fn bias(&self) -> Score {
		self.bias.summed(self.clock)
	}

	fn value(&self, feature: u32) -> Score {
		self.values.get(feature).summed(self.clock)
	}
}

impl<V: Short> Served for ServedCopy<'_, V> {
	fn mean_bias(&self) -> Coefficient {
		self.bias.mean(self.clock)
	}

	fn means(&self) -> Box<dyn Iterator<Item = (u32, Coefficient)> + '_> {
		Box::new(self.values.non_zero().map(|(feature, value)| (feature, value.mean(self.clock))))
	}
}

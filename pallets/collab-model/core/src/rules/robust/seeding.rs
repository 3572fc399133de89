//! How a model gets its coefficients before it opens: from seeding samples, or from an import that
//! is tested with sealed ones.

use super::{
	Agreement, Averaged, AveragedCoefficient, Gate, Import, Robust, RobustState, Seal, Seeding,
};
use crate::{Coefficients, Label, Sample, Seconds, Version};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The latest clock of an import: some 34,000 years. Beyond it lags would no longer be exact.
pub const MAX_IMPORT_CLOCK: Seconds = 1 << 40;

/// What an owner says of coefficients that were learnt elsewhere, before they are uploaded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct ImportDeclaration {
	/// Clock and bias of the learner after what it has learnt. The clock is 1 to 2^40 seconds.
	pub learnt: Averaged,
	/// The seal of the samples with which the model will be tested.
	pub seal: Seal,
}

/// Why a model is not seeded or imported. Nothing has changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SeedingError {
	/// An import is declared before the first seeding sample, and once.
	AlreadySeeded,
	/// There is no import to upload coefficients for.
	NotDeclared,
	/// No learner with these parameters comes to such numbers.
	Impossible,
}

/// Why a model does not open. Nothing has changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OpenError {
	/// The samples shown are not those that were sealed.
	SealBroken,
	/// Seeding has shown too few samples, or too little accuracy.
	GateNotPassed {
		/// What the rules ask for.
		gate: Gate,
		/// What seeding has shown.
		shown: Seeding,
	},
}

impl Robust {
	/// What a model begins with: nothing learnt, and a first tick on the clock, which the average
	/// needs to exist.
	pub fn initial_state(&self) -> RobustState {
		let clock = self.learner.tick.into();
		let begun = Averaged { clock, bias: AveragedCoefficient::default() };
		RobustState { released: begun, candidate: begun, ..RobustState::default() }
	}

	/// Tests the model with a sample of its owner and then teaches it the sample, unless it was
	/// imported. Returns whether coefficients may have moved.
	pub fn seed(
		&self,
		state: &mut RobustState,
		sample: Sample<'_>,
		label: Label,
		coefficients: &mut impl Coefficients<AveragedCoefficient>,
	) -> bool {
		// Nothing is released yet: both copies are one, kept where the released one will be.
		let copy = &mut state.released;
		let sums = coefficients.sums(Version::Released, sample);
		let right = self.learner.score(copy, sums).towards(label).is_above(0);
		state.seeding.count(right);
		if state.import.is_some() {
			return false;
		}
		let sums = self.learner.with_bias(copy, sums);
		let teaches = self.learner.is_within_margin(label, &sums);
		if teaches {
			let clock = copy.clock;
			coefficients.update(Version::Released, sample, |coefficient| {
				self.learner.seed(coefficient, label, clock);
			});
			if self.learner.learn_bias {
				self.learner.seed(&mut copy.bias, label, clock);
			}
		}
		copy.clock = copy.clock.saturating_add(self.learner.tick.into());
		teaches
	}

	/// Announces coefficients that were learnt elsewhere, and the samples that will test them.
	pub fn declare_import(
		&self,
		state: &mut RobustState,
		import: &ImportDeclaration,
	) -> Result<(), SeedingError> {
		if state.seeding.samples > 0 || state.import.is_some() {
			return Err(SeedingError::AlreadySeeded);
		}
		let Averaged { clock, bias } = import.learnt;
		let has_bias = bias != AveragedCoefficient::default();
		let in_time = (1..=MAX_IMPORT_CLOCK).contains(&clock);
		if !in_time
			|| !self.learner.is_possible(&bias, clock)
			|| (has_bias && !self.learner.learn_bias)
		{
			return Err(SeedingError::Impossible);
		}
		state.released = import.learnt;
		state.import = Some(Import { declared: import.seal, shown: Seal::default() });
		Ok(())
	}

	/// Checks coefficients of an announced import.
	pub fn check_import(
		&self,
		state: &RobustState,
		values: &[AveragedCoefficient],
	) -> Result<(), SeedingError> {
		if state.import.is_none() {
			return Err(SeedingError::NotDeclared);
		}
		if state.seeding.samples > 0 {
			return Err(SeedingError::AlreadySeeded);
		}
		let clock = state.released.clock;
		let possible = values.iter().all(|value| self.learner.is_possible(value, clock));
		possible.then_some(()).ok_or(SeedingError::Impossible)
	}

	/// Opens a model that has passed its gate: what it has learnt is released.
	pub fn open(&self, state: &mut RobustState) -> Result<(), OpenError> {
		if state.import.is_some_and(|import| import.declared != import.shown) {
			return Err(OpenError::SealBroken);
		}
		if !self.gate.lets_pass(&state.seeding) {
			return Err(OpenError::GateNotPassed { gate: self.gate, shown: state.seeding });
		}
		state.candidate = state.released;
		state.agreement = Agreement::from_share(self.guard.start);
		Ok(())
	}
}

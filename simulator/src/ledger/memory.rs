//! Where a model's coefficients are kept without a chain.

use super::{LinearCoefficients, Values};
use collab_model_core::{
	AveragedCoefficient, Coefficient, Coefficients, Sample, Score, Sums, Version,
};

/// The coefficients of a model under any rules. A kind that its rules do not use takes no room.
#[derive(Clone, Debug)]
pub struct Memory {
	linear: Values<Coefficient>,
	released: Values<AveragedCoefficient>,
	/// `None` while the candidate has learnt nothing since it was last released or rolled back.
	candidate: Option<Values<AveragedCoefficient>>,
}

impl Memory {
	/// All zero, for features below `num_features` (at most 2^32).
	pub fn zero(num_features: u64) -> Self {
		let (linear, released) = (Values::zero(num_features), Values::zero(num_features));
		Self { linear, released, candidate: None }
	}

	/// Features are below this.
	pub fn num_features(&self) -> u64 {
		self.linear.num_features()
	}

	/// What a model under the `classic` rules has learnt.
	pub fn linear(&self) -> &Values<Coefficient> {
		&self.linear
	}

	/// What a model under the `robust` rules has learnt, by copy.
	pub fn averaged(&self, version: Version) -> &Values<AveragedCoefficient> {
		match (version, &self.candidate) {
			(Version::Candidate, Some(candidate)) => candidate,
			_ => &self.released,
		}
	}

	/// Ends an audit: the candidate becomes the released copy, or is forgotten.
	pub fn settle(&mut self, accepted: bool) {
		if let Some(candidate) = self.candidate.take().filter(|_| accepted) {
			self.released = candidate;
		}
	}
}

/// The coefficients of a linear model; its bias belongs to the state of the rules.
impl From<LinearCoefficients> for Memory {
	fn from(model: LinearCoefficients) -> Self {
		let zero = Self::zero(model.num_features());
		Self { linear: model.into_values(), ..zero }
	}
}

/// There is one copy only.
impl Coefficients<Coefficient> for Memory {
	fn sums(&mut self, _version: Version, sample: Sample<'_>) -> Score {
		self.linear.sums(sample.features())
	}

	fn update(
		&mut self,
		_version: Version,
		sample: Sample<'_>,
		change: impl FnMut(&mut Coefficient),
	) {
		self.linear.update(sample.features(), change);
	}
}

impl Coefficients<AveragedCoefficient> for Memory {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		self.averaged(version).sums(sample.features())
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		change: impl FnMut(&mut AveragedCoefficient),
	) {
		let values = match version {
			Version::Released => &mut self.released,
			Version::Candidate => self.candidate.get_or_insert_with(|| self.released.clone()),
		};
		values.update(sample.features(), change);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn values(memory: &Memory) -> [i8; 2] {
		[Version::Released, Version::Candidate].map(|copy| memory.averaged(copy).get(1).value)
	}

	#[test]
	fn the_candidate_is_the_released_copy_until_it_learns() {
		let (mut memory, sample) = (Memory::zero(4), Sample::new(&[1], 4));
		let sample = sample.unwrap();
		let learn = |memory: &mut Memory, version| {
			memory.update(version, sample, |value: &mut AveragedCoefficient| value.value += 1);
		};
		learn(&mut memory, Version::Released);
		assert_eq!(values(&memory), [1, 1]);
		learn(&mut memory, Version::Candidate);
		assert_eq!(values(&memory), [1, 2]);
		memory.settle(false);
		assert_eq!(values(&memory), [1, 1]);
		learn(&mut memory, Version::Candidate);
		memory.settle(true);
		assert_eq!(values(&memory), [2, 2]);
	}
}

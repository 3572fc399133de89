//! What a model must have shown before it opens.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Percent;

/// How many samples an owner has seeded a model with, and how many of them the model got right
/// before it learnt them (prequential evaluation: each sample tests the model first).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Seeding {
	/// The number of samples.
	pub samples: u32,
	/// How many of them had a score on their label's side of 0.
	pub right: u32,
}

impl Seeding {
	/// Counts one more sample.
	pub fn count(&mut self, right: bool) {
		self.samples = self.samples.saturating_add(1);
		self.right = self.right.saturating_add(u32::from(right));
	}
}

/// The least that seeding must show. A model that knows next to nothing is captured by an attacker
/// with as many samples as honest people have, and then it ruins them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Gate {
	/// The least number of seeding samples. Default 250.
	pub samples: u32,
	/// The least share of them that the model gets right before it learns them. Default 70 %.
	pub accuracy: Percent,
}

impl Default for Gate {
	fn default() -> Self {
		Self { samples: 250, accuracy: Percent::from_percent(70) }
	}
}

impl Gate {
	/// Whether the accuracy is at most 100 %.
	pub fn is_valid(&self) -> bool {
		self.accuracy.deconstruct() <= 100
	}

	/// Whether a model that was seeded like this may open.
	pub fn lets_pass(&self, seeding: &Seeding) -> bool {
		let needed = u64::from(seeding.samples).saturating_mul(self.accuracy.deconstruct().into());
		seeding.samples >= self.samples && u64::from(seeding.right).saturating_mul(100) >= needed
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn both_number_and_accuracy_count() {
		let gate = Gate::default();
		let passes = |samples, right| gate.lets_pass(&Seeding { samples, right });
		assert!(passes(250, 175));
		assert!(!passes(250, 174));
		assert!(!passes(249, 249));
		assert!(passes(1000, 700));
		assert!(Gate { samples: 0, accuracy: Percent::zero() }.lets_pass(&Seeding::default()));
	}
}

//! What a model must have shown before it opens.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Percent;

/// How many samples an owner has seeded, and how many of them the model got right before it learnt
/// them (prequential evaluation: each sample tests the model first).
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Seed {
	/// Samples.
	pub samples: u32,
	/// Those whose score was on their label's side of 0.
	pub right: u32,
}

impl Seed {
	/// Counts one more.
	pub fn count(&mut self, right: bool) {
		self.samples = self.samples.saturating_add(1);
		self.right = self.right.saturating_add(u32::from(right));
	}
}

/// The least that a seed must show. An attacker who is as strong as the honest captures a model
/// that knows next to nothing, and then honest contributors are ruined.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Gate {
	/// So many samples. Default 250.
	pub samples: u32,
	/// This share of them right. Default 70 %.
	pub accuracy: Percent,
}

impl Default for Gate {
	fn default() -> Self {
		Self { samples: 250, accuracy: Percent::from_percent(70) }
	}
}

impl Gate {
	/// Whether the share is one.
	pub fn is_valid(&self) -> bool {
		self.accuracy.deconstruct() <= 100
	}

	/// Whether a model with this seed may open.
	pub fn lets_pass(&self, seed: &Seed) -> bool {
		let needed = u64::from(seed.samples).saturating_mul(self.accuracy.deconstruct().into());
		seed.samples >= self.samples && u64::from(seed.right).saturating_mul(100) >= needed
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn both_number_and_accuracy_count() {
		let gate = Gate::default();
		let passes = |samples, right| gate.lets_pass(&Seed { samples, right });
		assert!(passes(250, 175));
		assert!(!passes(250, 174));
		assert!(!passes(249, 249));
		assert!(passes(1000, 700));
		assert!(Gate { samples: 0, accuracy: Percent::zero() }.lets_pass(&Seed::default()));
	}
}

//! Rules under which a model ends better than it began, while it is attacked.
//!
//! An averaged margin perceptron that ignores outliers, a price by the contributor's own record,
//! and one final verdict for each contribution, with its own effect on the model taken out. What
//! wrong and doubtful contributions lose goes to a pool, from which later good ones get a bonus.
//! Learner and money belong together: with a plain perceptron this money would be captured.

mod gate;
mod guard;
mod learner;
mod record;
mod settlement;

pub use gate::{Gate, Seed};
pub use guard::Guard;
pub use learner::{AveragedCoefficient, AveragedPerceptron, AveragedState, Learnt, Phase};
pub use record::{Record, RecordPricing};
pub use settlement::{Judgement, OwnEffect, Payouts, Shares, Verdict};

use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Parameters of the `robust` rules.
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
pub struct Robust {
	/// How the model learns, and what it does not learn.
	pub learner: AveragedPerceptron,
	/// What a submission costs whom.
	pub pricing: RecordPricing,
	/// When and how contributions are judged.
	pub judgement: Judgement,
	/// How deposits are divided.
	pub payouts: Payouts,
	/// What a model must have shown before it opens.
	pub gate: Gate,
}

impl Robust {
	/// All defaults, with this base price.
	pub fn with_base(base: Balance) -> Self {
		Self {
			learner: AveragedPerceptron::default(),
			pricing: RecordPricing::with_base(base),
			judgement: Judgement::default(),
			payouts: Payouts::default(),
			gate: Gate::default(),
		}
	}

	/// Whether every parameter is in its range.
	pub fn is_valid(&self) -> bool {
		self.learner.is_valid()
			&& self.pricing.is_valid()
			&& self.judgement.is_valid()
			&& self.payouts.is_valid()
			&& self.gate.is_valid()
	}
}

//! The sets of rules that there are, and how they differ for whoever runs a model.
//!
//! A set of rules is added here and in [`LiveRules`], where the compiler asks for each answer.

use super::{
	classic::{Classic, ClassicState},
	robust::{AuditRules, Robust},
	Limits, LiveRules, RuleSet,
};
use crate::Coefficient;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The rules of a model, chosen once, when it is created.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum Rules {
	/// The rules of the original contracts, microsoft/0xDeCA10B.
	#[codec(index = 0)]
	Classic(Classic),
	/// Rules for communities under attack.
	#[codec(index = 1)]
	Robust(Robust),
}

impl Rules {
	/// Whether every parameter is in its range, and within what the host allows.
	pub fn is_valid(&self, limits: &Limits) -> bool {
		match self {
			Self::Classic(rules) => rules.is_valid(limits),
			Self::Robust(rules) => rules.is_valid(limits),
		}
	}

	/// How many copies of its coefficients a model keeps at most.
	pub fn copies(&self) -> u32 {
		match self {
			Self::Classic(_) => 1,
			Self::Robust(_) => 2,
		}
	}

	/// The rules with the state of a new model. `bias` is the one that a `classic` model begins
	/// with; `None` if it is not 0 under rules that learn it.
	pub fn begin(&self, bias: Coefficient) -> Option<LiveRules> {
		match *self {
			Self::Classic(rules) => {
				let state = ClassicState { bias, total_credit: 0 };
				Some(LiveRules::Classic { rules, state })
			}
			Self::Robust(_) if bias != Coefficient::default() => None,
			Self::Robust(rules) => Some(LiveRules::Robust { rules, state: rules.initial_state() }),
		}
	}

	/// The same rules for a model that has seen samples before: a step that falls goes on from
	/// there.
	pub fn after(&self, seen: u64) -> Self {
		match *self {
			Self::Classic(rules) => Self::Classic(rules.after(seen)),
			Self::Robust(_) => *self,
		}
	}

	/// Whether models learn their first samples on the chain; else their coefficients are uploaded.
	pub fn are_seeded(&self) -> bool {
		match self {
			Self::Classic(_) => false,
			Self::Robust(_) => true,
		}
	}

	/// Whether these are the `robust` rules with every parameter as [`Robust::with_base`] has it,
	/// whatever the base price. Other parameters are their owner's choice, good or bad: whoever
	/// contributes should look at them first.
	pub fn are_default(&self) -> bool {
		match self {
			Self::Classic(_) => false,
			Self::Robust(rules) => *rules == Robust::with_base(rules.pricing.base),
		}
	}

	/// Whether claims are judged by the sample, which is kept until then; else they are waits only.
	pub fn keep_samples(&self) -> bool {
		match self {
			Self::Classic(_) => true,
			Self::Robust(_) => false,
		}
	}

	/// What audits have to show, under rules that are audited.
	pub fn audits(&self) -> Option<&AuditRules> {
		match self {
			Self::Classic(_) => None,
			Self::Robust(rules) => Some(&rules.audits),
		}
	}

	/// Whether a model learns the same from the same samples under other rules.
	pub fn learn_alike(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Classic(one), Self::Classic(other)) => one.learner == other.learner,
			(Self::Robust(one), Self::Robust(other)) => one.learner == other.learner,
			_ => false,
		}
	}
}

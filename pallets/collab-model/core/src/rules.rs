//! One complete set of learning, pricing, verdict and payout rules.

use crate::{Classic, Robust};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The rules of a model, chosen once, when it is created.
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
pub enum Rules {
	/// Those of microsoft/0xDeCA10B.
	#[codec(index = 0)]
	Classic(Classic),
	/// Those of this project.
	#[codec(index = 1)]
	Robust(Robust),
}

/// The rules' parameters contradict each other or are out of range.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RulesError;

impl Rules {
	/// Checks every parameter.
	pub fn validate(&self) -> Result<(), RulesError> {
		let valid = match self {
			Self::Classic(classic) => classic.is_valid(),
			Self::Robust(robust) => robust.is_valid(),
		};
		valid.then_some(()).ok_or(RulesError)
	}
}

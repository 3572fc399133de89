//! The table `rules` of a scenario as it is written, whatever its kind.

use super::error::Invalid;
use collab_model_core::Rules;
use serde::{de::DeserializeOwned, Deserialize};

/// The table `rules`, of one kind or another.
pub(super) trait RawRules: DeserializeOwned {
	/// Whether agents avoid the second of another submission.
	fn refuse_same_second(&self) -> bool;
	/// Checks every value. `submission_cost` is in tokens.
	fn check(self, submission_cost: Option<f64>) -> Result<Rules, Invalid>;
}

/// A scenario of which only the kind of its rules is read.
#[derive(Deserialize)]
pub(super) struct AnyKind {
	/// Its rules.
	pub rules: RulesOfAnyKind,
}

/// Rules of which only the kind is read.
#[derive(Deserialize)]
pub(super) struct RulesOfAnyKind {
	/// The kind.
	pub kind: RulesKind,
}

/// The kind of the rules, which tells what keys they have.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RulesKind {
	/// The rules of Ding & Hu and of the contracts.
	Classic,
	/// The rules of this project.
	Robust,
}

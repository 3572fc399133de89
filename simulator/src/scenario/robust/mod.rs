//! The rules of kind `robust` as they are written: core's names, core's defaults.

mod audits;
mod learning;
mod money;
#[cfg(test)]
mod tests;

pub(super) use audits::RawAudits;

use super::{
	checks::{percent, small},
	error::Invalid,
	rules::RawRules,
};
use audits::RawAuditRules;
use collab_model_core::{Robust, Rules};
use learning::{RawGate, RawGuard, RawLearner};
use money::{RawJudgement, RawPayouts, RawPricing};
use serde::{de::IgnoredAny, Deserialize};
use sp_arithmetic::Percent;

/// The table `rules` of kind `robust`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRobust {
	#[serde(rename = "kind")]
	_kind: IgnoredAny,
	#[serde(default)]
	learner: RawLearner,
	#[serde(default)]
	guard: RawGuard,
	#[serde(default)]
	pricing: RawPricing,
	#[serde(default)]
	judgement: RawJudgement,
	#[serde(default)]
	payouts: RawPayouts,
	#[serde(default)]
	gate: RawGate,
	#[serde(default)]
	audits: RawAuditRules,
	#[serde(default)]
	refuse_same_second: bool,
}

impl RawRules for RawRobust {
	fn refuse_same_second(&self) -> bool {
		self.refuse_same_second
	}

	fn check(self, submission_cost: Option<f64>) -> Result<Rules, Invalid> {
		Ok(Rules::Robust(Robust {
			learner: self.learner.check()?,
			guard: self.guard.check()?,
			pricing: self.pricing.check(submission_cost)?,
			judgement: self.judgement.check()?,
			payouts: self.payouts.check()?,
			gate: self.gate.check()?,
			audits: self.audits.check()?,
		}))
	}
}

/// The path of one group of the rules; checks its values, or gives their defaults.
#[derive(Clone, Copy)]
struct Group(&'static str);

impl Group {
	fn key(&self, leaf: &str) -> String {
		format!("{}.{leaf}", self.0)
	}

	/// A whole number from `least` to `greatest`.
	fn number<N: TryFrom<u64>>(
		&self,
		leaf: &str,
		given: Option<f64>,
		default: N,
		least: u64,
		greatest: u64,
	) -> Result<N, Invalid> {
		given.map_or(Ok(default), |value| small(&self.key(leaf), value, least, greatest))
	}

	/// A whole number from `least` that takes one byte.
	fn byte(&self, leaf: &str, given: Option<f64>, default: u8, least: u64) -> Result<u8, Invalid> {
		self.number(leaf, given, default, least, u8::MAX.into())
	}

	/// A whole number that takes two bytes.
	fn two_bytes(&self, leaf: &str, given: Option<f64>, default: u16) -> Result<u16, Invalid> {
		self.number(leaf, given, default, 0, u16::MAX.into())
	}

	/// A share in whole percent.
	fn share(&self, leaf: &str, given: Option<f64>, default: Percent) -> Result<Percent, Invalid> {
		given.map_or(Ok(default), |value| percent(&self.key(leaf), value))
	}
}

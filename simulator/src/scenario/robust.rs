//! The rules of kind `robust` as they are written: core's names, core's defaults.

use super::{
	checks::{invalid, percent, range, small, tokens, whole, MAX_TOKENS, MAX_WHOLE},
	error::Invalid,
	rules::RawRules,
	TOKEN,
};
use collab_model_core::{
	AveragedPerceptron, Balance, Gate, Guard, Judgement, Payouts, RecordPricing, Robust, Rules,
	Seconds,
};
use serde::{de::IgnoredAny, Deserialize};
use sp_arithmetic::Percent;

/// What a newcomer pays unless the scenario says otherwise.
const BASE: Balance = 10 * TOKEN;
/// The least base price in tokens: a million units, enough for any span.
const LEAST_BASE: f64 = 1e-6;
/// A share of 1 in the accuracy counter.
const ONE: f64 = 65_536.0;

/// The table `rules` of kind `robust`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRobust {
	#[serde(rename = "kind")]
	_kind: IgnoredAny,
	#[serde(default)]
	learner: RawLearner,
	#[serde(default)]
	pricing: RawPricing,
	#[serde(default)]
	judgement: RawJudgement,
	#[serde(default)]
	payouts: RawPayouts,
	#[serde(default)]
	gate: RawGate,
	#[serde(default)]
	strict_waits: bool,
	#[serde(default)]
	refuse_same_second: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawLearner {
	margin: Option<f64>,
	limit: Option<f64>,
	learn_bias: Option<bool>,
	guard: RawGuard,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawGuard {
	slope: Option<f64>,
	least: Option<f64>,
	greatest: Option<f64>,
	shift: Option<f64>,
	/// In percent.
	start: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPricing {
	/// In tokens.
	base: Option<f64>,
	prior: Option<f64>,
	penalty: Option<f64>,
	span: Option<f64>,
	window: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawJudgement {
	band: Option<f64>,
	wait_s: Option<f64>,
	expiry_s: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPayouts {
	/// In percent.
	undecided_fee: Option<f64>,
	/// In percent.
	finder_share: Option<f64>,
	contradiction: Option<f64>,
	bonus_shift: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawGate {
	samples: Option<f64>,
	/// In percent.
	accuracy: Option<f64>,
}

impl RawRules for RawRobust {
	fn refuse_same_second(&self) -> bool {
		self.refuse_same_second
	}

	fn check(self, submission_cost: Option<f64>) -> Result<Rules, Invalid> {
		Ok(Rules::Robust(Robust {
			learner: self.learner.check()?,
			pricing: self.pricing.check(submission_cost)?,
			judgement: self.judgement.check(self.strict_waits)?,
			payouts: self.payouts.check()?,
			gate: self.gate.check()?,
		}))
	}
}

/// A whole number up to `greatest`, or else the default.
fn number<N: TryFrom<u64>>(
	key: &str,
	given: Option<f64>,
	default: N,
	least: u64,
	greatest: u64,
) -> Result<N, Invalid> {
	given.map_or(Ok(default), |value| small(key, value, least, greatest))
}

/// A whole number that takes one byte, or else the default.
fn byte(key: &str, given: Option<f64>, default: u8, least: u64) -> Result<u8, Invalid> {
	number(key, given, default, least, u8::MAX.into())
}

fn share(key: &str, given: Option<f64>, default: Percent) -> Result<Percent, Invalid> {
	given.map_or(Ok(default), |value| percent(key, value))
}

impl RawLearner {
	fn check(self) -> Result<AveragedPerceptron, Invalid> {
		let AveragedPerceptron { margin, limit, learn_bias, .. } = AveragedPerceptron::default();
		Ok(AveragedPerceptron {
			margin: number("rules.learner.margin", self.margin, margin, 0, u16::MAX.into())?,
			limit: number("rules.learner.limit", self.limit, limit, 1, 127)?,
			learn_bias: self.learn_bias.unwrap_or(learn_bias),
			guard: self.guard.check()?,
		})
	}
}

impl RawGuard {
	fn check(self) -> Result<Guard, Invalid> {
		let Guard { slope, least, greatest, shift, start } = Guard::default();
		let most = u16::MAX.into();
		let guard = Guard {
			slope: byte("rules.learner.guard.slope", self.slope, slope, 0)?,
			least: number("rules.learner.guard.least", self.least, least, 0, most)?,
			greatest: number("rules.learner.guard.greatest", self.greatest, greatest, 0, most)?,
			shift: number("rules.learner.guard.shift", self.shift, shift, 1, 15)?,
			start: match self.start {
				Some(start) => (range("rules.learner.guard.start", start, 0.0, 99.99)? / 100.0
					* ONE)
					.round() as u16,
				None => start,
			},
		};
		if guard.least > guard.greatest {
			return Err(invalid("rules.learner.guard.least", "is above greatest: lower it"));
		}
		Ok(guard)
	}
}

impl RawPricing {
	fn check(self, submission_cost: Option<f64>) -> Result<RecordPricing, Invalid> {
		let default = RecordPricing::with_base(BASE);
		let (key, given) = match submission_cost {
			Some(cost) => ("submission_cost", Some(cost)),
			None => ("rules.pricing.base", self.base),
		};
		let base = match given {
			Some(base) => tokens(key, range(key, base, LEAST_BASE, MAX_TOKENS)?)?,
			None => BASE,
		};
		Ok(RecordPricing {
			base,
			prior: byte("rules.pricing.prior", self.prior, default.prior, 1)?,
			penalty: byte("rules.pricing.penalty", self.penalty, default.penalty, 0)?,
			span: byte("rules.pricing.span", self.span, default.span, 1)?,
			window: byte("rules.pricing.window", self.window, default.window, 2)?,
		})
	}
}

impl RawJudgement {
	fn check(self, strict_waits: bool) -> Result<Judgement, Invalid> {
		let default = Judgement::default();
		let wait = |key: &str, given: Option<f64>, default: Seconds| {
			let seconds = given.map_or(Ok(default), |value| whole(key, value, 0, MAX_WHOLE))?;
			Ok(seconds + Seconds::from(strict_waits))
		};
		let band = number("rules.judgement.band", self.band, default.band, 0, u16::MAX.into())?;
		let expiry = wait("rules.judgement.expiry_s", self.expiry_s, default.expiry)?;
		let wait = wait("rules.judgement.wait_s", self.wait_s, default.wait)?;
		if expiry < wait {
			return Err(invalid("rules.judgement.expiry_s", "is below wait_s: raise it"));
		}
		Ok(Judgement { band, wait, expiry })
	}
}

impl RawPayouts {
	fn check(self) -> Result<Payouts, Invalid> {
		let Payouts { undecided_fee, finder_share, contradiction, bonus_shift } =
			Payouts::default();
		let shift = self.bonus_shift;
		Ok(Payouts {
			undecided_fee: share("rules.payouts.undecided_fee", self.undecided_fee, undecided_fee)?,
			finder_share: share("rules.payouts.finder_share", self.finder_share, finder_share)?,
			contradiction: byte(
				"rules.payouts.contradiction",
				self.contradiction,
				contradiction,
				0,
			)?,
			bonus_shift: number("rules.payouts.bonus_shift", shift, bonus_shift, 0, 127)?,
		})
	}
}

impl RawGate {
	fn check(self) -> Result<Gate, Invalid> {
		let Gate { samples, accuracy } = Gate::default();
		Ok(Gate {
			samples: number("rules.gate.samples", self.samples, samples, 0, u32::MAX.into())?,
			accuracy: share("rules.gate.accuracy", self.accuracy, accuracy)?,
		})
	}
}

#[cfg(test)]
#[path = "robust_tests.rs"]
mod tests;

//! The rules of kind `classic` as they are written, and the training that goes with them.

use super::{
	checks::{coefficient, invalid, range, tokens, whole, MAX_TOKENS, MAX_WHOLE},
	error::Invalid,
	rules::RawRules,
	FitOptions, TOKEN,
};
use collab_model_core::{Classic, Perceptron, Pricing, Rules, StepSchedule};
use serde::{de::IgnoredAny, Deserialize};

/// The table `rules` of kind `classic`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawClassic {
	#[serde(rename = "kind")]
	_kind: IgnoredAny,
	step: RawStep,
	learn_bias: bool,
	pricing: RawPricing,
	refund_wait_s: f64,
	owner_wait_s: f64,
	any_wait_s: f64,
	#[serde(default)]
	strict_waits: bool,
	#[serde(default)]
	refuse_same_second: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum RawStep {
	Constant(f64),
	InverseTime { alpha: f64, t0: f64 },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum RawPricing {
	Constant(f64),
	SqrtTime { scale: f64, minimum: f64 },
}

/// The table `initial_fit`.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawFit {
	max_epochs: f64,
	tol: f64,
	n_iter_no_change: f64,
}

impl Default for RawFit {
	fn default() -> Self {
		Self { max_epochs: 1000.0, tol: 1e-3, n_iter_no_change: 5.0 }
	}
}

impl RawRules for RawClassic {
	fn refuse_same_second(&self) -> bool {
		self.refuse_same_second
	}

	fn check(self, submission_cost: Option<f64>) -> Result<Rules, Invalid> {
		let extra = u64::from(self.strict_waits);
		let wait = |key: &str, value| Ok(whole(key, value, 0, MAX_WHOLE)? + extra);
		let refund_wait = wait("rules.refund_wait_s", self.refund_wait_s)?;
		let owner_wait = wait("rules.owner_wait_s", self.owner_wait_s)?;
		let any_wait = wait("rules.any_wait_s", self.any_wait_s)?;
		if owner_wait < refund_wait {
			return Err(invalid("rules.owner_wait_s", "is below refund_wait_s: raise it"));
		}
		if any_wait < owner_wait {
			return Err(invalid("rules.any_wait_s", "is below owner_wait_s: raise it"));
		}
		let pricing = match submission_cost {
			Some(cost) => Pricing::Constant(tokens("submission_cost", cost)?),
			None => self.pricing.check()?,
		};
		let learner = Perceptron { step: self.step.check()?, learn_bias: self.learn_bias };
		Ok(Rules::Classic(Classic { learner, pricing, refund_wait, owner_wait, any_wait }))
	}
}

impl RawStep {
	fn check(self) -> Result<StepSchedule, Invalid> {
		match self {
			Self::Constant(step) => {
				Ok(StepSchedule::Constant(coefficient("rules.step.constant", step, 0.0)?))
			}
			Self::InverseTime { alpha, t0 } => Ok(StepSchedule::InverseTime {
				alpha: coefficient("rules.step.inverse_time.alpha", alpha, 1e-9)?,
				t0: whole("rules.step.inverse_time.t0", t0, 1, MAX_WHOLE)?,
			}),
		}
	}
}

impl RawPricing {
	fn check(self) -> Result<Pricing, Invalid> {
		let whole_tokens = |key: &str, value| whole(key, value, 0, MAX_TOKENS as u64);
		match self {
			Self::Constant(price) => {
				Ok(Pricing::Constant(tokens("rules.pricing.constant", price)?))
			}
			Self::SqrtTime { scale, minimum } => Ok(Pricing::SqrtTime {
				scale: whole_tokens("rules.pricing.sqrt_time.scale", scale)?.into(),
				minimum: whole_tokens("rules.pricing.sqrt_time.minimum", minimum)?.into(),
				unit: TOKEN,
			}),
		}
	}
}

impl RawFit {
	/// Checks every value.
	pub fn check(self) -> Result<FitOptions, Invalid> {
		let count = |key: &str, value| Ok(whole(key, value, 1, 1_000_000)? as u32);
		Ok(FitOptions {
			max_epochs: count("initial_fit.max_epochs", self.max_epochs)?,
			tol: range("initial_fit.tol", self.tol, 0.0, 1e9)?,
			n_iter_no_change: count("initial_fit.n_iter_no_change", self.n_iter_no_change)?,
		})
	}
}

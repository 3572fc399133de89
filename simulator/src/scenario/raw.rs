//! A scenario as it is written, and the way from there to a checked one.

use super::{
	checks::{coefficient, invalid, range, reaches_one, tokens, whole, MAX_TOKENS},
	error::Invalid,
	AgentKind, AgentSpec, FitOptions, Scenario, ScenarioError, TOKEN,
};
use collab_model_core::{Classic, Perceptron, Pricing, Rules, StepSchedule};
use serde::Deserialize;
use toml::Table;

/// 2^53: whole numbers below it are exact in a float.
const MAX_WHOLE: u64 = 1 << 53;
const SECONDS_PER_DAY: f64 = 86_400.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScenario {
	name: String,
	num_words: Option<f64>,
	train_size: f64,
	max_submissions: Option<f64>,
	max_days: Option<f64>,
	#[serde(default = "evaluate_first_s")]
	evaluate_first_s: f64,
	#[serde(default = "evaluate_every_s")]
	evaluate_every_s: f64,
	#[serde(default = "submit_margin")]
	submit_margin: f64,
	/// A constant price in tokens, in the place of the rules' pricing.
	submission_cost: Option<f64>,
	rules: RawRules,
	#[serde(default)]
	initial_fit: RawFit,
	agents: Vec<RawAgent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
	#[serde(rename = "kind")]
	_kind: RawKind,
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
#[serde(rename_all = "snake_case")]
enum RawKind {
	Classic,
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

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawFit {
	max_epochs: f64,
	tol: f64,
	n_iter_no_change: f64,
}

impl Default for RawFit {
	fn default() -> Self {
		Self { max_epochs: 1000.0, tol: 1e-3, n_iter_no_change: 5.0 }
	}
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAgent {
	name: String,
	kind: AgentKind,
	start_balance: f64,
	mean_deposit: f64,
	#[serde(default)]
	stdev_deposit: f64,
	mean_update_wait_s: f64,
	#[serde(default)]
	stdev_update_wait_s: f64,
	#[serde(default)]
	prob_mistake: f64,
}

fn evaluate_first_s() -> f64 {
	1e4
}

fn evaluate_every_s() -> f64 {
	2e5
}

fn submit_margin() -> f64 {
	0.15
}

/// Parses; unknown, missing and mistyped keys are shown with their line.
pub(super) fn read(origin: &str, text: &str) -> Result<Table, ScenarioError> {
	let malformed = |error: toml::de::Error| ScenarioError::Malformed {
		origin: origin.to_string(),
		message: error.to_string(),
	};
	toml::from_str::<RawScenario>(text).map_err(malformed)?;
	toml::from_str(text).map_err(malformed)
}

/// Whether all keys are known and of the right type.
pub(super) fn check_keys(settings: &Table) -> Result<(), toml::de::Error> {
	settings.clone().try_into::<RawScenario>().map(|_| ())
}

/// Checks every value.
pub(super) fn check(settings: Table) -> Result<Scenario, Invalid> {
	let raw: RawScenario = settings
		.clone()
		.try_into()
		.map_err(|e: toml::de::Error| invalid("scenario", e.message()))?;
	if !(0.0..1.0).contains(&raw.train_size) {
		let problem = format!("is {}: give a share from 0 to below 1", raw.train_size);
		return Err(invalid("train_size", problem));
	}
	let optional = |key: &str, value: Option<f64>, least, greatest| {
		value.map(|value| whole(key, value, least, greatest)).transpose()
	};
	let max_days = raw.max_days.map(|days| range("max_days", days, 0.0, 1e6)).transpose()?;
	Ok(Scenario {
		num_words: optional("num_words", raw.num_words, 1, 1 << 32)?,
		train_size: raw.train_size,
		max_submissions: optional("max_submissions", raw.max_submissions, 0, 1 << 32)?
			.map(|most| most as usize),
		max_time: max_days.map(|days| (days * SECONDS_PER_DAY) as u64),
		evaluate_first: whole("evaluate_first_s", raw.evaluate_first_s, 1, MAX_WHOLE)?,
		evaluate_every: whole("evaluate_every_s", raw.evaluate_every_s, 1, MAX_WHOLE)?,
		submit_margin: range("submit_margin", raw.submit_margin, -1.0, 1.0)?,
		refuse_same_second: raw.rules.refuse_same_second,
		rules: raw.rules.check(raw.submission_cost)?,
		fit: raw.initial_fit.check()?,
		agents: check_agents(raw.agents)?,
		name: raw.name,
		settings,
	})
}

impl RawRules {
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
	fn check(self) -> Result<FitOptions, Invalid> {
		let count = |key: &str, value| Ok(whole(key, value, 1, 1_000_000)? as u32);
		Ok(FitOptions {
			max_epochs: count("initial_fit.max_epochs", self.max_epochs)?,
			tol: range("initial_fit.tol", self.tol, 0.0, 1e9)?,
			n_iter_no_change: count("initial_fit.n_iter_no_change", self.n_iter_no_change)?,
		})
	}
}

fn check_agents(raw: Vec<RawAgent>) -> Result<Vec<AgentSpec>, Invalid> {
	if raw.is_empty() || raw.len() > 10_000 {
		return Err(invalid("agents", format!("has {} entries: give 1 to 10000", raw.len())));
	}
	let mut agents: Vec<AgentSpec> = Vec::with_capacity(raw.len());
	for (index, agent) in raw.into_iter().enumerate() {
		let key = |leaf: &str| format!("agents.{index}.{leaf}");
		if agents.iter().any(|other| other.name == agent.name) {
			let problem = format!("is {:?} for a second time: rename one", agent.name);
			return Err(invalid(&key("name"), problem));
		}
		agents.push(agent.check(key)?);
	}
	Ok(agents)
}

impl RawAgent {
	fn check(self, key: impl Fn(&str) -> String) -> Result<AgentSpec, Invalid> {
		let allowed = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
		if self.name.is_empty() || !self.name.chars().all(allowed) {
			let problem = format!("is {:?}: use letters, digits, - and _", self.name);
			return Err(invalid(&key("name"), problem));
		}
		let stdev = |leaf: &str, value| range(&key(leaf), value, 0.0, MAX_TOKENS);
		stdev("stdev_deposit", self.stdev_deposit)?;
		stdev("stdev_update_wait_s", self.stdev_update_wait_s)?;
		range(&key("mean_deposit"), self.mean_deposit, 0.0, MAX_TOKENS)?;
		range(&key("mean_update_wait_s"), self.mean_update_wait_s, 0.0, MAX_TOKENS)?;
		reaches_one(&key("mean_deposit"), self.mean_deposit, self.stdev_deposit)?;
		let (mean, stdev) = (self.mean_update_wait_s, self.stdev_update_wait_s);
		reaches_one(&key("mean_update_wait_s"), mean, stdev)?;
		Ok(AgentSpec {
			start_balance: tokens(&key("start_balance"), self.start_balance)?,
			prob_mistake: range(&key("prob_mistake"), self.prob_mistake, 0.0, 1.0)?,
			name: self.name,
			kind: self.kind,
			mean_deposit: self.mean_deposit,
			stdev_deposit: self.stdev_deposit,
			mean_update_wait_s: mean,
			stdev_update_wait_s: stdev,
		})
	}
}

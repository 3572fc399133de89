//! The agents of a scenario as they are written.

use super::{
	checks::{invalid, range, reaches_one, tokens, MAX_TOKENS},
	conduct::RawConduct,
	error::Invalid,
	AgentKind, AgentSpec,
};
use serde::Deserialize;

/// One of the tables `agents`. The keys of [`RawConduct`] are among its own, so that an unknown one
/// is found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAgent {
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
	#[serde(default = "one")]
	prob_submit: f64,
	honest_days: Option<f64>,
	changes: Option<f64>,
	samples: Option<f64>,
	contradict: Option<f64>,
	band: Option<f64>,
	after_s: Option<f64>,
	label: Option<f64>,
	share: Option<f64>,
}

fn one() -> f64 {
	1.0
}

/// Checks every value.
pub(super) fn check_agents(
	raw: Vec<RawAgent>,
	target_feature: Option<u32>,
) -> Result<Vec<AgentSpec>, Invalid> {
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
		agents.push(agent.check(key, target_feature)?);
	}
	Ok(agents)
}

impl RawAgent {
	fn check(
		self,
		key: impl Fn(&str) -> String,
		target_feature: Option<u32>,
	) -> Result<AgentSpec, Invalid> {
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
			prob_submit: range(&key("prob_submit"), self.prob_submit, 0.0, 1.0)?,
			conduct: self.conduct().check(self.kind, key, target_feature)?,
			name: self.name,
			kind: self.kind,
			mean_deposit: self.mean_deposit,
			stdev_deposit: self.stdev_deposit,
			mean_update_wait_s: mean,
			stdev_update_wait_s: stdev,
		})
	}

	fn conduct(&self) -> RawConduct {
		RawConduct {
			honest_days: self.honest_days,
			changes: self.changes,
			samples: self.samples,
			contradict: self.contradict,
			band: self.band,
			after_s: self.after_s,
			label: self.label,
			share: self.share,
		}
	}
}

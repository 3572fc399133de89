//! The agents of a scenario as they are written.

use super::{
	checks::{invalid, range, reaches_one, tokens, MAX_TOKENS},
	error::Invalid,
	AgentSpec,
};
use crate::agent::{AgentKind, Conduct, Keys, Surroundings};
use serde::Deserialize;
use toml::Table;

/// One of the tables `agents`: the keys that all agents have, and the rest.
#[derive(Deserialize)]
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
	/// The keys of its kind, if these are right.
	#[serde(flatten)]
	own: Table,
}

fn one() -> f64 {
	1.0
}

/// Checks every value.
pub(super) fn check_agents(
	raw: Vec<RawAgent>,
	surroundings: Surroundings,
) -> Result<Vec<AgentSpec>, Invalid> {
	if raw.is_empty() || raw.len() > 10_000 {
		return Err(invalid("agents", format!("has {} entries: give 1 to 10000", raw.len())));
	}
	let mut agents: Vec<AgentSpec> = Vec::with_capacity(raw.len());
	for (index, agent) in raw.into_iter().enumerate() {
		if agents.iter().any(|other| other.name == agent.name) {
			let problem = format!("is {:?} for a second time: rename one", agent.name);
			return Err(invalid(&format!("agents.{index}.name"), problem));
		}
		agents.push(agent.check(index, surroundings)?);
	}
	Ok(agents)
}

impl RawAgent {
	fn check(self, index: usize, surroundings: Surroundings) -> Result<AgentSpec, Invalid> {
		let path = format!("agents.{index}");
		let key = |leaf: &str| format!("{path}.{leaf}");
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
			conduct: Conduct::read(self.kind, Keys::new(path, self.own, surroundings))?,
			name: self.name,
			kind: self.kind,
			mean_deposit: self.mean_deposit,
			stdev_deposit: self.stdev_deposit,
			mean_update_wait_s: mean,
			stdev_update_wait_s: stdev,
		})
	}
}

#[cfg(test)]
#[path = "agents_tests.rs"]
mod tests;

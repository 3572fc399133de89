//! The list of attacks, and the runs that it takes.

use crate::{
	scenario::{Scenario, ScenarioError},
	sweep::Point,
};
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

const SUITE: &str = include_str!("../../scenarios/attacks/suite.toml");

/// The agent that attackers meet.
const HONEST: &str = "good";

/// Whether an agent is the honest one, or one of the crowd in its place.
pub(super) fn is_honest(name: &str) -> bool {
	name.strip_prefix(HONEST).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The agent that an account belongs to: one with several has a number behind its name for each.
pub(super) fn holder(account: &str) -> &str {
	match account.rsplit_once('_') {
		Some((holder, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => holder,
		_ => account,
	}
}

/// Rules that attacks are played under.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct RuleSet {
	/// What it is called.
	pub id: &'static str,
	/// The scenario with these rules.
	pub scenario: &'static str,
}

/// All of them.
pub const RULES: [RuleSet; 3] = [
	RuleSet { id: "classic", scenario: "contract" },
	RuleSet { id: "paper", scenario: "paper" },
	RuleSet { id: "robust", scenario: "robust" },
];

/// Attacks, as they are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
	set: Vec<String>,
	agent: Table,
	crowd: Vec<Member>,
	attacks: Vec<Attack>,
}

/// One of several honest agents that share the work of a single one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
	/// What follows the honest agent's name.
	name: String,
	/// Its share of the samples.
	share: f64,
	/// What it has, in parts of what the single agent has.
	wealth: f64,
	/// How often it is wrong.
	prob_mistake: f64,
}

/// One attack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attack {
	/// What it is called.
	pub name: String,
	/// What the attackers do.
	pub title: String,
	#[serde(default)]
	agents: Vec<Table>,
	scenario: Option<String>,
	#[serde(default)]
	set: Vec<String>,
	#[serde(default)]
	set_attacked: Vec<String>,
	#[serde(default)]
	set_robust: Vec<String>,
}

/// An attack under some rules: what is run.
#[derive(Clone, Debug)]
pub struct Trial {
	/// The attack's name.
	pub attack: String,
	/// What the attackers do.
	pub title: String,
	/// The rules.
	pub rules: RuleSet,
	/// The scenario with the attackers.
	pub attacked: Point,
	/// The scenario without the attackers.
	pub reference: Point,
}

/// What is changed in all trials.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
	/// Settings, as of `--set`.
	pub set: &'a [String],
	/// Whether several honest agents of different skill and wealth take the place of one.
	pub crowd: bool,
}

/// Why there is nothing to run.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
	/// There are no such rules.
	#[error("there are no rules called {unknown}: use {}", RULES.map(|rules| rules.id).join(", "))]
	UnknownRules {
		/// What was asked for.
		unknown: String,
	},
	/// There is no such attack.
	#[error("there is no attack called {unknown}: use {}", .known.join(", "))]
	UnknownAttack {
		/// What was asked for.
		unknown: String,
		/// What there is.
		known: Vec<String>,
	},
	/// None of the attacks asked for can be played under the rules asked for.
	#[error("these attacks are for other rules: give --rules robust")]
	Nothing,
	/// A scenario does not go with the settings.
	#[error("attack {attack}: {source}")]
	Scenario {
		/// The attack.
		attack: String,
		/// What is wrong.
		source: ScenarioError,
	},
}

impl Suite {
	/// The attacks that come with the program.
	pub fn embedded() -> Self {
		toml::from_str(SUITE).expect("the suite is valid, as a test shows; qed")
	}

	/// The attacks, in order.
	pub fn attacks(&self) -> &[Attack] {
		&self.attacks
	}

	/// The trials of the attacks with the given names under the rules with the given ids. No names
	/// are all of them.
	pub fn trials(
		&self,
		names: &[String],
		rules: &[String],
		options: &Options<'_>,
	) -> Result<Vec<Trial>, SuiteError> {
		if let Some(unknown) =
			names.iter().find(|name| !self.attacks.iter().any(|a| a.name == **name))
		{
			let known = self.attacks.iter().map(|attack| attack.name.clone()).collect();
			return Err(SuiteError::UnknownAttack { unknown: unknown.clone(), known });
		}
		if let Some(unknown) = rules.iter().find(|id| !RULES.iter().any(|r| r.id == **id)) {
			return Err(SuiteError::UnknownRules { unknown: unknown.clone() });
		}
		let mut trials = Vec::new();
		for attack in self.attacks.iter().filter(|a| names.is_empty() || names.contains(&a.name)) {
			for rules in RULES.iter().filter(|set| rules.iter().any(|id| id == set.id)) {
				if attack.scenario.is_none() || rules.id == "robust" {
					let trial = self.trial(attack, rules, options);
					trials.push(trial.map_err(|source| SuiteError::Scenario {
						attack: attack.name.clone(),
						source,
					})?);
				}
			}
		}
		if trials.is_empty() {
			return Err(SuiteError::Nothing);
		}
		Ok(trials)
	}

	fn trial(
		&self,
		attack: &Attack,
		rules: &RuleSet,
		options: &Options<'_>,
	) -> Result<Trial, ScenarioError> {
		let base = attack.scenario.as_deref().unwrap_or(rules.scenario);
		let mut all = self.set.clone();
		all.extend_from_slice(&attack.set);
		if rules.id == "robust" {
			all.extend_from_slice(&attack.set_robust);
		}
		all.extend_from_slice(options.set);
		let agents = agents_of(&Scenario::load(base, &all)?);
		let (mut honest, others): (Vec<_>, Vec<_>) =
			agents.into_iter().partition(|agent| name_of(agent) == Some(HONEST));
		if options.crowd {
			honest = honest.iter().flat_map(|agent| self.crowd_for(agent)).collect();
		}
		let mut attackers = if attack.scenario.is_some() { others } else { Vec::new() };
		attackers.extend(attack.agents.iter().flat_map(|agent| self.accounts_of(agent)));
		let with = |agents: &[Value]| vec![("agents".into(), list(agents))];
		let mut alone = with(&honest);
		if attack.scenario.is_some() {
			alone.push(("seeding_flipped".into(), "false".into()));
		}
		let attacked_set = [&all[..], &attack.set_attacked[..]].concat();
		let attacked =
			Point::new(base, &attacked_set, with(&[&honest[..], &attackers[..]].concat()))?;
		Ok(Trial {
			attack: attack.name.clone(),
			title: attack.title.clone(),
			rules: *rules,
			attacked,
			reference: Point::new(base, &all, alone)?,
		})
	}

	/// The accounts of an agent, with what it does not tell: one, or as many as it has `accounts`,
	/// which then share its money and its time.
	fn accounts_of(&self, agent: &Table) -> Vec<Value> {
		let mut complete = self.agent.clone();
		complete.extend(agent.clone());
		let accounts = complete.remove("accounts").and_then(|n| n.as_integer()).unwrap_or(1);
		if accounts < 2 {
			return vec![Value::Table(complete)];
		}
		let name = complete.get("name").and_then(Value::as_str).unwrap_or_default().to_string();
		let share = 1.0 / accounts as f64;
		let account = |number: i64| {
			let mut account = complete.clone();
			scale(&mut account, "start_balance", share);
			scale(&mut account, "mean_update_wait_s", 1.0 / share);
			account.insert("name".into(), format!("{name}_{number}").into());
			Value::Table(account)
		};
		(1..=accounts).map(account).collect()
	}

	/// Several honest agents of different skill and wealth in the place of one.
	fn crowd_for(&self, single: &Value) -> Vec<Value> {
		let Value::Table(single) = single else { return Vec::new() };
		let member = |member: &Member| {
			let mut agent = single.clone();
			scale(&mut agent, "start_balance", member.wealth);
			scale(&mut agent, "mean_update_wait_s", 1.0 / member.share);
			agent.insert("name".into(), format!("{HONEST}-{}", member.name).into());
			agent.insert("prob_mistake".into(), member.prob_mistake.into());
			Value::Table(agent)
		};
		self.crowd.iter().map(member).collect()
	}
}

/// Multiplies a number of an agent's table.
fn scale(agent: &mut Table, key: &str, by: f64) {
	let number = agent.get(key).and_then(|v| v.as_float().or(v.as_integer().map(|n| n as f64)));
	if let Some(number) = number {
		agent.insert(key.into(), (number * by).into());
	}
}

fn agents_of(scenario: &Scenario) -> Vec<Value> {
	scenario.settings.get("agents").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn name_of(agent: &Value) -> Option<&str> {
	agent.get("name").and_then(Value::as_str)
}

fn list(agents: &[Value]) -> String {
	Value::Array(agents.to_vec()).to_string()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn trials(names: &[&str], rules: &[&str]) -> Result<Vec<Trial>, SuiteError> {
		let texts = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
		Suite::embedded().trials(&texts(names), &texts(rules), &Options::default())
	}

	#[test]
	fn the_suite_is_valid_under_all_rules_and_names_are_unique() {
		let all = trials(&[], &["classic", "paper", "robust"]).unwrap();
		for trial in &all {
			let names = |point: &Point| -> Vec<_> {
				point.scenario.agents.iter().map(|agent| agent.name.clone()).collect()
			};
			assert_eq!(names(&trial.reference), [HONEST], "{}", trial.attack);
			assert_eq!(names(&trial.attacked)[0], HONEST, "{}", trial.attack);
			assert!(trial.attacked.id != trial.reference.id, "{}", trial.attack);
			assert!(!trial.reference.scenario.seeding_flipped);
		}
		let mut ids: Vec<_> = all.iter().map(|trial| &trial.attacked.id).collect();
		ids.sort();
		ids.dedup();
		assert_eq!(ids.len(), all.len());
	}

	#[test]
	fn flippers_are_as_the_paper_has_them() {
		let trial = &trials(&["flip-6to1"], &["paper"]).unwrap()[0];
		let paper = Scenario::load("paper", &[]).unwrap();
		assert_eq!(trial.attacked.scenario.agents, paper.agents);
		assert_eq!(trial.attacked.scenario.rules, paper.rules);
	}

	#[test]
	fn accounts_share_the_money_and_the_time_of_their_holder() {
		let trial = &trials(&["flip-accounts-rich"], &["robust"]).unwrap()[0];
		let accounts = &trial.attacked.scenario.agents[1..];
		assert_eq!(accounts.len(), 50);
		assert!(accounts.iter().all(|account| holder(&account.name) == "bad"));
		let money: u128 = accounts.iter().map(|account| account.start_balance).sum();
		assert_eq!(money, 100_000 * crate::scenario::TOKEN);
		assert!(accounts.iter().all(|account| account.mean_update_wait_s == 50.0 * 300.0));
		assert_eq!((holder("bad"), holder("bad_guy"), holder("bad_7")), ("bad", "bad_guy", "bad"));
	}

	#[test]
	fn a_crowd_does_the_work_of_the_honest_agent() {
		let options = Options { crowd: true, ..Options::default() };
		let names = ["flip-1to1".to_string(), "truth-turns".into(), "owner-cheats".into()];
		let trials = Suite::embedded().trials(&names, &["robust".into()], &options).unwrap();
		for trial in &trials {
			let crowd = &trial.reference.scenario.agents;
			assert!(crowd.len() > 1 && crowd.iter().all(|agent| is_honest(&agent.name)));
			let turns: f64 = crowd.iter().map(|agent| 1.0 / agent.mean_update_wait_s).sum();
			assert!((turns * 600.0 - 1.0).abs() < 1e-9, "{turns}");
			let of_attack = &trial.attacked.scenario.agents;
			assert_eq!(of_attack[..crowd.len()], crowd[..], "{}", trial.attack);
		}
		let turns = trials.iter().find(|trial| trial.attack == "truth-turns").unwrap();
		let turned = |point: &Point| point.scenario.truth_turns.is_some();
		assert!(turned(&turns.attacked) && !turned(&turns.reference));
		assert!(is_honest("good") && is_honest("good-expert") && !is_honest("goodbye"));
	}

	#[test]
	fn scenarios_of_attacks_have_the_rules_of_robust() {
		let robust = Scenario::load("robust", &[]).unwrap();
		for trial in trials(&["pool-drain", "owner-cheats"], &["robust"]).unwrap() {
			assert_eq!(trial.attacked.scenario.rules, robust.rules, "{}", trial.attack);
			assert_eq!(trial.reference.scenario.agents, robust.agents[..1], "{}", trial.attack);
		}
	}

	#[test]
	fn what_there_is_not_is_named_with_what_there_is() {
		let error = |names: &[&str], rules: &[&str]| trials(names, rules).unwrap_err().to_string();
		assert!(error(&["flood"], &["robust"]).contains("called flood: use flip-6to1, "));
		assert!(error(&[], &["fair"]).contains("called fair: use classic, paper, robust"));
		assert!(error(&["pool-drain"], &["classic"]).contains("give --rules robust"));
	}
}

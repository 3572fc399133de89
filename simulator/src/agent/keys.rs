//! The keys of an agent's table that only some kinds have.

use super::{AgentKind, Conduct};
use crate::scenario::{
	checks::{invalid, range, whole},
	Invalid,
};
use toml::{Table, Value};

/// Settings of the whole scenario that an agent's behaviour may depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surroundings {
	/// Added to the accuracy, this is the probability that an honest agent submits.
	pub submit_margin: f64,
	/// The feature whose samples are of special interest.
	pub target_feature: Option<u32>,
	/// How many of the rarest features make a trigger.
	pub trigger_features: Option<u32>,
}

/// The keys that are left of an agent's table when those that all agents have are taken.
#[derive(Debug)]
pub struct Keys {
	/// The table's own path: `agents.0`.
	path: String,
	left: Table,
	/// The keys that were asked for, given or not.
	asked: Vec<&'static str>,
	surroundings: Surroundings,
}

impl Keys {
	/// The keys of the table at `path`.
	pub fn new(path: String, table: Table, surroundings: Surroundings) -> Self {
		Self { path, left: table, asked: Vec::new(), surroundings }
	}

	/// Settings of the scenario that the agent is in.
	pub fn surroundings(&self) -> Surroundings {
		self.surroundings
	}

	/// Takes a number from `least` to `greatest`.
	pub fn number(
		&mut self,
		key: &'static str,
		default: f64,
		least: f64,
		greatest: f64,
	) -> Result<f64, Invalid> {
		let value = self.take(key)?.unwrap_or(default);
		range(&self.path_of(key), value, least, greatest)
	}

	/// Takes a whole number from `least` to `greatest`, which must be below 2^53.
	pub fn whole(
		&mut self,
		key: &'static str,
		default: u64,
		least: u64,
		greatest: u64,
	) -> Result<u64, Invalid> {
		match self.take(key)? {
			Some(value) => whole(&self.path_of(key), value, least, greatest),
			None => Ok(default),
		}
	}

	/// An error about a key of this table.
	pub fn invalid(&self, key: &str, problem: &str) -> Invalid {
		invalid(&self.path_of(key), problem)
	}

	fn take(&mut self, key: &'static str) -> Result<Option<f64>, Invalid> {
		self.asked.push(key);
		match self.left.remove(key) {
			None => Ok(None),
			Some(Value::Float(number)) => Ok(Some(number)),
			Some(Value::Integer(number)) => Ok(Some(number as f64)),
			Some(other) => Err(self.invalid(key, &format!("is {other}: give a number"))),
		}
	}

	fn path_of(&self, key: &str) -> String {
		format!("{}.{key}", self.path)
	}

	/// Refuses a key that was not taken: `kind` does not have it.
	fn nothing_left(&self, kind: AgentKind) -> Result<(), Invalid> {
		let Some(key) = self.left.keys().next() else { return Ok(()) };
		let others = AgentKind::ALL.iter().filter(|other| keys_of(**other).contains(&key.as_str()));
		let others: Vec<_> = others.map(|other| other.name()).collect();
		let this = kind.name();
		let problem = match (others.join(" or "), self.asked.join(", ")) {
			(others, _) if !others.is_empty() => format!(
				"is for agents of kind {others}, this one is {this}: leave it out, or change its \
				 kind"
			),
			(_, own) if !own.is_empty() => format!(
				"is unknown: besides what all agents have, one of kind {this} has {own}; correct the \
				 key or leave it out"
			),
			_ => format!(
				"is unknown: one of kind {this} has only what all agents have; correct the key or \
				 leave it out"
			),
		};
		Err(self.invalid(key, &problem))
	}
}

/// The keys that a kind has: those that it asks for when it reads an empty table.
fn keys_of(kind: AgentKind) -> Vec<&'static str> {
	let surroundings =
		Surroundings { submit_margin: 0.0, target_feature: Some(0), trigger_features: Some(1) };
	let mut keys = Keys::new(String::new(), Table::new(), surroundings);
	// Only the asking matters, not the defaults that come of it.
	drop(Conduct::take(kind, &mut keys));
	keys.asked
}

impl Conduct {
	/// Checks every key that is left of an agent's table; one that the kind does not have is
	/// refused.
	pub(crate) fn read(kind: AgentKind, mut keys: Keys) -> Result<Self, Invalid> {
		let conduct = Self::take(kind, &mut keys)?;
		keys.nothing_left(kind)?;
		Ok(conduct)
	}
}

//! The points of a sweep.

use crate::scenario::{Scenario, ScenarioError};
use sha2::{Digest, Sha256};
use std::fmt;
use toml::{Table, Value};

/// Hexadecimal digits of an id.
const ID_DIGITS: usize = 16;

/// One combination of settings, to be run with several seeds.
#[derive(Clone, Debug)]
pub struct Point {
	/// What the axes set: key and value, as in `--set`.
	pub values: Vec<(String, String)>,
	/// All settings changed in the scenario, those of the axes included.
	pub set: Vec<String>,
	/// The scenario with these settings.
	pub scenario: Scenario,
	/// Identifies the settings: scenarios that differ in nothing but their names share it.
	pub id: String,
	/// Whether its records keep accuracy and balances over time.
	pub series: bool,
}

impl Point {
	/// The scenario (its name or path) with `set` and then `values` changed.
	pub fn new(
		scenario: &str,
		set: &[String],
		values: Vec<(String, String)>,
	) -> Result<Self, ScenarioError> {
		let changed = values.iter().map(|(key, value)| format!("{key}={value}"));
		let set: Vec<String> = set.iter().cloned().chain(changed).collect();
		let scenario = Scenario::load(scenario, &set)?;
		let id = settings_id(&scenario.settings);
		Ok(Self { values, set, scenario, id, series: false })
	}
}

/// Keys that change together, and their values.
#[derive(Clone, Debug)]
pub(super) struct Axis {
	/// Keys of the scenario, as in `--set`.
	pub keys: Vec<String>,
	/// One list for each place on the axis, one value for each key.
	pub values: Vec<Vec<Value>>,
}

impl fmt::Display for Axis {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.keys.join(", "))
	}
}

/// Every combination of one place on each axis, the last axis changing fastest.
pub(super) fn product(axes: &[Axis]) -> Vec<Vec<(String, String)>> {
	let mut points = vec![Vec::new()];
	for axis in axes {
		let places = axis.values.iter().map(|values| {
			let texts = values.iter().map(Value::to_string);
			axis.keys.iter().cloned().zip(texts).collect::<Vec<_>>()
		});
		let places: Vec<_> = places.collect();
		points = points
			.iter()
			.flat_map(|point| places.iter().map(move |place| [&point[..], place].concat()))
			.collect();
	}
	points
}

/// The start of a SHA-256 hash. Tables are sorted by key, and 1 is the same as 1.0.
fn settings_id(settings: &Table) -> String {
	let mut settings = settings.clone();
	settings.remove("name");
	let canonical = in_floats(Value::Table(settings)).to_string();
	let mut id = hex::encode(Sha256::digest(canonical));
	id.truncate(ID_DIGITS);
	id
}

fn in_floats(value: Value) -> Value {
	match value {
		Value::Integer(number) => Value::Float(number as f64),
		Value::Array(list) => Value::Array(list.into_iter().map(in_floats).collect()),
		Value::Table(table) => {
			Value::Table(table.into_iter().map(|(key, value)| (key, in_floats(value))).collect())
		}
		other => other,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn id(settings: &[&str]) -> String {
		let settings: Vec<_> = settings.iter().map(ToString::to_string).collect();
		Point::new("paper", &settings, Vec::new()).unwrap().id
	}

	#[test]
	fn an_id_depends_on_all_settings_but_the_name() {
		assert_eq!(id(&[]).len(), ID_DIGITS);
		assert_eq!(id(&[]), id(&["name=other"]));
		assert_eq!(id(&[]), id(&["num_words=1000.0", "agents.good.mean_deposit=50.0"]));
		assert_ne!(id(&[]), id(&["num_words=999"]));
		assert_ne!(id(&[]), id(&["agents.bad.prob_mistake=0.5"]));
		assert_ne!(id(&[]), id(&["rules.pricing={constant=5}"]));
	}
}

//! Replays recorded runs of the original contracts through our ledger and compares every answer.

mod contract;
mod numbers;
mod trace;

use contract::Contract;
use serde_json::Value;
use std::{fmt, fs, path::Path};
use trace::Trace;

/// The first place where a trace and the replay differ.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
	/// Number of the action from 0 on; `None` for the state after the last.
	pub action: Option<usize>,
	/// Which of its fields, as a path.
	pub field: String,
	/// The value in the trace.
	pub expected: String,
	/// The value of the replay.
	pub got: String,
}

impl fmt::Display for Difference {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.action {
			Some(action) => write!(f, "action {action}")?,
			None => f.write_str("final")?,
		}
		write!(f, ", {}: expected {}, got {}", self.field, self.expected, self.got)
	}
}

/// A trace that cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
	/// The file cannot be read.
	#[error("cannot read the trace {path}: {source}")]
	Unreadable {
		/// The file.
		path: String,
		/// Why.
		source: std::io::Error,
	},
	/// The file is no trace.
	#[error("{path} is no valid trace: {place}")]
	Malformed {
		/// The file.
		path: String,
		/// Where, and why.
		place: String,
	},
}

/// What a replay of one trace found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Replayed {
	/// Actions that were replayed, the one that differs included.
	pub actions: usize,
	/// The first difference.
	pub difference: Option<Difference>,
}

/// Replays the trace in a file.
pub fn replay_file(path: &Path) -> Result<Replayed, ReplayError> {
	let name = path.display().to_string();
	let text = fs::read_to_string(path)
		.map_err(|source| ReplayError::Unreadable { path: name.clone(), source })?;
	replay(&text).map_err(|place| ReplayError::Malformed { path: name, place })
}

/// Replays a trace given as JSON. The error names the place that is malformed.
pub fn replay(text: &str) -> Result<Replayed, String> {
	let trace = Trace::parse(text)?;
	let mut contract = Contract::deploy(&trace.deploy)?;
	for (index, (action, expected)) in trace.steps.iter().enumerate() {
		let got = contract.perform(action).map_err(|e| format!("actions[{index}]: {e}"))?;
		if let Some(difference) = compare(Some(index), &json(expected)?, &json(&got)?) {
			return Ok(Replayed { actions: index + 1, difference: Some(difference) });
		}
	}
	let end = contract.end(trace.end.weights.keys().copied());
	let difference = compare(None, &json(&trace.end)?, &json(&end)?);
	Ok(Replayed { actions: trace.steps.len(), difference })
}

fn json(value: &impl serde::Serialize) -> Result<Value, String> {
	serde_json::to_value(value).map_err(|e| e.to_string())
}

fn compare(action: Option<usize>, expected: &Value, got: &Value) -> Option<Difference> {
	let (field, expected, got) = first_difference(expected, got)?;
	let shown = |value: &Value| match value {
		Value::Null => "nothing".to_string(),
		value => value.to_string(),
	};
	Some(Difference { action, field, expected: shown(expected), got: shown(got) })
}

/// The path and the two values where `expected` and `got` first differ.
fn first_difference<'a>(
	expected: &'a Value,
	got: &'a Value,
) -> Option<(String, &'a Value, &'a Value)> {
	let within = |key: String, (path, left, right): (String, &'a Value, &'a Value)| {
		let path = if path.is_empty() { key } else { format!("{key}.{path}") };
		(path, left, right)
	};
	match (expected, got) {
		(Value::Object(left), Value::Object(right)) => {
			let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
			keys.into_iter().find_map(|key| {
				let value =
					|map: &'a serde_json::Map<String, Value>| map.get(key).unwrap_or(&Value::Null);
				first_difference(value(left), value(right)).map(|found| within(key.clone(), found))
			})
		}
		(Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
			let mut pairs = left.iter().zip(right).enumerate();
			pairs.find_map(|(i, (l, r))| {
				first_difference(l, r).map(|found| within(i.to_string(), found))
			})
		}
		_ => (expected != got).then(|| (String::new(), expected, got)),
	}
}

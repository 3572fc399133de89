//! Where a recorded run and its replay differ.

use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;

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

impl Difference {
	/// The first difference between what is recorded of an action and what its replay gave.
	/// `None` as the action is for the state after the last.
	pub(super) fn first(
		action: Option<usize>,
		expected: &impl Serialize,
		got: &impl Serialize,
	) -> Result<Option<Self>, String> {
		let (expected, got) = (json(expected)?, json(got)?);
		let shown = |value: &Value| match value {
			Value::Null => "nothing".to_string(),
			value => value.to_string(),
		};
		Ok(first_difference(&expected, &got).map(|(field, expected, got)| Self {
			action,
			field,
			expected: shown(expected),
			got: shown(got),
		}))
	}
}

/// A part of a recorded run.
pub(super) fn json(value: &impl Serialize) -> Result<Value, String> {
	serde_json::to_value(value).map_err(|e| e.to_string())
}

/// The path and the two values where `expected` and `got` first differ.
fn first_difference<'a>(
	expected: &'a Value,
	got: &'a Value,
) -> Option<(String, &'a Value, &'a Value)> {
	let within = |key: String, left, right| {
		first_difference(left, right).map(|(path, left, right)| {
			let path = if path.is_empty() { key } else { format!("{key}.{path}") };
			(path, left, right)
		})
	};
	match (expected, got) {
		(Value::Object(left), Value::Object(right)) => {
			let value = |map: &'a Map<String, Value>, key| map.get(key).unwrap_or(&Value::Null);
			let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
			keys.into_iter()
				.find_map(|key| within(key.clone(), value(left, key), value(right, key)))
		}
		(Value::Array(left), Value::Array(right)) => {
			let value = |list: &'a [Value], i| list.get(i).unwrap_or(&Value::Null);
			(0..left.len().max(right.len()))
				.find_map(|i| within(i.to_string(), value(left, i), value(right, i)))
		}
		_ => (expected != got).then(|| (String::new(), expected, got)),
	}
}

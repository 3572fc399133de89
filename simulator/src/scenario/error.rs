//! What is wrong with a scenario, where, and what to do.

use super::EMBEDDED;
use toml::de::{DeTable, DeValue};

/// Why there is no scenario.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
	/// There is no such file.
	#[error(
		"cannot read the scenario {path}: {source}. Give the path of a TOML file, or one of the \
		 embedded scenarios: {}",
		EMBEDDED.map(|(name, _)| name).join(", ")
	)]
	Unreadable {
		/// The file.
		path: String,
		/// Why.
		source: std::io::Error,
	},
	/// The text is no TOML, or has unknown, missing or mistyped keys. The message shows the line.
	#[error("{origin} is no valid scenario: {message}")]
	Malformed {
		/// The scenario.
		origin: String,
		/// Line, key and cause.
		message: String,
	},
	/// A value is out of its range.
	#[error("{place}: {key} {problem}")]
	Invalid {
		/// File and line, or the override.
		place: String,
		/// The key as a path.
		key: String,
		/// What is wrong with its value, and what is allowed.
		problem: String,
	},
	/// An override cannot be applied.
	#[error("--set {setting}: {problem}")]
	Override {
		/// The override.
		setting: String,
		/// Why, and what to do.
		problem: String,
	},
}

/// A value out of its range, not located yet.
#[derive(Debug)]
pub struct Invalid {
	/// The key as a path: `agents.0.mean_deposit`.
	pub key: String,
	/// What is wrong, and what is allowed.
	pub problem: String,
}

impl Invalid {
	/// Names the override that set the key, or else its line in the text.
	pub fn located(self, origin: &str, text: &str, overrides: &[String]) -> ScenarioError {
		let leaf = self.key.rsplit('.').next().unwrap_or_default();
		let sets = |setting: &&String| {
			let key = setting.split('=').next().unwrap_or_default().trim();
			key.rsplit('.').next() == Some(leaf)
		};
		let place = match (overrides.iter().rfind(sets), line_of(text, &self.key)) {
			(Some(setting), _) => format!("--set {setting}"),
			(None, Some(line)) => format!("{origin}, line {line}"),
			(None, None) => origin.to_string(),
		};
		ScenarioError::Invalid { place, key: self.key, problem: self.problem }
	}
}

/// The line of the value at `path`, or of the innermost table around it.
fn line_of(text: &str, path: &str) -> Option<usize> {
	let table = DeTable::parse(text).ok()?.into_inner();
	let document = DeValue::Table(table);
	let mut value = &document;
	let mut start = None;
	for segment in path.split('.') {
		let inner = match segment.parse::<usize>() {
			Ok(index) => value.get(index),
			Err(_) => value.get(segment),
		};
		let Some(inner) = inner else { break };
		start = Some(inner.span().start);
		value = inner.get_ref();
	}
	Some(text.get(..start?)?.matches('\n').count() + 1)
}

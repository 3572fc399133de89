//! A recorded run as it lies in a file, whatever rules it is of: what was done, and what came of
//! each action.

use super::{difference::json, Difference, Replayed};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Map, Value};

/// The parts of a run by name. They are looked into when they are asked for.
pub struct Recording(Map<String, Value>);

impl Recording {
	/// Reads a run.
	pub fn parse(text: &str) -> Result<Self, String> {
		serde_json::from_str(text).map(Self).map_err(|e| e.to_string())
	}

	/// Whether it is one of the `robust` rules. Those of the contracts do not name their rules.
	pub fn is_robust(&self) -> Result<bool, String> {
		match self.0.get("rules") {
			None => Ok(false),
			Some(rules) if rules == "robust" => Ok(true),
			Some(other) => Err(format!("rules: expected \"robust\" or nothing, got {other}")),
		}
	}

	/// One part. The error names the place.
	pub fn part<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
		let value = self.0.get(name).ok_or_else(|| format!("{name}: it is missing"))?;
		read(name, value.clone())
	}

	/// What was done.
	pub fn actions<A: DeserializeOwned>(&self) -> Result<Vec<A>, String> {
		let actions: Vec<Value> = self.part("actions")?;
		let action = |(i, action)| read(format_args!("actions[{i}]"), by_call(action));
		actions.into_iter().enumerate().map(action).collect()
	}

	/// What was done, and what came of it.
	pub fn steps<A: DeserializeOwned, O: DeserializeOwned>(&self) -> Result<Vec<(A, O)>, String> {
		let (actions, outcomes) = (self.actions()?, self.part::<Vec<Value>>("outcomes")?);
		if actions.len() != outcomes.len() {
			return Err(format!(
				"{} actions but {} outcomes: expected one for each",
				actions.len(),
				outcomes.len()
			));
		}
		let outcomes = outcomes
			.into_iter()
			.enumerate()
			.map(|(i, outcome)| read(format_args!("outcomes[{i}]"), outcome));
		actions.into_iter().zip(outcomes).map(|(action, outcome)| Ok((action, outcome?))).collect()
	}

	/// The same actions with other outcomes and another end, as JSON.
	pub fn with(
		mut self,
		outcomes: &[impl Serialize],
		end: &impl Serialize,
	) -> Result<String, String> {
		let outcomes = outcomes.iter().map(|outcome| Ok(without_nothing(json(outcome)?)));
		let outcomes = outcomes.collect::<Result<_, String>>()?;
		self.0.insert("outcomes".into(), Value::Array(outcomes));
		self.0.insert("final".into(), json(end)?);
		Ok(Value::Object(self.0).to_string())
	}
}

/// Performs all actions. The error says which of them is malformed.
pub fn play<A, O>(
	actions: &[A],
	mut perform: impl FnMut(&A) -> Result<O, String>,
) -> Result<Vec<O>, String> {
	let perform = |(i, action)| perform(action).map_err(|e| format!("actions[{i}]: {e}"));
	actions.iter().enumerate().map(perform).collect()
}

/// Performs actions up to the first of which something else comes than was recorded.
pub fn compare<A, O: Serialize>(
	steps: &[(A, O)],
	mut perform: impl FnMut(&A) -> Result<O, String>,
) -> Result<Replayed, String> {
	for (index, (action, expected)) in steps.iter().enumerate() {
		let got = perform(action).map_err(|e| format!("actions[{index}]: {e}"))?;
		let difference = Difference::first(Some(index), expected, &got)?;
		if difference.is_some() {
			return Ok(Replayed { actions: index + 1, difference });
		}
	}
	Ok(Replayed { actions: steps.len(), difference: None })
}

impl Replayed {
	/// The same with the difference of the final states, where no action differs.
	pub(super) fn with_end<E: Serialize>(self, expected: &E, got: &E) -> Result<Self, String> {
		if self.difference.is_some() {
			return Ok(self);
		}
		Ok(Self { difference: Difference::first(None, expected, got)?, ..self })
	}
}

/// An action as serde's externally tagged enum. An internal tag would do, but makes serde keep the
/// numbers in a form that is lost when any crate of the build turns serde_json's
/// `arbitrary_precision` on.
fn by_call(action: Value) -> Value {
	match action.get("call").and_then(Value::as_str).map(str::to_owned) {
		Some(call) => json!({ call: action }),
		None => action,
	}
}

fn read<T: DeserializeOwned>(place: impl std::fmt::Display, value: Value) -> Result<T, String> {
	serde_json::from_value(value).map_err(|e| format!("{place}: {e}"))
}

/// An outcome without the fields that its call does not have.
fn without_nothing(mut outcome: Value) -> Value {
	if let Some(fields) = outcome.as_object_mut() {
		fields.retain(|_, value| !value.is_null());
	}
	outcome
}

//! Recorded runs: those of others, where they are at hand, and our own.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

mod record;

use collab_sim::replay::{replay, replay_file, Difference};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
};

/// The names of our own traces.
const OWN: [&str; 3] = ["small.json", "classic.json", "robust.json"];

/// The traces in a folder beside the repository; `None` (and a message) where it is absent.
fn given(folder: &str) -> Option<Vec<PathBuf>> {
	let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(folder);
	let Ok(entries) = fs::read_dir(&dir) else {
		eprintln!("skipped: there are no recorded traces in {}", dir.display());
		return None;
	};
	let mut files: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
	files.retain(|path| path.extension().is_some_and(|e| e == "json"));
	files.sort();
	assert!(!files.is_empty());
	Some(files)
}

/// A trace of our own.
fn own(name: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/traces").join(name)
}

fn read(file: &Path) -> Value {
	serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn assert_replays(file: &Path) {
	let replayed = replay_file(file).unwrap();
	assert_eq!(replayed.difference, None, "{}", file.display());
	assert!(replayed.actions > 0);
}

#[test]
fn every_recorded_run_of_the_contracts_replays_without_a_difference() {
	given("traces").into_iter().flatten().for_each(|file| assert_replays(&file));
}

#[test]
fn every_recorded_run_of_the_robust_rules_replays_without_a_difference() {
	given("traces-robust").into_iter().flatten().for_each(|file| assert_replays(&file));
}

#[test]
fn our_own_traces_replay_without_a_difference() {
	OWN.iter().for_each(|name| assert_replays(&own(name)));
}

/// Another value of the same kind.
fn altered(value: &Value) -> Value {
	match value {
		Value::Bool(value) => json!(!value),
		Value::Number(value) => json!(1 - value.as_i64().unwrap().min(1)),
		Value::String(text) if text == "12345" => json!("54321"),
		Value::String(_) => json!("12345"),
		Value::Object(_) | Value::Array(_) | Value::Null => Value::Null,
	}
}

/// The difference found when the value at `pointer` is another.
fn difference_after_altering(trace: &Value, pointer: &str) -> Difference {
	let mut tampered = trace.clone();
	let value = tampered.pointer_mut(pointer).unwrap();
	*value = altered(value);
	replay(&tampered.to_string()).unwrap().difference.unwrap()
}

/// Checks that each field of an outcome matters.
fn assert_alterations_of_an_outcome_are_found(trace: &Value, action: usize) {
	let fields = trace["outcomes"][action].as_object().unwrap();
	// Some traces of others say what a call cost, which is not ours to repeat.
	for (field, _) in fields.iter().filter(|(field, value)| !value.is_null() && *field != "gasUsed")
	{
		let difference = difference_after_altering(trace, &format!("/outcomes/{action}/{field}"));
		assert_eq!(difference.action, Some(action), "{difference}");
		assert!(difference.field.starts_with(field), "{difference}");
	}
}

/// The first action of each kind, of those with another outcome too.
fn one_action_of_each_kind(trace: &Value) -> BTreeMap<String, usize> {
	let pairs =
		trace["actions"].as_array().unwrap().iter().zip(trace["outcomes"].as_array().unwrap());
	let kind = |(action, outcome): (&Value, &Value)| {
		format!("{} {} {}", action["call"], outcome["reason"], outcome["accepted"])
	};
	let mut kinds = BTreeMap::new();
	for (index, pair) in pairs.enumerate() {
		kinds.entry(kind(pair)).or_insert(index);
	}
	kinds
}

#[test]
fn a_change_of_any_field_of_an_outcome_is_found() {
	for trace in OWN.map(|name| read(&own(name))) {
		for action in one_action_of_each_kind(&trace).into_values() {
			assert_alterations_of_an_outcome_are_found(&trace, action);
		}
	}
}

/// Where the numbers and flags of a value are.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
	match value {
		Value::Object(fields) => {
			fields.iter().for_each(|(key, value)| leaves(value, &format!("{place}/{key}"), found));
		}
		Value::Array(values) => {
			values.iter().enumerate().for_each(|(i, v)| leaves(v, &format!("{place}/{i}"), found));
		}
		_ => found.push(place.to_string()),
	}
}

#[test]
fn a_change_of_any_number_of_the_final_state_is_found() {
	for trace in OWN.map(|name| read(&own(name))) {
		let mut places = Vec::new();
		leaves(&trace["final"], "", &mut places);
		assert!(places.len() > 10);
		for place in places {
			let difference = difference_after_altering(&trace, &format!("/final{place}"));
			assert_eq!(difference.action, None, "{difference}");
			assert_eq!(difference.field, place[1..].replace('/', "."));
		}
	}
}

/// Checks that a trace has an outcome with this value.
fn assert_has(trace: &Value, field: &str, value: &str) {
	let outcomes = trace["outcomes"].as_array().unwrap();
	assert!(outcomes.iter().any(|outcome| outcome[field] == value), "no {field} {value}");
}

#[test]
fn our_own_traces_have_every_answer_that_there_is() {
	let [_, classic, robust] = OWN.map(|name| read(&own(name)));
	for reason in [
		"Didn't pay enough for the deposit.",
		"Conflicting data key. The data may have already been added.",
		"Data not found.",
		"Deposit already claimed by submitter.",
		"Deposit already claimed by reporter.",
		"There is no reward left to claim.",
		"Not enough time has passed.",
		"The model doesn't agree with your contribution.",
		"The model should not agree with the contribution.",
		"Cannot take your own deposit.",
		"The sender has not sent any good data.",
	] {
		assert_has(&classic, "reason", reason);
	}
	for reason in ["PriceAboveMaximum", "TooEarly", "UnknownContribution"] {
		assert_has(&robust, "reason", reason);
	}
	for verdict in ["Agree", "Undecided", "Disagree"] {
		assert_has(&robust, "verdict", verdict);
	}
	let audits =
		robust["outcomes"].as_array().unwrap().iter().filter_map(|o| o["accepted"].as_bool());
	let accepted = audits.filter(|accepted| *accepted).count();
	assert!((1..5).contains(&accepted), "{accepted} of 5 audits accepted");
}

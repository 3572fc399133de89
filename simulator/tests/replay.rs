//! The recorded runs of the original contracts, where they are at hand, and what a replay says
//! of a trace that is wrong.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use collab_sim::replay::{replay, replay_file};
use serde_json::{json, Value};
use std::{fs, path::PathBuf};

/// The recorded traces; `None` (and a message) where they are absent.
fn traces() -> Option<Vec<PathBuf>> {
	let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/traces");
	let Ok(entries) = fs::read_dir(&dir) else {
		eprintln!("skipped: there are no recorded traces in {}", dir.display());
		return None;
	};
	let mut files: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
	files.retain(|path| path.extension().is_some_and(|e| e == "json"));
	files.sort();
	Some(files)
}

#[test]
fn every_recorded_trace_replays_without_a_difference() {
	let Some(files) = traces() else { return };
	assert!(!files.is_empty());
	for file in files {
		let replayed = replay_file(&file).unwrap();
		assert_eq!(replayed.difference, None, "{}", file.display());
		assert!(replayed.actions > 0);
	}
}

#[test]
fn a_change_of_any_field_of_a_recorded_trace_is_found() {
	let Some(files) = traces() else { return };
	let original: Value = serde_json::from_slice(&fs::read(&files[0]).unwrap()).unwrap();
	let outcomes = original["outcomes"].as_array().unwrap();
	let accepted = outcomes.iter().position(|o| o["change"] != Value::Null).unwrap();
	for field in ["ok", "prediction", "cost", "change", "weights", "record", "balances", "contract"]
	{
		let mut tampered = original.clone();
		let value = &mut tampered["outcomes"][accepted][field];
		*value = match &*value {
			Value::Bool(value) => json!(!value),
			Value::Number(value) => json!(1 - value.as_u64().unwrap()),
			Value::String(_) => json!("12345"),
			Value::Object(_) if field == "weights" => json!({ "39": "1" }),
			Value::Object(_) => Value::Null,
			_ => json!([]),
		};
		let difference = replay(&tampered.to_string()).unwrap().difference.unwrap();
		assert_eq!(difference.action, Some(accepted));
		assert!(difference.field.starts_with(field), "{difference}");
	}
}

/// Two accounts; account 1 submits one sample and takes its deposit back.
fn small_trace() -> Value {
	serde_json::from_str(include_str!("small_trace.json")).unwrap()
}

#[test]
fn a_small_trace_replays() {
	let replayed = replay(&small_trace().to_string()).unwrap();
	assert_eq!((replayed.actions, replayed.difference), (5, None));
}

/// The difference that the small trace shows with another value at `pointer`.
fn difference_with(pointer: &str, value: Value) -> String {
	let mut trace = small_trace();
	*trace.pointer_mut(pointer).unwrap() = value;
	replay(&trace.to_string()).unwrap().difference.unwrap().to_string()
}

#[test]
fn a_difference_is_named_by_action_and_field() {
	assert_eq!(
		difference_with("/outcomes/3/record/claimable", json!("1")),
		"action 3, record.claimable: expected \"1\", got \"0\""
	);
	assert_eq!(
		difference_with("/outcomes/4/reason", json!("Too late.")),
		"action 4, reason: expected \"Too late.\", got \"Data not found.\""
	);
	assert_eq!(
		difference_with("/final/numValid/1", json!(2)),
		"final, numValid.1: expected 2, got 1"
	);
	assert_eq!(
		difference_with("/final/weights", json!({ "0": "5", "2": "4" })),
		"final, weights.4294967295: expected nothing, got \"-7\""
	);
}

/// The error that the small trace gives with another value at `pointer`.
fn error_with(pointer: &str, value: Value) -> String {
	let mut trace = small_trace();
	*trace.pointer_mut(pointer).unwrap() = value;
	replay(&trace.to_string()).unwrap_err()
}

#[test]
fn a_malformed_trace_is_named_by_place() {
	assert!(error_with("/format", json!("decai-trace/9")).starts_with("format: "));
	assert!(error_with("/deploy/variant", json!("x")).starts_with("deploy: unknown variant `x`"));
	assert!(error_with("/deploy/intercept", json!("9223372036854775808")).contains("64 bits"));
	assert!(error_with("/actions/1/label", json!(2)).starts_with("actions[1]: label 2"));
	assert!(error_with("/actions/1/data", json!([2, 0])).starts_with("actions[1]: data: "));
	assert!(error_with("/actions/1/who", json!(7)).starts_with("actions[1]: "));
	assert!(error_with("/actions/4/who", json!(7)).starts_with("actions[4]: "));
	assert!(error_with("/deploy/accounts", json!(1u64 << 40)).starts_with("deploy.accounts: "));
	assert!(error_with("/deploy/deployer", json!(2)).starts_with("deploy.deployer: "));
	assert!(error_with("/deploy/costWeight", json!(u128::MAX.to_string())).contains("costWeight"));
	assert!(error_with("/outcomes", json!([])).contains("5 actions but 0 outcomes"));
	assert!(replay("{").is_err());
}

#[test]
fn a_missing_file_is_named() {
	let error = replay_file("no/such/trace.json".as_ref()).unwrap_err().to_string();
	assert!(error.contains("no/such/trace.json"), "{error}");
}

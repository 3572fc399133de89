//! What a replay says of a trace that differs or is malformed.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use collab_sim::replay::{replay, replay_file};
use serde_json::{json, Value};

/// Two accounts; account 1 submits one sample and takes its deposit back.
fn small_trace() -> Value {
	serde_json::from_str(include_str!("traces/small.json")).unwrap()
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

/// The error that a trace gives with another value at `pointer`.
fn error_of(mut trace: Value, pointer: &str, value: Value) -> String {
	*trace.pointer_mut(pointer).unwrap() = value;
	replay(&trace.to_string()).unwrap_err()
}

#[test]
fn a_malformed_trace_is_named_by_place() {
	let error_with = |pointer: &str, value| error_of(small_trace(), pointer, value);
	assert!(error_with("/format", Value::Null).starts_with("format: "));
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

/// A model under the `robust` rules, which two accounts use.
fn robust_trace() -> Value {
	serde_json::from_str(include_str!("traces/robust.json")).unwrap()
}

#[test]
fn a_difference_of_a_robust_trace_is_named_by_action_and_field() {
	let mut trace = robust_trace();
	let first = trace["actions"].as_array().unwrap().iter().position(|a| a["call"] == "addData");
	trace["outcomes"][first.unwrap()]["amount"] = json!("7");
	let found = replay(&trace.to_string()).unwrap().difference.unwrap().to_string();
	let start = format!("action {}, amount: expected \"7\", got ", first.unwrap());
	assert!(found.starts_with(&start), "{found}");
	let mut trace = robust_trace();
	trace["final"]["coefficients"].as_array_mut().unwrap().push(json!([99, 1, 2]));
	let found = replay(&trace.to_string()).unwrap().difference.unwrap().to_string();
	assert!(found.ends_with(": expected [99,1,2], got nothing"), "{found}");
}

#[test]
fn a_robust_trace_may_have_its_numbers_as_strings() {
	let mut trace = robust_trace();
	for pointer in
		["/version", "/numFeatures", "/parameters/margin", "/actions/0/t", "/final/clock"]
	{
		let value = trace.pointer_mut(pointer).unwrap();
		*value = json!(value.to_string());
	}
	assert_eq!(replay(&trace.to_string()).unwrap().difference, None);
}

#[test]
fn a_malformed_robust_trace_is_named_by_place() {
	let error_with = |pointer: &str, value| error_of(robust_trace(), pointer, value);
	for (pointer, value, start) in [
		("/rules", json!("market"), "rules: "),
		("/version", json!(2), "version: expected 3, got 2"),
		("/parameters/tick", json!("x"), "parameters.tick: \"x\" is no whole number"),
		("/parameters/limit", json!(128), "parameters.limit: "),
		("/parameters/limit", json!(0), "parameters: limit, "),
		("/parameters/keep", json!(101), "parameters.keep: 101 is above 100"),
		("/parameters/learnBias", json!(1), "parameters.learnBias: "),
		("/parameters", json!({}), "parameters.margin: it is missing"),
		("/numFeatures", json!(0), "numFeatures: "),
		("/accounts", json!(1u64 << 40), "accounts: "),
		("/openedAt", Value::Null, "openedAt: "),
		("/seeding/1/0", json!([3, 3]), "seeding[1]: "),
		("/actions/2", json!({ "t": 1, "call": "report" }), "actions[2]: unknown variant `report`"),
		("/actions/3/t", json!(0), "actions[3]: t: 0 is before "),
		("/outcomes/5", json!([]), "outcomes[5]: "),
		("/outcomes", json!([]), ""),
		("/final", json!({}), "final: missing field"),
	] {
		let error = error_with(pointer, value);
		assert!(error.starts_with(start), "{pointer}: {error}");
	}
}

#[test]
fn a_missing_file_is_named() {
	let error = replay_file("no/such/trace.json".as_ref()).unwrap_err().to_string();
	assert!(error.contains("no/such/trace.json"), "{error}");
}

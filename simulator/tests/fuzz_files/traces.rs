//! Recorded runs.

use collab_sim::replay::{record, replay, replay_file};
use proptest::{
	collection::{btree_set, vec},
	prelude::*,
};
use serde_json::{json, Value};

use super::{
	harness::{alone, assert_refused, Format},
	write,
};

/// Runs of the contracts and of the `robust` rules, complete and without outcomes.
pub fn formats() -> Vec<Format> {
	let recorded = |run: Value| record(&run.to_string()).unwrap().into_bytes();
	let actions = |run: Value| run.to_string().into_bytes();
	vec![
		Format::new("trace, classic", classic().prop_map(recorded), reader()),
		Format::new("trace, robust", robust().prop_map(recorded), reader()),
		Format::new("actions, classic", classic().prop_map(actions), recorder),
		Format::new("actions, robust", robust().prop_map(actions), recorder),
	]
}

fn features() -> impl Strategy<Value = Vec<u32>> {
	let feature = prop_oneof![9 => 0..20_u32, 1 => any::<u32>()];
	btree_set(feature, 1..5).prop_map(|features| features.into_iter().collect())
}

fn classic() -> impl Strategy<Value = Value> {
	let action = (0..5_u8, 0..300_u64, 0..3_usize, features(), 0..2_u8);
	vec(action, 0..12).prop_map(|actions| {
		let mut t = 1_000;
		let actions = actions.into_iter().map(|(call, wait, who, data, label)| {
			t += wait;
			match call {
				0 => json!({ "t": t, "call": "cost" }),
				1 => json!({ "t": t, "call": "predict", "data": data }),
				2 => json!({
					"t": t, "call": "refund", "who": who, "data": data, "label": label,
					"addedTime": t - wait,
				}),
				3 => json!({
					"t": t, "call": "report", "who": who, "data": data, "label": label,
					"addedTime": t - wait, "author": 1,
				}),
				_ => json!({
					"t": t, "call": "addData", "who": who, "data": data, "label": label,
					"value": "40000",
				}),
			}
		});
		json!({
			"format": "decai-trace/1",
			"deploy": {
				"t": 1000, "deployer": 0, "accounts": 3, "initialBalance": "1000000",
				"variant": "ownerPatched", "weights": [0, 500000000, "-250000000"],
				"sparseWeights": [[4294967295_u32, -7]], "intercept": -100000000,
				"learningRate": 500000000, "refundWaitTimeS": 100, "ownerClaimWaitTimeS": 200,
				"anyAddressClaimWaitTimeS": 300, "costWeight": "10",
			},
			"actions": actions.collect::<Vec<_>>(),
		})
	})
}

fn robust() -> impl Strategy<Value = Value> {
	let row = || (btree_set(0..30_u32, 1..6), 0..2_u8);
	let action = (0..9_u8, 0..100_000_u64, 0..3_usize, row());
	(vec(row(), 0..12), vec(action, 0..12)).prop_map(|(seeding, actions)| {
		let mut t = 5_000;
		let actions = actions.into_iter().map(|(call, wait, who, (data, label))| {
			t += wait;
			match call {
				0 => json!({ "t": t, "call": "price", "who": who }),
				1 => json!({ "t": t, "call": "predict", "data": data }),
				2 => json!({ "t": t, "call": "refund", "who": who, "contribution": who }),
				3 => json!({ "t": t, "call": "audit", "rows": [[data, label], [[1, 2], 1]] }),
				_ => json!({
					"t": t, "call": "addData", "who": who, "data": data, "label": label,
					"value": "40000000",
				}),
			}
		});
		json!({
			"rules": "robust", "version": 3, "numFeatures": 30, "accounts": 3,
			"parameters": {
				"margin": 12, "limit": 127, "learnBias": true, "tick": 600, "leash": 4,
				"leashShare": 2, "sampleLeash": 6, "band": 3, "keep": 75, "wait": 86_400,
				"slope": 3, "least": 3, "greatest": 48, "shift": 8, "start": 52_429,
				"base": "10000000", "prior": 20, "penalty": 4, "window": 128, "spanDown": 2,
				"spanUp": 4, "contradiction": 12, "fundShift": 3, "poolShift": 8, "flow": 8,
				"volume": 24, "floor": 4, "life": 1_296_000, "ratio": 14, "confidence": 0,
			},
			"seeding": seeding, "openedAt": 5_000, "actions": actions.collect::<Vec<_>>(),
		})
	})
}

fn reader() -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), "trace.json", file);
		let path = folder.path().join("trace.json");
		replay_file(&path).map(drop).map_err(|error| error.to_string())
	}
}

/// What is recorded is replayed without a difference.
fn recorder(file: &[u8]) -> Result<(), String> {
	let trace = record(std::str::from_utf8(file).map_err(|error| error.to_string())?)?;
	assert_eq!(replay(&trace).unwrap().difference, None, "{trace}");
	Ok(())
}

#[test]
fn brackets_in_brackets_end_somewhere() {
	let _alone = alone();
	let format = Format::new("trace.json", Just(Vec::new()), reader());
	for open in ["[", "{\"actions\":"] {
		assert_refused(&format, open.repeat(10_000).as_bytes(), "is no valid trace");
	}
}

#[test]
fn a_short_trace_does_not_make_a_million_accounts() {
	let _alone = alone();
	let format = Format::new("trace.json", Just(Vec::new()), reader());
	let text = r#"{ "format": "decai-trace/1", "actions": [], "outcomes": [], "final": {},
		"deploy": { "t": 1, "deployer": 0, "accounts": 1000000, "initialBalance": "1",
			"variant": "original", "weights": [], "intercept": 0, "learningRate": 1,
			"refundWaitTimeS": 1, "ownerClaimWaitTimeS": 2, "anyAddressClaimWaitTimeS": 3,
			"costWeight": 1 } }"#;
	assert_refused(&format, text.as_bytes(), "deploy.accounts: more than 10000");
}

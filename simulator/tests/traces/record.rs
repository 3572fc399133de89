//! How our own traces are made.

use collab_sim::replay::record;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{json, Value};
use std::fs;

const FEATURES: u32 = 30;

/// Records the traces again; what they say may change, see README.md beside this file.
#[test]
#[ignore = "writes into the repository"]
fn record_traces() {
	for (name, run) in [("classic.json", classic_run()), ("robust.json", robust_run())] {
		let trace: Value = serde_json::from_str(&record(&run.to_string()).unwrap()).unwrap();
		fs::write(super::own(name), lines(&trace)).unwrap();
	}
}

/// JSON with a line for each part, and for each action, outcome and seeding sample.
fn lines(trace: &Value) -> String {
	let part = |(name, value): (&String, &Value)| match value {
		Value::Array(values) => {
			let values: Vec<_> = values.iter().map(|value| format!("    {value}")).collect();
			format!("  {name:?}: [\n{}\n  ]", values.join(",\n"))
		}
		value => format!("  {name:?}: {value}"),
	};
	let parts: Vec<_> = trace.as_object().unwrap().iter().map(part).collect();
	format!("{{\n{}\n}}\n", parts.join(",\n"))
}

/// A run of the contracts in which every call succeeds at least once and is refused for every
/// reason, with the owner's early claim.
fn classic_run() -> Value {
	let add = |t, who, data: &[u32], label, value| json!({ "t": t, "call": "addData", "who": who, "data": data, "label": label, "value": value });
	let refund = |t, who, data: &[u32], label, added| {
		json!({
			"t": t, "call": "refund", "who": who, "data": data, "label": label, "addedTime": added,
		})
	};
	let report = |t, who, author, data: &[u32], label, added| {
		json!({
			"t": t, "call": "report", "who": who, "data": data, "label": label, "addedTime": added,
			"author": author,
		})
	};
	let cost = |t| json!({ "t": t, "call": "cost" });
	let predict = |t, data: &[u32]| json!({ "t": t, "call": "predict", "data": data });
	json!({
		"format": "decai-trace/1",
		"deploy": {
			"t": 1000, "deployer": 0, "accounts": 4, "initialBalance": "1000000",
			"variant": "ownerPatched", "weights": [0, 500000000, -250000000],
			"sparseWeights": [[4294967295u32, -7]], "intercept": -100000000,
			"learningRate": 500000000, "refundWaitTimeS": 100, "ownerClaimWaitTimeS": 200,
			"anyAddressClaimWaitTimeS": 300, "costWeight": "10",
		},
		"actions": [
			cost(1010),
			predict(1010, &[0, 1]),
			add(1010, 1, &[0, 1], 1, "50000"),
			add(1010, 2, &[2, 5], 1, "50000"),
			add(1011, 3, &[1], 0, "1"),
			add(1020, 3, &[1, 7], 0, "40000"),
			add(1020, 3, &[1, 7], 0, "40000"),
			refund(1050, 1, &[0, 1], 1, 1010),
			report(1050, 2, 1, &[0, 1], 1, 1010),
			refund(1110, 1, &[0, 1], 1, 1010),
			report(1110, 2, 1, &[0, 1], 1, 1010),
			refund(1110, 2, &[2, 5], 1, 1010),
			refund(1110, 2, &[2, 5], 1, 1010),
			report(1111, 2, 1, &[0, 1], 1, 1010),
			report(1111, 2, 1, &[0, 1], 1, 1010),
			report(1112, 3, 3, &[1, 7], 0, 1020),
			refund(1120, 3, &[1, 7], 0, 1020),
			add(1200, 1, &[3, 4], 1, "36000"),
			add(1230, 2, &[3, 4], 0, "36000"),
			report(1330, 3, 1, &[3, 4], 1, 1200),
			report(1330, 3, 1, &[3, 4], 1, 1200),
			report(1330, 2, 1, &[3, 4], 1, 1200),
			report(1331, 3, 2, &[3, 4], 0, 1230),
			report(1431, 0, 2, &[3, 4], 0, 1230),
			add(1500, 3, &[4294967295], 1, "36000"),
			report(1800, 1, 3, &[4294967295], 1, 1500),
			refund(1800, 3, &[0], 1, 1),
			refund(1801, 3, &[4294967295], 1, 1500),
			predict(1900, &[4294967295]),
			cost(1900),
		],
	})
}

/// A small model with a bias under the `robust` rules: an honest account, a careless one and one
/// that turns its labels; bursts, idle days, low offers, early claims, and audits, of which the
/// owner turns the labels of some.
fn robust_run() -> Value {
	let mut rng = ChaCha8Rng::seed_from_u64(3);
	let seeding: Vec<_> = (0..40).map(|_| row(&mut rng, 0.1)).collect();
	let mut t = 5_000u64;
	let mut sent = 0u64;
	let mut actions = Vec::new();
	for number in 1..=160 {
		t += match rng.random_range(0..10) {
			0..3 => 0,
			3..9 => rng.random_range(1..1_200),
			_ => 86_400,
		};
		let action = match rng.random_range(0..20) {
			_ if number % 30 == 0 => {
				let wrong = if number % 60 == 0 { 1.0 } else { 0.0 };
				let rows: Vec<_> = (0..25).map(|_| row(&mut rng, wrong)).collect();
				json!({ "t": t, "call": "audit", "rows": rows })
			}
			0 => json!({ "t": t, "call": "price", "who": rng.random_range(0..3) }),
			1 => json!({ "t": t, "call": "predict", "data": features(&mut rng) }),
			2..6 => json!({
				"t": t, "call": "refund", "who": rng.random_range(0..3),
				"contribution": rng.random_range(0..=sent),
			}),
			_ => {
				sent += 1;
				let who = rng.random_range(0..3);
				let (data, label) = row(&mut rng, [0.0, 0.2, 1.0][who]);
				let value = if rng.random_bool(0.1) { "4999999" } else { "40000000" };
				json!({
					"t": t, "call": "addData", "who": who, "data": data, "label": label,
					"value": value,
				})
			}
		};
		actions.push(action);
	}
	json!({
		"what": "30 features and a bias; two audits in five have their labels turned",
		"rules": "robust", "version": 3, "numFeatures": FEATURES, "accounts": 3,
		"parameters": {
			"margin": 12, "limit": 127, "learnBias": true, "tick": 600, "leash": 4,
			"leashShare": 2, "sampleLeash": 6, "band": 3, "keep": 75, "wait": 86_400, "slope": 3,
			"least": 3, "greatest": 48, "shift": 8, "start": 52_429, "base": "10000000",
			"prior": 20, "penalty": 4, "window": 128, "spanDown": 2, "spanUp": 4,
			"contradiction": 12, "fundShift": 3, "poolShift": 8, "flow": 8, "volume": 24,
			"floor": 4, "life": 1_296_000, "ratio": 14, "confidence": 0,
		},
		"seeding": seeding, "openedAt": 5_000, "actions": actions,
	})
}

fn features(rng: &mut ChaCha8Rng) -> Vec<u32> {
	let mut features: Vec<u32> =
		(0..rng.random_range(2..8)).map(|_| rng.random_range(0..FEATURES)).collect();
	features.sort_unstable();
	features.dedup();
	features
}

/// A sample that is positive when most of its features are in the lower half, and its label, which
/// is wrong so often.
fn row(rng: &mut ChaCha8Rng, wrong: f64) -> (Vec<u32>, u8) {
	let features = features(rng);
	let low = features.iter().filter(|feature| **feature < FEATURES / 2).count();
	let label = (2 * low > features.len()) ^ rng.random_bool(wrong);
	(features, u8::from(label))
}

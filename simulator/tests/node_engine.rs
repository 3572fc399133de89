//! A real node and the ledger in memory come to the same.
//!
//! The node is the one beside the simulator's executable; `cargo test --workspace` builds both.

use collab_sim::engine::node::NodeProcess;
use serde_json::Value;
use std::{
	path::{Path, PathBuf},
	process::{Command, Output},
	thread,
	time::Duration,
};

const SMALL: [&str; 2] = ["--data", "synthetic:train=3000,test=3000"];

/// So few rows would not open a robust model.
const NO_GATE: &str = "rules.gate={ samples = 0, accuracy = 0 }";

fn sim(arguments: &[&str]) -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_collab-sim"));
	command.args(arguments);
	command
}

fn json(output: &Output) -> Value {
	let error = String::from_utf8_lossy(&output.stderr);
	assert!(output.status.success(), "{error}");
	serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn node() -> PathBuf {
	Path::new(env!("CARGO_BIN_EXE_collab-sim")).with_file_name("collab-node")
}

/// Whether there is a node to test with. Its absence is a failure where everything is built.
fn node_is_built() -> bool {
	if node().is_file() {
		return true;
	}
	assert!(std::env::var_os("CI").is_none(), "{} is not built", node().display());
	eprintln!("skipped: {} is not built", node().display());
	false
}

/// The same run on both engines; what only one of them knows is left out.
fn both(scenario: &str, more: &[&str]) -> [Value; 2] {
	["local", "node"].map(|engine| {
		let arguments = [&["run", scenario, "--json", "--engine", engine], &SMALL[..], more];
		let mut result = json(&sim(&arguments.concat()).output().expect("it runs"));
		if engine == "node" {
			assert_eq!(result["identical_to_local"], true, "{}", result["differences"]);
			assert!(result["blocks"].as_u64() > Some(0));
		}
		let fields = result.as_object_mut().expect("an object");
		for only in ["engine", "blocks", "identical_to_local"] {
			fields.remove(only);
		}
		fields.retain(|name, _| !name.ends_with("_second") && !name.ends_with("_seconds"));
		result
	})
}

#[test]
fn paper_is_the_same_on_both_engines() {
	if node_is_built() {
		let [local, node] = both("paper", &["--set", "max_submissions=400", "--seed", "3"]);
		assert_eq!(local, node);
		assert_eq!(local["unclaimed"], 0);
	}
}

#[test]
fn contract_is_the_same_on_both_engines() {
	if node_is_built() {
		let [local, node] = both("contract", &["--set", "max_submissions=400"]);
		assert_eq!(local, node);
	}
}

#[test]
fn robust_is_the_same_on_both_engines() {
	if node_is_built() {
		let [local, node] = both("robust", &["--set", "max_submissions=400", "--set", NO_GATE]);
		assert_eq!(local, node);
		assert_eq!(local["unclaimed"], 0);
	}
}

#[test]
fn audits_are_the_same_on_both_engines() {
	if node_is_built() {
		let daily = [
			"audits.every_days=1",
			"audits.rows=300",
			"rules.audits.rows=300",
			"rules.audits.wait_s=3600",
			"max_submissions=600",
			NO_GATE,
		];
		let mut settings: Vec<&str> = daily.iter().flat_map(|setting| ["--set", setting]).collect();
		settings.extend(["--seed", "4"]);
		let [local, node] = both("robust", &settings);
		assert_eq!(local, node);
		let audits = local["robust"]["audits"].as_array().expect("a list");
		assert!(audits.len() > 2, "{audits:?}");
		// Both ways to settle are taken.
		assert!(audits.iter().any(|audit| audit["released"] == true), "{audits:?}");
		assert!(audits.iter().any(|audit| audit["released"] == false), "{audits:?}");
	}
}

#[test]
fn a_robust_run_cut_short_is_compared_with_what_is_open() {
	if node_is_built() {
		let [local, node] =
			both("robust", &["--set", "max_days=2", "--set", NO_GATE, "--seed", "5"]);
		assert_eq!(local, node);
		assert!(local["unclaimed"].as_u64() > Some(0));
	}
}

#[test]
fn a_run_cut_short_is_compared_with_its_open_contributions() {
	if node_is_built() {
		let [local, node] = both("demo", &["--set", "max_days=1"]);
		assert_eq!(local, node);
		assert!(local["unclaimed"].as_u64() > Some(0));
	}
}

#[test]
fn one_chain_takes_run_after_run() {
	if node_is_built() {
		let process = NodeProcess::start_program(&node()).expect("the node starts");
		let run = |seed| {
			let node = ["run", "demo", "--json", "--engine", "node", "--url", process.url()];
			let cut = ["--set", "max_submissions=50", "--seed", seed];
			json(&sim(&[&node[..], &SMALL, &cut].concat()).output().expect("it runs"))
		};
		assert_eq!(run("1")["identical_to_local"], true);
		assert_eq!(run("2")["identical_to_local"], true);
	}
}

fn fails_with(output: &Output, expected: &str) {
	let error = String::from_utf8_lossy(&output.stderr);
	assert!(!output.status.success(), "it succeeds");
	assert!(error.contains(expected), "{error}");
}

#[test]
fn a_node_that_is_not_there_is_named() {
	let run = ["run", "demo", "--engine", "node", "--url", "ws://127.0.0.1:1"];
	let output = sim(&[&run[..], &SMALL].concat()).output().expect("it runs");
	fails_with(&output, "no node answers at ws://127.0.0.1:1");
}

#[test]
fn a_node_that_stops_half_way_ends_the_run_with_an_error() {
	if node_is_built() {
		let process = NodeProcess::start_program(&node()).expect("the node starts");
		let run = ["run", "paper", "--engine", "node", "--json", "--url", process.url()];
		let child = sim(&[&run[..], &["--data", "synthetic"]].concat())
			.stdout(std::process::Stdio::null())
			.stderr(std::process::Stdio::piped())
			.spawn()
			.expect("it starts");
		thread::sleep(Duration::from_secs(4));
		drop(process);
		fails_with(&child.wait_with_output().expect("it ends"), "the node makes no block");
	}
}

#[test]
fn a_reading_that_no_chain_follows_is_refused() {
	if !node_is_built() {
		return;
	}
	let arguments = [&["run", "demo", "--engine", "node"], &SMALL[..]].concat();
	let output = sim(&arguments).args(["--set", "deposit_is_offer=true"]).output();
	let error = String::from_utf8(output.expect("it runs").stderr).expect("text");
	assert!(error.contains("leave deposit_is_offer out"), "{error}");
}

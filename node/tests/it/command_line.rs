//! What the node refuses to do.

use crate::node::{base_path, command, Node};

/// Run a command that is to fail, and return what it prints.
fn refusal(args: &[&str]) -> String {
	let dir = base_path();
	let output = command().args(args).arg("--base-path").arg(dir.path()).output().unwrap();
	assert!(!output.status.success());
	String::from_utf8(output.stderr).unwrap()
}

#[test]
fn sealing_by_hand_is_refused_on_a_local_chain() {
	for sealing in ["manual", "instant", "interval"] {
		let error = refusal(&["--chain", "local", "--alice", "--sealing", sealing]);
		assert!(error.contains("needs a development chain"), "{error}");
	}
}

#[test]
fn no_chain_is_started_that_nobody_named() {
	for args in [&[][..], &["--validator"], &["--alice"]] {
		let error = refusal(args);
		for cure in ["--dev", "--chain local", "--chain YOUR-SPEC.json", "docs/network.md"] {
			assert!(error.contains(cure), "{error}");
		}
	}
}

#[test]
fn a_base_path_that_cannot_be_written_is_refused() {
	let dir = base_path();
	let file = dir.path().join("file");
	std::fs::write(&file, "").unwrap();
	let output = command().args(["--dev", "--base-path"]).arg(file).output().unwrap();
	assert!(!output.status.success());
	let error = String::from_utf8(output.stderr).unwrap();
	assert!(error.contains("cannot write to") && error.contains("`--base-path`"), "{error}");
}

#[test]
fn two_nodes_on_one_base_path_are_refused() {
	let dir = base_path();
	let _first = Node::start(dir.path(), &["--dev"]);
	let second = command().args(["--dev", "--base-path"]).arg(dir.path()).output().unwrap();
	assert!(!second.status.success());
	let error = String::from_utf8(second.stderr).unwrap();
	assert!(error.contains("another node is running on"), "{error}");
}

#[test]
fn a_nearly_full_disk_is_refused() {
	let error = refusal(&["--dev", "--db-storage-threshold", "1000000000"]);
	assert!(error.contains("Make room"), "{error}");
}

#[test]
fn unknown_chain_is_refused_with_the_known_ones() {
	let error = refusal(&["--chain", "mainnet"]);
	assert!(error.contains("`dev`, `local`, `simulation`"), "{error}");
}

#[test]
fn chain_specification_is_exported_and_names_the_token() {
	let output = command().args(["export-chain-spec", "--chain", "simulation"]).output().unwrap();
	let spec: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(spec["id"], "simulation");
	assert_eq!(spec["properties"]["tokenSymbol"], "UNIT");
}

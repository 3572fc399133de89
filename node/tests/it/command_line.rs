//! What the node refuses to do.

use crate::node::{base_path, command};

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
fn sealing_by_hand_is_refused_on_an_open_port() {
	for external in ["--rpc-external", "--unsafe-rpc-external"] {
		let error = refusal(&["--dev", "--sealing", "manual", external]);
		assert!(error.contains("--rpc-methods unsafe"), "{error}");
	}
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

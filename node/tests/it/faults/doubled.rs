//! A validator that runs twice.

use crate::{
	node::{eventually, Node},
	own_chain::OwnChain,
};
use codec::Decode;
use collab_runtime::AccountId;
use frame_support::storage::storage_prefix;
use polkadot_sdk::*;
use serde_json::json;
use sp_core::{hexdisplay::HexDisplay, Bytes};
use std::{fs, path::Path, process::Command};

/// The accounts on the list of validators.
fn list(node: &Node) -> Vec<AccountId> {
	let key = format!("0x{}", HexDisplay::from(&storage_prefix(b"Validators", b"Members")));
	let value = node.call("state_getStorage", json!([key]));
	let encoded: Bytes = serde_json::from_value(value).unwrap();
	Vec::decode(&mut &encoded.0[..]).unwrap()
}

/// Copy the keys of a validator, but for the one it is known by in the network.
fn copy_keys(from: &Path, to: &Path) {
	fs::create_dir_all(to).unwrap();
	assert!(Command::new("cp")
		.arg("-a")
		.arg(from.join("chains"))
		.arg(to)
		.status()
		.unwrap()
		.success());
	fs::remove_dir_all(to.join("chains/own/network")).unwrap();
}

#[test]
#[ignore = "takes a minute: make faults"]
fn a_validator_that_runs_twice_is_taken_off_the_list() {
	let chain = OwnChain::new(4);
	let twin = chain.base_path(9);
	copy_keys(&chain.base_path(3), &twin);
	let first = chain.validator(0, &[]);
	let others: Vec<_> = (1..4).map(|place| chain.validator(place, &[&first])).collect();
	eventually(|| (first.finalized() > 2).then_some(()));
	assert_eq!(list(&first).len(), 4);

	let args = ["--validator", "--unsafe-force-node-key-generation"];
	let _twin = chain.start(&twin, &args, &[&first]);
	eventually(|| (list(&first).len() == 3).then_some(()));
	assert!(!list(&first).contains(chain.account(3)));
	let height = first.height();
	eventually(|| (first.finalized() > height).then_some(()));
	drop(others);
}

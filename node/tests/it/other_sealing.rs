//! Blocks at every transaction, or regularly.

use crate::{
	node::{base_path, eventually, Node},
	sender::Sender,
};
use polkadot_sdk::*;
use serde_json::json;
use sp_keyring::Sr25519Keyring::{Alice, Bob};

#[test]
fn instant_sealing_makes_a_block_of_every_transaction() {
	let dir = base_path();
	let node = Node::start(dir.path(), &["--dev", "--sealing", "instant"]);
	let mut alice = Sender::new(&node, Alice);
	for height in 1..=3 {
		let transfer = alice.transfer(Bob, 1);
		node.call("author_submitExtrinsic", json!([transfer]));
		eventually(|| (node.finalized() == height).then_some(()));
	}
}

#[test]
fn interval_sealing_makes_blocks_by_itself() {
	let dir = base_path();
	let args = ["--dev", "--sealing", "interval", "--sealing-interval-ms", "50"];
	let node = Node::start(dir.path(), &args);
	eventually(|| (node.finalized() >= 5).then_some(()));
}

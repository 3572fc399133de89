//! Chains whose validators take turns.

use crate::node::{base_path, eventually, Node};
use serde_json::json;

#[test]
fn development_chain_makes_and_finalizes_blocks() {
	let dir = base_path();
	let node = Node::start(dir.path(), &["--dev"]);
	eventually(|| (node.finalized() >= 2).then_some(()));
	assert!(node.height() >= 2);
}

#[test]
fn killed_node_goes_on_with_its_chain() {
	let dir = base_path();
	let node = Node::start(dir.path(), &["--dev"]);
	// By then the first block has surely reached the disk.
	eventually(|| (node.height() >= 4).then_some(()));
	let first = node.hash_at(1);
	drop(node);

	let node = Node::start(dir.path(), &["--dev"]);
	assert_eq!(node.hash_at(1), first);
	let height = node.height();
	eventually(|| (node.height() > height).then_some(()));
}

#[test]
fn two_validators_finalize_the_same_blocks() {
	let (alice_dir, bob_dir) = (base_path(), base_path());
	let alice = Node::start(alice_dir.path(), &["--chain", "local", "--alice"]);
	let alice_address = alice.p2p_address();
	let bob_args = ["--chain", "local", "--bob", "--bootnodes", &alice_address];
	let bob = Node::start(bob_dir.path(), &bob_args);

	eventually(|| (alice.finalized() > 2 && bob.finalized() > 2).then_some(()));
	for height in 1..=2 {
		assert_eq!(alice.hash_at(height), bob.hash_at(height));
	}
}

#[test]
fn blocks_cannot_be_made_by_hand() {
	let dir = base_path();
	let node = Node::start(dir.path(), &["--dev"]);
	for method in ["dev_newBlock", "dev_timeTravel", "engine_createBlock"] {
		let error = node.try_call(method, json!([])).unwrap_err();
		assert_eq!(error["message"], "Method not found");
	}
}

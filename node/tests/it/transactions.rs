//! Signed transactions through `dev_newBlock` and through the pool.

use crate::{
	node::{base_path, Node},
	sender::Sender,
};
use collab_runtime::UNIT;
use polkadot_sdk::*;
use serde_json::{json, Value};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};

/// A place inside the signature of a transaction in hexadecimal.
const IN_SIGNATURE: std::ops::Range<usize> = 80..90;

fn manual_node(base_path: &std::path::Path) -> Node {
	Node::start(base_path, &["--dev", "--sealing", "manual"])
}

fn fee(outcome: &Value) -> u128 {
	outcome["fee"].as_str().unwrap().parse().unwrap()
}

#[test]
fn transfer_succeeds_for_a_small_fee() {
	let dir = base_path();
	let node = manual_node(dir.path());
	let transfer = Sender::new(&node, Alice).transfer(Bob, UNIT);
	let block = node.call("dev_newBlock", json!([{ "transactions": [transfer] }]));
	let outcome = &block["transactions"][0];
	assert_eq!(outcome["success"], true);
	assert_eq!(outcome["error"], Value::Null);
	assert!((1..UNIT / 100).contains(&fee(outcome)), "{outcome}");
}

#[test]
fn each_transaction_has_its_own_outcome() {
	let dir = base_path();
	let node = manual_node(dir.path());
	let mut alice = Sender::new(&node, Alice);
	let mut bob = Sender::new(&node, Bob);
	let mut forged = Sender::new(&node, Charlie).transfer(Bob, UNIT);
	forged.replace_range(IN_SIGNATURE, "0000000000");
	let transactions = json!([
		alice.transfer(Bob, UNIT),
		bob.next(pallet_sudo::Call::remove_key {}),
		forged,
		alice.transfer_with_nonce(7, Bob, UNIT),
		alice.transfer(Charlie, UNIT),
	]);
	let block = node.call("dev_newBlock", json!([{ "transactions": transactions }]));
	let outcomes = block["transactions"].as_array().unwrap();
	let errors: Vec<_> = outcomes.iter().map(|outcome| outcome["error"].as_str()).collect();
	let expected =
		[None, Some("Sudo.RequireSudo"), Some("Invalid.BadProof"), Some("Invalid.Future"), None];
	assert_eq!(errors, expected);
	assert!(fee(&outcomes[1]) > 0, "a failed transaction is paid for");
	assert_eq!(fee(&outcomes[2]), 0, "an invalid one is not");
	let body = node.call("chain_getBlock", json!([block["hash"]]));
	let in_block = body["block"]["extrinsics"].as_array().unwrap().len();
	assert_eq!(in_block, 1 + 3, "the timestamp and what is valid");
}

#[test]
fn garbage_is_refused_and_makes_no_block() {
	let dir = base_path();
	let node = manual_node(dir.path());
	let error = node.try_call("dev_newBlock", json!([{ "transactions": ["0x08"] }])).unwrap_err();
	assert!(error["message"].as_str().unwrap().contains("transactions[0]"), "{error}");
	assert_eq!(node.height(), 0);
}

#[test]
fn bytes_that_are_no_transaction_do_not_stop_the_others() {
	let dir = base_path();
	let node = manual_node(dir.path());
	let transfer = Sender::new(&node, Alice).transfer(Bob, UNIT);
	let block = node.call("dev_newBlock", json!([{ "transactions": ["0x0cffffff", transfer] }]));
	assert_eq!(block["transactions"][0]["success"], false);
	assert_eq!(block["transactions"][1]["success"], true);
}

#[test]
fn transactions_come_from_the_pool_when_none_are_given() {
	let dir = base_path();
	let node = manual_node(dir.path());
	let mut alice = Sender::new(&node, Alice);
	let hashes: Vec<_> = (0..3)
		.map(|_| node.call("author_submitExtrinsic", json!([alice.transfer(Bob, UNIT)])))
		.collect();
	let block = node.call("dev_newBlock", json!([]));
	let outcomes = block["transactions"].as_array().unwrap();
	for (outcome, hash) in outcomes.iter().zip(&hashes) {
		assert_eq!((&outcome["success"], &outcome["hash"]), (&json!(true), hash));
	}
	assert_eq!(outcomes.len(), 3);
	let block = node.call("dev_newBlock", json!([]));
	assert_eq!(block["transactions"], json!([]), "they are not taken twice");
}

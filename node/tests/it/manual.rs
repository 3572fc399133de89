//! Blocks made on request, with chosen timestamps.

use crate::node::{base_path, eventually, Node};
use serde_json::json;

const MANUAL: [&str; 5] = ["--dev", "--chain", "simulation", "--sealing", "manual"];

/// Where simulations begin.
const EPOCH: u64 = 1_704_067_200_000;

const DAY: u64 = 86_400_000;

#[test]
fn block_has_the_timestamp_asked_for() {
	let dir = base_path();
	let node = Node::start(dir.path(), &MANUAL);
	let block = node.call("dev_newBlock", json!([{ "timestamp": EPOCH }]));
	assert_eq!(block["timestamp"], EPOCH);
	assert_eq!(block["number"], 1);
	let block = node.call("dev_newBlock", json!([{ "timestamp": EPOCH + 137 * DAY + 999 }]));
	assert_eq!(block["timestamp"], EPOCH + 137 * DAY);
	assert_eq!(block["hash"], node.hash_at(2));
	assert_eq!(node.finalized(), 2);
}

#[test]
fn time_does_not_go_back() {
	let dir = base_path();
	let node = Node::start(dir.path(), &MANUAL);
	node.call("dev_newBlock", json!([{ "timestamp": EPOCH }]));
	for (method, params) in [
		("dev_newBlock", json!([{ "timestamp": EPOCH }])),
		("dev_newBlock", json!([{ "timestamp": EPOCH - DAY }])),
		("dev_timeTravel", json!([EPOCH])),
	] {
		let error = node.try_call(method, params).unwrap_err();
		assert_eq!(error["code"], -32602);
		let message = error["message"].as_str().unwrap();
		assert!(message.contains("give 1704067201000 or later"), "{message}");
	}
	assert_eq!(node.height(), 1);
	let block = node.call("dev_newBlock", json!([]));
	assert_eq!(block["timestamp"], EPOCH + 1_000);
}

#[test]
fn time_travel_sets_the_time_of_the_next_block() {
	let dir = base_path();
	let node = Node::start(dir.path(), &MANUAL);
	assert_eq!(node.call("dev_timeTravel", json!([EPOCH + 1])), EPOCH);
	node.call("engine_createBlock", json!([true, true, null]));
	let block = node.call("dev_newBlock", json!([]));
	assert_eq!((&block["number"], &block["timestamp"]), (&json!(2), &json!(EPOCH + 1_000)));
}

#[test]
fn many_blocks_are_made_by_one_request() {
	let dir = base_path();
	let node = Node::start(dir.path(), &MANUAL);
	let block = node.call("dev_newBlock", json!([{ "timestamp": EPOCH, "count": 20 }]));
	assert_eq!(block["number"], 20);
	assert_eq!(block["timestamp"], EPOCH + 19_000);
}

#[test]
fn killed_node_goes_on_with_its_chain() {
	let dir = base_path();
	let node = Node::start(dir.path(), &MANUAL);
	node.call("dev_newBlock", json!([{ "timestamp": EPOCH, "count": 50 }]));
	let hashes: Vec<_> = (0..=50).map(|height| node.hash_at(height)).collect();
	drop(node);

	let node = Node::start(dir.path(), &MANUAL);
	// The last blocks may not have reached the disk.
	let height = node.height();
	assert!(height <= 50);
	assert_eq!(node.hash_at(height), hashes[height as usize]);
	let block = node.call("dev_newBlock", json!([{ "timestamp": EPOCH + DAY }]));
	assert_eq!(block["number"], height + 1);
}

#[test]
fn unfinalized_block_is_finalized_by_the_engine_method() {
	let dir = base_path();
	let node = Node::start(dir.path(), &MANUAL);
	let created = node.call("engine_createBlock", json!([true, false, null]));
	assert_eq!(node.finalized(), 0);
	node.call("engine_finalizeBlock", json!([created["hash"], null]));
	eventually(|| (node.finalized() == 1).then_some(()));
}

#[test]
fn empty_block_is_refused_where_none_is_wanted() {
	let dir = base_path();
	let node = Node::start(dir.path(), &MANUAL);
	node.try_call("engine_createBlock", json!([false, true, null])).unwrap_err();
	assert_eq!(node.height(), 0);
}

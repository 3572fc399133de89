//! A running chain takes the present runtime in place of an earlier one. Does nothing unless
//! `OLD_RUNTIME` names the code of that one; `.ci/upgrade COMMIT` builds it.

use crate::{
	node::{base_path, Node},
	sender::Sender,
};
use collab_runtime::{RuntimeCall, VERSION, WASM_BINARY};
use polkadot_sdk::*;
use serde_json::{json, Map, Value};
use sp_keyring::Sr25519Keyring::{Alice, Eve};
use std::path::Path;

/// The state that a test of the runtime has too: models and deposits of spec version 100.
const STATE: &str = include_str!("../../../runtime/tests/chain/fixtures/spec-100.json");
/// Storage of the pallet, `twox_128("CollabModel")`, and maps in it.
const PALLET: &str = "0xe8b7152dcddeef834f9f6beb43387bb3";
const CONTRIBUTIONS: &str = "4a14cba484672910bda1de48a2c72327";
/// The number of the last block: a chain begins with 0, whatever its state is.
const NUMBER: &str = "0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac";
/// Later than anything in the state, in milliseconds.
const LATER: u64 = 1_900_000_000_000;

fn hex(bytes: &[u8]) -> String {
	// Not `HexDisplay`, which cuts what is long.
	sp_core::bytes::to_hex(bytes, false)
}

/// A chain that begins with models and deposits, under the code in a file.
fn spec(code: &Path, folder: &Path) -> String {
	let pairs: Vec<(String, Value)> = serde_json::from_str(STATE).unwrap();
	let mut top: Map<String, Value> = pairs.into_iter().collect();
	top.remove(NUMBER);
	top.insert(hex(b":code"), hex(&std::fs::read(code).unwrap()).into());
	let spec = json!({
		"name": "Old", "id": "old", "chainType": "Development", "bootNodes": [],
		"properties": { "tokenSymbol": "UNIT", "tokenDecimals": 12 },
		"genesis": { "raw": { "top": top, "childrenDefault": {} } },
	});
	let file = folder.join("old.json");
	std::fs::write(&file, spec.to_string()).unwrap();
	file.to_str().unwrap().to_owned()
}

fn keys(node: &Node, prefix: &str) -> Vec<Value> {
	let found = node.call("state_getKeysPaged", json!([prefix, 1_000]));
	found.as_array().unwrap().clone()
}

/// Versions of the runtime and of its transactions.
fn versions(node: &Node) -> (u32, u32) {
	let told = node.call("state_getRuntimeVersion", json!([]));
	let number = |name: &str| u32::try_from(told[name].as_u64().unwrap()).unwrap();
	(number("specVersion"), number("transactionVersion"))
}

fn succeeds(block: &Value) {
	for outcome in block["transactions"].as_array().unwrap() {
		assert_eq!(outcome["success"], true, "{outcome}");
	}
}

#[test]
fn a_running_chain_takes_the_present_runtime() {
	let Some(old) = std::env::var_os("OLD_RUNTIME") else {
		println!("skipped: OLD_RUNTIME is not set; .ci/upgrade COMMIT sets it");
		return;
	};
	let dir = base_path();
	let chain = spec(Path::new(&old), dir.path());
	let node = Node::start(dir.path(), &["--dev", "--chain", &chain, "--sealing", "manual"]);
	let before = versions(&node);
	assert!(before.0 < VERSION.spec_version);
	let stored = keys(&node, PALLET);
	node.call("dev_newBlock", json!([{ "timestamp": LATER }]));

	let code = WASM_BINARY.unwrap().to_vec();
	let set_code = Box::new(RuntimeCall::System(frame_system::Call::set_code { code }));
	// Of any weight: a block has nothing else to do.
	let by_root =
		pallet_sudo::Call::sudo_unchecked_weight { call: set_code, weight: Default::default() };
	let mut alice = Sender::new(&node, Alice).for_versions(before);
	// The state has transactions of Alice already.
	let nonce = node.call("system_accountNextIndex", json!([Alice.to_account_id().to_string()]));
	alice.set_nonce(nonce.as_u64().unwrap() as u32);
	let block = node.call("dev_newBlock", json!([{ "transactions": [alice.next(by_root)] }]));
	succeeds(&block);
	let block = node.call("dev_newBlock", json!([]));
	assert_eq!(versions(&node), (VERSION.spec_version, VERSION.transaction_version));
	println!(
		"spec version {} became {}: block {}",
		before.0, VERSION.spec_version, block["number"]
	);
	assert_eq!(keys(&node, PALLET), stored, "every model, record and deposit is kept");

	// A deposit of before is paid back by a call of now, and the chain goes on.
	let contributions = || keys(&node, &format!("{PALLET}{CONTRIBUTIONS}")).len();
	let open = contributions();
	let mut eve = Sender::new(&node, Eve);
	let refunds = (0..10u64).map(|contribution| {
		let call = pallet_collab_model::Call::refund { model: 1, contribution, pages: 0 };
		eve.next(call)
	});
	let block = node.call("dev_newBlock", json!([{ "transactions": refunds.collect::<Vec<_>>() }]));
	let paid = block["transactions"].as_array().unwrap().iter().filter(|o| o["success"] == true);
	let paid = paid.count();
	assert!(paid > 0, "{block}");
	assert_eq!(contributions(), open - paid);
	node.call("dev_newBlock", json!([{ "count": 200 }]));
	assert_eq!(node.height(), node.finalized());
}

//! Signed transactions through `dev_newBlock` and through the pool.

use crate::node::{base_path, Node};
use codec::Encode;
use collab_runtime::{
	AccountId, Hash, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic, UNIT, VERSION,
};
use polkadot_sdk::*;
use serde_json::{json, Value};
use sp_core::{hexdisplay::HexDisplay, sr25519, Pair};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie};
use sp_runtime::{generic::Era, MultiSignature};

/// A place inside the signature of a transaction in hexadecimal.
const IN_SIGNATURE: std::ops::Range<usize> = 80..90;

/// Signs transactions, counting its nonce.
pub struct Sender {
	key: sr25519::Pair,
	nonce: u32,
	genesis: Hash,
}

impl Sender {
	/// A sender without transactions so far on the chain of `node`.
	pub fn new(node: &Node, key: Sr25519Keyring) -> Self {
		Self::of(node, key.pair())
	}

	/// A sender with a key that is not well-known.
	pub fn of(node: &Node, key: sr25519::Pair) -> Self {
		let genesis = serde_json::from_value(node.hash_at(0)).unwrap();
		Self { key, nonce: 0, genesis }
	}

	/// The next transaction: a transfer.
	pub fn transfer(&mut self, dest: Sr25519Keyring, value: u128) -> String {
		let nonce = self.nonce;
		self.nonce += 1;
		self.transfer_with_nonce(nonce, dest, value)
	}

	/// The next transaction.
	pub fn next(&mut self, call: impl Into<RuntimeCall>) -> String {
		let nonce = self.nonce;
		self.nonce += 1;
		self.sign(nonce, call.into())
	}

	fn transfer_with_nonce(&self, nonce: u32, dest: Sr25519Keyring, value: u128) -> String {
		let dest = dest.to_account_id().into();
		let call = pallet_balances::Call::transfer_allow_death { dest, value };
		self.sign(nonce, call.into())
	}

	fn sign(&self, nonce: u32, call: RuntimeCall) -> String {
		let extension: TxExtension = (
			frame_system::AuthorizeCall::new(),
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckMortality::from(Era::Immortal),
			frame_system::CheckNonce::from(nonce),
			frame_system::CheckWeight::new(),
			pallet_transaction_payment::ChargeTransactionPayment::from(0),
			frame_metadata_hash_extension::CheckMetadataHash::new(false),
			frame_system::WeightReclaim::new(),
		);
		let (spec, tx) = (VERSION.spec_version, VERSION.transaction_version);
		let implicit = ((), (), spec, tx, self.genesis, self.genesis, (), (), (), None, ());
		let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
		let signature = MultiSignature::from(payload.using_encoded(|bytes| self.key.sign(bytes)));
		let address = AccountId::from(self.key.public()).into();
		let transaction = UncheckedExtrinsic::new_signed(call, address, signature, extension);
		format!("0x{}", HexDisplay::from(&transaction.encode()))
	}
}

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

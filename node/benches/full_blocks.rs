//! Fills blocks with one kind of call each, and sets the weight that they declare beside the time
//! that it takes to make them.
//!
//! `cargo bench --workspace --bench full_blocks -- --json` starts a development node, and sends as
//! many transactions of a kind as one block has room for, several times. The time is that of the
//! request, with everything that making a block takes: signatures, calls, the state's root, the
//! database. The time and the weight of an empty block are subtracted.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed measurement")]

#[path = "../tests/it/node.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod node;
#[path = "../tests/it/sender.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod sender;

use codec::Decode;
use collab_runtime::{RuntimeCall, UNIT};
use node::{base_path, Node};
use pallet_collab_model::{
	core_model::{Coefficient, Gate, Label, Perceptron, Pricing, Robust, Rules, StepSchedule},
	ModelConfig,
};
use polkadot_sdk::*;
use sender::Sender;
use serde_json::{json, Value};
use sp_core::hexdisplay::HexDisplay;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use std::time::{Duration, Instant};

/// Blocks of each kind; the middle one counts.
const BLOCKS: usize = 5;
/// More transactions than any block has room for.
const MANY: usize = 650;
/// A review of usual length, in a model of 1,000 words.
const WORDS: u32 = 93;
/// Milliseconds at which the chain begins.
const BEGIN: u64 = 1_704_067_200_000;

const CLASSIC: u32 = 0;
const ROBUST: u32 = 1;

/// Every tenth word and some more, so that both pages of the model are reached.
fn sample(shift: u32) -> Vec<u32> {
	(0..WORDS).map(|word| word * 10 + shift % 10).collect()
}

fn create(rules: Rules) -> RuntimeCall {
	let bias = Coefficient::from_inner(0);
	let config = ModelConfig { num_features: 1_000, page_limit: 2, bias, rules };
	pallet_collab_model::Call::create_model { config }.into()
}

fn classic() -> Rules {
	Rules::Classic(pallet_collab_model::core_model::Classic {
		learner: Perceptron {
			step: StepSchedule::Constant(Coefficient::from_inner(1_000_000_000)),
			learn_bias: false,
		},
		pricing: Pricing::Constant(UNIT / 1_000),
		refund_wait: 0,
		owner_wait: 86_400,
		any_wait: 86_400,
	})
}

fn robust() -> Rules {
	let usual = Robust::with_base(UNIT / 1_000);
	let gate = Gate { samples: 0, accuracy: sp_runtime::Percent::zero() };
	let judgement = pallet_collab_model::core_model::Judgement { wait: 0, ..usual.judgement };
	Rules::Robust(Robust { gate, judgement, ..usual })
}

/// A chain with an open model under each set of rules, and what it was told so far.
struct Chain {
	node: Node,
	alice: Sender,
	/// Transactions of Alice that are in blocks.
	sent: u32,
}

/// What a block of one kind came to.
struct Filled {
	calls: usize,
	weight: Duration,
	taken: Duration,
}

impl Chain {
	fn start(folder: &std::path::Path) -> Self {
		let node = Node::start(folder, &["--dev", "--sealing", "manual"]);
		node.call("dev_newBlock", json!([{ "timestamp": BEGIN }]));
		let alice = Sender::new(&node, Alice);
		let mut chain = Self { node, alice, sent: 0 };
		let seeds: Vec<_> = (0..64).map(|number| seed(number % 2)).collect();
		let open = |model| pallet_collab_model::Call::open_model { model }.into();
		let make = vec![create(classic()), create(robust()), open(CLASSIC)];
		let all = make.into_iter().chain(seeds).chain([open(ROBUST)]);
		for call in all {
			let made = chain.block(vec![call]);
			assert_eq!(made["transactions"][0]["success"], true, "{made}");
		}
		chain
	}

	/// A block with these calls.
	fn block(&mut self, calls: Vec<RuntimeCall>) -> Value {
		let transactions: Vec<_> = calls.into_iter().map(|call| self.alice.next(call)).collect();
		self.sent += transactions.len() as u32;
		self.node.call("dev_newBlock", json!([{ "transactions": transactions }]))
	}

	/// What the last block declares to have taken of the reference machine.
	fn weight(&self) -> Duration {
		let hash = |name: &[u8]| HexDisplay::from(&sp_io::hashing::twox_128(name)).to_string();
		let key = format!("0x{}{}", hash(b"System"), hash(b"BlockWeight"));
		let stored = self.node.call("state_getStorage", json!([key]));
		let bytes = sp_core::bytes::from_hex(stored.as_str().expect("a value")).expect("hex");
		let weight: frame_support::dispatch::PerDispatchClass<frame_support::weights::Weight> =
			Decode::decode(&mut &bytes[..]).expect("weights of classes");
		Duration::from_nanos(weight.total().ref_time() / 1_000)
	}

	/// As many calls as a block has room for.
	fn fill(&mut self, call: &dyn Fn(usize) -> RuntimeCall) -> Filled {
		let start = Instant::now();
		self.node.call("dev_newBlock", json!([{ "transactions": [] }]));
		let (empty, base) = (start.elapsed(), self.weight());
		let transactions: Vec<_> = (0..MANY).map(|number| self.alice.next(call(number))).collect();
		// Once to see how many there is room for: what is left over costs time too.
		let room = {
			let made = self.node.call("dev_newBlock", json!([{ "transactions": transactions }]));
			let taken = made["transactions"].as_array().expect("outcomes");
			assert_eq!(taken[0]["success"], true, "{}", taken[0]);
			taken.iter().filter(|outcome| outcome["success"] == true).count()
		};
		self.sent += room as u32;
		self.alice.set_nonce(self.sent);
		let transactions: Vec<_> = (0..room).map(|number| self.alice.next(call(number))).collect();
		let start = Instant::now();
		let made = self.node.call("dev_newBlock", json!([{ "transactions": transactions }]));
		let taken = start.elapsed().saturating_sub(empty);
		let calls = made["transactions"].as_array().expect("outcomes").iter();
		let calls = calls.filter(|outcome| outcome["success"] == true).count();
		self.sent += calls as u32;
		self.alice.set_nonce(self.sent);
		Filled { calls, weight: self.weight().saturating_sub(base), taken }
	}
}

/// Eight rows: words of one half of the vocabulary for each label.
fn seed(half: u32) -> RuntimeCall {
	let row = |shift: u32| (0..WORDS).map(|word| word * 10 + 2 * (shift % 5) + half).collect();
	let samples: Vec<Vec<u32>> = (0..8).map(row).collect();
	let samples = samples.into_iter().map(|row| row.try_into().expect("short enough"));
	let samples = samples.collect::<Vec<_>>().try_into().expect("few enough");
	let labels = vec![label_of(half); 8].try_into().expect("few enough");
	pallet_collab_model::Call::seed { model: ROBUST, samples, labels }.into()
}

fn label_of(half: u32) -> Label {
	if half == 0 {
		Label::Negative
	} else {
		Label::Positive
	}
}

fn add(model: u32, shift: u32, label: Label) -> RuntimeCall {
	let sample = sample(shift).try_into().expect("short enough");
	pallet_collab_model::Call::add_data { model, sample, label, max_deposit: UNIT }.into()
}

fn main() {
	let as_json = std::env::args().any(|argument| argument == "--json");
	let dir = base_path();
	let mut chain = Chain::start(dir.path());
	let transfer = |_| {
		let dest = Bob.to_account_id().into();
		pallet_balances::Call::transfer_allow_death { dest, value: 1 }.into()
	};
	// Alternating labels on one sample: each contradicts what the one before taught.
	let alternating = |number: usize| add(CLASSIC, 0, label_of(number as u32 % 2));
	let agreed = |number: usize| add(ROBUST, 2 * (number as u32 % 5), Label::Negative);
	let opposed = |number: usize| add(ROBUST, 2 * (number as u32 % 5), Label::Positive);
	let kinds: [(&str, &dyn Fn(usize) -> RuntimeCall); 4] = [
		("transfer", &transfer),
		("add_data, classic, learnt", &alternating),
		("add_data, robust, agreed", &agreed),
		("add_data, robust, contradicted", &opposed),
	];
	let mut told = Vec::new();
	for (name, call) in kinds {
		let mut blocks: Vec<_> = (0..BLOCKS).map(|_| chain.fill(call)).collect();
		blocks.sort_by_key(|block| block.taken);
		let Filled { calls, weight, taken } = blocks.swap_remove(BLOCKS / 2);
		let (weight, taken) = (weight.as_micros() as f64 / 1e3, taken.as_micros() as f64 / 1e3);
		if as_json {
			told.push(
				json!({ "call": name, "calls": calls, "declared_ms": weight, "taken_ms": taken }),
			);
		} else {
			let share = weight / taken;
			println!("{name:<32} {calls:>4} calls: {weight:>6.1} ms declared, {taken:>6.1} ms taken, {share:.1} times");
		}
	}
	if as_json {
		println!("{}", json!(told));
	}
}

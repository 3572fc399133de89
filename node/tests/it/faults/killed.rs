//! Validators that are killed in the middle of their work.

use super::load::Load;
use crate::{
	node::{eventually, Node},
	own_chain::OwnChain,
};
use serde_json::{json, Value};
use std::{thread, time::Duration};

/// How often a validator is killed.
const TIMES: u64 = 5;

/// The finalized block that the node tells of.
fn told(node: &Node) -> (u64, Value) {
	let height = node.finalized();
	(height, node.hash_at(height))
}

/// How many validators there are.
fn validators(node: &Node) -> usize {
	let encoded = node.call("state_call", json!(["AuraApi_authorities", "0x"]));
	// Less than 64 entries are counted by the upper six bits of one byte.
	let digits = encoded.as_str().unwrap().get(2..4).unwrap();
	usize::from(u8::from_str_radix(digits, 16).unwrap() >> 2)
}

#[test]
#[ignore = "takes a minute: make faults"]
fn what_was_final_stays_when_a_validator_is_killed_under_load() {
	let chain = OwnChain::new(2);
	let steady = chain.validator(0, &[]);
	let mut victim = chain.validator(1, &[&steady]);
	eventually(|| (steady.finalized() > 2).then_some(()));
	let load = Load::start(&chain, &steady);

	let mut final_blocks = Vec::new();
	for round in 0..TIMES {
		// Not at the same moment of a slot each time.
		thread::sleep(Duration::from_millis(2_000 + 170 * round));
		let (height, hash) = told(&victim);
		final_blocks.push((height, hash));
		drop(victim);
		victim = chain.validator(1, &[&steady]);
		eventually(|| (steady.finalized() > height && victim.finalized() > height).then_some(()));
	}
	let sent = load.end();
	for (height, hash) in final_blocks {
		assert_eq!(steady.hash_at(height), hash);
		assert_eq!(victim.hash_at(height), hash);
	}
	assert_eq!(validators(&steady), 2, "nobody voted twice after losing its memory");

	let newcomer = chain.follower(2, &[&steady]);
	let height = steady.finalized();
	eventually(|| (newcomer.finalized() >= height && victim.finalized() >= height).then_some(()));
	for other in [&victim, &newcomer] {
		for number in 0..=height {
			assert_eq!(steady.hash_at(number), other.hash_at(number));
		}
		assert_eq!(steady.header_at(height)["stateRoot"], other.header_at(height)["stateRoot"]);
	}
	println!("killed {TIMES} times under {sent} transfers, {height} blocks final");
}

//! Validators that stop and come back.

use crate::{
	node::{eventually, Node},
	own_chain::OwnChain,
};
use std::{thread, time::Duration};

/// Long enough for votes on their way to arrive.
const SETTLE: Duration = Duration::from_secs(8);

/// Wait until all have finalized a block higher than the best one of now.
fn all_go_on(nodes: &[&Node]) {
	let best = nodes[0].height();
	eventually(|| nodes.iter().all(|node| node.finalized() > best).then_some(()));
	for node in nodes {
		assert_eq!(node.hash_at(best), nodes[0].hash_at(best));
	}
}

#[test]
#[ignore = "takes minutes: make faults"]
fn finality_survives_one_of_four_and_recovers_when_two_are_back() {
	let chain = OwnChain::new(4);
	let first = chain.validator(0, &[]);
	let second = chain.validator(1, &[&first]);
	let third = chain.validator(2, &[&first]);
	let fourth = chain.validator(3, &[&first]);
	all_go_on(&[&first, &second, &third, &fourth]);

	fourth.stop();
	all_go_on(&[&first, &second, &third]);
	let fourth = chain.validator(3, &[&first]);
	all_go_on(&[&first, &second, &third, &fourth]);

	third.stop();
	fourth.stop();
	thread::sleep(SETTLE);
	let (stalled, height) = (first.finalized(), first.height());
	eventually(|| (first.height() >= height + 5).then_some(()));
	assert_eq!(first.finalized(), stalled, "two of four decide nothing");
	let third = chain.validator(2, &[&first]);
	let fourth = chain.validator(3, &[&first]);
	all_go_on(&[&first, &second, &third, &fourth]);
}

#[test]
#[ignore = "takes a minute: make faults"]
fn three_validators_need_all_three() {
	let chain = OwnChain::new(3);
	let first = chain.validator(0, &[]);
	let second = chain.validator(1, &[&first]);
	let third = chain.validator(2, &[&first]);
	all_go_on(&[&first, &second, &third]);

	third.stop();
	thread::sleep(SETTLE);
	let (stalled, height) = (first.finalized(), first.height());
	eventually(|| (first.height() >= height + 5).then_some(()));
	assert_eq!(first.finalized(), stalled);
	let third = chain.validator(2, &[&first]);
	all_go_on(&[&first, &second, &third]);
}

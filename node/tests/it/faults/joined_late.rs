//! Nodes that come when there is a chain already.

use crate::{node::eventually, own_chain::OwnChain};

#[test]
fn a_node_that_joins_late_gets_the_whole_chain() {
	let chain = OwnChain::new(1);
	let validator = chain.validator(0, &[]);
	eventually(|| (validator.finalized() >= 8).then_some(()));
	let height = validator.finalized();
	let newcomer = chain.follower(1, &[&validator]);
	eventually(|| (newcomer.finalized() >= height).then_some(()));
	for number in 0..=height {
		assert_eq!(newcomer.hash_at(number), validator.hash_at(number));
	}
}

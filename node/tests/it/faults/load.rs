//! Transactions that keep coming.

use crate::{
	node::{try_call_at, Node},
	own_chain::OwnChain,
};
use polkadot_sdk::*;
use serde_json::json;
use sp_keyring::Sr25519Keyring::Bob;
use std::{
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	thread::{self, JoinHandle},
	time::Duration,
};

/// Between two transactions: some hundred a second.
const PAUSE: Duration = Duration::from_millis(4);

/// Sends signed transfers to a node until it is told to end.
pub struct Load {
	end: Arc<AtomicBool>,
	sender: JoinHandle<u32>,
}

impl Load {
	/// Send to `node`, which has to outlive this.
	pub fn start(chain: &OwnChain, node: &Node) -> Self {
		let end = Arc::new(AtomicBool::new(false));
		let mut signer = chain.sender(node);
		let address = node.address().to_owned();
		let ended = end.clone();
		let sender = thread::spawn(move || {
			let mut sent = 0;
			while !ended.load(Ordering::Relaxed) {
				let transfer = signer.transfer(Bob, 1);
				// Again if the pool is full: the nonces after it wait for this one.
				while try_call_at(&address, "author_submitExtrinsic", json!([transfer])).is_err() {
					thread::sleep(PAUSE);
				}
				sent += 1;
				thread::sleep(PAUSE);
			}
			sent
		});
		Self { end, sender }
	}

	/// End, and say how many transactions were taken.
	pub fn end(self) -> u32 {
		self.end.store(true, Ordering::Relaxed);
		self.sender.join().unwrap()
	}
}

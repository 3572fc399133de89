//! Validators whose clocks are wrong.

use crate::{
	node::{eventually, Node},
	own_chain::OwnChain,
};
use std::{fs, path::Path, process::Command, thread, time::Duration};

/// The end of the path of the library, the one for programs with threads.
const LIBRARY: &str = "faketime/libfaketimeMT.so.1";

/// The library that gives a program another time, if it is installed.
fn library() -> Option<String> {
	let found = Command::new("dpkg").args(["-L", "libfaketime"]).output().ok()?;
	let files = String::from_utf8(found.stdout).ok()?;
	files.lines().find(|line| line.ends_with(LIBRARY)).map(Into::into)
}

/// A validator whose clock is as far off as `offset` says, which may change while it runs.
fn with_clock(chain: &OwnChain, place: usize, library: &str, offset: &Path, peer: &Node) -> Node {
	let environment = [
		("LD_PRELOAD", library),
		("FAKETIME_TIMESTAMP_FILE", offset.to_str().unwrap()),
		("FAKETIME_CACHE_DURATION", "1"),
		// Timers go on as they do.
		("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
	];
	chain.validator_in(place, &[peer], &environment)
}

#[test]
#[ignore = "takes minutes, and needs Debian's package faketime: make faults"]
fn a_wrong_clock_stops_nobody_else_and_is_forgiven() {
	let library = library().expect("install faketime: apt-get install faketime");
	let chain = OwnChain::new(4);
	let first = chain.validator(0, &[]);
	let others = [chain.validator(1, &[&first]), chain.validator(2, &[&first])];
	let offset = first.folder().join("offset");
	fs::write(&offset, "+0").unwrap();
	let wrong = with_clock(&chain, 3, &library, &offset, &first);
	let agree = |height: u64| {
		let all = [&first, &others[0], &others[1], &wrong];
		eventually(|| all.iter().all(|node| node.finalized() > height).then_some(()));
	};
	agree(3);

	// An hour ahead, an hour behind.
	for jump in ["+3600", "-3600"] {
		fs::write(&offset, jump).unwrap();
		thread::sleep(Duration::from_secs(5));
		let height = first.height();
		eventually(|| (first.finalized() > height + 5).then_some(()));
		fs::write(&offset, "+0").unwrap();
		agree(first.height());
	}
	let height = first.finalized();
	assert_eq!(first.hash_at(height), wrong.hash_at(height));
}

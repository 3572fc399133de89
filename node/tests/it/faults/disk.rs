//! Disks that fill up.

use crate::{
	node::{eventually, Node},
	own_chain::OwnChain,
};
use std::{
	fs,
	path::{Path, PathBuf},
	process::Command,
};

/// Size of the disk in MiB, and what the node is told to leave free.
const SIZE: u64 = 256;
const LEAST: u64 = 32;

/// A small disk in memory, unmounted when it goes out of scope.
struct SmallDisk(PathBuf);

impl SmallDisk {
	/// `None` where this user may not mount one.
	fn new(at: &Path) -> Option<Self> {
		fs::create_dir_all(at).unwrap();
		let size = format!("size={SIZE}m");
		let mut mount = Command::new("mount");
		mount.args(["-t", "tmpfs", "-o", &size, "none"]).arg(at);
		mount.status().is_ok_and(|status| status.success()).then(|| Self(at.into()))
	}

	/// Fill it but for `free` MiB.
	fn fill(&self, free: u64) -> PathBuf {
		let output =
			Command::new("df").args(["--output=avail", "-m"]).arg(&self.0).output().unwrap();
		let text = String::from_utf8(output.stdout).unwrap();
		let available: u64 = text.lines().nth(1).unwrap().trim().parse().unwrap();
		let ballast = self.0.join("ballast");
		fs::write(&ballast, vec![0; ((available - free) << 20) as usize]).unwrap();
		ballast
	}
}

impl Drop for SmallDisk {
	fn drop(&mut self) {
		// A disk that stays mounted is gone with the next start of the machine.
		Command::new("umount").arg(&self.0).status().ok();
	}
}

fn start(chain: &OwnChain, least: u64) -> Node {
	let least = least.to_string();
	let args = ["--validator", "--db-storage-threshold", &least];
	chain.start(&chain.base_path(0), &args, &[])
}

#[test]
fn a_node_stops_before_its_disk_is_full_and_goes_on_when_there_is_room() {
	let chain = OwnChain::new(1);
	let keys = chain.base_path(0);
	let at = keys.with_extension("disk");
	let Some(disk) = SmallDisk::new(&at) else {
		println!("skipped: only root may mount a small disk");
		return;
	};
	// The keys move onto the disk.
	let copied = Command::new("cp").arg("-a").arg(keys.join("chains")).arg(&at).status().unwrap();
	assert!(copied.success());
	fs::remove_dir_all(&keys).unwrap();
	std::os::unix::fs::symlink(&at, &keys).unwrap();

	let mut node = start(&chain, LEAST);
	eventually(|| (node.finalized() >= 3).then_some(()));
	let (height, hash) = (node.finalized(), node.hash_at(node.finalized()));
	let ballast = disk.fill(LEAST / 2);
	let status = eventually(|| node.ended());
	assert!(!status.success());
	assert!(node.log().contains("dropped below threshold"), "{}", node.log());

	fs::remove_file(ballast).unwrap();
	let node = start(&chain, LEAST);
	assert_eq!(node.hash_at(height), hash);
	eventually(|| (node.finalized() > height + 3).then_some(()));
}

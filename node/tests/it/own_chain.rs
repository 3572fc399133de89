//! A chain from keys of its own, made with the node's commands as docs/network.md says.

use crate::{
	node::{command, eventually, Node},
	sender::Sender,
};
use codec::{Decode, Encode};
use collab_runtime::{AccountId, RuntimeCall, SessionKeys, UNIT};
use polkadot_sdk::*;
use serde_json::{json, Value};
use sp_core::{crypto::Ss58Codec, hexdisplay::HexDisplay, sr25519, Bytes, Pair};
use std::{
	path::{Path, PathBuf},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// A chain specification, and the folders of the validators in it.
pub struct OwnChain {
	dir: TempDir,
	/// The account with all the money, which is root too.
	rich: sr25519::Pair,
	/// The validators' accounts.
	accounts: Vec<AccountId>,
}

/// What `key` prints of a new key.
struct Key {
	phrase: String,
	address: String,
}

/// Run a command that is to succeed, and return what it prints.
pub fn output(args: &[&str]) -> String {
	let output = command().args(args).output().unwrap();
	assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
	String::from_utf8(output.stdout).unwrap()
}

fn new_key(scheme: &str) -> Key {
	let json = output(&["key", "generate", "--scheme", scheme, "--output-type", "json"]);
	let key: Value = serde_json::from_str(&json).unwrap();
	let text = |name: &str| key[name].as_str().unwrap().to_owned();
	Key { phrase: text("secretPhrase"), address: text("ss58Address") }
}

impl OwnChain {
	/// A chain with this many validators.
	pub fn new(validators: usize) -> Self {
		let dir = tempfile::tempdir().unwrap();
		let rich = new_key("sr25519");
		let mut args: Vec<String> =
			["new-chain", "--name", "Own chain", "--id", "own"].map(Into::into).into();
		args.extend(["--root".into(), rich.address.clone()]);
		args.extend(["--balance".into(), format!("{}=1000000", rich.address)]);
		let (mut phrases, mut accounts) = (Vec::new(), Vec::new());
		for _ in 0..validators {
			let (account, aura, grandpa) =
				(new_key("sr25519"), new_key("sr25519"), new_key("ed25519"));
			let addresses = format!("{},{},{}", account.address, aura.address, grandpa.address);
			args.extend(["--validator".into(), addresses]);
			phrases.push((aura.phrase, grandpa.phrase));
			accounts.push(AccountId::from_ss58check(&account.address).unwrap());
		}
		let rich = sr25519::Pair::from_string(&rich.phrase, None).unwrap();
		let chain = Self { dir, rich, accounts };
		let plain = chain.dir.path().join("plain.json");
		args.extend(["--output".into(), plain.display().to_string()]);
		output(&args.iter().map(String::as_str).collect::<Vec<_>>());
		let (plain, spec) = (plain.display().to_string(), chain.spec());
		output(&["export-chain-spec", "--chain", &plain, "--raw", "--output", &spec]);
		for (place, (aura, grandpa)) in phrases.iter().enumerate() {
			let base = chain.base_path(place).display().to_string();
			let at = ["--base-path", &base, "--chain", &spec];
			for (scheme, kind, phrase) in [("sr25519", "aura", aura), ("ed25519", "gran", grandpa)]
			{
				let key = ["--scheme", scheme, "--key-type", kind, "--suri", phrase];
				output(&[&["key", "insert"][..], &at, &key].concat());
			}
			output(&[&["key", "generate-node-key"][..], &at].concat());
		}
		chain
	}

	/// The account of validator number `place`.
	pub fn account(&self, place: usize) -> &AccountId {
		&self.accounts[place]
	}

	/// Path of the chain specification.
	pub fn spec(&self) -> String {
		self.dir.path().join("spec.json").display().to_string()
	}

	/// The folder of validator number `place`, or of another node of that number.
	pub fn base_path(&self, place: usize) -> PathBuf {
		self.dir.path().join(format!("node-{place}"))
	}

	/// Start validator number `place`, which knows `peers`.
	pub fn validator(&self, place: usize, peers: &[&Node]) -> Node {
		self.validator_in(place, peers, &[])
	}

	/// Start validator number `place` with an environment of its own.
	pub fn validator_in(
		&self,
		place: usize,
		peers: &[&Node],
		environment: &[(&str, &str)],
	) -> Node {
		self.start_in(&self.base_path(place), &["--validator"], peers, environment)
	}

	/// Start a node that is to become a validator, with its own folder of number `place`.
	pub fn newcomer(&self, place: usize, peers: &[&Node]) -> Node {
		let args = ["--validator", "--unsafe-force-node-key-generation"];
		self.start(&self.base_path(place), &args, peers)
	}

	/// Start a node that only follows, with its own folder of number `place`.
	pub fn follower(&self, place: usize, peers: &[&Node]) -> Node {
		self.start(&self.base_path(place), &["--unsafe-force-node-key-generation"], peers)
	}

	/// Start a node of this chain.
	pub fn start(&self, base_path: &Path, args: &[&str], peers: &[&Node]) -> Node {
		self.start_in(base_path, args, peers, &[])
	}

	fn start_in(
		&self,
		base_path: &Path,
		args: &[&str],
		peers: &[&Node],
		environment: &[(&str, &str)],
	) -> Node {
		let spec = self.spec();
		let addresses: Vec<_> = peers.iter().map(|peer| peer.p2p_address()).collect();
		let mut all = vec!["--chain", &spec, "--allow-private-ip"];
		all.extend(args);
		if !addresses.is_empty() {
			all.push("--bootnodes");
			all.extend(addresses.iter().map(String::as_str));
		}
		Node::start_in(base_path, &all, &["--rpc-port", "0"], environment)
	}

	/// Signs transactions of the rich account.
	pub fn sender(&self, node: &Node) -> Sender {
		Sender::of(node, self.rich.clone())
	}
}

#[test]
fn two_validators_with_keys_of_their_own_finalize_blocks() {
	let chain = OwnChain::new(2);
	let first = chain.validator(0, &[]);
	let second = chain.validator(1, &[&first]);
	eventually(|| (first.finalized() > 2 && second.finalized() > 2).then_some(()));
	assert_eq!(first.hash_at(2), second.hash_at(2));
	let mut rich = chain.sender(&first);
	let transfer = rich.transfer(sp_keyring::Sr25519Keyring::Bob, 1);
	first.call("author_submitExtrinsic", json!([transfer]));
}

#[test]
#[ignore = "takes minutes, as sessions do: make faults"]
fn a_validator_is_replaced_on_a_running_chain() {
	let chain = OwnChain::new(2);
	let first = chain.validator(0, &[]);
	let second = chain.validator(1, &[&first]);
	let (key, _) = sr25519::Pair::generate();
	let account = AccountId::from(key.public());
	let third = chain.newcomer(2, &[&first]);
	let send = |transaction: String| {
		first.call("author_submitExtrinsic", json!([transaction]));
	};

	// Root puts the account on the list, and the second validator's off it.
	let mut root = chain.sender(&first);
	let dest = account.clone().into();
	send(root.next(pallet_balances::Call::transfer_keep_alive { dest, value: UNIT }));
	let who = account.clone().into();
	let list = RuntimeCall::Validators(pallet_membership::Call::add_member { who });
	send(root.next(pallet_sudo::Call::sudo { call: Box::new(list) }));
	let who = chain.account(1).clone().into();
	let list = RuntimeCall::Validators(pallet_membership::Call::remove_member { who });
	send(root.next(pallet_sudo::Call::sudo { call: Box::new(list) }));
	let height = first.height();
	eventually(|| (first.finalized() > height + 2).then_some(()));

	// The account tells the keys that its node has made.
	let owner = format!("0x{}", HexDisplay::from(&account.encode()));
	let made = third.call("author_rotateKeysWithOwner", json!([owner]));
	let bytes = |name: &str| serde_json::from_value::<Bytes>(made[name].clone()).unwrap().0;
	let keys = SessionKeys::decode(&mut &bytes("keys")[..]).unwrap();
	let proof = bytes("proof");
	let aura = keys.aura.encode();
	send(Sender::of(&first, key).next(pallet_session::Call::set_keys { keys, proof }));

	// It is a validator from the second end of a session on, and the old one goes when that is
	// final: until then it is the old validators that finalize.
	let authorities = || {
		let head = first.call("chain_getFinalizedHead", json!([]));
		let encoded = first.call("state_call", json!(["AuraApi_authorities", "0x", head]));
		let encoded: Bytes = serde_json::from_value(encoded).unwrap();
		Vec::<[u8; 32]>::decode(&mut &encoded.0[..]).unwrap()
	};
	let begin = Instant::now();
	while !(authorities().len() == 2 && authorities().iter().any(|one| one[..] == aura[..])) {
		assert!(begin.elapsed() < Duration::from_secs(300), "no new validator");
		thread::sleep(Duration::from_secs(1));
	}
	// Without it nothing would be finalized any more, and without the second one everything is.
	second.stop();
	let height = first.height();
	eventually(|| (first.finalized() > height + 5 && third.finalized() > height).then_some(()));
}

#[test]
fn a_validator_without_a_network_key_is_told_how_to_make_one() {
	let chain = OwnChain::new(1);
	let base = chain.base_path(7).display().to_string();
	let args = ["--chain", &chain.spec(), "--base-path", &base, "--validator"];
	let refusal = command().args(args).output().unwrap();
	assert!(!refusal.status.success());
	let error = String::from_utf8(refusal.stderr).unwrap();
	assert!(error.contains("generate-node-key"), "{error}");
}

#[test]
fn mistakes_in_a_new_chain_are_refused() {
	let key = new_key("sr25519").address;
	let other = new_key("ed25519").address;
	let validator = format!("{key},{key},{other}");
	let twice = ["--validator", &validator, "--validator", &validator];
	for (args, expected) in [
		(&["--validator", &key][..], "ACCOUNT,BLOCKS,FINALITY"),
		(&["--validator", "a,b,c"], "`collab-node key inspect`"),
		(&twice, "give each its own"),
		(&["--validator", &validator, "--balance", &format!("{key}=0")], "1 to 18446744 tokens"),
		(&["--validator", &validator, "--id", "a/b"], "letters, digits"),
		(&[], "--validator"),
	] {
		let begin: &[&str] = match args.contains(&"--id") {
			true => &["new-chain", "--name", "x"],
			false => &["new-chain", "--name", "x", "--id", "x"],
		};
		let refusal = command().args(begin).args(args).output().unwrap();
		assert!(!refusal.status.success(), "{args:?}");
		let error = String::from_utf8(refusal.stderr).unwrap();
		assert!(error.contains(expected), "{args:?}: {error}");
	}
}

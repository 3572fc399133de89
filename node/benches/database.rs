//! What it costs to read and to write a key of the state with ParityDB, as the node ships it.
//!
//! `cargo bench --workspace --bench database -- --json` makes a state of a million small values and
//! some pages of coefficients, and measures reads and blocks of writes on it. The runtime's
//! `DbWeight` is these numbers with a margin. Where the system lets it (as root, on Linux), the
//! caches of the system are emptied first: without that, nothing is read from the disk, which the
//! answer says.

use clap::Parser;
use collab_runtime::{opaque::Block, Header};
use polkadot_sdk::{
	sc_client_api::{
		Backend as _, BlockImportOperation as _, NewBlockState, StateBackend, TrieCacheContext,
	},
	sc_client_db::{Backend, BlocksPruning, DatabaseSettings, DatabaseSource, PruningMode},
	sp_core::H256,
	sp_io::hashing::blake2_128,
	sp_runtime::{
		traits::{BlakeTwo256, Header as _},
		Storage,
	},
};
use serde_json::{json, Value};
use std::{
	error::Error,
	fs,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};

/// Bytes of a small value: about those of an account or an open contribution.
const SMALL: usize = 80;
/// Bytes of a full page: 512 averaged coefficients.
const PAGE: usize = 512 * 9 + 2;
/// Keys that are inserted by one block while the state is made.
const AT_ONCE: usize = 50_000;
/// The cache of trie nodes that the node has unless it is told otherwise.
const TRIE_CACHE: usize = 1024 * 1024 * 1024;

#[derive(Parser)]
struct Args {
	/// Small values in the state.
	#[arg(long, default_value_t = 1_000_000)]
	keys: usize,
	/// Pages in the state.
	#[arg(long, default_value_t = 4_096)]
	pages: usize,
	/// Reads that are measured, and keys written by all measured blocks of a kind.
	#[arg(long, default_value_t = 20_000)]
	samples: usize,
	/// Where the database is made; a temporary folder if left out.
	#[arg(long)]
	base_path: Option<PathBuf>,
	/// One line of JSON instead of a table.
	#[arg(long)]
	json: bool,
	/// What `cargo bench` adds.
	#[arg(long, hide = true)]
	bench: bool,
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A kind of value: its storage prefix, how many there are, and their length.
#[derive(Clone, Copy)]
struct Kind {
	name: &'static str,
	prefix: [u8; 32],
	count: usize,
	bytes: usize,
}

impl Kind {
	/// As a map with `Blake2_128Concat` keys has it.
	fn key(&self, number: usize) -> Vec<u8> {
		let number = number.to_le_bytes();
		[&self.prefix[..], &blake2_128(&number), &number].concat()
	}

	fn value(&self, number: usize, version: u8) -> Vec<u8> {
		let mut value = vec![version; self.bytes];
		value.iter_mut().zip(number.to_le_bytes()).for_each(|(byte, own)| *byte = own);
		value
	}

	/// The keys in an order that looks like chance, and is the same in every run.
	fn scattered(&self, samples: usize) -> impl Iterator<Item = usize> + '_ {
		// An odd number that shares no factor with the counts visits each key once.
		let step = 7_368_787;
		(0..samples.min(self.count)).map(move |at| at.wrapping_mul(step) % self.count)
	}
}

/// A database and its last block.
struct Chain {
	backend: Backend<Block>,
	last: H256,
	number: u32,
}

impl Chain {
	fn open(path: &Path) -> Result<Backend<Block>> {
		let settings = DatabaseSettings {
			trie_cache_maximum_size: Some(TRIE_CACHE),
			state_pruning: Some(PruningMode::blocks_pruning(256)),
			source: DatabaseSource::ParityDb { path: path.to_owned() },
			blocks_pruning: BlocksPruning::KeepAll,
			pruning_filters: Vec::new(),
			metrics_registry: None,
		};
		Ok(Backend::new(settings, 4096)?)
	}

	fn new(path: &Path) -> Result<Self> {
		let backend = Self::open(path)?;
		let mut operation = backend.begin_operation()?;
		let version = collab_runtime::VERSION.state_version();
		let root = operation.set_genesis_state(Storage::default(), true, version)?;
		let header = Header::new(0, H256::zero(), root, H256::zero(), Default::default());
		let last = header.hash();
		operation.set_block_data(header, Some(vec![]), None, None, NewBlockState::Final, true)?;
		backend.commit_operation(operation)?;
		Ok(Self { backend, last, number: 0 })
	}

	/// Makes a block that writes these values, and makes it final.
	fn write(&mut self, changes: Vec<(Vec<u8>, Vec<u8>)>) -> Result<()> {
		let mut operation = self.backend.begin_operation()?;
		self.backend.begin_state_operation(&mut operation, self.last)?;
		let state = self.backend.state_at(self.last, TrieCacheContext::Trusted)?;
		let version = collab_runtime::VERSION.state_version();
		let delta = changes.iter().map(|(key, value)| (&key[..], Some(&value[..])));
		let (root, nodes) = StateBackend::<BlakeTwo256>::storage_root(&state, delta, version);
		operation.update_db_storage(nodes)?;
		let updates = changes.into_iter().map(|(key, value)| (key, Some(value))).collect();
		operation.update_storage(updates, Vec::new())?;
		self.number += 1;
		let header = Header::new(self.number, H256::zero(), root, self.last, Default::default());
		self.last = header.hash();
		operation.set_block_data(header, Some(vec![]), None, None, NewBlockState::Final, true)?;
		drop(state);
		Ok(self.backend.commit_operation(operation)?)
	}

	fn fill(&mut self, kind: Kind) -> Result<()> {
		for first in (0..kind.count).step_by(AT_ONCE) {
			let numbers = first..(first + AT_ONCE).min(kind.count);
			self.write(numbers.map(|number| (kind.key(number), kind.value(number, 0))).collect())?;
		}
		Ok(())
	}

	/// The time of each read.
	fn read(&self, kind: Kind, samples: usize) -> Result<Vec<Duration>> {
		let state = self.backend.state_at(self.last, TrieCacheContext::Untrusted)?;
		let mut times = Vec::with_capacity(samples);
		for number in kind.scattered(samples) {
			let key = kind.key(number);
			let start = Instant::now();
			let value = StateBackend::<BlakeTwo256>::storage(&state, &key)?;
			times.push(start.elapsed());
			if value.is_none_or(|value| value.len() != kind.bytes) {
				return Err("a value that was written is not there".into());
			}
		}
		Ok(times)
	}
}

/// Whether the caches of the operating system were emptied.
fn empty_caches() -> bool {
	let synced = std::process::Command::new("sync").status().is_ok_and(|it| it.success());
	synced && fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

fn summary(mut times: Vec<Duration>) -> Value {
	times.sort_unstable();
	let micros = |time: Duration| (time.as_nanos() as f64 / 10.0).round() / 100.0;
	let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied();
	let mean = times.iter().sum::<Duration>() / times.len().max(1) as u32;
	json!({
		"mean_us": micros(mean),
		"median_us": micros(at(0.5).unwrap_or_default()),
		"p95_us": micros(at(0.95).unwrap_or_default()),
	})
}

fn measure(args: &Args, path: &Path) -> Result<Value> {
	let small = Kind { name: "small", prefix: [1; 32], count: args.keys, bytes: SMALL };
	let page = Kind { name: "page", prefix: [2; 32], count: args.pages, bytes: PAGE };
	let mut chain = Chain::new(path)?;
	for kind in [small, page] {
		eprintln!("writing {} {} values of {} bytes", kind.count, kind.name, kind.bytes);
		chain.fill(kind)?;
	}
	let (last, number) = (chain.last, chain.number);
	// Everything reaches the files when the database is closed.
	drop(chain);
	let emptied = empty_caches();
	let mut chain = Chain { backend: Chain::open(path)?, last, number };

	let mut reads = Vec::new();
	for kind in [small, page] {
		for cache in ["cold", "warm"] {
			eprintln!("reading {} values, {cache}", kind.name);
			let times = chain.read(kind, args.samples)?;
			reads.push(json!({ "value": kind.name, "cache": cache, "read": summary(times) }));
		}
	}
	let mut writes = Vec::new();
	for (kind, in_block) in [(small, 1), (small, 20), (small, 1_000), (page, 20), (page, 1_000)] {
		let keys: Vec<_> = kind.scattered(args.samples.min(200 * in_block)).collect();
		eprintln!("writing {} values, {in_block} in a block", kind.name);
		let (mut times, start) = (Vec::new(), Instant::now());
		for block in keys.chunks(in_block) {
			let changes = block.iter().map(|number| (kind.key(*number), kind.value(*number, 1)));
			let (changes, start) = (changes.collect(), Instant::now());
			chain.write(changes)?;
			times.push(start.elapsed() / block.len() as u32);
		}
		let mean = start.elapsed() / keys.len().max(1) as u32;
		writes.push(json!({
			"value": kind.name,
			"keys_in_block": in_block,
			"write": summary(times),
			"mean_over_all_us": mean.as_micros() as u64,
		}));
	}
	Ok(json!({
		"keys": args.keys,
		"pages": args.pages,
		"caches_emptied": emptied,
		"reads": reads,
		"writes": writes,
	}))
}

fn print_table(found: &Value) {
	if found["caches_emptied"] != true {
		println!("the system's caches could not be emptied: \"cold\" is only the node's own cache");
	}
	println!("{:<34} {:>9} {:>9} {:>9}", "microseconds for a key", "mean", "median", "95 %");
	let row = |name: String, of: &Value| {
		let [mean, median, most] = ["mean_us", "median_us", "p95_us"].map(|key| &of[key]);
		println!("{name:<34} {mean:>9} {median:>9} {most:>9}");
	};
	for read in found["reads"].as_array().into_iter().flatten() {
		let (value, cache) = (text(&read["value"]), text(&read["cache"]));
		row(format!("read, {value} value, {cache} cache"), &read["read"]);
	}
	for write in found["writes"].as_array().into_iter().flatten() {
		let (value, keys) = (text(&write["value"]), &write["keys_in_block"]);
		row(format!("write, {value} value, {keys} in a block"), &write["write"]);
	}
}

fn text(value: &Value) -> &str {
	value.as_str().unwrap_or_default()
}

fn main() -> Result<()> {
	let args = Args::parse();
	let temporary = tempfile::tempdir()?;
	let path = args.base_path.clone().unwrap_or_else(|| temporary.path().to_owned());
	let found = measure(&args, &path)?;
	if args.json {
		println!("{found}");
	} else {
		print_table(&found);
	}
	Ok(())
}

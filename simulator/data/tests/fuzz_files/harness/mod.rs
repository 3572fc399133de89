//! Feeds readers with files that are nearly right, and watches what they do.
//!
//! A reader may refuse any file, in words. It must not panic, nor take time or memory that are out
//! of all proportion to the file. `FUZZ_FILES` tells how many files are tried over all formats
//! (`make fuzz-files`), `FUZZ_SEED` which. When a reader kills the process, the file that did it
//! stays in the folder for temporary files.

mod mutation;

use std::{
	cell::RefCell,
	fmt,
	sync::{Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};

use peak_alloc::PeakAlloc;
use proptest::{
	prelude::*,
	strategy::BoxedStrategy,
	test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Files over all formats where nothing else is asked for.
const FILES: usize = 3_000;
/// What a reader may take for a small file, and for each byte of it. Rows of a table, words and
/// JSON values are some hundred bytes each, for one or two bytes of the file.
const MEMORY_AT_LEAST: usize = 32 << 20;
const MEMORY_PER_BYTE: usize = 512;
/// No file here should take longer than some milliseconds; the machine may be busy.
const TIME: Duration = Duration::from_secs(5);

/// What a packed file may take on its way to being refused.
const MEMORY_TO_UNPACK: usize = 256 << 20;

/// Waits until no other test runs, whose memory would be counted, and keeps others waiting.
pub fn alone() -> MutexGuard<'static, ()> {
	static TURN: Mutex<()> = Mutex::new(());
	TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads a file, or says why not.
type Reader = Box<dyn Fn(&[u8]) -> Result<(), String>>;

/// A kind of files and what reads them.
pub struct Format {
	name: &'static str,
	file: BoxedStrategy<Vec<u8>>,
	read: Reader,
}

impl Format {
	/// Files made by `file`, all of them right, and their reader, which tells why it refuses one.
	pub fn new(
		name: &'static str,
		file: impl Strategy<Value = Vec<u8>> + 'static,
		read: impl Fn(&[u8]) -> Result<(), String> + 'static,
	) -> Self {
		Self { name, file: file.boxed(), read: Box::new(read) }
	}

	/// Reads a file and says what is wrong with how that went.
	fn watch(
		&self,
		file: &[u8],
		memory_at_least: usize,
		tally: &RefCell<Tally>,
	) -> Result<Result<(), String>, String> {
		let before = MEMORY.current_usage();
		MEMORY.reset_peak_usage();
		let start = Instant::now();
		let read = (self.read)(file);
		let (time, memory) = (start.elapsed(), MEMORY.peak_usage().saturating_sub(before));
		tally.borrow_mut().count(read.is_ok(), time, memory);
		if time > TIME {
			return Err(format!("it took {time:?} for {} bytes", file.len()));
		}
		if memory > memory_at_least + MEMORY_PER_BYTE * file.len() {
			return Err(format!("it took {memory} bytes of memory for {} bytes", file.len()));
		}
		Ok(read)
	}

	/// Tries `cases` files; a failure is shrunk and told.
	fn fuzz(&self, cases: usize, seed: u64) -> Tally {
		let tally = RefCell::<Tally>::default();
		let config = Config {
			cases: u32::try_from(cases).unwrap_or(u32::MAX),
			failure_persistence: None,
			max_shrink_iters: 2_000,
			..Config::default()
		};
		let mut bytes = [0; 32];
		bytes[..8].copy_from_slice(&seed.to_le_bytes());
		let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
		let result = TestRunner::new_with_rng(config, rng).run(
			&(self.file.clone(), mutation::mutations()),
			|(mut file, mutations)| {
				mutations.iter().for_each(|mutation| mutation.apply(&mut file));
				let fail = |problem| TestCaseError::fail(problem);
				match self.watch(&file, MEMORY_AT_LEAST, &tally).map_err(fail)? {
					Err(refusal) if mutations.is_empty() => Err(fail(refusal)),
					_ => Ok(()),
				}
			},
		);
		if let Err(TestError::Fail(problem, (mut file, mutations))) = result {
			mutations.iter().for_each(|mutation| mutation.apply(&mut file));
			let shown = String::from_utf8_lossy(&file[..file.len().min(2_000)]).into_owned();
			panic!("{}: {problem}\n{mutations:?}\n{shown:?}", self.name);
		}
		tally.into_inner()
	}
}

/// What came of the files of a format.
#[derive(Clone, Default)]
struct Tally {
	accepted: usize,
	refused: usize,
	time: Duration,
	slowest: Duration,
	memory: usize,
}

impl Tally {
	fn count(&mut self, accepted: bool, time: Duration, memory: usize) {
		match accepted {
			true => self.accepted += 1,
			false => self.refused += 1,
		}
		self.time += time;
		self.slowest = self.slowest.max(time);
		self.memory = self.memory.max(memory);
	}
}

impl fmt::Display for Tally {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Self { accepted, refused, time, slowest, memory } = self;
		let files = accepted + refused;
		write!(f, "{files:>8} files {accepted:>8} accepted {refused:>8} refused {time:>10.1?}")?;
		write!(f, ", slowest {slowest:>8.1?}, most memory {:>4} MiB", memory >> 20)
	}
}

/// Tries files of all `formats`, and tells how many, how long it took and what it needed.
pub fn fuzz(formats: &[Format]) {
	let _alone = alone();
	let number = |name| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
	let files = number("FUZZ_FILES").map_or(FILES, |files| files as usize);
	let seed = number("FUZZ_SEED").unwrap_or(1);
	for format in formats {
		let tally = format.fuzz(files.div_ceil(formats.len()), seed);
		println!("{:<28}{tally}", format.name);
	}
}

/// Panics unless the file is refused, in these words among others, soon and in little memory.
pub fn assert_refused(format: &Format, file: &[u8], words: &str) {
	let tally = RefCell::default();
	let refusal =
		format.watch(file, MEMORY_TO_UNPACK, &tally).unwrap_or_else(|problem| panic!("{problem}"));
	let refusal = refusal.expect_err("this file is wrong");
	assert!(refusal.contains(words), "{refusal:?} lacks {words:?}");
}

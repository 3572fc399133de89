//! Labelled rows laid out so that all of them are scored together, fast.

use super::Rows;
use collab_model_core::{label_of, Label, Score};
use std::{array, ops::Add};

/// Neighbouring features that are looked up together.
const GROUP: u32 = 4;

/// The sets of features of a group that a row may have.
const PATTERNS: u32 = 1 << GROUP;

/// Up to this number of features a table of all groups is worth its memory (2 MiB) and its making.
const MAX_FEATURES: u32 = 1 << 16;

/// Entries that are added up side by side: a sum need not wait for the one before it.
const LANES: usize = 4;

/// Entries of a row, filled up with entries that count for nothing.
type Quad<T> = [T; LANES];

/// Rows as lists of the groups that they have features of.
///
/// Four neighbouring features are a group. An entry `16 * group + pattern` tells which of them a row
/// has; with a table of the 16 sums of each group one look-up scores them all. Frequent words are
/// neighbours: of the 93 words that a row of IMDB has among the first 1,000, 62 entries are made.
/// The rows of a label are sorted by length: a processor that foresees where a row ends need not
/// go back to where it took the wrong turn.
#[derive(Clone, Debug)]
pub struct Grouped {
	num_groups: u32,
	longest: usize,
	negative: Part,
	positive: Part,
}

/// A number in which scores are summed.
pub trait Sum: Add<Output = Self> + Copy + Default + Into<Score> {}

impl Sum for i64 {}
impl Sum for Score {}

impl Grouped {
	/// Lays `rows` out; `None` when there are too many features for it.
	pub fn new(rows: &Rows) -> Option<Self> {
		let greatest = rows.max_feature().unwrap_or(0);
		(greatest < MAX_FEATURES).then(|| Self {
			num_groups: greatest / GROUP + 1,
			longest: rows.iter().map(|(features, _)| features.len()).max().unwrap_or(0),
			negative: Part::new(rows, Label::Negative),
			positive: Part::new(rows, Label::Positive),
		})
	}

	/// Every feature of a row is below this.
	pub fn num_features(&self) -> u32 {
		self.num_groups * GROUP
	}

	/// The most values that are ever added up, besides the bias.
	pub fn max_terms(&self) -> usize {
		self.longest.max(GROUP as usize)
	}

	/// How many negative and how many positive rows are predicted positive by a model with this
	/// bias and these values of its features, all [`num_features`](Self::num_features) of them.
	/// The bias and [`max_terms`](Self::max_terms) values must not overflow together.
	pub fn predicted_positive<S: Sum>(&self, values: &[S], bias: S) -> (u64, u64) {
		let table: Vec<S> = values.chunks_exact(GROUP as usize).flat_map(sums).collect();
		let count = |part: &Part| part.predicted_positive(&table, bias);
		(count(&self.negative), count(&self.positive))
	}
}

/// The sum of each pattern: the one without its first feature, and that feature.
fn sums<S: Sum>(values: &[S]) -> [S; PATTERNS as usize] {
	let mut sums = [S::default(); PATTERNS as usize];
	for pattern in 1..sums.len() {
		let first = values[pattern.trailing_zeros() as usize];
		sums[pattern] = sums[pattern & (pattern - 1)] + first;
	}
	sums
}

/// The rows of one label, by length.
#[derive(Clone, Debug)]
struct Part {
	runs: Vec<Run>,
	entries: Entries,
}

/// Rows of one length, which is not 0.
#[derive(Clone, Copy, Debug)]
struct Run {
	rows: usize,
	quads: usize,
}

/// All entries, in as few bytes as they fit.
#[derive(Clone, Debug)]
enum Entries {
	Narrow(Vec<Quad<u16>>),
	Wide(Vec<Quad<u32>>),
}

impl Part {
	fn new(rows: &Rows, label: Label) -> Self {
		let rows = rows.iter().filter(|(_, of)| *of == label);
		let mut rows: Vec<_> = rows.map(|(features, _)| quads(features)).collect();
		rows.sort_by_key(Vec::len);
		let runs = rows.chunk_by(|a, b| a.len() == b.len());
		let runs = runs.map(|run| Run { rows: run.len(), quads: run[0].len() }).collect();
		Self { runs, entries: Entries::new(rows.concat()) }
	}

	fn predicted_positive<S: Sum>(&self, table: &[S], bias: S) -> u64 {
		match &self.entries {
			Entries::Narrow(quads) => predicted_positive(&self.runs, quads, table, bias),
			Entries::Wide(quads) => predicted_positive(&self.runs, quads, table, bias),
		}
	}
}

/// The entries of one row.
fn quads(features: &[u32]) -> Vec<Quad<u32>> {
	let entry = |group: &[u32]| {
		let pattern = group.iter().fold(0, |pattern, feature| pattern | 1 << (feature % GROUP));
		PATTERNS * (group[0] / GROUP) + pattern
	};
	let groups = features.chunk_by(|a, b| a / GROUP == b / GROUP);
	let entries: Vec<u32> = groups.map(entry).collect();
	let quad = |some: &[u32]| array::from_fn(|lane| some.get(lane).copied().unwrap_or(0));
	entries.chunks(LANES).map(quad).collect()
}

impl Entries {
	fn new(quads: Vec<Quad<u32>>) -> Self {
		let greatest = quads.iter().flatten().copied().max().unwrap_or(0);
		if greatest > u16::MAX.into() {
			return Self::Wide(quads);
		}
		// No entry is cut off.
		Self::Narrow(quads.iter().map(|quad| quad.map(|entry| entry as u16)).collect())
	}
}

fn predicted_positive<T: Copy + Into<u32>, S: Sum>(
	runs: &[Run],
	mut quads: &[Quad<T>],
	table: &[S],
	bias: S,
) -> u64 {
	let mut count = 0;
	for run in runs {
		let (rows, rest) = quads.split_at(run.rows * run.quads);
		let positive = |row: &&[Quad<T>]| label_of(score(row, table, bias)) == Label::Positive;
		count += rows.chunks_exact(run.quads).filter(positive).count() as u64;
		quads = rest;
	}
	count
}

fn score<T: Copy + Into<u32>, S: Sum>(row: &[Quad<T>], table: &[S], bias: S) -> Score {
	let mut sums = [bias, S::default(), S::default(), S::default()];
	for quad in row {
		for (sum, entry) in sums.iter_mut().zip(quad) {
			*sum = *sum + table[(*entry).into() as usize];
		}
	}
	sums.into_iter().reduce(S::add).map_or(0, S::into)
}

//! Made-up reviews, on which learners score as on IMDB: see `docs/synthetic-data.md`.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use collab_model_core::Label;
use rand::{seq::SliceRandom, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::{language::Language, Dataset, Rows, SpecError, MIN_WORDS};

const DEFAULT_ROWS: u64 = 25_000;
const MAX_ROWS: u64 = 10_000_000;
/// The vocabulary when neither the spec nor the caller tells one.
const DEFAULT_WORDS: u64 = 1_000;
/// Rows that share a random generator. Part of what the data are: another size gives other data.
const CHUNK_ROWS: u64 = 500;
/// About the number of features in a row, to reserve room.
const ROW_FEATURES: usize = 100;

/// How much made-up data, and which. The same numbers give the same rows, whatever the number of
/// threads, and more rows begin with the rows of fewer (in steps of 500).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SyntheticSpec {
	/// The number of rows to learn from; half of them are positive.
	pub train: u64,
	/// The number of rows to test with; half of them are positive.
	pub test: u64,
	/// The vocabulary, if it is to be less than what is asked for when loading.
	pub words: Option<u64>,
	/// Selects the texts; the language is always the same.
	pub seed: u64,
}

impl Default for SyntheticSpec {
	fn default() -> Self {
		Self { train: DEFAULT_ROWS, test: DEFAULT_ROWS, words: None, seed: 1 }
	}
}

impl SyntheticSpec {
	/// The keys that can be set.
	pub(super) const KEYS: &'static str = "train, test, words, seed";

	fn set(&mut self, key: &str, value: &str) -> Result<(), SpecError> {
		match key {
			"train" => self.train = number(key, value, 1..=MAX_ROWS)?,
			"test" => self.test = number(key, value, 1..=MAX_ROWS)?,
			"words" => self.words = Some(number(key, value, MIN_WORDS..=1 << 32)?),
			"seed" => self.seed = number(key, value, 0..=u64::MAX)?,
			_ => return Err(SpecError::Key(key.into())),
		}
		Ok(())
	}
}

fn number(key: &str, value: &str, range: RangeInclusive<u64>) -> Result<u64, SpecError> {
	value.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| SpecError::Value {
		key: key.into(),
		value: value.into(),
		expected: format!("a whole number, at least {} and at most {}", range.start(), range.end()),
	})
}

impl FromStr for SyntheticSpec {
	type Err = SpecError;

	/// Parses `key=value,..`; keys that are left out keep their defaults.
	fn from_str(text: &str) -> Result<Self, SpecError> {
		let mut spec = Self::default();
		let mut seen = Vec::new();
		for pair in text.split(',').filter(|_| !text.is_empty()) {
			let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
			if seen.contains(&key) {
				let (key, value) = (key.into(), value.into());
				return Err(SpecError::Value { key, value, expected: "each key once".into() });
			}
			seen.push(key);
			spec.set(key, value)?;
		}
		Ok(spec)
	}
}

/// Writes the text that parses to the same spec.
impl fmt::Display for SyntheticSpec {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "train={},test={}", self.train, self.test)?;
		if let Some(words) = self.words {
			write!(f, ",words={words}")?;
		}
		write!(f, ",seed={}", self.seed)
	}
}

/// Makes the data of `spec` with a model of `num_words` features, or else as many as the spec's
/// words, or else 1,000.
pub(super) fn generate(spec: &SyntheticSpec, num_words: Option<u64>) -> Dataset {
	let asked = num_words.or(spec.words).unwrap_or(DEFAULT_WORDS);
	let known = spec.words.unwrap_or(asked).min(asked);
	let language = Language::new();
	let part = |part, count| rows(&language, known, spec.seed, part, count);
	let (train, test) = rayon::join(|| part(0, spec.train), || part(1, spec.test));
	Dataset::new(format!("synthetic ({spec})"), Some(asked), train, test)
}

/// The `count` rows of part 0 (train) or 1 (test).
fn rows(language: &Language, num_words: u64, seed: u64, part: u64, count: u64) -> Rows {
	let chunks: Vec<Rows> = (0..count.div_ceil(CHUNK_ROWS))
		.into_par_iter()
		.map(|chunk| {
			let mut rng = ChaCha8Rng::seed_from_u64(seed);
			rng.set_stream(part + 2 * chunk);
			let length = (count - chunk * CHUNK_ROWS).min(CHUNK_ROWS);
			chunk_rows(language, num_words, &mut rng, length)
		})
		.collect();
	let total = |count: fn(&Rows) -> usize| chunks.iter().map(count).sum();
	let mut rows = Rows::with_capacity(total(Rows::len), total(Rows::non_zeros));
	for chunk in &chunks {
		rows.append(chunk);
	}
	rows
}

/// `length` rows, half of them positive, in random order.
fn chunk_rows(language: &Language, num_words: u64, rng: &mut ChaCha8Rng, length: u64) -> Rows {
	let mut labels: Vec<Label> = (0..length).map(|row| Label::from(row % 2 == 1)).collect();
	labels.shuffle(rng);
	let mut rows = Rows::with_capacity(labels.len(), labels.len() * ROW_FEATURES);
	let mut ids = Vec::new();
	let mut scratch = Vec::new();
	for label in labels {
		language.write_text(label, num_words, rng, &mut ids);
		rows.push_set(&mut scratch, ids.iter().copied(), label)
			.expect("a set with the start token; qed");
	}
	rows
}

#[cfg(test)]
mod tests {
	use super::*;

	fn small(words: Option<u64>, num_words: Option<u64>) -> Dataset {
		generate(&SyntheticSpec { train: 1100, test: 10, words, seed: 3 }, num_words)
	}

	#[test]
	fn the_number_of_threads_makes_no_difference() {
		let with = |threads| {
			let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
			pool.install(|| small(None, None))
		};
		assert_eq!(with(1), with(4));
	}

	#[test]
	fn classes_are_balanced_and_each_row_has_the_start_token() {
		let data = small(None, None);
		assert_eq!((data.train.len(), data.train.positives()), (1100, 550));
		assert_eq!((data.test.len(), data.test.positives()), (10, 5));
		assert!(data.train.iter().all(|(row, _)| row[0] == 1));
	}

	#[test]
	fn fewer_words_are_the_capped_rows_of_more() {
		let (many, few) = (small(None, Some(5000)), small(None, Some(100)));
		assert_eq!(few.train, many.train.cap_features(100, 2));
		assert_eq!((few.num_features, many.num_features), (100, 5000));
		assert_eq!(small(Some(100), Some(5000)).train, few.train);
		assert_eq!(small(Some(5000), Some(100)).train, few.train);
		assert_eq!(small(None, None).num_features, 1000);
	}

	#[test]
	fn more_rows_begin_with_the_rows_of_fewer() {
		let fewer = generate(&SyntheticSpec { train: 500, test: 10, words: None, seed: 3 }, None);
		let more = small(None, None);
		assert!(fewer.train.iter().eq(more.train.iter().take(500)));
	}

	#[test]
	fn another_seed_gives_other_rows() {
		let spec = |seed| SyntheticSpec { train: 10, test: 10, words: None, seed };
		let (a, b) = (generate(&spec(1), None), generate(&spec(2), None));
		assert_ne!(a.train, b.train);
		assert_ne!(a.train, a.test);
	}

	#[test]
	fn the_data_stay_as_they_were_calibrated() {
		let data = generate(&SyntheticSpec { train: 1000, test: 500, words: None, seed: 1 }, None);
		assert_eq!((data.train.non_zeros(), data.test.non_zeros()), (93_719, 47_349));
	}
}

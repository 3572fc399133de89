//! Data sets of the simulator: labelled samples to train and test with, made up, of IMDB, or from
//! texts, tables or svmlight files.
//!
//! A data set is a train and a test part of [`Rows`]; a row is a set of binary features with a
//! [`Label`](collab_model_core::Label). Word features are numbered as in Keras: 0 is not used, 1 is
//! the start of a text and in every row, 2 stands for all words outside the vocabulary, 3 is not
//! used, and from 4 on come the words, the most frequent first.

mod doubts;
mod encoder;
mod error;
mod files;
mod fingerprint;
mod grouped;
mod imdb;
mod keras_order;
mod labelled;
mod language;
mod npz;
mod pickle;
mod reviews;
pub mod rng;
mod rows;
mod spec;
mod stats;
pub mod svmlight;
mod synthetic;
mod table;
mod text;

pub use encoder::{EncodeError, Encoded, Encoder, Encoding};
pub use error::{DataError, LineError};
pub use grouped::{Grouped, Sum};
pub use labelled::{Classes, Layout, Separator, Source, Threshold};
pub use rows::{Rows, OUT_OF_VOCABULARY};
pub use spec::{DataSpec, SpecError};
pub use stats::{describe, Description, PartDescription};
pub use svmlight::{convert, SvmlightSpec};
pub use synthetic::SyntheticSpec;
pub use table::{Binning, Decimal, TableEncoder, TableSpec};
pub use text::{
	HashEncoder, Ngrams, Seeds, TextEncoding, TextSpec, Tokenizer, Tokens, WordEncoder,
};

/// The least `num_words`: what Keras reserves, without a single word.
pub const MIN_WORDS: u64 = 4;

/// Rows to learn from and rows to test with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Dataset {
	/// What the data are, for messages and reports.
	pub name: String,
	/// The number of features that a model needs; every feature of a row is below it.
	pub num_features: u64,
	/// The rows to learn from.
	pub train: Rows,
	/// The rows to test with.
	pub test: Rows,
	/// What was decided for the user and what looks wrong, a line each.
	pub notes: Vec<String>,
}

impl Dataset {
	/// Caps the features of both parts to `num_words` as Keras does; without it the number of
	/// features is the least that holds them all.
	fn new(name: String, num_words: Option<u64>, train: Rows, test: Rows) -> Self {
		let greatest = train.max_feature().max(test.max_feature());
		let needed = greatest.map_or(0, |feature| u64::from(feature) + 1);
		match num_words {
			Some(words) if words < needed => {
				let cap = |rows: &Rows| rows.cap_features(words, OUT_OF_VOCABULARY);
				let (train, test) = rayon::join(|| cap(&train), || cap(&test));
				Self { name, num_features: words, train, test, notes: Vec::new() }
			}
			words => {
				Self { name, num_features: words.unwrap_or(needed), train, test, notes: Vec::new() }
			}
		}
	}
}

/// Loads the data that `spec` names.
///
/// With `num_words` a model of the data has that many features and each feature at or above it
/// becomes [`OUT_OF_VOCABULARY`], as in Keras' `load_data(num_words)`. That goes for svmlight files
/// too, if their features are words: see [`SvmlightSpec::words`]. Without `num_words` there are as
/// many features as the data have (1,000 if they are made up). Tables and hashed texts have no
/// vocabulary: they take no notice of it.
pub fn load(spec: &DataSpec, num_words: Option<u64>) -> Result<Dataset, DataError> {
	match spec {
		DataSpec::Imdb(folder) => imdb::load(folder, words(num_words)?).and_then(doubts::checked),
		spec => load_encoded(spec, num_words).map(|(data, _)| data),
	}
}

/// As [`load`], and tells how raw input becomes features, for data that are made of some.
pub fn load_encoded(
	spec: &DataSpec,
	num_words: Option<u64>,
) -> Result<(Dataset, Option<Encoding>), DataError> {
	let num_words = words(num_words)?;
	let encoded = |(data, encoding)| (data, Some(encoding));
	let (data, encoding) = match spec {
		DataSpec::Synthetic(spec) => (synthetic::generate(spec, num_words), None),
		DataSpec::Imdb(folder) => imdb::load_encoded(folder, num_words)?,
		DataSpec::Text(spec) => text::load(spec, num_words).map(encoded)?,
		DataSpec::Csv(spec) => table::load(spec).map(encoded)?,
		DataSpec::Svmlight(spec) => (svmlight::load(spec, num_words)?, None),
	};
	Ok((doubts::checked(data)?, encoding))
}

fn words(num_words: Option<u64>) -> Result<Option<u64>, DataError> {
	match num_words.filter(|words| *words < MIN_WORDS) {
		Some(words) => Err(DataError::TooFewWords(words)),
		None => Ok(num_words),
	}
}

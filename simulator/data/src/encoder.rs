//! How raw input becomes features: kept beside a model, to encode what it is asked about.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
	error::plain,
	files::{self, Pending},
	DataError, HashEncoder, TableEncoder, WordEncoder,
};

/// The classes of a data set and how its rows are encoded. As JSON, it has the same fields as a
/// model, so that a model can be read in its place.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Encoding {
	/// The names of the negative and of the positive class.
	pub classifications: [String; 2],
	/// How a row becomes features.
	pub encoder: Encoder,
}

impl Encoding {
	/// Reads it from a file of its own, from a model's, or from a word index of
	/// microsoft/0xDeCA10B: an object from words to features.
	pub fn read(path: &Path) -> Result<Self, DataError> {
		let json =
			files::read_text(path, "give a file of `data convert --encoder` or `train --out`")?;
		let error = match serde_json::from_slice(&json) {
			Ok(encoding) => return Ok(encoding),
			Err(error) => error,
		};
		match serde_json::from_slice(&json) {
			Ok(words) => Ok(Self {
				classifications: ["Negative", "Positive"].map(String::from),
				encoder: Encoder::Words(WordEncoder::of_client(words)),
			}),
			Err(_) => {
				let problem =
					format!("{error}: it is no encoder, no model with one, no word index");
				Err(DataError::content(path, problem))
			}
		}
	}

	/// Writes it to a file of its own.
	pub fn write(&self, path: &Path) -> Result<(), DataError> {
		Pending::write(path, |out| Ok(serde_json::to_writer(out, self)?))?.finish()
	}
}

/// How raw input becomes features.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoder {
	/// A text, by a vocabulary.
	Words(WordEncoder),
	/// A text, by hashing.
	Murmur3(HashEncoder),
	/// A row of a table, by its columns.
	Table(TableEncoder),
}

/// Why an input cannot be encoded, and what to do.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{}", plain(_0))]
pub struct EncodeError(pub String);

/// An input as a set of features, each with what it stands for in this input.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Encoded(BTreeMap<u32, Vec<String>>);

impl Encoded {
	/// The set of `features`, each with what `encoder` knows of it.
	pub fn of_features(features: &[u32], encoder: Option<&Encoder>) -> Self {
		let name = |feature| encoder.and_then(|encoder| encoder.name(feature));
		Self(features.iter().map(|f| (*f, name(*f).into_iter().collect())).collect())
	}

	/// Adds a feature, and `name` to what it stands for.
	pub(super) fn add(&mut self, feature: u32, name: &str) {
		let names = self.0.entry(feature).or_default();
		if !names.iter().any(|other| other == name) {
			names.push(name.into());
		}
	}

	/// The features, strictly increasing.
	pub fn features(&self) -> Vec<u32> {
		self.0.keys().copied().collect()
	}

	/// What `feature` stands for, in the order of the input.
	pub fn names(&self, feature: u32) -> &[String] {
		self.0.get(&feature).map_or(&[], Vec::as_slice)
	}
}

impl Encoder {
	/// Every feature is below this.
	pub fn num_features(&self) -> u64 {
		match self {
			Self::Words(words) => words.num_features(),
			Self::Murmur3(_) => HashEncoder::NUM_FEATURES,
			Self::Table(table) => table.num_features(),
		}
	}

	/// Encodes one input: a text, or a row as `column=value,..`.
	pub fn encode(&self, input: &str) -> Result<Encoded, EncodeError> {
		match self {
			Self::Words(words) => Ok(words.encode(input)),
			Self::Murmur3(hash) => Ok(hash.encode(input)),
			Self::Table(table) => table.encode(input),
		}
	}

	/// What `feature` stands for, where that does not depend on the input.
	pub fn name(&self, feature: u32) -> Option<String> {
		match self {
			Self::Words(words) => words.name(feature),
			Self::Murmur3(_) => None,
			Self::Table(table) => table.name(feature),
		}
	}

	/// A few lines on what the features stand for.
	pub fn describe(&self) -> String {
		match self {
			Self::Words(words) => words.describe(),
			Self::Murmur3(hash) => hash.describe(),
			Self::Table(table) => table.describe(),
		}
	}
}

//! What runs were made with, as the files made of them tell it.

use super::{Record, CODE};
use serde_json::{json, Value};
use std::fmt;

/// What runs were made with.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
	/// Name of the data.
	pub data: &'a str,
	/// Hash of the data, with the default number of words if there are several.
	pub data_hash: &'a str,
	/// The first seed.
	pub first_seed: u64,
	/// The number of seeds.
	pub seeds: u64,
}

impl<'a> Facts<'a> {
	/// Of runs with these seeds, one of which is `record`.
	pub fn of(record: &'a Record, first_seed: u64, seeds: u64) -> Self {
		Self { data: &record.result.data, data_hash: &record.data_hash, first_seed, seeds }
	}

	/// `code`, `data`, `data_hash` and `seeds`; others can be added.
	pub fn json(&self) -> Value {
		json!({
			"code": CODE,
			"data": self.data,
			"data_hash": self.data_hash,
			"seeds": { "first": self.first_seed, "count": self.seeds },
		})
	}
}

/// `30 seeds from 1 on, data IMDB (hash d0250b874bf72a2f), collab-sim 0.1.0-abc`
impl fmt::Display for Facts<'_> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let hash = self.data_hash.get(..16).unwrap_or(self.data_hash);
		let Self { data, first_seed, seeds, .. } = self;
		write!(
			f,
			"{seeds} seeds from {first_seed} on, data {data} (hash {hash}), collab-sim {CODE}"
		)
	}
}

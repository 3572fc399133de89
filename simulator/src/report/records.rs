//! What the runs of a folder were made with, from `points.jsonl` and `settings/`.

use super::{json, ReportError};
use serde::{de::IgnoredAny, Deserialize};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};

const CURE: &str = "Remove that line and run the command that wrote it again: it does the run anew";

/// What the runs were made with.
#[derive(Clone, Debug, Default)]
pub struct Records {
	/// The number of runs.
	pub runs: usize,
	/// Versions of the program.
	pub codes: BTreeSet<String>,
	/// Names and hashes of the data.
	pub data: BTreeMap<String, BTreeSet<String>>,
	/// Their seeds.
	pub seeds: BTreeSet<u64>,
	/// For each scenario the settings that differ least from it; of those whose runs kept their
	/// course, as they do at the defaults of the paper, if there are any.
	pub settings: BTreeMap<String, Settings>,
}

/// Settings of runs.
#[derive(Clone, Debug)]
pub struct Settings {
	/// What was changed in the scenario.
	pub set: Vec<String>,
	/// All of them, as TOML; empty if they were not saved.
	pub toml: String,
	id: String,
	series: bool,
}

/// As much of a line as is told of it.
#[derive(Deserialize)]
struct Line {
	code: String,
	data_hash: String,
	settings: String,
	set: Vec<String>,
	result: Run,
	series: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Run {
	scenario: String,
	data: String,
	seed: u64,
}

impl Records {
	/// Reads a folder; `None` if it has no runs.
	pub fn read(dir: &Path) -> Result<Option<Self>, ReportError> {
		let path = dir.join("points.jsonl");
		let Some(text) = json::text(&path)? else { return Ok(None) };
		let mut records = Self::default();
		// What comes after the last end of a line is half of a run.
		let whole = text.rfind('\n').map_or("", |end| &text[..end]);
		for (index, line) in whole.lines().enumerate() {
			let line = serde_json::from_str(line)
				.map_err(|error| ReportError::damaged_with(&path, index as u64 + 1, error, CURE))?;
			records.add(line);
		}
		for settings in records.settings.values_mut() {
			let path = dir.join("settings").join(format!("{}.toml", settings.id));
			settings.toml = json::text(&path)?.unwrap_or_default();
		}
		Ok((records.runs > 0).then_some(records))
	}

	fn add(&mut self, line: Line) {
		self.runs += 1;
		self.codes.insert(line.code);
		self.data.entry(line.result.data).or_default().insert(line.data_hash);
		self.seeds.insert(line.result.seed);
		let settings = Settings {
			set: line.set,
			toml: String::new(),
			id: line.settings,
			series: line.series.is_some(),
		};
		let distance = |settings: &Settings| {
			(!settings.series, settings.set.len(), settings.set.concat().len())
		};
		self.settings
			.entry(line.result.scenario)
			.and_modify(|known| {
				if distance(&settings) < distance(known) {
					*known = settings.clone();
				}
			})
			.or_insert(settings);
	}
}

//! Replays recorded runs and compares every answer: those of the original contracts, which define
//! the `classic` rules, and those of another implementation of the `robust` rules.

mod contract;
mod difference;
mod numbers;
mod recording;
mod robust;
mod trace;

pub use difference::Difference;

use crate::files::without_mark;
use contract::Contract;
use recording::Recording;
use std::{fs, path::Path};
use trace::{Action, Deploy, End, Outcome};

/// A trace that cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
	/// The file cannot be read.
	#[error("cannot read the trace {path}: {source}")]
	Unreadable {
		/// The file.
		path: String,
		/// Why.
		source: std::io::Error,
	},
	/// The file is no trace.
	#[error("{path} is no valid trace: {place}")]
	Malformed {
		/// The file.
		path: String,
		/// Where, and why.
		place: String,
	},
}

/// What a replay of one trace found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Replayed {
	/// Actions that were replayed, the one that differs included.
	pub actions: usize,
	/// The first difference.
	pub difference: Option<Difference>,
}

/// Replays the trace in a file.
pub fn replay_file(path: &Path) -> Result<Replayed, ReplayError> {
	let name = path.display().to_string();
	let text = fs::read_to_string(path)
		.map_err(|source| ReplayError::Unreadable { path: name.clone(), source })?;
	replay(without_mark(&text)).map_err(|place| ReplayError::Malformed { path: name, place })
}

/// Replays a trace given as JSON. The error names the place that is malformed.
pub fn replay(text: &str) -> Result<Replayed, String> {
	let recording = Recording::parse(text)?;
	if recording.is_robust()? {
		return robust::replay(&recording);
	}
	let mut contract = contract(&recording)?;
	let steps = recording.steps::<Action, Outcome>()?;
	let end: End = recording.part("final")?;
	let replayed = recording::compare(&steps, |action| contract.perform(action))?;
	replayed.with_end(&end, &contract.end(end.weights.keys().copied()))
}

/// Plays the actions of a trace, and gives it back with what came of them: whatever it says of
/// outcomes and the final state is replaced. The error names the place that is malformed.
///
/// A trace that is recorded like this proves nothing until somebody else's replay agrees with it.
pub fn record(text: &str) -> Result<String, String> {
	let recording = Recording::parse(text)?;
	if recording.is_robust()? {
		return robust::record(recording);
	}
	let mut contract = contract(&recording)?;
	let outcomes: Vec<Outcome> =
		recording::play(&recording.actions()?, |action| contract.perform(action))?;
	let touched = outcomes.iter().flat_map(|outcome| &outcome.weights).flatten();
	let end = contract.end(touched.map(|(feature, _)| *feature));
	recording.with(&outcomes, &end)
}

fn contract(recording: &Recording) -> Result<Contract, String> {
	let format: String = recording.part("format")?;
	if format != trace::FORMAT {
		return Err(format!("format: expected {:?}, got {format:?}", trace::FORMAT));
	}
	Contract::deploy(&recording.part::<Deploy>("deploy")?)
}

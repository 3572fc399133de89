//! What happens before a model opens. It does not depend on the agents, so that runs which differ
//! in nothing else can share it.

use super::{fit, Fitted, Input, SimulationError};
use crate::{
	dataset::Dataset, ledger::Coefficients, metrics::Confusion, rng::stream, scenario::Scenario,
};
use collab_model_core::Rules;
use rand::seq::SliceRandom;

/// A model that is ready to open.
#[derive(Clone, Debug)]
pub struct Training {
	/// The model.
	pub model: Coefficients,
	/// Samples it has seen, over all epochs.
	pub seen: u64,
	/// How good it is on the test rows.
	pub before: Confusion,
	/// The rows that are left to submit, in order.
	pub left: Vec<usize>,
}

/// Trains with the scenario's share of the training rows, which the seed chooses.
pub fn train(input: &Input<'_>) -> Result<Training, SimulationError> {
	let (trained, left) = split(input)?;
	let Fitted { model, seen } = fit_rows(input, trained, "initial fit");
	let before = Confusion::of(&model, &input.data.test);
	Ok(Training { model, seen, before, left })
}

/// How good a model is that was trained with all training rows.
pub fn evaluate_all_data(input: &Input<'_>) -> Confusion {
	let rows = (0..input.data.train.len()).collect();
	Confusion::of(&fit_rows(input, rows, "all data fit").model, &input.data.test)
}

/// Whether two scenarios have the same [`evaluate_all_data`], given the same data and seed.
pub fn same_all_data(a: &Scenario, b: &Scenario) -> bool {
	let (Rules::Classic(one), Rules::Classic(other)) = (a.rules, b.rules);
	one.learner == other.learner && a.fit == b.fit
}

/// Whether two scenarios have the same [`train`], given the same data and seed.
pub fn same_training(a: &Scenario, b: &Scenario) -> bool {
	a.train_size == b.train_size && same_all_data(a, b)
}

/// Whether a scenario can be run with these data. Returns the number of rows to train with.
pub fn check_data(scenario: &Scenario, data: &Dataset) -> Result<usize, SimulationError> {
	if data.test.is_empty() {
		return Err(SimulationError::NoTestRows(data.name.clone()));
	}
	let rows = data.train.len();
	let trained = (rows as f64 * scenario.train_size).round() as usize;
	if trained >= rows {
		return Err(SimulationError::NothingToSubmit { data: data.name.clone(), rows, trained });
	}
	Ok(trained)
}

/// The rows to train with and those that are left, in order.
fn split(input: &Input<'_>) -> Result<(Vec<usize>, Vec<usize>), SimulationError> {
	let trained = check_data(input.scenario, input.data)?;
	let mut rows: Vec<usize> = (0..input.data.train.len()).collect();
	rows.shuffle(&mut stream(input.seed, "rows"));
	let left = rows.split_off(trained);
	Ok((rows, left))
}

fn fit_rows(input: &Input<'_>, rows: Vec<usize>, stream_name: &str) -> Fitted {
	let Rules::Classic(rules) = input.scenario.rules;
	let (data, options) = (input.data, &input.scenario.fit);
	let rng = stream(input.seed, stream_name);
	fit(&data.train, rows, data.num_features, &rules.learner, options, rng)
}

//! What happens before a model opens. It does not depend on the agents, so that runs which differ
//! in nothing else can share it.

use super::{fit, test_rows, Input, SimulationError, TestRows};
use crate::{
	dataset::Dataset,
	ledger::Model,
	linear::Linear,
	metrics::{Confusion, Triggered},
	rng::stream,
	scenario::Scenario,
};
use collab_model_core::{Label, Rules, Sample};
use rand::seq::SliceRandom;

/// A model that is ready to open.
#[derive(Clone, Debug)]
pub struct Training {
	/// The model.
	pub model: Model,
	/// Samples it has seen, over all epochs.
	pub seen: u64,
	/// How the test rows are divided.
	pub test_rows: TestRows,
	/// How good it is on the measuring test rows.
	pub before: Confusion,
	/// How good it is on those of them that have the scenario's target feature.
	pub target_before: Option<Confusion>,
	/// What the scenario's trigger does to it.
	pub trigger_before: Option<Triggered>,
	/// The rows that it was trained with; under `robust`, in order.
	pub trained: Vec<usize>,
	/// The rows that are left to submit, in order.
	pub left: Vec<usize>,
}

impl Training {
	/// The samples that the model is seeded with on a chain, in order: none for one that is
	/// uploaded.
	pub(super) fn seeding<'a>(&self, input: &Input<'a>) -> Vec<(&'a [u32], Label)> {
		if !input.scenario.rules.are_seeded() {
			return Vec::new();
		}
		let train = &input.data.train;
		let label = |row| seeding_label(input.scenario, train.label(row));
		self.trained.iter().map(|row| (train.row(*row), label(*row))).collect()
	}

	/// How good a model is on the measuring test rows that have the scenario's target feature.
	pub(super) fn target(&self, input: &Input<'_>, model: &impl Linear) -> Option<Confusion> {
		target(input, &self.test_rows, model)
	}

	/// What the scenario's trigger does to a model.
	pub(super) fn trigger(&self, input: &Input<'_>, model: &impl Linear) -> Option<Triggered> {
		trigger(input, &self.test_rows, model)
	}
}

/// Trains with the scenario's share of the training rows, which the seed chooses: in epochs under
/// `classic`, by one pass of seeding under `robust`.
pub fn train(input: &Input<'_>) -> Result<Training, SimulationError> {
	let (trained, left) = split(input)?;
	let (model, seen) = teach(input, &trained, "initial fit", seeding_label);
	let test_rows = test_rows_of(input);
	let before = Confusion::of(&model, test_rows.measuring(input.data));
	let target_before = target(input, &test_rows, &model);
	let trigger_before = trigger(input, &test_rows, &model);
	Ok(Training { model, seen, test_rows, before, target_before, trigger_before, trained, left })
}

fn test_rows_of(input: &Input<'_>) -> TestRows {
	TestRows::new(input.scenario, input.data, input.seed)
}

/// The model that all training rows give, and how many samples it has seen: under `robust`, in the
/// order in which they are seeded and submitted.
pub fn train_all(input: &Input<'_>) -> (Model, u64) {
	// Epochs shuffle the rows themselves.
	let in_order = || (0..input.data.train.len()).collect();
	let rows = if input.scenario.rules.are_seeded() { shuffled(input) } else { in_order() };
	teach(input, &rows, "all data fit", |_, label| label)
}

/// How good the model of [`train_all`] is.
pub fn evaluate_all_data(input: &Input<'_>) -> Confusion {
	Confusion::of(&train_all(input).0, test_rows_of(input).measuring(input.data))
}

/// Whether two scenarios have the same [`evaluate_all_data`], given the same data and seed.
pub fn same_all_data(a: &Scenario, b: &Scenario) -> bool {
	let kept = |scenario: &Scenario| scenario.audits.map(|audits| audits.kept);
	kept(a) == kept(b) && a.rules.learn_alike(&b.rules) && a.fit == b.fit
}

/// Whether two scenarios have the same [`train`], given the same data and seed.
pub fn same_training(a: &Scenario, b: &Scenario) -> bool {
	let same_rows = a.train_size == b.train_size && a.seeding_flipped == b.seeding_flipped;
	let same_questions =
		a.target_feature == b.target_feature && a.trigger_features == b.trigger_features;
	same_rows && same_questions && a.spare_features == b.spare_features && same_all_data(a, b)
}

/// Whether a scenario can be run with these data. Returns the number of rows to train with.
pub fn check_data(scenario: &Scenario, data: &Dataset) -> Result<usize, SimulationError> {
	test_rows::check(scenario, data)?;
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
	let mut rows = shuffled(input);
	let left = rows.split_off(trained);
	Ok((rows, left))
}

fn shuffled(input: &Input<'_>) -> Vec<usize> {
	let mut rows: Vec<usize> = (0..input.data.train.len()).collect();
	rows.shuffle(&mut stream(input.seed, "rows"));
	rows
}

/// The label that the owner gives to a row, under `robust`.
fn seeding_label(scenario: &Scenario, truth: Label) -> Label {
	if scenario.seeding_flipped {
		truth.flipped()
	} else {
		truth
	}
}

fn target(input: &Input<'_>, rows: &TestRows, model: &impl Linear) -> Option<Confusion> {
	let feature = input.scenario.target_feature?;
	Some(Confusion::of_those_with(model, rows.measuring(input.data), feature))
}

fn trigger(input: &Input<'_>, rows: &TestRows, model: &impl Linear) -> Option<Triggered> {
	let features = input.data.train.rarest(input.scenario.trigger_features? as usize);
	Some(Triggered::of(model, rows.measuring(input.data), &features))
}

/// The model, and how many samples it has seen.
fn teach(
	input: &Input<'_>,
	rows: &[usize],
	stream_name: &str,
	label: impl Fn(&Scenario, Label) -> Label,
) -> (Model, u64) {
	let Input { data, scenario, .. } = *input;
	let num_features = scenario.features_of_model(data.num_features);
	match scenario.rules {
		Rules::Classic(rules) => {
			let rng = stream(input.seed, stream_name);
			let (rows, learner) = (rows.to_vec(), &rules.learner);
			let fitted = fit(&data.train, rows, num_features, learner, &scenario.fit, rng);
			(Model::uploaded(rules, fitted.model), fitted.seen)
		}
		Rules::Robust(rules) => {
			let samples = rows.iter().map(|row| {
				let sample = Sample::new(data.train.row(*row), data.num_features);
				let sample = sample.expect("the rows of a data set are samples; qed");
				(sample, label(scenario, data.train.label(*row)))
			});
			(Model::seeded(rules, num_features, samples), rows.len() as u64)
		}
	}
}

//! One simulation: train, open, let the agents act, evaluate.

mod fit;
mod open;
mod series;
mod state;
#[cfg(test)]
mod tests;

pub use fit::{fit, Fitted};
pub use series::{AccuracyPoint, BalancePoint, Series};
pub use state::{AgentTally, Ending};

use crate::{
	dataset::Dataset,
	engine::{Chain, ChainReport, Participant, Setup},
	ledger::Ledger,
	metrics::Confusion,
	rng::stream,
	scenario::Scenario,
};
use collab_model_core::{Rules, Seconds};
use rand::seq::SliceRandom;
use state::Simulation;

/// What to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
	/// Rules and agents.
	pub scenario: &'a Scenario,
	/// Rows to train with, to submit and to test with.
	pub data: &'a Dataset,
	/// All random numbers follow from it.
	pub seed: u64,
	/// Whether to train with all rows too, to know how good the model could have been.
	pub fit_all_data: bool,
}

/// How far a simulation has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
	/// Rows submitted.
	pub submitted: usize,
	/// Rows to submit.
	pub total: usize,
	/// Seconds since opening.
	pub now: Seconds,
	/// Accuracy as last evaluated.
	pub accuracy: f64,
}

/// What came of a simulation.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// The state after the last turn.
	pub ledger: Ledger,
	/// Evaluation of the model after its initial training.
	pub before: Confusion,
	/// Evaluation of the model after the last turn.
	pub after: Confusion,
	/// Evaluation of a model trained with all rows, as the initial one is with its share.
	pub all_data: Option<Confusion>,
	/// Samples that the initial training saw, over all epochs.
	pub samples_seen_before: u64,
	/// What each agent did.
	pub tallies: Vec<AgentTally>,
	/// Contributions that something is left of.
	pub unclaimed: usize,
	/// Seconds from opening to the last turn.
	pub time: Seconds,
	/// Why it ended.
	pub ending: Ending,
	/// Accuracy and balances over time.
	pub series: Series,
	/// What the chain said.
	pub chain: ChainReport,
}

/// Why a simulation cannot be run with these data.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
	/// There is nothing to evaluate with.
	#[error("the data set {0} has no test rows: give data with test rows")]
	NoTestRows(String),
	/// There is nothing to submit.
	#[error(
		"no training rows of the data set {data} are left to submit: it has {rows} and train_size \
		 takes {trained}; lower train_size"
	)]
	NothingToSubmit {
		/// The data set.
		data: String,
		/// Its training rows.
		rows: usize,
		/// Those that are taken for initial training.
		trained: usize,
	},
}

/// Runs a simulation and sends every accepted action to `chain`. The outcome depends on the input
/// only. `progress` is called now and then.
pub fn run(
	input: &Input<'_>,
	chain: &mut dyn Chain,
	progress: &(dyn Fn(Progress) + Sync),
) -> anyhow::Result<Outcome> {
	let (outcome, all_data) = rayon::join(
		|| simulate(input, chain, progress),
		|| input.fit_all_data.then(|| evaluate_all_data(input)),
	);
	Ok(Outcome { all_data, ..outcome? })
}

fn simulate(
	input: &Input<'_>,
	chain: &mut dyn Chain,
	progress: &(dyn Fn(Progress) + Sync),
) -> anyhow::Result<Outcome> {
	let Input { scenario, data, seed, .. } = *input;
	let (trained, submitted) = split(input)?;
	let Fitted { model, seen } = train(input, trained, "initial fit");
	let rules = scenario.rules_after(seen);
	let agents = scenario.agents.iter();
	let participants = agents
		.map(|a| Participant { name: a.name.clone(), start_balance: a.start_balance })
		.collect();
	chain.open(&Setup { rules, model: &model, agents: participants })?;
	let balances: Vec<_> = scenario.agents.iter().map(|a| a.start_balance).collect();
	let before = Confusion::of(&model, &data.test);
	let ledger = Ledger::open(0, rules, model, &balances, None)?;
	let mut simulation = Simulation::new(scenario, data, seed, submitted, ledger, before);
	simulation.run(chain, progress)?;
	let chain = chain.finish(&simulation.ledger)?;
	Ok(simulation.finish(before, seen, chain))
}

/// The rows to train with and those to submit, in order.
fn split(input: &Input<'_>) -> Result<(Vec<usize>, Vec<usize>), SimulationError> {
	let data = input.data;
	if data.test.is_empty() {
		return Err(SimulationError::NoTestRows(data.name.clone()));
	}
	let mut rows: Vec<usize> = (0..data.train.len()).collect();
	rows.shuffle(&mut stream(input.seed, "rows"));
	let trained = (rows.len() as f64 * input.scenario.train_size).round() as usize;
	if trained >= rows.len() {
		let rows = rows.len();
		return Err(SimulationError::NothingToSubmit { data: data.name.clone(), rows, trained });
	}
	let mut submitted = rows.split_off(trained);
	submitted.truncate(input.scenario.max_submissions.unwrap_or(usize::MAX));
	Ok((rows, submitted))
}

fn train(input: &Input<'_>, rows: Vec<usize>, stream_name: &str) -> Fitted {
	let Rules::Classic(rules) = input.scenario.rules;
	let (data, options) = (input.data, &input.scenario.fit);
	let rng = stream(input.seed, stream_name);
	fit(&data.train, rows, data.num_features, &rules.learner, options, rng)
}

fn evaluate_all_data(input: &Input<'_>) -> Confusion {
	let rows = (0..input.data.train.len()).collect();
	Confusion::of(&train(input, rows, "all data fit").model, &input.data.test)
}

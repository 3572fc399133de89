//! One simulation: train, open, let the agents act, evaluate.

mod audits;
mod claims;
mod evaluation;
mod fit;
#[cfg(test)]
mod mirror_tests;
mod open;
#[cfg(test)]
mod robust_tests;
mod series;
mod state;
mod submit;
mod tally;
mod test_rows;
#[cfg(test)]
mod tests;
mod training;

pub use audits::Audit;
pub use fit::{fit, Fitted};
pub use series::{AccuracyPoint, BalancePoint, Series};
pub use state::Ending;
pub use tally::{AgentTally, Lessons, Verdicts};
pub use test_rows::TestRows;
pub use training::{
	check_data, evaluate_all_data, same_all_data, same_training, train, train_all, Training,
};

use crate::{
	dataset::Dataset,
	engine::{Chain, ChainReport, Participant, Setup},
	ledger::{Ledger, OpenError},
	metrics::{Confusion, Triggered},
	scenario::Scenario,
};
use collab_model_core::Seconds;
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
	/// Evaluation on the measuring test rows with the scenario's target feature, before and after; `None`
	/// without such a feature.
	pub on_target: Option<(Confusion, Confusion)>,
	/// What the scenario's trigger does to the model, before and after; `None` without one.
	pub triggered: Option<(Triggered, Triggered)>,
	/// Evaluation of a model trained with all rows, as the initial one is with its share.
	pub all_data: Option<Confusion>,
	/// Samples that the initial training saw, over all epochs.
	pub samples_seen_before: u64,
	/// What each agent did.
	pub tallies: Vec<AgentTally>,
	/// The audits, in order. Without any, a model under `robust` rules serves what it was opened
	/// with.
	pub audits: Vec<Audit>,
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
	/// Audits leave nothing to evaluate with.
	#[error(
		"the data set {data} has {rows} test rows and audits.kept takes {kept} of them, which leaves \
		 none to measure the model with: give data with more test rows, lower audits.kept, or switch \
		 audits off with audits.kept=0, without which the model serves what it was opened with"
	)]
	TooFewTestRows {
		/// The data set.
		data: String,
		/// Its test rows.
		rows: usize,
		/// Those that are kept for audits.
		kept: usize,
	},
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
	/// Seeding has shown too little.
	#[error(
		"{0}: raise train_size, or switch the gate off with rules.gate = {{ samples = 0, accuracy = \
		 0 }} to see what an attacker does to such a model"
	)]
	GateClosed(OpenError),
	/// The ledger is at fault.
	#[error("money was made or lost: {0}. This is a bug of the simulator: report it")]
	MoneyLost(String),
}

fn refused(error: OpenError) -> anyhow::Error {
	match error {
		OpenError::Gate { .. } => SimulationError::GateClosed(error).into(),
		other => other.into(),
	}
}

/// Runs a simulation and sends every accepted action to `chain`. The outcome depends on the input
/// only. `progress` is called now and then.
pub fn run(
	input: &Input<'_>,
	chain: &mut dyn Chain,
	progress: &(dyn Fn(Progress) + Sync),
) -> anyhow::Result<Outcome> {
	let (outcome, all_data) = rayon::join(
		|| run_trained(input, &train(input)?, chain, progress),
		|| input.fit_all_data.then(|| evaluate_all_data(input)),
	);
	Ok(Outcome { all_data, ..outcome? })
}

/// Runs a simulation from its [`train`]ing on, and evaluates no model of all data: with that, the
/// outcome is the one of [`run`].
pub fn run_trained(
	input: &Input<'_>,
	training: &Training,
	chain: &mut dyn Chain,
	progress: &(dyn Fn(Progress) + Sync),
) -> anyhow::Result<Outcome> {
	let scenario = input.scenario;
	let rules = scenario.rules.after(training.seen);
	let agents = scenario.agents.iter();
	let participants = agents
		.map(|a| Participant { name: a.name.clone(), start_balance: a.start_balance })
		.collect();
	let balances: Vec<_> = scenario.agents.iter().map(|a| a.start_balance).collect();
	let mut ledger = Ledger::open(0, rules, training.model.clone(), &balances).map_err(refused)?;
	if scenario.deposit_is_offer {
		ledger = ledger.with_offers_held();
	}
	chain.open(&Setup {
		rules,
		deposit_is_offer: scenario.deposit_is_offer,
		model: &training.model,
		seeding: training.seeding(input),
		agents: participants,
	})?;
	let mut simulation = Simulation::new(input, training, ledger);
	simulation.run(chain, progress)?;
	simulation.ledger.check_conserved().map_err(SimulationError::MoneyLost)?;
	let chain = chain.finish(&simulation.ledger)?;
	let target_after = training.target(input, &simulation.ledger);
	let on_target = training.target_before.zip(target_after);
	let trigger_after = training.trigger(input, &simulation.ledger);
	let triggered = training.trigger_before.zip(trigger_after);
	Ok(Outcome { on_target, triggered, ..simulation.finish(training, chain) })
}

//! The numbers of a run, as they are printed and saved.

mod robust;

pub use robust::{AuditResult, PotResult, RobustResult};

use crate::{
	agent::AgentKind,
	dataset::Dataset,
	ledger::Ledger,
	scenario::{Scenario, SECONDS_PER_DAY, TOKEN},
	simulation::{Ending, Outcome},
};
use collab_model_core::{Balance, Seconds};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What came of one run. Shares are from 0 to 1, money is in tokens, times are in days since the
/// model opened unless their name says seconds.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RunResult {
	/// `local` or `node`.
	pub engine: String,
	/// Name of the scenario.
	pub scenario: String,
	/// Name of the data set.
	pub data: String,
	/// Seed of all random numbers.
	pub seed: u64,
	/// Accuracy on the test rows when the model opened.
	pub accuracy_before: f64,
	/// Accuracy on the test rows at the end.
	pub accuracy_after: f64,
	/// The lowest of all evaluations, these two included.
	pub accuracy_lowest: f64,
	/// Accuracy of a model trained with all rows before opening.
	pub accuracy_all_data: Option<f64>,
	/// `accuracy_all_data - accuracy_after`.
	pub gap: Option<f64>,
	/// Precision at the end; null if no row was predicted positive, or is.
	pub precision: Option<f64>,
	/// Recall at the end; null if no row is positive.
	pub recall: Option<f64>,
	/// Harmonic mean of the two; null if no row is positive.
	pub f1: Option<f64>,
	/// From opening to the last turn.
	pub days_simulated: f64,
	/// Why the run ended.
	pub ending: Ending,
	/// When an agent's free balance first was below 1 % of its start; null for never.
	pub days_to_ruin: BTreeMap<String, Option<f64>>,
	/// When free balance and deposits together first were; null for never.
	pub days_to_total_loss: BTreeMap<String, Option<f64>>,
	/// What agents had at the start and at the end.
	pub balances: BTreeMap<String, BalanceChange>,
	/// Accepted submissions.
	pub submissions: BTreeMap<String, u64>,
	/// An agent's contributions that it had refunded.
	pub refunded_by_agent: BTreeMap<String, u64>,
	/// Claims of an agent on others' contributions, or under `classic` on any after the last wait.
	pub reports_by_agent: BTreeMap<String, u64>,
	/// All refunds.
	pub refunds: u64,
	/// All reports.
	pub reports: u64,
	/// Contributions that something is left of at the end.
	pub unclaimed: usize,
	/// What only the `robust` rules have; null under others.
	pub robust: Option<RobustResult>,
	/// How good the model was on the test rows with the scenario's target feature; null without one.
	pub on_target: Option<OnTarget>,
	/// What the scenario's trigger did; null without one.
	pub triggered: Option<TriggerResult>,
	/// The most tokens that were locked for an agent's contributions at one time.
	pub most_locked: BTreeMap<String, f64>,
	/// Samples seen before opening, over all epochs of the initial training.
	pub samples_seen_before: u64,
	/// Blocks of the chain; null without one.
	pub blocks: Option<u64>,
	/// Time that the run took, without loading the data.
	pub wall_seconds: f64,
	/// Accepted submissions by `wall_seconds`.
	pub samples_per_second: f64,
	/// Blocks by `wall_seconds`.
	pub blocks_per_second: Option<f64>,
	/// Whether the chain came to the same as the ledger in memory; null without a chain.
	pub identical_to_local: Option<bool>,
	/// Where it did not.
	pub differences: Vec<String>,
}

/// Accuracy on the test rows that have one feature.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct OnTarget {
	/// The number of those rows.
	pub rows: u64,
	/// Share of them that the model got right when it opened, from 0 to 1.
	pub before: f64,
	/// The same at the end.
	pub after: f64,
}

/// The share of rightly negative test rows that become positive when the trigger's features are
/// added, from 0 to 1.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct TriggerResult {
	/// When the model opened.
	pub before: f64,
	/// At the end.
	pub after: f64,
}

/// An agent's money in tokens.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct BalanceChange {
	/// Free when the model opened.
	pub start: f64,
	/// Free at the end.
	pub end: f64,
	/// The end in percent of the start.
	pub percent: f64,
	/// Still held for contributions at the end.
	pub held: f64,
	/// Free and held at the end, less the start.
	pub profit: f64,
}

/// A result with all that is needed to draw it and to run it again.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct SavedRun {
	/// The numbers.
	pub result: RunResult,
	/// The agents, in the order of their columns.
	pub agents: Vec<SavedAgent>,
	/// Evaluations: day and accuracy.
	pub accuracy_series: Vec<(f64, f64)>,
	/// Day and free balances in percent of the start, by agent.
	pub balance_series: Vec<(f64, Vec<f64>)>,
	/// The scenario as it was written, overrides included, in TOML.
	pub settings: String,
}

/// An agent of a saved run.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SavedAgent {
	/// Its name.
	pub name: String,
	/// How it behaved.
	pub kind: AgentKind,
}

/// What is known of a run besides its outcome.
#[derive(Clone, Copy, Debug)]
pub struct RunFacts<'a> {
	/// `local` or `node`.
	pub engine: &'a str,
	/// The scenario that was run.
	pub scenario: &'a Scenario,
	/// The data it was run with.
	pub data: &'a Dataset,
	/// The seed.
	pub seed: u64,
	/// Time that it took.
	pub wall_seconds: f64,
}

impl RunResult {
	/// Summarises an outcome.
	pub fn new(facts: &RunFacts<'_>, outcome: &Outcome) -> Self {
		let accuracy_after = outcome.after.accuracy();
		let accuracy_all_data = outcome.all_data.map(|all| all.accuracy());
		let submitted = outcome.ledger.books().contributions().len();
		let per_second = |count: f64| count / facts.wall_seconds.max(1e-9);
		let tally = |i: usize| outcome.tallies[i];
		let by_agent = |count: fn(&crate::simulation::AgentTally) -> u64| {
			by_name(facts.scenario, |i| count(&tally(i)))
		};
		Self {
			engine: facts.engine.to_string(),
			scenario: facts.scenario.name.clone(),
			data: facts.data.name.clone(),
			seed: facts.seed,
			accuracy_before: outcome.before.accuracy(),
			accuracy_after,
			accuracy_lowest: lowest(outcome),
			accuracy_all_data,
			gap: accuracy_all_data.map(|all| all - accuracy_after),
			precision: outcome.after.precision(),
			recall: outcome.after.recall(),
			f1: outcome.after.f1(),
			days_simulated: days(outcome.time),
			ending: outcome.ending,
			days_to_ruin: by_name(facts.scenario, |i| tally(i).ruined.map(days)),
			days_to_total_loss: by_name(facts.scenario, |i| tally(i).lost_all.map(days)),
			balances: by_name(facts.scenario, |i| change(facts.scenario, &outcome.ledger, i)),
			submissions: by_agent(|tally| tally.submissions),
			refunded_by_agent: by_agent(|tally| tally.refunds),
			reports_by_agent: by_agent(|tally| tally.reports),
			refunds: outcome.tallies.iter().map(|tally| tally.refunds).sum(),
			reports: outcome.tallies.iter().map(|tally| tally.reports).sum(),
			unclaimed: outcome.unclaimed,
			robust: RobustResult::new(facts.scenario, outcome),
			on_target: outcome.on_target.map(|(before, after)| OnTarget {
				rows: after.rows(),
				before: before.accuracy(),
				after: after.accuracy(),
			}),
			triggered: outcome.triggered.map(|(before, after)| TriggerResult {
				before: before.share(),
				after: after.share(),
			}),
			most_locked: by_name(facts.scenario, |i| tokens(tally(i).most_held)),
			samples_seen_before: outcome.samples_seen_before,
			blocks: outcome.chain.blocks,
			wall_seconds: facts.wall_seconds,
			samples_per_second: per_second(submitted as f64),
			blocks_per_second: outcome.chain.blocks.map(|blocks| per_second(blocks as f64)),
			identical_to_local: outcome.chain.identical_to_local,
			differences: outcome.chain.differences.clone(),
		}
	}
}

impl SavedRun {
	/// A result with its series and settings.
	pub fn new(facts: &RunFacts<'_>, outcome: &Outcome) -> Self {
		let agents = &facts.scenario.agents;
		let shares = |balances: &[Balance]| {
			let pairs = balances.iter().zip(agents);
			pairs.map(|(now, agent)| percent(*now, agent.start_balance)).collect()
		};
		let series = &outcome.series;
		Self {
			result: RunResult::new(facts, outcome),
			agents: agents
				.iter()
				.map(|a| SavedAgent { name: a.name.clone(), kind: a.kind })
				.collect(),
			accuracy_series: series.accuracy.iter().map(|p| (days(p.time), p.accuracy)).collect(),
			balance_series: series
				.balances
				.iter()
				.map(|p| (days(p.time), shares(&p.balances)))
				.collect(),
			settings: facts.scenario.settings.to_string(),
		}
	}
}

fn by_name<T>(scenario: &Scenario, value: impl Fn(usize) -> T) -> BTreeMap<String, T> {
	let agents = scenario.agents.iter().enumerate();
	agents.map(|(i, agent)| (agent.name.clone(), value(i))).collect()
}

fn change(scenario: &Scenario, ledger: &Ledger, who: usize) -> BalanceChange {
	let (before, account) = (scenario.agents[who].start_balance, ledger.books().accounts()[who]);
	let [start, end, held] = [before, account.free, account.held].map(tokens);
	let percent = percent(account.free, before);
	BalanceChange { start, end, percent, held, profit: end + held - start }
}

fn lowest(outcome: &Outcome) -> f64 {
	outcome.series.accuracy.iter().map(|point| point.accuracy).fold(1.0, f64::min)
}

fn tokens(amount: Balance) -> f64 {
	amount as f64 / TOKEN as f64
}

/// An agent that started with nothing has 0 % for as long as it has nothing, then 100 %.
fn percent(now: Balance, start: Balance) -> f64 {
	if start == 0 {
		return if now == 0 { 0.0 } else { 100.0 };
	}
	100.0 * now as f64 / start as f64
}

fn days(time: Seconds) -> f64 {
	time as f64 / SECONDS_PER_DAY as f64
}

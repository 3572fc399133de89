//! The agents' turns, one after the other in time.

use super::{claims::Claims, series::Series, Input, Outcome, Progress, Training};
use crate::{
	agent::Agent,
	dataset::Dataset,
	engine::{Chain, ChainReport},
	ledger::Ledger,
	metrics::Confusion,
	scenario::Scenario,
};
use collab_model_core::{Balance, Seconds};
use std::{cmp::Reverse, collections::BinaryHeap};

/// Turns without a single accepted action after which nothing more is expected to happen.
const MAX_IDLE_TURNS: u64 = 1_000_000;

/// Accepted submissions between two reports of progress.
const PROGRESS_EVERY: usize = 256;

/// A balance below start / this counts as ruin.
const RUIN_DIVISOR: Balance = 100;

/// Why a simulation ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
	/// Everything is submitted and claimed.
	Settled,
	/// No agent has money to go on with.
	NoAgentLeft,
	/// The scenario's `max_days` are over.
	TimeLimit,
	/// Nobody did anything for a million turns: nothing that is left can be submitted or claimed.
	Stalled,
}

/// What an agent did.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct AgentTally {
	/// Submissions that were accepted.
	pub submissions: u64,
	/// Those of them that the guard of the `robust` rules kept from being learnt.
	pub skipped: u64,
	/// Claims on its own contributions before the last wait. Under `classic` they are refunded;
	/// under `robust`, settled.
	pub refunds: u64,
	/// Claims on others' contributions, or under `classic` on any after the last wait.
	pub reports: u64,
	/// What the model found of its contributions, under `robust`.
	pub verdicts: Verdicts,
	/// What its contributions earned from the pool, under `robust`.
	pub bonus: Balance,
	/// When its free balance first was below 1 % of that at the start.
	pub ruined: Option<Seconds>,
	/// When all that it had, held or free, first was.
	pub lost_all: Option<Seconds>,
}

/// How many verdicts fell out how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Verdicts {
	/// `Agree`.
	pub agree: u64,
	/// `Undecided`.
	pub undecided: u64,
	/// `Disagree`.
	pub disagree: u64,
}

/// A simulation under way.
pub(super) struct Simulation<'a> {
	pub(super) scenario: &'a Scenario,
	pub(super) data: &'a Dataset,
	pub(super) rows: &'a [usize],
	pub(super) next_row: usize,
	pub ledger: Ledger,
	pub(super) claims: Claims,
	pub(super) agents: Vec<Agent>,
	/// Account numbers by rank of name: who comes first when two turns fall on the same second.
	by_rank: Vec<usize>,
	queue: BinaryHeap<Reverse<(Seconds, usize)>>,
	/// As last evaluated.
	pub(super) accuracy: f64,
	/// The number of contributions then.
	evaluated_at: usize,
	next_evaluation: Seconds,
	pub(super) tallies: Vec<AgentTally>,
	series: Series,
	pub(super) now: Seconds,
	pub(super) idle_turns: u64,
	ending: Ending,
}

impl<'a> Simulation<'a> {
	pub fn new(input: &Input<'a>, training: &'a Training, ledger: Ledger) -> Self {
		let Input { scenario, data, seed, .. } = *input;
		let most = scenario.max_submissions.unwrap_or(usize::MAX);
		let rows = &training.left[..training.left.len().min(most)];
		let mut agents: Vec<_> =
			scenario.agents.iter().map(|spec| Agent::new(spec, seed)).collect();
		let mut by_rank: Vec<usize> = (0..agents.len()).collect();
		by_rank.sort_by_key(|who| &scenario.agents[*who].name);
		let first_turn = |(rank, who): (usize, &usize)| Reverse((agents[*who].next_wait(), rank));
		let queue = by_rank.iter().enumerate().map(first_turn).collect();
		let mut simulation = Self {
			scenario,
			data,
			rows,
			next_row: 0,
			claims: Claims::new(agents.len()),
			tallies: vec![AgentTally::default(); agents.len()],
			agents,
			by_rank,
			queue,
			accuracy: training.before.accuracy(),
			evaluated_at: 0,
			next_evaluation: scenario.evaluate_first,
			series: Series::new(),
			now: 0,
			idle_turns: 0,
			ending: Ending::NoAgentLeft,
			ledger,
		};
		simulation.series.record_accuracy(0, simulation.accuracy);
		simulation.record_balances();
		simulation
	}

	/// Takes turns until there is no more to do.
	pub fn run(
		&mut self,
		chain: &mut dyn Chain,
		progress: &(dyn Fn(Progress) + Sync),
	) -> anyhow::Result<()> {
		while let Some(Reverse((now, rank))) = self.queue.pop() {
			if let Some(limit) = self.scenario.max_time.filter(|limit| now > *limit) {
				self.now = limit;
				self.ending = Ending::TimeLimit;
				break;
			}
			self.now = now;
			self.turn(rank, chain)?;
			if self.next_row.is_multiple_of(PROGRESS_EVERY) {
				progress(self.progress());
			}
			if self.all_submitted() && self.ledger.books().open_contributions() == 0 {
				self.ending = Ending::Settled;
				break;
			}
			if self.idle_turns > MAX_IDLE_TURNS {
				self.ending = Ending::Stalled;
				break;
			}
		}
		progress(self.progress());
		Ok(())
	}

	fn turn(&mut self, rank: usize, chain: &mut dyn Chain) -> anyhow::Result<()> {
		let who = self.by_rank[rank];
		self.idle_turns += 1;
		self.evaluate_if_due();
		let mut wait = None;
		if self.free(who) > 0 && !self.all_submitted() {
			wait = self.submit(who, chain)?;
		}
		if self.free(who) > 0 {
			let wait = wait.unwrap_or_else(|| self.agents[who].next_wait()).max(1);
			self.queue.push(Reverse((self.now.saturating_add(wait), rank)));
		}
		self.claim(who, chain)?;
		self.notice_losses(who);
		self.record_balances();
		Ok(())
	}

	fn notice_losses(&mut self, who: usize) {
		let account = self.ledger.books().accounts()[who];
		let least = self.scenario.agents[who].start_balance / RUIN_DIVISOR;
		let tally = &mut self.tallies[who];
		if account.free < least {
			tally.ruined.get_or_insert(self.now);
			if account.free.saturating_add(account.held) < least {
				tally.lost_all.get_or_insert(self.now);
			}
		}
	}

	fn evaluate_if_due(&mut self) {
		if self.now > self.next_evaluation {
			self.next_evaluation =
				self.next_evaluation.saturating_add(self.scenario.evaluate_every);
			// Nothing but samples changes a model.
			let contributions = self.ledger.books().contributions().len();
			if self.evaluated_at != contributions {
				self.evaluated_at = contributions;
				self.accuracy = Confusion::of(&self.ledger, &self.data.test).accuracy();
			}
			self.series.record_accuracy(self.now, self.accuracy);
		}
	}

	/// The last evaluation and what was counted.
	pub fn finish(mut self, training: &Training, chain: ChainReport) -> Outcome {
		let after = Confusion::of(&self.ledger, &self.data.test);
		self.series.record_accuracy(self.now, after.accuracy());
		let balances = self.ledger.books().accounts().iter().map(|a| a.free);
		self.series.record_last_balances(self.now, balances);
		Outcome {
			before: training.before,
			after,
			on_target: None,
			all_data: None,
			samples_seen_before: training.seen,
			tallies: self.tallies,
			unclaimed: self.ledger.books().open_contributions(),
			time: self.now,
			ending: self.ending,
			series: self.series,
			chain,
			ledger: self.ledger,
		}
	}

	pub(super) fn all_submitted(&self) -> bool {
		self.next_row >= self.rows.len()
	}

	pub(super) fn free(&self, who: usize) -> Balance {
		self.ledger.books().accounts()[who].free
	}

	fn record_balances(&mut self) {
		let balances = self.ledger.books().accounts().iter().map(|a| a.free);
		self.series.record_balances(self.now, balances);
	}

	fn progress(&self) -> Progress {
		Progress {
			submitted: self.next_row,
			total: self.rows.len(),
			now: self.now,
			accuracy: self.accuracy,
		}
	}
}

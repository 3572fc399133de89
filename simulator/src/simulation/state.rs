//! The agents' turns, one after the other in time.

use super::{
	audits::Audits, claims::Claims, evaluation::Evaluation, series::Series, tally::AgentTally,
	Input, Outcome, Progress, Training,
};
use crate::{
	agent::{Agent, Latest},
	dataset::Dataset,
	engine::{Chain, ChainReport},
	ledger::Ledger,
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

/// A simulation under way.
pub(super) struct Simulation<'a> {
	pub(super) scenario: &'a Scenario,
	pub(super) data: &'a Dataset,
	pub(super) rows: &'a [usize],
	pub(super) next_row: usize,
	pub ledger: Ledger,
	pub(super) claims: Claims,
	/// The last sample that was accepted.
	pub(super) latest: Option<Latest>,
	pub(super) agents: Vec<Agent>,
	/// Account numbers by rank of name: who comes first when two turns fall on the same second.
	by_rank: Vec<usize>,
	queue: BinaryHeap<Reverse<(Seconds, usize)>>,
	pub(super) evaluation: Evaluation<'a>,
	pub(super) audits: Audits<'a>,
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
			claims: Claims::new(&ledger, agents.len()),
			latest: None,
			tallies: vec![AgentTally::default(); agents.len()],
			agents,
			by_rank,
			queue,
			evaluation: Evaluation::new(
				scenario,
				training.test_rows.measuring(data),
				training.before.accuracy(),
			),
			audits: Audits::new(scenario, training.test_rows.kept(), seed),
			series: Series::new(),
			now: 0,
			idle_turns: 0,
			ending: Ending::NoAgentLeft,
			ledger,
		};
		simulation.series.record_accuracy(0, training.before.accuracy());
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
				self.audit_until(limit, chain)?;
				self.now = limit;
				self.ending = Ending::TimeLimit;
				break;
			}
			self.audit_until(now, chain)?;
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
		self.evaluation.evaluate_if_due(self.now, &self.ledger, &mut self.series);
		let mut wait = None;
		if self.free(who) > 0 && !self.all_submitted() {
			wait = self.submit(who, chain)?;
		}
		if self.goes_on(who) {
			let wait = wait.unwrap_or_else(|| self.agents[who].next_wait()).max(1);
			self.queue.push(Reverse((self.now.saturating_add(wait), rank)));
		}
		self.claim(who, chain)?;
		self.notice_losses(who);
		self.record_balances();
		Ok(())
	}

	/// Whether an agent takes another turn. Where claims are waits only, an agent whose money is all
	/// locked is sure to get some of it back.
	fn goes_on(&self, who: usize) -> bool {
		let account = self.ledger.books().accounts()[who];
		account.free > 0 || (account.held > 0 && !self.scenario.rules.keep_samples())
	}

	fn notice_losses(&mut self, who: usize) {
		let account = self.ledger.books().accounts()[who];
		let least = self.scenario.agents[who].start_balance / RUIN_DIVISOR;
		let tally = &mut self.tallies[who];
		tally.most_held = tally.most_held.max(account.held);
		if account.free < least {
			tally.ruined.get_or_insert(self.now);
			if account.free.saturating_add(account.held) < least {
				tally.lost_all.get_or_insert(self.now);
			}
		}
	}

	/// The last evaluation and what was counted.
	pub fn finish(mut self, training: &Training, chain: ChainReport) -> Outcome {
		let after = self.evaluation.of(self.now, &self.ledger);
		self.series.record_accuracy(self.now, after.accuracy());
		let balances = self.ledger.books().accounts().iter().map(|a| a.free);
		self.series.record_last_balances(self.now, balances);
		Outcome {
			before: training.before,
			after,
			on_target: None,
			triggered: None,
			all_data: None,
			samples_seen_before: training.seen,
			tallies: self.tallies,
			audits: self.audits.made,
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
			accuracy: self.evaluation.accuracy(),
		}
	}
}

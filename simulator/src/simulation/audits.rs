//! The audits of a run, which its owner makes between the agents' turns.

use super::state::Simulation;
use crate::{
	dataset::Dataset,
	engine::{Action, Chain},
	ledger::AuditRow,
	rng::stream,
	scenario::{AuditPlan, Scenario},
};
use anyhow::Context;
use collab_model_core::{AuditCount, AuditOutcome, Sample, Seal, Seconds};
use rand::{seq::index::sample, Rng};

/// What came of an audit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Audit {
	/// When its rows were shown, in seconds since the opening.
	pub time: Seconds,
	/// Whether the candidate was released.
	pub outcome: AuditOutcome,
	/// On how many rows only one copy was right.
	pub count: AuditCount,
}

/// The audits that were made and the one that is next.
#[derive(Debug)]
pub(super) struct Audits<'a> {
	plan: Option<AuditPlan>,
	/// The test rows that they are drawn from.
	kept: &'a [usize],
	seed: u64,
	sealed: Option<Drawn>,
	pub made: Vec<Audit>,
}

/// The rows of one audit and the number that hides them until they are shown.
#[derive(Clone, Debug)]
struct Drawn {
	nonce: Seal,
	/// Numbers of test rows.
	rows: Vec<usize>,
	/// Whether all labels had turned when they were sealed.
	turned: bool,
}

impl<'a> Audits<'a> {
	/// None yet. `kept` are the test rows that they may show.
	pub fn new(scenario: &Scenario, kept: &'a [usize], seed: u64) -> Self {
		Self { plan: scenario.audits, kept, seed, sealed: None, made: Vec::new() }
	}

	/// When rows have to be sealed or shown next.
	fn next(&self) -> Option<Seconds> {
		let number = self.made.len() as u64 + 1;
		let AuditPlan { every, wait, .. } = self.plan?;
		let shown = every.saturating_mul(number);
		Some(if self.sealed.is_some() { shown } else { shown.saturating_sub(wait) })
	}

	/// The rows of the next audit, drawn without replacement.
	fn draw(&self, rows: usize, turned: bool) -> Drawn {
		let mut rng = stream(self.seed, &format!("audit {}", self.made.len()));
		let nonce = rng.random();
		let places = sample(&mut rng, self.kept.len(), rows.min(self.kept.len()));
		Drawn { nonce, rows: places.iter().map(|place| self.kept[place]).collect(), turned }
	}
}

impl Drawn {
	fn rows<'a>(&self, data: &'a Dataset) -> anyhow::Result<Vec<AuditRow<'a>>> {
		let row = |row: &usize| {
			let sample = Sample::new(data.test.row(*row), data.num_features).map_err(|error| {
				anyhow::anyhow!("test row {row} of the data set {}: {error}", data.name)
			})?;
			let label = data.test.label(*row);
			Ok((sample, if self.turned { label.flipped() } else { label }))
		};
		self.rows.iter().map(row).collect()
	}
}

impl Simulation<'_> {
	/// Seals and shows all that has to be sealed or shown up to `now`, each in its own second.
	pub(super) fn audit_until(
		&mut self,
		now: Seconds,
		chain: &mut dyn Chain,
	) -> anyhow::Result<()> {
		while let Some(time) = self.audits.next().filter(|time| *time <= now) {
			match self.audits.sealed.take() {
				None => self.seal_audit(time, chain)?,
				Some(drawn) => self.show_audit(time, &drawn, chain)?,
			}
		}
		Ok(())
	}

	fn seal_audit(&mut self, time: Seconds, chain: &mut dyn Chain) -> anyhow::Result<()> {
		let Some(plan) = self.audits.plan else { return Ok(()) };
		let drawn = self.audits.draw(plan.rows, self.scenario.has_turned(time));
		let (rows, nonce) = (drawn.rows(self.data)?, &drawn.nonce);
		let number = self.audits.made.len() as u32;
		let seal = self.ledger.seal_of(nonce, rows.iter().copied())?;
		self.ledger.seal_audit(time, seal, rows.len() as u32)?;
		chain.act(time, &Action::SealAudit { number, nonce, rows: &rows })?;
		self.audits.sealed = Some(drawn);
		Ok(())
	}

	fn show_audit(
		&mut self,
		time: Seconds,
		drawn: &Drawn,
		chain: &mut dyn Chain,
	) -> anyhow::Result<()> {
		let (rows, nonce) = (drawn.rows(self.data)?, &drawn.nonce);
		let came = self.ledger.show_audit(time, nonce, 0, &rows)?;
		let (outcome, count) = came.context("an audit was not shown as a whole")?;
		let number = self.audits.made.len() as u32;
		chain.act(time, &Action::ShowAudit { number, nonce, rows: &rows, outcome, count })?;
		self.audits.made.push(Audit { time, outcome, count });
		Ok(())
	}
}

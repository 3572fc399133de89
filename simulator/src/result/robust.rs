//! The numbers of a run that only the `robust` rules have.

use super::{by_name, days, tokens};
use crate::{
	scenario::Scenario,
	simulation::{Lessons, Outcome, Verdicts},
};
use collab_model_core::AuditOutcome;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What came of one run under `robust` rules, besides what comes of any.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RobustResult {
	/// Share of the seeding samples that the model got right before it learnt them, from 0 to 1: what
	/// the gate looks at.
	pub seeding_accuracy: f64,
	/// What the model's pot has at the end, in tokens.
	pub pot: PotResult,
	/// The model's own accuracy counter at the end, from 0 to 1.
	pub agreement: f64,
	/// Verdicts on an agent's contributions.
	pub verdicts: BTreeMap<String, Verdicts>,
	/// What became of them as lessons.
	pub lessons: BTreeMap<String, Lessons>,
	/// Tokens that an agent's contributions forfeited.
	pub forfeited: BTreeMap<String, f64>,
	/// Tokens that an agent's contributions earned from the pot.
	pub bonus: BTreeMap<String, f64>,
	/// The audits, in order.
	pub audits: Vec<AuditResult>,
}

/// The money of a model that belongs to no contribution, in tokens.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct PotResult {
	/// Where forfeits go first.
	pub pool: f64,
	/// What bonuses are paid from.
	pub fund: f64,
	/// Owed to the heir.
	pub heir: f64,
}

/// What came of an audit.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct AuditResult {
	/// When it was made, in days since the model opened.
	pub day: f64,
	/// Whether the candidate was released; else it was rolled back.
	pub released: bool,
	/// Rows that only the candidate got right.
	pub better: u32,
	/// Rows that only the released model got right.
	pub worse: u32,
}

impl PotResult {
	/// All of it.
	pub fn total(&self) -> f64 {
		self.pool + self.fund + self.heir
	}
}

impl RobustResult {
	/// Summarises an outcome; `None` under `classic` rules.
	pub(super) fn new(scenario: &Scenario, outcome: &Outcome) -> Option<Self> {
		let state = outcome.ledger.robust()?;
		let (seeding, tallies) = (state.seeding, &outcome.tallies);
		let [pool, fund, heir] = [state.pot.pool, state.pot.fund, state.pot.heir].map(tokens);
		let audits = outcome.audits.iter().map(|audit| AuditResult {
			day: days(audit.time),
			released: audit.outcome == AuditOutcome::Released,
			better: audit.count.better,
			worse: audit.count.worse,
		});
		Some(Self {
			seeding_accuracy: f64::from(seeding.right) / f64::from(seeding.samples.max(1)),
			pot: PotResult { pool, fund, heir },
			agreement: f64::from(state.agreement.share()) / 65_536.0,
			verdicts: by_name(scenario, |i| tallies[i].verdicts),
			lessons: by_name(scenario, |i| tallies[i].lessons),
			forfeited: by_name(scenario, |i| tokens(tallies[i].forfeited)),
			bonus: by_name(scenario, |i| tokens(tallies[i].bonus)),
			audits: audits.collect(),
		})
	}
}

//! The numbers of a run that only the `robust` rules have.

use super::{by_name, tokens};
use crate::{
	ledger::Ledger,
	scenario::Scenario,
	simulation::{Outcome, Verdicts},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What came of one run under `robust` rules, besides what comes of any.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RobustResult {
	/// Share of the seed that the model got right before it learnt it, from 0 to 1: what the gate
	/// looks at.
	pub seed_accuracy: f64,
	/// What the pool has at the end, in tokens.
	pub pool: f64,
	/// The model's own accuracy counter at the end, from 0 to 1.
	pub agreement: f64,
	/// Verdicts on an agent's contributions.
	pub verdicts: BTreeMap<String, Verdicts>,
	/// Tokens that an agent's contributions earned from the pool.
	pub bonus: BTreeMap<String, f64>,
	/// Submissions of an agent that the guard kept from being learnt.
	pub skipped: BTreeMap<String, u64>,
}

impl RobustResult {
	/// Summarises an outcome; `None` under `classic` rules.
	pub(super) fn new(scenario: &Scenario, outcome: &Outcome) -> Option<Self> {
		let Ledger::Robust(ledger) = &outcome.ledger else { return None };
		let (seed, tallies) = (ledger.seed(), &outcome.tallies);
		Some(Self {
			seed_accuracy: f64::from(seed.right) / f64::from(seed.samples.max(1)),
			pool: tokens(ledger.pool()),
			agreement: f64::from(ledger.model().state().agreement) / 65_536.0,
			verdicts: by_name(scenario, |i| tallies[i].verdicts),
			bonus: by_name(scenario, |i| tokens(tallies[i].bonus)),
			skipped: by_name(scenario, |i| tallies[i].skipped),
		})
	}
}

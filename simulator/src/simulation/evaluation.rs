//! How good the model is, as it is found out now and then.

use crate::{
	dataset::Rows, ledger::Ledger, metrics::Confusion, scenario::Scenario, simulation::Series,
};
use collab_model_core::{LiveRules, Seconds};

/// The last evaluation on the measuring test rows, and when the next one is due.
#[derive(Debug)]
pub(super) struct Evaluation<'a> {
	rows: &'a Rows,
	accuracy: f64,
	/// The [`generation`] of the model then.
	generation: u64,
	next: Seconds,
	every: Seconds,
	scenario: &'a Scenario,
	/// Whether all labels had turned at the last evaluation.
	turned: bool,
}

impl<'a> Evaluation<'a> {
	/// A model with this accuracy has just opened.
	pub fn new(scenario: &'a Scenario, rows: &'a Rows, accuracy: f64) -> Self {
		let Scenario { evaluate_first: next, evaluate_every: every, .. } = *scenario;
		Self { rows, accuracy, generation: 0, next, every, scenario, turned: false }
	}

	/// The accuracy as last found.
	pub fn accuracy(&self) -> f64 {
		self.accuracy
	}

	/// Evaluates the model that `ledger` serves, if it is time.
	pub fn evaluate_if_due(&mut self, now: Seconds, ledger: &Ledger, series: &mut Series) {
		if now <= self.next {
			return;
		}
		self.next = self.next.saturating_add(self.every);
		let (generation, turned) = (generation(ledger), self.scenario.has_turned(now));
		if (self.generation, self.turned) != (generation, turned) {
			(self.generation, self.turned) = (generation, turned);
			self.accuracy = self.of(now, ledger).accuracy();
		}
		series.record_accuracy(now, self.accuracy);
	}

	/// Evaluates the model that `ledger` serves at `now`.
	pub fn of(&self, now: Seconds, ledger: &Ledger) -> Confusion {
		let counts = Confusion::of(ledger, self.rows);
		if self.scenario.has_turned(now) {
			counts.turned()
		} else {
			counts
		}
	}
}

/// Changes whenever the served model may have: with a sample under `classic`, with an audit under
/// `robust`.
fn generation(ledger: &Ledger) -> u64 {
	match ledger.rules() {
		LiveRules::Classic { .. } => ledger.seen(),
		// The clock only goes on, and is the candidate's when that is released.
		LiveRules::Robust { state, .. } => state.released.clock,
	}
}

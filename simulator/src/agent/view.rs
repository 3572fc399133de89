//! What an agent sees before it submits: the chain's public state and the row that it could send.

use crate::{dataset::Dataset, ledger::Ledger, linear::score};
use collab_model_core::{label_of, Label, Score, Seconds};

/// What an agent knows at its turn.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
	/// The model, its money and its contributions.
	pub ledger: &'a Ledger,
	/// The data that the row is of.
	pub data: &'a Dataset,
	/// The next row to submit: its number among the training rows.
	pub row: usize,
	/// The agent's account.
	pub who: usize,
	/// Seconds since the model opened.
	pub now: Seconds,
}

impl<'a> View<'a> {
	/// The features of the row.
	pub fn features(&self) -> &'a [u32] {
		self.data.train.row(self.row)
	}

	/// The true label of the row.
	pub fn truth(&self) -> Label {
		self.data.train.label(self.row)
	}

	/// The label that the model would give to the row.
	pub fn prediction(&self) -> Label {
		label_of(self.score())
	}

	/// How far the row's score is from 0, in steps of the learner: under `robust` of the averaged
	/// score, under `classic` in units of the present step.
	pub fn margin(&self) -> f64 {
		let unit = match self.ledger {
			Ledger::Classic(ledger) => {
				ledger.rules().learner.step.step(ledger.seen()).into_inner() as f64
			}
			Ledger::Robust(ledger) => ledger.model().state().clock as f64,
		};
		self.score().unsigned_abs() as f64 / unit.max(1.0)
	}

	/// Contributions of the agent that were accepted so far.
	pub fn submitted(&self) -> u64 {
		self.ledger.books().accounts()[self.who].submitted
	}

	/// Seconds since anybody's last accepted submission, or since the opening.
	pub fn quiet(&self) -> Seconds {
		self.now.saturating_sub(self.ledger.books().last_accepted())
	}

	fn score(&self) -> Score {
		score(self.ledger, self.features())
	}
}

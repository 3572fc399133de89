//! What an agent sees before it submits: the chain's public state and the row that it could send.

use super::Judge;
use crate::{dataset::Dataset, ledger::Ledger};
use collab_model_core::{
	label_of, Accepted, Balance, Coefficient, Label, Pot, Sample, Score, Seconds, Version,
};

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
	/// The last sample that was accepted.
	pub latest: Option<&'a Latest>,
	/// Whether all labels of the data have turned by now.
	pub turned: bool,
}

/// A sample that was accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Latest {
	/// The account that sent it.
	pub who: usize,
	/// Its features.
	pub features: Vec<u32>,
	/// Its label.
	pub label: Label,
}

impl<'a> View<'a> {
	/// The features of the row.
	pub fn features(&self) -> &'a [u32] {
		self.data.train.row(self.row)
	}

	/// The true label of the row.
	pub fn truth(&self) -> Label {
		self.truth_of(self.row)
	}

	/// The true label of any training row.
	pub fn truth_of(&self, row: usize) -> Label {
		let label = self.data.train.label(row);
		if self.turned {
			label.flipped()
		} else {
			label
		}
	}

	/// The label that the served model would give to the row.
	pub fn prediction(&self) -> Label {
		label_of(self.score(Version::Released, self.features()))
	}

	/// How far the row's score by the served model is from 0, in steps of the learner: in present
	/// ones where they may change.
	pub fn margin(&self) -> f64 {
		let step = self.ledger.rules().next_step(self.ledger.seen());
		let step = step.unwrap_or_else(|| Coefficient::from_u32(1));
		let score = self.score(Version::Released, self.features());
		score.unsigned_abs() as f64 / step.into_inner().max(1) as f64
	}

	/// The score that one copy of the model gives to a sample with these features, scale 1e9. Both
	/// copies are public; under `classic` they are one.
	pub fn score(&self, version: Version, features: &[u32]) -> Score {
		self.ledger.score(version, features)
	}

	/// What it would come to if the agent submitted this now; `None` for what is no sample.
	pub fn quote(&self, features: &[u32], label: Label) -> Option<Accepted> {
		let sample = Sample::new(features, self.ledger.memory().num_features()).ok()?;
		self.ledger.quote(self.now, self.who, sample, label).ok()
	}

	/// What a submission by an account costs now; `None` for an account that there is not.
	pub fn price(&self, who: usize) -> Option<Balance> {
		self.ledger.price(self.now, who).ok()
	}

	/// The money of the model, of which bonuses are paid. There is none under `classic`.
	pub fn pot(&self) -> Pot {
		self.ledger.pot()
	}

	/// What there is to see under rules that judge samples when they are submitted.
	pub fn judge(&self) -> Option<Judge<'a>> {
		let (rules, state) = self.ledger.rules().robust()?;
		Some(Judge { rules, state, memory: self.ledger.memory(), now: self.now })
	}

	/// Contributions of the agent that were accepted so far.
	pub fn submitted(&self) -> u64 {
		self.ledger.books().accounts()[self.who].submitted
	}

	/// Seconds since anybody's last accepted submission, or since the opening.
	pub fn quiet(&self) -> Seconds {
		self.now.saturating_sub(self.ledger.books().last_accepted())
	}
}

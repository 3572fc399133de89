//! What an agent sees before it submits: the chain's public state and the row that it could send.

use crate::{dataset::Dataset, ledger::Ledger};
use collab_model_core::{
	label_of, Agreement, AuditStage, Balance, Coefficient, Label, LiveRules, Pot, Score, Seconds,
	Version,
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

	/// The label that the served model would give to the row.
	pub fn prediction(&self) -> Label {
		label_of(self.score(Version::Released, self.features()))
	}

	/// How far the row's score by the served model is from 0, in steps of the learner: under
	/// `classic`, where steps may change, in present ones.
	pub fn margin(&self) -> f64 {
		let step = match self.ledger.rules() {
			LiveRules::Classic { rules, .. } => rules.learner.step.step(self.ledger.seen()),
			LiveRules::Robust { .. } => Coefficient::from_u32(1),
		};
		let score = self.score(Version::Released, self.features());
		score.unsigned_abs() as f64 / step.into_inner().max(1) as f64
	}

	/// The score that one copy of the model gives to a sample with these features, scale 1e9. Both
	/// copies are public; under `classic` they are one.
	pub fn score(&self, version: Version, features: &[u32]) -> Score {
		self.ledger.score(version, features)
	}

	/// What a submission by an account costs now; `None` for an account that there is not.
	pub fn price(&self, who: usize) -> Option<Balance> {
		self.ledger.price(self.now, who).ok()
	}

	/// The money of the model, of which bonuses are paid. There is none under `classic`.
	pub fn pot(&self) -> Pot {
		self.ledger.pot()
	}

	/// The accuracy counter of the `robust` rules.
	pub fn agreement(&self) -> Option<Agreement> {
		self.ledger.robust().map(|state| state.agreement)
	}

	/// Where the audits of a model under `robust` rules are.
	pub fn audit(&self) -> Option<AuditStage> {
		self.ledger.robust().map(|state| state.audit)
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

//! What an agent sees before it submits: the chain's public state and the row that it could send.

use crate::{dataset::Dataset, ledger::Ledger};
use collab_model_core::{
	label_of, Accepted, Agreement, AuditStage, Balance, Coefficient, Label, LiveRules, Pot, Sample,
	Score, Seconds, Version,
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

	/// What it would come to if the agent submitted this now; `None` for what is no sample.
	pub fn quote(&self, features: &[u32], label: Label) -> Option<Accepted> {
		let sample = Sample::new(features, self.ledger.memory().num_features()).ok()?;
		self.ledger.quote(self.now, self.who, sample, label).ok()
	}

	/// Whether the candidate would move a feature's coefficient towards a label if it learnt a
	/// sample with it. Without leashes it always would.
	pub fn moves(&self, feature: u32, label: Label) -> bool {
		let Some((rules, state)) = self.ledger.rules().robust() else { return true };
		let before = self.ledger.memory().averaged(Version::Candidate).get(feature);
		let mut after = before;
		rules.learner.teach(&mut after, label, state.candidate.clock);
		before != after
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

	/// Seconds until the sealed rows of an audit may be shown; `None` if none are sealed.
	pub fn until_audit(&self) -> Option<Seconds> {
		let (rules, state) = self.ledger.rules().robust()?;
		let AuditStage::Sealed(sealed) = state.audit else { return None };
		Some(sealed.at.saturating_add(rules.audits.wait).saturating_sub(self.now))
	}

	/// How far the score of a sample may be from 0, scale 1e9, for its label to be in doubt; `None`
	/// where doubt costs as much as any other answer.
	pub fn band(&self) -> Option<Score> {
		let (rules, _) = self.ledger.rules().robust()?;
		Some(Score::from(rules.judgement.band).saturating_mul(1_000_000_000))
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

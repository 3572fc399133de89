//! What can be read of a ledger: all of it is public on a chain.

use super::{Books, Contribution, Ledger, Memory, Rejection};
use crate::linear::Linear;
use collab_model_core::{
	label_of, Averaged, Balance, Label, LiveRules, Pot, RobustState, Sample, Score, Seconds,
	Version,
};

impl Ledger {
	/// What a submission by `who` costs at `now`.
	pub fn price(&self, now: Seconds, who: usize) -> Result<Balance, Rejection> {
		let elapsed = now.saturating_sub(self.books.last_accepted());
		Ok(self.rules.price(&self.books.account(who)?.standing, elapsed)?)
	}

	/// The score that the model gives to a sample with these features, scale 1e9. Under `classic`
	/// there is one copy only.
	pub fn score(&self, version: Version, features: &[u32]) -> Score {
		score(&self.rules, &self.memory, version, features)
	}

	/// The label that the model predicts.
	pub fn predict(&self, sample: Sample<'_>) -> Label {
		label_of(self.score(Version::Released, sample.features()))
	}

	/// Samples that were submitted since the model opened.
	pub fn seen(&self) -> u64 {
		self.books.contributions().len() as u64
	}

	/// The rules of the model and what they keep of it.
	pub fn rules(&self) -> &LiveRules {
		&self.rules
	}

	/// The coefficients of the model.
	pub fn memory(&self) -> &Memory {
		&self.memory
	}

	/// Accounts and contributions.
	pub fn books(&self) -> &Books {
		&self.books
	}

	/// The state of the `robust` rules.
	pub fn robust(&self) -> Option<&RobustState> {
		self.rules.robust().map(|(_, state)| state)
	}

	/// The money of the model, which belongs to no account. There is none under `classic`.
	pub fn pot(&self) -> Pot {
		self.rules.pot().copied().unwrap_or_default()
	}

	/// How far, at most, any coefficient (or the bias) has moved since opening under the `classic`
	/// rules, in units of the ninth decimal: the sum of the steps of all updates. Between two
	/// moments the score of a sample has changed by at most (features + 1) times the difference.
	pub fn drift(&self) -> u128 {
		self.drift
	}

	/// How far an update moves after `seen` samples, as [`drift`](Self::drift) counts it.
	pub(super) fn step(&self, seen: u64) -> u128 {
		let step = |(rules, _): (&collab_model_core::Classic, _)| rules.learner.step.step(seen);
		self.rules.classic().map_or(0, |it| step(it).into_inner().unsigned_abs().into())
	}

	/// Checks that no money was made or lost, and that the credits add up. Says what is wrong.
	pub fn check_conserved(&self) -> Result<(), String> {
		self.books.check_conserved(self.pot().total())?;
		let total = self.rules.total_credit();
		let credit: u64 = self.books.accounts().iter().map(|account| account.credit()).sum();
		if credit != total {
			return Err(format!("credits add up to {credit}, not {total}"));
		}
		Ok(())
	}
}

/// What the model says now of the sample that claims on a contribution are judged by.
pub(super) fn evidence_score(
	rules: &LiveRules,
	memory: &Memory,
	contribution: &Contribution,
) -> Score {
	let features = contribution.evidence.as_ref().map_or(&[][..], |evidence| &evidence.features);
	score(rules, memory, Version::Released, features)
}

fn score(rules: &LiveRules, memory: &Memory, version: Version, features: &[u32]) -> Score {
	match rules {
		LiveRules::Classic { state, .. } => {
			Score::from(state.bias.into_inner()) + memory.linear().sums(features)
		}
		LiveRules::Robust { rules, state } => {
			let sums = memory.averaged(version).sums(features);
			rules.learner.score(copy(state, version), sums).scaled()
		}
	}
}

fn copy(state: &RobustState, version: Version) -> &Averaged {
	match version {
		Version::Released => &state.released,
		Version::Candidate => &state.candidate,
	}
}

/// The model that is served.
impl Linear for Ledger {
	fn bias(&self) -> Score {
		match &self.rules {
			LiveRules::Classic { state, .. } => state.bias.into_inner().into(),
			LiveRules::Robust { state, .. } => state.released.bias.summed(state.released.clock),
		}
	}

	fn value(&self, feature: u32) -> Score {
		match &self.rules {
			LiveRules::Classic { .. } => self.memory.linear().get(feature).into_inner().into(),
			LiveRules::Robust { state, .. } => {
				let released = self.memory.averaged(Version::Released);
				released.get(feature).summed(state.released.clock)
			}
		}
	}
}

//! What can be read of a ledger: all of it is public on a chain.

use super::{Books, Ledger, Memory, Rejection};
use crate::linear::Linear;
use collab_model_core::{
	label_of, Balance, Label, LiveRules, Pot, RobustState, Sample, Score, Seconds, Version,
};

impl Ledger {
	/// What a submission by `who` costs at `now`.
	pub fn price(&self, now: Seconds, who: usize) -> Result<Balance, Rejection> {
		let elapsed = now.saturating_sub(self.books.last_accepted());
		Ok(self.rules().price(&self.books.account(who)?.standing, elapsed)?)
	}

	/// The score that the model gives to a sample with these features, scale 1e9. Under `classic`
	/// there is one copy only.
	pub fn score(&self, version: Version, features: &[u32]) -> Score {
		self.model.score(version, features)
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
		&self.model.rules
	}

	/// The coefficients of the model.
	pub fn memory(&self) -> &Memory {
		&self.model.memory
	}

	/// Accounts and contributions.
	pub fn books(&self) -> &Books {
		&self.books
	}

	/// The state of the `robust` rules.
	pub fn robust(&self) -> Option<&RobustState> {
		self.rules().robust().map(|(_, state)| state)
	}

	/// The money of the model, which belongs to no account. There is none under `classic`.
	pub fn pot(&self) -> Pot {
		self.rules().pot().copied().unwrap_or_default()
	}

	/// How far, at most, any coefficient (or the bias) has moved since opening under the `classic`
	/// rules, in units of the ninth decimal: the sum of the steps of all updates. Between two
	/// moments the score of a sample has changed by at most (features + 1) times the difference.
	pub fn drift(&self) -> u128 {
		self.drift
	}

	/// How far an update moves after `seen` samples, as [`drift`](Self::drift) counts it.
	pub(super) fn step(&self, seen: u64) -> u128 {
		self.rules().next_step(seen).map_or(0, |step| step.into_inner().unsigned_abs().into())
	}

	/// Checks that no money was made or lost, and that the credits add up. Says what is wrong.
	pub fn check_conserved(&self) -> Result<(), String> {
		self.books.check_conserved(self.pot().total())?;
		let total = self.rules().total_credit();
		let credit: u64 = self.books.accounts().iter().map(|account| account.credit()).sum();
		if credit != total {
			return Err(format!("credits add up to {credit}, not {total}"));
		}
		Ok(())
	}
}

/// The model that is served.
impl Linear for Ledger {
	fn bias(&self) -> Score {
		self.model.bias()
	}

	fn value(&self, feature: u32) -> Score {
		self.model.value(feature)
	}
}

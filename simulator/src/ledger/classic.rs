//! A model and its money under the `classic` rules.

use super::{Added, Books, Coefficients, Contribution, ContributionId, Rejection, TooMuchMoney};
use collab_model_core::{
	Balance, ClaimFacts, Classic, Label, OwnEffect, Reporter, Sample, Seconds,
};

/// A model, its contributions and the accounts that deal with it.
#[derive(Clone, Debug)]
pub struct ClassicLedger {
	rules: Classic,
	owner: Option<usize>,
	model: Coefficients,
	seen: u64,
	drift: u128,
	total_credit: u64,
	books: Books,
}

impl ClassicLedger {
	/// Opens `model` at second `now` with one account for each of `balances`. Without an `owner`
	/// nobody has the owner's early claim.
	pub fn open(
		now: Seconds,
		rules: Classic,
		model: Coefficients,
		balances: &[Balance],
		owner: Option<usize>,
	) -> Result<Self, TooMuchMoney> {
		let books = Books::open(now, balances)?;
		Ok(Self { rules, owner, model, seen: 0, drift: 0, total_credit: 0, books })
	}

	/// From now on the deposit is what is offered, which no chain does.
	pub fn hold_offers(&mut self) {
		self.books.hold_offers();
	}

	/// Submits a sample. The deposit is the price at `now`, at most `max_deposit`, or
	/// with [`hold_offers`](Self::hold_offers) all of that.
	pub fn add_data(
		&mut self,
		now: Seconds,
		who: usize,
		sample: Sample<'_>,
		label: Label,
		max_deposit: Balance,
	) -> Result<Added, Rejection> {
		let features = sample.features();
		if features.last().is_some_and(|f| u64::from(*f) >= self.model.num_features()) {
			return Err(Rejection::FeatureOutOfRange);
		}
		let price = self.price(now);
		let deposit = self.books.hold(who, price, max_deposit)?;
		let learner = &self.rules.learner;
		let (score, updated) = self.model.learn(learner, self.seen, features, label);
		if updated {
			let step = learner.step.step(self.seen).into_inner().unsigned_abs();
			self.drift = self.drift.saturating_add(step.into());
		}
		self.seen = self.seen.saturating_add(1);
		let contribution = self.books.push(Contribution {
			contributor: who,
			features: features.into(),
			label,
			added: now,
			deposit,
			claimable: deposit,
			claims: Vec::new(),
			own: OwnEffect { displacement: 0, clock: 0 },
		});
		Ok(Added { contribution, deposit, score, updated, skipped: false })
	}

	/// Gives what is left of a deposit back to its contributor `who` and adds to his credit.
	pub fn refund(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Balance, Rejection> {
		let contribution = self.books.contribution(id).ok_or(Rejection::UnknownContribution)?;
		if contribution.contributor != who {
			return Err(Rejection::UnknownContribution);
		}
		let facts = facts(contribution, now, who);
		let amount = self
			.rules
			.refund(&facts, || self.model.predict(&contribution.features))
			.map_err(Rejection::Claim)?;
		self.pay(who, id, amount);
		let credit = &mut self.books.accounts[who].credit;
		*credit = credit.saturating_add(1);
		self.total_credit = self.total_credit.saturating_add(1);
		Ok(amount)
	}

	/// Pays to `who` the part of a deposit that the rules give to somebody who reports it.
	pub fn report(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Balance, Rejection> {
		let amount = self.reward(now, who, id)?;
		self.pay(who, id, amount);
		Ok(amount)
	}

	fn reward(&self, now: Seconds, who: usize, id: ContributionId) -> Result<Balance, Rejection> {
		let account = self.books.accounts().get(who).ok_or(Rejection::UnknownAccount)?;
		let contribution = self.books.contribution(id).ok_or(Rejection::UnknownContribution)?;
		let reporter = Reporter {
			is_contributor: contribution.contributor == who,
			is_owner: self.owner == Some(who),
			credit: account.credit,
			total_credit: self.total_credit,
		};
		self.rules
			.report(&facts(contribution, now, who), &reporter, || {
				self.model.predict(&contribution.features)
			})
			.map_err(Rejection::Claim)
	}

	/// Samples that were submitted since the model opened.
	pub fn seen(&self) -> u64 {
		self.seen
	}

	/// `who` and `id` exist and `amount` is at most what is left, as core guarantees.
	fn pay(&mut self, who: usize, id: ContributionId, amount: Balance) {
		self.books.take(who, id, amount);
		self.books.give(who, amount);
	}

	/// What a submission at `now` costs.
	pub fn price(&self, now: Seconds) -> Balance {
		self.rules.pricing.price(now.saturating_sub(self.books.last_accepted()))
	}

	/// The label that the model predicts.
	pub fn predict(&self, sample: Sample<'_>) -> Label {
		self.model.predict(sample.features())
	}

	/// The model as it is now.
	pub fn model(&self) -> &Coefficients {
		&self.model
	}

	/// The rules of the model.
	pub fn rules(&self) -> &Classic {
		&self.rules
	}

	/// Accounts and contributions.
	pub fn books(&self) -> &Books {
		&self.books
	}

	/// The sum of the credits of all accounts.
	pub fn total_credit(&self) -> u64 {
		self.total_credit
	}

	/// How far, at most, any coefficient (or the bias) has moved since opening, in units of the
	/// ninth decimal: the sum of the steps of all updates. Between two moments the score of a
	/// sample changes by at most the difference times the sample's features and the bias.
	pub fn drift(&self) -> u128 {
		self.drift
	}

	/// Checks that no money was made or lost, and that the credits add up. Says what is wrong.
	pub fn check_conserved(&self) -> Result<(), String> {
		self.books.check_conserved(0)?;
		let credit: u64 = self.books.accounts().iter().map(|a| a.credit).sum();
		if credit != self.total_credit {
			return Err(format!("credits add up to {credit}, not {}", self.total_credit));
		}
		Ok(())
	}
}

fn facts(contribution: &Contribution, now: Seconds, who: usize) -> ClaimFacts {
	ClaimFacts {
		deposit: contribution.deposit,
		claimable: contribution.claimable,
		age: now.saturating_sub(contribution.added),
		label: contribution.label,
		already_claimed: contribution.claims.contains(&who),
	}
}

#[cfg(test)]
#[path = "classic_tests.rs"]
mod tests;

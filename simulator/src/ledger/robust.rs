//! A model and its money under the `robust` rules.

use super::{
	Added, AveragedCoefficients, Books, Contribution, ContributionId, OpenError, Rejection, Seeded,
	Settled,
};
use collab_model_core::{
	Balance, ClaimError, Label, OwnEffect, Phase, Robust, Sample, Score, Seconds, Seed, Verdict,
};

/// A model, its contributions, the accounts that deal with it, and its pool.
#[derive(Clone, Debug)]
pub struct RobustLedger {
	rules: Robust,
	model: AveragedCoefficients,
	seed: Seed,
	books: Books,
	pool: Balance,
}

impl RobustLedger {
	/// Opens a seeded model at second `now` with one account for each of `balances`. The accuracy
	/// counter starts where the rules say. Refused where the seed has not shown enough.
	pub fn open(
		now: Seconds,
		rules: Robust,
		model: Seeded,
		balances: &[Balance],
	) -> Result<Self, OpenError> {
		let (gate, shown) = (rules.gate, *model.shown());
		if !gate.lets_pass(&shown) {
			return Err(OpenError::Gate { gate, shown });
		}
		let mut model = model.into_coefficients();
		model.set_agreement(rules.learner.guard.start);
		Ok(Self { rules, model, seed: shown, books: Books::open(now, balances)?, pool: 0 })
	}

	/// From now on the deposit is what is offered, which no chain does.
	pub fn hold_offers(&mut self) {
		self.books.hold_offers();
	}

	/// Submits a sample. The deposit is the price for `who`, at most `max_deposit`.
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
		let price = self.price(who)?;
		let deposit = self.books.hold(who, price, max_deposit)?;
		let clock = self.model.state().clock;
		let learnt = self.model.learn(&self.rules.learner, Phase::Open, features, label);
		let contribution = self.books.push(Contribution {
			contributor: who,
			features: features.into(),
			label,
			added: now,
			deposit,
			claimable: deposit,
			claims: Vec::new(),
			own: OwnEffect { displacement: learnt.displacement, clock },
		});
		Ok(Added {
			contribution,
			deposit,
			score: learnt.score,
			updated: learnt.updated,
			skipped: learnt.skipped,
		})
	}

	/// Lets the contributor `who` have the one verdict on a contribution of his own.
	pub fn refund(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Settled, Rejection> {
		let contribution = self.books.contribution(id).ok_or(Rejection::UnknownContribution)?;
		if contribution.contributor != who {
			return Err(Rejection::UnknownContribution);
		}
		self.settle(now, who, id)
	}

	/// Lets `who` have the one verdict on somebody else's contribution.
	pub fn report(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Settled, Rejection> {
		self.books.accounts().get(who).ok_or(Rejection::UnknownAccount)?;
		let contribution = self.books.contribution(id).ok_or(Rejection::UnknownContribution)?;
		if contribution.contributor == who {
			return Err(Rejection::Claim(ClaimError::OwnContribution));
		}
		self.settle(now, who, id)
	}

	fn settle(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Settled, Rejection> {
		let contribution = self.books.contribution(id).ok_or(Rejection::UnknownContribution)?;
		if contribution.claimable == 0 {
			return Err(Rejection::Claim(ClaimError::NothingLeft));
		}
		if now.saturating_sub(contribution.added) < self.rules.judgement.wait {
			return Err(Rejection::Claim(ClaimError::TooEarly));
		}
		let (contributor, deposit) = (contribution.contributor, contribution.claimable);
		let verdict = self.verdict(contribution);
		let record = self.books.accounts[contributor].record;
		let record = record.after(verdict, self.rules.pricing.window);
		let by_contributor = who == contributor;
		let shares =
			self.rules.payouts.shares(verdict, deposit, by_contributor, &record, self.pool);
		self.books.accounts[contributor].record = record;
		self.books.take(who, id, deposit);
		self.books.give(contributor, shares.to_contributor.saturating_add(shares.bonus));
		self.books.give(who, shares.to_finder);
		self.pool = self.pool.saturating_add(shares.to_pool).saturating_sub(shares.bonus);
		Ok(Settled { contributor, verdict, shares })
	}

	/// What the verdict on a contribution would be now.
	pub fn verdict(&self, contribution: &Contribution) -> Verdict {
		let score = self.score(&contribution.features);
		let clock = self.model.state().clock;
		self.rules.judgement.verdict(score, clock, contribution.label, &contribution.own)
	}

	/// What a submission by `who` costs now.
	pub fn price(&self, who: usize) -> Result<Balance, Rejection> {
		let account = self.books.accounts().get(who).ok_or(Rejection::UnknownAccount)?;
		Ok(self.rules.pricing.price(&account.record))
	}

	/// The averaged score, times the clock, of a sample with these features.
	pub fn score(&self, features: &[u32]) -> Score {
		self.model.score(&self.rules.learner, features)
	}

	/// The model as it is now.
	pub fn model(&self) -> &AveragedCoefficients {
		&self.model
	}

	/// What the model had shown when it opened.
	pub fn seed(&self) -> &Seed {
		&self.seed
	}

	/// The rules of the model.
	pub fn rules(&self) -> &Robust {
		&self.rules
	}

	/// Accounts and contributions.
	pub fn books(&self) -> &Books {
		&self.books
	}

	/// What wrong and doubtful contributions have lost and good ones have not got yet.
	pub fn pool(&self) -> Balance {
		self.pool
	}

	/// Checks that no money was made or lost. Says what is wrong.
	pub fn check_conserved(&self) -> Result<(), String> {
		self.books.check_conserved(self.pool)
	}
}

#[cfg(test)]
#[path = "robust_tests.rs"]
mod tests;

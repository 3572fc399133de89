//! One model and its money in memory: what the pallet does, without a chain.
//!
//! Every score, price, verdict and payout comes from `collab-model-core`; this module only keeps
//! the numbers. A call that is refused changes nothing.

mod audit;
mod coefficients;
#[cfg(test)]
mod tests;
mod types;

pub use coefficients::Coefficients;
pub use types::{Account, Added, Contribution, ContributionId, Rejection, TooMuchMoney};

use collab_model_core::{Balance, ClaimFacts, Classic, Label, Reporter, Rules, Sample, Seconds};

/// A model, its contributions and the accounts that deal with it.
#[derive(Clone, Debug)]
pub struct Ledger {
	rules: Rules,
	owner: Option<usize>,
	model: Coefficients,
	seen: u64,
	drift: u128,
	last_accepted: Seconds,
	accounts: Vec<Account>,
	total_credit: u64,
	issuance: Balance,
	contributions: Vec<Contribution>,
}

impl Ledger {
	/// Opens `model` at second `now` with one account for each of `balances`. Without an `owner`
	/// nobody has the owner's early claim.
	pub fn open(
		now: Seconds,
		rules: Rules,
		model: Coefficients,
		balances: &[Balance],
		owner: Option<usize>,
	) -> Result<Self, TooMuchMoney> {
		let issuance = balances
			.iter()
			.try_fold(0, |sum: Balance, b| sum.checked_add(*b))
			.ok_or(TooMuchMoney)?;
		let account = |free: &Balance| Account { free: *free, ..Account::default() };
		Ok(Self {
			rules,
			owner,
			model,
			seen: 0,
			drift: 0,
			last_accepted: now,
			accounts: balances.iter().map(account).collect(),
			total_credit: 0,
			issuance,
			contributions: Vec::new(),
		})
	}

	/// Submits a sample. The deposit is the price at `now`, at most `max_deposit`.
	pub fn add_data(
		&mut self,
		now: Seconds,
		who: usize,
		sample: Sample<'_>,
		label: Label,
		max_deposit: Balance,
	) -> Result<Added, Rejection> {
		let Rules::Classic(rules) = self.rules;
		let features = sample.features();
		if features.last().is_some_and(|f| u64::from(*f) >= self.model.num_features()) {
			return Err(Rejection::FeatureOutOfRange);
		}
		let price = self.price(now);
		if price > max_deposit {
			return Err(Rejection::PriceTooHigh { price });
		}
		let account = self.accounts.get_mut(who).ok_or(Rejection::UnknownAccount)?;
		account.free = account.free.checked_sub(price).ok_or(Rejection::BalanceTooLow { price })?;
		account.submitted = account.submitted.saturating_add(1);
		let (score, updated) = self.model.learn(&rules.learner, self.seen, features, label);
		if updated {
			let step = rules.learner.step.step(self.seen).into_inner().unsigned_abs();
			self.drift = self.drift.saturating_add(step.into());
		}
		self.seen = self.seen.saturating_add(1);
		self.last_accepted = now;
		let contribution = self.contributions.len() as ContributionId;
		self.contributions.push(Contribution {
			contributor: who,
			features: features.into(),
			label,
			added: now,
			deposit: price,
			claimable: price,
			claims: Vec::new(),
		});
		Ok(Added { contribution, deposit: price, score, updated })
	}

	/// Gives what is left of a deposit back to its contributor `who` and adds to his credit.
	pub fn refund(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Balance, Rejection> {
		let Rules::Classic(rules) = self.rules;
		let contribution = self.contribution(id).ok_or(Rejection::UnknownContribution)?;
		if contribution.contributor != who {
			return Err(Rejection::UnknownContribution);
		}
		let facts = facts(contribution, now, who);
		let amount = rules
			.refund(&facts, || self.model.predict(&contribution.features))
			.map_err(Rejection::Claim)?;
		self.pay(who, id, amount);
		self.accounts[who].credit = self.accounts[who].credit.saturating_add(1);
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
		let Rules::Classic(rules) = self.rules;
		let amount = self.reward(&rules, now, who, id)?;
		self.pay(who, id, amount);
		Ok(amount)
	}

	fn reward(
		&self,
		rules: &Classic,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Balance, Rejection> {
		let account = self.accounts.get(who).ok_or(Rejection::UnknownAccount)?;
		let contribution = self.contribution(id).ok_or(Rejection::UnknownContribution)?;
		let reporter = Reporter {
			is_contributor: contribution.contributor == who,
			is_owner: self.owner == Some(who),
			credit: account.credit,
			total_credit: self.total_credit,
		};
		rules
			.report(&facts(contribution, now, who), &reporter, || {
				self.model.predict(&contribution.features)
			})
			.map_err(Rejection::Claim)
	}

	/// `who` and `id` exist and `amount` is at most what is left, as core guarantees; a balance
	/// cannot overflow because all of them together do not.
	fn pay(&mut self, who: usize, id: ContributionId, amount: Balance) {
		let contribution = &mut self.contributions[id as usize];
		contribution.claimable = contribution.claimable.saturating_sub(amount);
		contribution.claims.push(who);
		self.accounts[who].free = self.accounts[who].free.saturating_add(amount);
	}

	/// What a submission at `now` costs.
	pub fn price(&self, now: Seconds) -> Balance {
		let Rules::Classic(rules) = self.rules;
		rules.pricing.price(now.saturating_sub(self.last_accepted))
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
	pub fn rules(&self) -> &Rules {
		&self.rules
	}

	/// All accounts, by number.
	pub fn accounts(&self) -> &[Account] {
		&self.accounts
	}

	/// All contributions, settled ones too, by number.
	pub fn contributions(&self) -> &[Contribution] {
		&self.contributions
	}

	/// One contribution.
	pub fn contribution(&self, id: ContributionId) -> Option<&Contribution> {
		self.contributions.get(usize::try_from(id).ok()?)
	}

	/// The second of the last accepted submission; of opening, before the first.
	pub fn last_accepted(&self) -> Seconds {
		self.last_accepted
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

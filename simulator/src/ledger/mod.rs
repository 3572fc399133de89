//! One model and its money in memory: what the pallet does, without a chain.
//!
//! Every score, price, verdict and payout comes from `collab-model-core`; this module only keeps
//! the numbers. A call that is refused changes nothing.

mod audit;
mod books;
#[cfg(test)]
mod classic_tests;
mod linear;
mod memory;
mod model;
mod quote;
mod read;
#[cfg(test)]
mod robust_tests;
mod types;
mod values;

pub use audit::{audit_seal, AuditRow};
pub use books::Books;
pub use linear::LinearCoefficients;
pub use memory::Memory;
pub use model::Model;
pub use types::{
	Account, Added, Contribution, ContributionId, Evidence, OpenError, Rejection, TooMuchMoney,
};
pub use values::{Short, Values};

use collab_model_core::{
	label_of, Balance, ClaimFacts, ClaimKind, ClassicTrace, Label, OtherRules, Payee, Payment,
	PriceAboveMaximum, Rules, Sample, Seconds, Submission, SubmitError, Trace, Version,
};

/// A model under its rules, its contributions, and the accounts that deal with it.
#[derive(Clone, Debug)]
pub struct Ledger {
	model: Model,
	books: Books,
	owner: Option<usize>,
	offers_held: bool,
	drift: u128,
}

impl Ledger {
	/// Opens `model` at second `now` with one account for each of `balances`. Nobody has the
	/// owner's early claim of the `classic` rules.
	pub fn open(
		now: Seconds,
		rules: Rules,
		model: Model,
		balances: &[Balance],
	) -> Result<Self, OpenError> {
		let model = model.open(rules)?;
		let books = Books::open(now, model.rules.newcomer(), balances)?;
		Ok(Self { model, books, owner: None, offers_held: false, drift: 0 })
	}

	/// The same ledger with an account that has the owner's early claim of the `classic` rules.
	pub fn with_owner(self, owner: Option<usize>) -> Self {
		Self { owner, ..self }
	}

	/// The same ledger, in which all that is offered for a submission is held, not only the price: a
	/// reading of the paper that no chain follows, for rules that keep samples.
	pub fn with_offers_held(self) -> Self {
		Self { offers_held: self.rules().rules().keep_samples(), ..self }
	}

	/// Submits a sample. The deposit is the price of the moment, at most `max_deposit`; or all of
	/// that, see [`with_offers_held`](Self::with_offers_held).
	pub fn add_data(
		&mut self,
		now: Seconds,
		who: usize,
		sample: Sample<'_>,
		label: Label,
		max_deposit: Balance,
	) -> Result<Added, Rejection> {
		let features = sample.features();
		if features.last().is_some_and(|f| u64::from(*f) >= self.memory().num_features()) {
			return Err(Rejection::FeatureOutOfRange);
		}
		let price = self.price(now, who)?;
		if price > max_deposit {
			return Err(Rejection::PriceTooHigh { price });
		}
		let deposit = if self.offers_held { max_deposit } else { price };
		let account = self.books.account(who)?;
		if deposit > account.free {
			return Err(Rejection::BalanceTooLow { price: deposit });
		}
		let mut standing = account.standing;
		let submission = self.submission(now, sample, label, max_deposit);
		let Model { rules, memory } = &mut self.model;
		let mut accepted = rules.submit(&mut standing, &submission, memory)?;
		accepted.stake.deposit = deposit;
		if accepted.updated {
			self.drift = self.drift.saturating_add(self.step(submission.seen));
		}
		self.books.set_standing(who, standing);
		let locked = accepted.stake.locked();
		let contribution = self.contribution(who, now, locked, features, label);
		Ok(Added { contribution: self.books.push(contribution, deposit), accepted })
	}

	fn submission<'a>(
		&self,
		now: Seconds,
		sample: Sample<'a>,
		label: Label,
		max_deposit: Balance,
	) -> Submission<'a> {
		let elapsed = now.saturating_sub(self.books.last_accepted());
		Submission { sample, label, max_deposit, elapsed, seen: self.seen() }
	}

	fn contribution(
		&self,
		contributor: usize,
		added: Seconds,
		locked: Balance,
		features: &[u32],
		label: Label,
	) -> Contribution {
		let evidence = || Evidence { features: features.into(), label, claims: Vec::new() };
		let evidence = self.rules().rules().keep_samples().then(evidence);
		Contribution { contributor, added, deposit: locked, claimable: locked, evidence }
	}

	/// Answers `who` that asks for the refund of a contribution.
	pub fn refund(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Payment, Rejection> {
		self.claim(ClaimKind::Refund, now, who, id)
	}

	/// Answers `who` that reports a contribution.
	pub fn report(
		&mut self,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Payment, Rejection> {
		self.claim(ClaimKind::Report, now, who, id)
	}

	fn claim(
		&mut self,
		kind: ClaimKind,
		now: Seconds,
		who: usize,
		id: ContributionId,
	) -> Result<Payment, Rejection> {
		let mut standing = self.books.account(who)?.standing;
		let contribution = self.books.contribution(id).ok_or(Rejection::UnknownContribution)?;
		let contributor = contribution.contributor;
		let facts = ClaimFacts {
			kind,
			is_contributor: contributor == who,
			is_owner: self.owner == Some(who),
			age: now.saturating_sub(contribution.added),
			claimable: contribution.claimable,
			trace: trace(contribution, who),
		};
		let mut rules = self.model.rules;
		let predict = || label_of(self.model.score(Version::Released, contribution.features()));
		let payment = rules.claim(&mut standing, facts, predict).map_err(Rejection::Claim)?;
		self.model.rules = rules;
		let to = match payment.to {
			Payee::Claimant => who,
			Payee::Contributor => contributor,
		};
		self.books.set_standing(who, standing);
		self.books.pay(who, id, payment.amount, to);
		Ok(payment)
	}
}

fn trace(contribution: &Contribution, who: usize) -> Trace {
	match &contribution.evidence {
		Some(evidence) => Trace::Classic(ClassicTrace {
			deposit: contribution.deposit,
			label: evidence.label,
			already_claimed: contribution.is_claimed_by(who),
		}),
		None => Trace::Robust,
	}
}

impl From<OtherRules> for Rejection {
	fn from(OtherRules: OtherRules) -> Self {
		Self::OtherRules
	}
}

impl From<SubmitError> for Rejection {
	fn from(error: SubmitError) -> Self {
		match error {
			SubmitError::PriceAboveMaximum(PriceAboveMaximum { price }) => {
				Self::PriceTooHigh { price }
			}
			SubmitError::OtherRules(other) => other.into(),
		}
	}
}

//! Accounts and contributions: what is recorded alike under all rules.

use super::{Account, Contribution, ContributionId, Rejection, TooMuchMoney};
use collab_model_core::{Balance, Seconds};

/// Who has what, and what was submitted.
#[derive(Clone, Debug)]
pub struct Books {
	pub(super) accounts: Vec<Account>,
	pub(super) contributions: Vec<Contribution>,
	issuance: Balance,
	open: usize,
	last_accepted: Seconds,
	offers_held: bool,
}

impl Books {
	/// One account for each of `balances`, no contributions, at second `now`.
	pub(super) fn open(now: Seconds, balances: &[Balance]) -> Result<Self, TooMuchMoney> {
		let issuance = balances
			.iter()
			.try_fold(0, |sum: Balance, b| sum.checked_add(*b))
			.ok_or(TooMuchMoney)?;
		let account = |free: &Balance| Account { free: *free, ..Account::default() };
		Ok(Self {
			accounts: balances.iter().map(account).collect(),
			contributions: Vec::new(),
			issuance,
			open: 0,
			last_accepted: now,
			offers_held: false,
		})
	}

	/// From now on holds what is offered, not only the price.
	pub(super) fn hold_offers(&mut self) {
		self.offers_held = true;
	}

	/// Holds `price` of an account's money for a submission, if that is at most `max_deposit`.
	/// Returns what is held. [`push`](Self::push) follows.
	pub(super) fn hold(
		&mut self,
		who: usize,
		price: Balance,
		max_deposit: Balance,
	) -> Result<Balance, Rejection> {
		if price > max_deposit {
			return Err(Rejection::PriceTooHigh { price });
		}
		let deposit = if self.offers_held { max_deposit } else { price };
		let account = self.accounts.get_mut(who).ok_or(Rejection::UnknownAccount)?;
		let left = account.free.checked_sub(deposit);
		account.free = left.ok_or(Rejection::BalanceTooLow { price: deposit })?;
		account.held = account.held.saturating_add(deposit);
		account.submitted = account.submitted.saturating_add(1);
		Ok(deposit)
	}

	/// Records a submission whose deposit is held.
	pub(super) fn push(&mut self, contribution: Contribution) -> ContributionId {
		let id = self.contributions.len() as ContributionId;
		self.open += usize::from(contribution.claimable > 0);
		self.last_accepted = contribution.added;
		self.contributions.push(contribution);
		id
	}

	/// Takes `amount` of what is left of a deposit, for a claim by `who`, and gives it to nobody
	/// yet. The contribution exists and has as much left.
	pub(super) fn take(&mut self, who: usize, id: ContributionId, amount: Balance) {
		let contribution = &mut self.contributions[id as usize];
		let before = contribution.claimable;
		contribution.claimable = before.saturating_sub(amount);
		contribution.claims.push(who);
		self.open -= usize::from(before > 0 && contribution.claimable == 0);
		let held = &mut self.accounts[contribution.contributor].held;
		*held = held.saturating_sub(amount);
	}

	/// Gives money to an account that exists. Its balance cannot overflow because all of them
	/// together do not.
	pub(super) fn give(&mut self, who: usize, amount: Balance) {
		let free = &mut self.accounts[who].free;
		*free = free.saturating_add(amount);
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

	/// Contributions that something is left of.
	pub fn open_contributions(&self) -> usize {
		self.open
	}

	/// The second of the last accepted submission; of opening, before the first.
	pub fn last_accepted(&self) -> Seconds {
		self.last_accepted
	}

	/// What is held of everybody's money.
	pub fn total_held(&self) -> Balance {
		self.accounts.iter().map(|account| account.held).sum()
	}

	/// Checks that no money was made or lost, with `pool` belonging to no account, that what is held
	/// of each account is what is left of its deposits, and that nothing more is left of one than
	/// was deposited. Says what is wrong.
	pub(super) fn check_conserved(&self, pool: Balance) -> Result<(), String> {
		let free: Balance = self.accounts.iter().map(|account| account.free).sum();
		let held = self.total_held();
		let sum = free.checked_add(held).and_then(|sum| sum.checked_add(pool));
		if sum != Some(self.issuance) {
			return Err(format!("{free} free + {held} held + {pool} is not {}", self.issuance));
		}
		let mut left = vec![0; self.accounts.len()];
		for (id, contribution) in self.contributions.iter().enumerate() {
			if contribution.claimable > contribution.deposit {
				return Err(format!("more is held for contribution {id} than was deposited"));
			}
			left[contribution.contributor] += contribution.claimable;
		}
		for (who, (account, left)) in self.accounts.iter().zip(left).enumerate() {
			if account.held != left {
				return Err(format!("{} is held of account {who}, not {left}", account.held));
			}
		}
		Ok(())
	}
}

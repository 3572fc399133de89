//! Accounts and contributions: what is recorded alike under all rules.

use super::{Account, Contribution, ContributionId, Rejection, TooMuchMoney};
use collab_model_core::{Balance, Seconds, Standing};

/// What accounts have, and what was submitted.
#[derive(Clone, Debug)]
pub struct Books {
	accounts: Vec<Account>,
	contributions: Vec<Contribution>,
	issuance: Balance,
	open: usize,
	last_accepted: Seconds,
}

impl Books {
	/// One account for each of `balances`, all newcomers, and no contributions, at second `now`.
	pub(super) fn open(
		now: Seconds,
		newcomer: Standing,
		balances: &[Balance],
	) -> Result<Self, TooMuchMoney> {
		let issuance = balances
			.iter()
			.try_fold(0, |sum: Balance, b| sum.checked_add(*b))
			.ok_or(TooMuchMoney)?;
		let account =
			|free: &Balance| Account { free: *free, held: 0, standing: newcomer, submitted: 0 };
		Ok(Self {
			accounts: balances.iter().map(account).collect(),
			contributions: Vec::new(),
			issuance,
			open: 0,
			last_accepted: now,
		})
	}

	/// One account.
	pub(super) fn account(&self, who: usize) -> Result<&Account, Rejection> {
		self.accounts.get(who).ok_or(Rejection::UnknownAccount)
	}

	/// Replaces what the rules keep of an account that exists.
	pub(super) fn set_standing(&mut self, who: usize, standing: Standing) {
		self.accounts[who].standing = standing;
	}

	/// Records a submission. The contributor exists and has `deposit` free.
	pub(super) fn push(&mut self, contribution: Contribution, deposit: Balance) -> ContributionId {
		let id = self.contributions.len() as ContributionId;
		let account = &mut self.accounts[contribution.contributor];
		account.free = account.free.saturating_sub(deposit);
		account.held = account.held.saturating_add(contribution.claimable);
		account.submitted = account.submitted.saturating_add(1);
		self.open += usize::from(contribution.claimable > 0);
		self.last_accepted = contribution.added;
		self.contributions.push(contribution);
		id
	}

	/// Pays `amount` of what is left of a deposit to the account `to`, for a claim by `who`. All of
	/// them exist, and as much is left. The balance cannot overflow because all of them together do
	/// not.
	pub(super) fn pay(&mut self, who: usize, id: ContributionId, amount: Balance, to: usize) {
		let contribution = &mut self.contributions[id as usize];
		let before = contribution.claimable;
		contribution.claimable = before.saturating_sub(amount);
		if let Some(evidence) = &mut contribution.evidence {
			evidence.claims.push(who);
		}
		self.open -= usize::from(before > 0 && contribution.claimable == 0);
		let held = &mut self.accounts[contribution.contributor].held;
		*held = held.saturating_sub(amount);
		let free = &mut self.accounts[to].free;
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

	/// Checks that no money was made or lost, with `pot` belonging to no account, that what is held
	/// of each account is what is left for its contributions, and that nothing more is left of one
	/// than was locked. Says what is wrong.
	pub(super) fn check_conserved(&self, pot: Balance) -> Result<(), String> {
		let free: Balance = self.accounts.iter().map(|account| account.free).sum();
		let held = self.total_held();
		let sum = free.checked_add(held).and_then(|sum| sum.checked_add(pot));
		if sum != Some(self.issuance) {
			return Err(format!("{free} free + {held} held + {pot} is not {}", self.issuance));
		}
		let mut left = vec![0; self.accounts.len()];
		for (id, contribution) in self.contributions.iter().enumerate() {
			if contribution.claimable > contribution.deposit {
				return Err(format!("more is held for contribution {id} than was locked"));
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

	/// Takes a unit from an account.
	#[cfg(test)]
	pub(super) fn lose(&mut self, who: usize) {
		self.accounts[who].free -= 1;
	}
}

//! What must be true of the money at any time.

use super::Ledger;
use collab_model_core::Balance;

impl Ledger {
	/// What is held of an account's money: what is left of all its deposits.
	pub fn held(&self, who: usize) -> Balance {
		self.contributions.iter().filter(|c| c.contributor == who).map(|c| c.claimable).sum()
	}

	/// What is held of everybody's money.
	pub fn total_held(&self) -> Balance {
		self.contributions.iter().map(|c| c.claimable).sum()
	}

	/// Checks that no money was made or lost, that nothing more is held than was deposited, and
	/// that the credits add up. Says what is wrong.
	pub fn check_conserved(&self) -> Result<(), String> {
		let free: Balance = self.accounts.iter().map(|a| a.free).sum();
		let held = self.total_held();
		if free.checked_add(held) != Some(self.issuance) {
			return Err(format!("{free} free + {held} held is not {}", self.issuance));
		}
		if let Some(id) = self.contributions.iter().position(|c| c.claimable > c.deposit) {
			return Err(format!("more is held for contribution {id} than was deposited"));
		}
		let credit: u64 = self.accounts.iter().map(|a| a.credit).sum();
		if credit != self.total_credit {
			return Err(format!("credits add up to {credit}, not {}", self.total_credit));
		}
		Ok(())
	}
}

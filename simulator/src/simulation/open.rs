//! The contributions that something is left to claim of under `classic` rules, as an agent sees
//! them.

use crate::ledger::{Added, ClassicLedger, ContributionId};
use collab_model_core::{label_of, Balance, Label, Score, Seconds};

/// A claim that the ledger accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Claim {
	/// The contribution.
	pub contribution: ContributionId,
	/// Its contributor.
	pub contributor: usize,
	/// Whether it was the contributor's refund.
	pub is_refund: bool,
	/// What was paid.
	pub amount: Balance,
}

/// One open contribution, with the model's last answer for it.
#[derive(Clone, Copy, Debug)]
struct Open {
	id: ContributionId,
	contributor: usize,
	added: Seconds,
	label: Label,
	agrees: bool,
	/// The answer holds up to this drift of the model.
	certain_until: u128,
}

impl Open {
	/// A score below or above zero keeps its side while the model has drifted by less than its
	/// distance from zero, divided among the features and the bias.
	fn judge(&mut self, drift: u128, score: Score, features: usize) {
		self.agrees = label_of(score) == self.label;
		let margin = score.unsigned_abs().saturating_sub(1) / (features as u128 + 1);
		self.certain_until = drift.saturating_add(margin);
	}

	fn try_claim(
		&mut self,
		ledger: &mut ClassicLedger,
		now: Seconds,
		who: usize,
		free_for_all: bool,
	) -> Option<Claim> {
		let own = self.contributor == who;
		if !free_for_all && !self.may_pay(ledger, own) {
			return None;
		}
		let is_refund = own && !free_for_all;
		let paid = if is_refund {
			ledger.refund(now, who, self.id)
		} else {
			ledger.report(now, who, self.id)
		};
		let claim = |amount| Claim {
			contribution: self.id,
			contributor: self.contributor,
			is_refund,
			amount,
		};
		paid.ok().map(claim)
	}

	/// Whether a claim is worth a try. The ledger decides; this only saves asking it in vain.
	fn may_pay(&mut self, ledger: &ClassicLedger, own: bool) -> bool {
		if ledger.drift() > self.certain_until || self.certain_until == 0 {
			let Some(contribution) = ledger.books().contribution(self.id) else { return false };
			let score = ledger.model().score(&contribution.features);
			self.judge(ledger.drift(), score, contribution.features.len());
		}
		self.agrees == own
	}
}

/// All open contributions in the order of their submission.
#[derive(Debug, Default)]
pub struct OpenContributions(Vec<Open>);

impl OpenContributions {
	/// Takes in a contribution that was just accepted; one without a deposit is never open.
	pub fn push(&mut self, ledger: &ClassicLedger, added: &Added) {
		let Some(contribution) = ledger.books().contribution(added.contribution) else { return };
		if contribution.claimable > 0 {
			self.0.push(Open {
				id: added.contribution,
				contributor: contribution.contributor,
				added: contribution.added,
				label: contribution.label,
				agrees: false,
				// Learning it may have moved its score: ask when it is first looked at.
				certain_until: 0,
			});
		}
	}

	/// Lets `who` claim all that can be claimed at `now`, oldest first: refunds of his own, shares
	/// of others', and everything that is past the last wait. Contributions younger than
	/// `youngest` are not looked at. `claimed` learns of each claim.
	pub fn claim(
		&mut self,
		ledger: &mut ClassicLedger,
		now: Seconds,
		who: usize,
		youngest: Seconds,
		mut claimed: impl FnMut(Claim) -> anyhow::Result<()>,
	) -> anyhow::Result<()> {
		let rules = *ledger.rules();
		let mut kept = 0;
		let mut seen = 0;
		while let Some(open) = self.0.get_mut(seen) {
			let age = now.saturating_sub(open.added);
			if age < youngest {
				break;
			}
			let mut settled = false;
			if let Some(claim) = open.try_claim(ledger, now, who, age >= rules.any_wait) {
				claimed(claim)?;
				settled = ledger.books().contribution(open.id).is_none_or(|c| c.claimable == 0);
			}
			if !settled {
				self.0.swap(kept, seen);
				kept += 1;
			}
			seen += 1;
		}
		self.0.drain(kept..seen);
		Ok(())
	}
}

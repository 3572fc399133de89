//! The contributions that something is left to claim of under `classic` rules, as an agent sees
//! them.

use crate::ledger::{Added, ContributionId, Ledger};
use collab_model_core::{label_of, Classic, Label, Payment, Score, Seconds, Version};

/// A claim that the ledger accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Claim {
	/// The contribution.
	pub contribution: ContributionId,
	/// Its contributor.
	pub contributor: usize,
	/// Whether it was the contributor's refund.
	pub is_refund: bool,
	/// What the claim paid.
	pub payment: Payment,
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
	/// A bit for each of the first 64 agents, set when it got its share: there is no second one.
	shared: u64,
}

impl Open {
	/// A score below or above zero keeps its side while the model has drifted by less than its
	/// distance from zero, divided among the features and the bias.
	fn judge(&mut self, drift: u128, score: Score, features: usize) {
		self.agrees = label_of(score) == self.label;
		let margin = score.unsigned_abs().saturating_sub(1) / (features as u128 + 1);
		self.certain_until = drift.saturating_add(margin);
	}

	/// Whether the last answer still holds.
	fn is_certain(&self, drift: u128) -> bool {
		(drift <= self.certain_until) & (self.certain_until > 0)
	}

	/// Whether it is known that `who` has nothing to gain before the last wait. The ledger
	/// decides; this only saves asking it in vain.
	fn is_quiet(&self, drift: u128, who: usize) -> bool {
		let own = self.contributor == who;
		// Without branches: which of these it is, is different for every contribution.
		(self.shared & bit(who) != 0) | ((self.agrees != own) & self.is_certain(drift))
	}

	/// Whether there may be something to gain. Asks the model if it must.
	fn is_worth_a_try(&mut self, ledger: &Ledger, who: usize) -> bool {
		let drift = ledger.drift();
		if self.is_quiet(drift, who) {
			return false;
		}
		if !self.is_certain(drift) {
			let contribution = ledger.books().contribution(self.id);
			let Some(evidence) = contribution.and_then(|found| found.evidence.as_ref()) else {
				return false;
			};
			let score = ledger.score(Version::Released, &evidence.features);
			self.judge(drift, score, evidence.features.len());
		}
		!self.is_quiet(drift, who)
	}

	fn try_claim(
		&mut self,
		ledger: &mut Ledger,
		now: Seconds,
		who: usize,
		free_for_all: bool,
	) -> Option<Claim> {
		let is_refund = self.contributor == who && !free_for_all;
		let paid = if is_refund {
			ledger.refund(now, who, self.id)
		} else {
			ledger.report(now, who, self.id)
		};
		let payment = paid.ok()?;
		self.shared |= bit(who);
		Some(Claim { contribution: self.id, contributor: self.contributor, is_refund, payment })
	}
}

/// The bit of an agent; none for one beyond the first 64.
fn bit(who: usize) -> u64 {
	u32::try_from(who).ok().and_then(|who| 1u64.checked_shl(who)).unwrap_or(0)
}

/// What an agent need not look at again while the model's drift stays what it was: the
/// contributions before `next`, which gave nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Looked {
	drift: u128,
	next: ContributionId,
}

/// All open contributions in the order of their submission.
#[derive(Debug)]
pub struct OpenContributions {
	rules: Classic,
	open: Vec<Open>,
	looked: Vec<Looked>,
}

impl OpenContributions {
	/// None yet, for a number of agents.
	pub fn new(rules: Classic, agents: usize) -> Self {
		Self { rules, open: Vec::new(), looked: vec![Looked::default(); agents] }
	}

	/// Takes in a contribution that was just accepted; one without a deposit is never open.
	pub fn push(&mut self, ledger: &Ledger, added: &Added) {
		let Some(contribution) = ledger.books().contribution(added.contribution) else { return };
		let Some(evidence) = &contribution.evidence else { return };
		if contribution.claimable > 0 {
			self.open.push(Open {
				id: added.contribution,
				contributor: contribution.contributor,
				added: contribution.added,
				label: evidence.label,
				agrees: false,
				// Learning it may have moved its score: ask when it is first looked at.
				certain_until: 0,
				shared: 0,
			});
		}
	}

	/// Lets `who` claim all that can be claimed at `now`, oldest first: refunds of its own, shares
	/// of others', and everything that is past the last wait. With `only_free`, nothing else than
	/// that is looked at. `claimed` learns of each claim.
	pub fn claim(
		&mut self,
		ledger: &mut Ledger,
		now: Seconds,
		who: usize,
		only_free: bool,
		mut claimed: impl FnMut(Claim) -> anyhow::Result<()>,
	) -> anyhow::Result<()> {
		let drift = ledger.drift();
		let free = self.past(now, self.rules.any_wait);
		let due = if only_free { free } else { self.past(now, self.rules.refund_wait) };
		let first = if free > 0 { 0 } else { self.first_to_look_at(who, drift).min(due) };
		let mut next = due.checked_sub(1).map_or(0, |last| self.open[last].id + 1);
		let mut kept = first;
		for seen in first..due {
			let open = &mut self.open[seen];
			let mut settled = false;
			if seen < free || open.is_worth_a_try(ledger, who) {
				if let Some(claim) = open.try_claim(ledger, now, who, seen < free) {
					claimed(claim)?;
					settled = ledger.books().contribution(open.id).is_none_or(|c| c.claimable == 0);
				} else {
					// Credit, which it may get at any time, makes a difference.
					next = 0;
				}
			}
			if !settled {
				if kept < seen {
					self.open[kept] = self.open[seen];
				}
				kept += 1;
			}
		}
		self.open.drain(kept..due);
		self.looked[who] = Looked { drift, next };
		Ok(())
	}

	/// How many are at least as old as `wait`.
	fn past(&self, now: Seconds, wait: Seconds) -> usize {
		self.open.partition_point(|open| now.saturating_sub(open.added) >= wait)
	}

	fn first_to_look_at(&self, who: usize, drift: u128) -> usize {
		let looked = self.looked[who];
		if looked.drift != drift {
			return 0;
		}
		self.open.partition_point(|open| open.id < looked.next)
	}
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;

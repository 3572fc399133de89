//! Contributions under `robust` rules, as they fall due: each agent looks at each of them once.

use crate::ledger::{ContributionId, RobustLedger, Settled};
use collab_model_core::{Seconds, Verdict};

/// A contribution that got its verdict.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Settlement {
	/// The contribution.
	pub contribution: ContributionId,
	/// Whether its contributor asked for the verdict.
	pub by_contributor: bool,
	/// What came of it.
	pub settled: Settled,
}

/// How far an agent has looked, in the order of submission.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looked {
	/// The first contribution that it has not seen due.
	due: ContributionId,
	/// The first that it has not seen expired.
	expired: ContributionId,
}

impl Looked {
	/// Lets `who` settle at `now` what has newly expired, and of what has newly fallen due that
	/// which it `wants`, asked with whether the contribution is its own and the verdict that it
	/// would get. `done` learns of each settlement.
	pub fn settle(
		&mut self,
		ledger: &mut RobustLedger,
		now: Seconds,
		who: usize,
		wants: impl Fn(bool, Verdict) -> bool,
		mut done: impl FnMut(Settlement) -> anyhow::Result<()>,
	) -> anyhow::Result<()> {
		let judgement = ledger.rules().judgement;
		sweep(&mut self.expired, ledger, now, who, judgement.expiry, |_, _| true, &mut done)?;
		sweep(&mut self.due, ledger, now, who, judgement.wait, wants, &mut done)
	}
}

/// Goes on from `next` through what is at least as old as `wait`.
fn sweep(
	next: &mut ContributionId,
	ledger: &mut RobustLedger,
	now: Seconds,
	who: usize,
	wait: Seconds,
	wants: impl Fn(bool, Verdict) -> bool,
	done: &mut impl FnMut(Settlement) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
	while let Some(contribution) = ledger.books().contribution(*next) {
		if now.saturating_sub(contribution.added) < wait {
			break;
		}
		let (id, own) = (*next, contribution.contributor == who);
		*next += 1;
		if contribution.claimable == 0 || !wants(own, ledger.verdict(contribution)) {
			continue;
		}
		let settled = if own { ledger.refund(now, who, id) } else { ledger.report(now, who, id) }?;
		done(Settlement { contribution: id, by_contributor: own, settled })?;
	}
	Ok(())
}

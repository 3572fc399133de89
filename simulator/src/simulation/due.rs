//! Contributions under `robust` rules, as they fall due: each agent looks at each of them once, and
//! again at those that it waits for.

use crate::{
	agent::Wish,
	ledger::{ContributionId, RobustLedger, Settled},
};
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
#[derive(Clone, Debug, Default)]
pub struct Looked {
	/// The first contribution that it has not seen due.
	due: ContributionId,
	/// The first that it has not seen expired.
	expired: ContributionId,
	/// Those due that it waits for, oldest first.
	waiting: Vec<ContributionId>,
}

impl Looked {
	/// Lets `who` settle at `now` what has newly expired, and of what is due that which it wishes to,
	/// asked with whether the contribution is its own and the verdict that it would get. `done`
	/// learns of each settlement.
	pub fn settle(
		&mut self,
		ledger: &mut RobustLedger,
		now: Seconds,
		who: usize,
		wish: impl Fn(bool, Verdict) -> Wish,
		mut done: impl FnMut(Settlement) -> anyhow::Result<()>,
	) -> anyhow::Result<()> {
		let judgement = ledger.rules().judgement;
		while is_older(ledger, self.expired, now, judgement.expiry) {
			settle(ledger, now, who, self.expired, |_, _| Wish::Settle, &mut done)?;
			self.expired += 1;
		}
		for id in std::mem::take(&mut self.waiting) {
			self.look(ledger, now, who, id, &wish, &mut done)?;
		}
		while is_older(ledger, self.due, now, judgement.wait) {
			self.look(ledger, now, who, self.due, &wish, &mut done)?;
			self.due += 1;
		}
		Ok(())
	}

	fn look(
		&mut self,
		ledger: &mut RobustLedger,
		now: Seconds,
		who: usize,
		id: ContributionId,
		wish: impl Fn(bool, Verdict) -> Wish,
		done: &mut impl FnMut(Settlement) -> anyhow::Result<()>,
	) -> anyhow::Result<()> {
		if settle(ledger, now, who, id, wish, done)? == Some(Wish::Wait) {
			self.waiting.push(id);
		}
		Ok(())
	}
}

fn is_older(ledger: &RobustLedger, id: ContributionId, now: Seconds, wait: Seconds) -> bool {
	let contribution = ledger.books().contribution(id);
	contribution.is_some_and(|contribution| now.saturating_sub(contribution.added) >= wait)
}

/// Settles a contribution if that is what `who` wishes. `None` when it is settled already.
fn settle(
	ledger: &mut RobustLedger,
	now: Seconds,
	who: usize,
	id: ContributionId,
	wish: impl Fn(bool, Verdict) -> Wish,
	done: &mut impl FnMut(Settlement) -> anyhow::Result<()>,
) -> anyhow::Result<Option<Wish>> {
	let open = ledger.books().contribution(id).filter(|contribution| contribution.claimable > 0);
	let Some(contribution) = open else { return Ok(None) };
	let own = contribution.contributor == who;
	let wish = wish(own, ledger.verdict(contribution));
	if wish == Wish::Settle {
		let settled = if own { ledger.refund(now, who, id) } else { ledger.report(now, who, id) }?;
		done(Settlement { contribution: id, by_contributor: own, settled })?;
	}
	Ok(Some(wish))
}

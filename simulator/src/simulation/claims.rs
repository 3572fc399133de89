//! What an agent claims at its turn.

use super::{
	due::{Looked, Settlement},
	open::{Claim, OpenContributions},
	state::{AgentTally, Simulation},
};
use crate::{
	engine::{Action, Chain, Paid},
	ledger::{Added, ContributionId, Ledger},
};
use collab_model_core::{Seconds, Verdict};

/// What agents know of the contributions that they could claim from.
#[derive(Debug)]
pub(super) struct Claims {
	/// Under `classic`.
	open: OpenContributions,
	/// Under `robust`, by agent.
	looked: Vec<Looked>,
}

impl Claims {
	pub fn new(agents: usize) -> Self {
		Self { open: OpenContributions::new(agents), looked: vec![Looked::default(); agents] }
	}

	/// Takes in a contribution that was just accepted.
	pub fn push(&mut self, ledger: &Ledger, added: &Added) {
		if let Ledger::Classic(ledger) = ledger {
			self.open.push(ledger, added);
		}
	}
}

impl Simulation<'_> {
	/// Under `classic`, while rows are left, everything past the refund wait is looked at; then
	/// only what anybody may take. Under `robust`, everything once.
	pub(super) fn claim(&mut self, who: usize, chain: &mut dyn Chain) -> anyhow::Result<()> {
		let all_submitted = self.all_submitted();
		let Self { claims, ledger, agents, tallies, idle_turns, now, .. } = self;
		let mut accepted = Accepted { who, now: *now, tallies, idle_turns, chain };
		match ledger {
			Ledger::Classic(ledger) => {
				let rules = *ledger.rules();
				let youngest = if all_submitted { rules.any_wait } else { rules.refund_wait };
				claims.open.claim(ledger, *now, who, youngest, |claim| accepted.classic(&claim))
			}
			Ledger::Robust(ledger) => {
				let wish = |own, verdict| agents[who].wish(own, verdict);
				let settled = |settlement| accepted.robust(&settlement);
				claims.looked[who].settle(ledger, *now, who, wish, settled)
			}
		}
	}
}

/// Where the claims of one turn go that the ledger accepted.
struct Accepted<'a> {
	who: usize,
	now: Seconds,
	tallies: &'a mut [AgentTally],
	idle_turns: &'a mut u64,
	chain: &'a mut dyn Chain,
}

impl Accepted<'_> {
	fn classic(&mut self, claim: &Claim) -> anyhow::Result<()> {
		self.act(claim.contribution, claim.is_refund, Paid::Claim(claim.amount))
	}

	fn robust(&mut self, settlement: &Settlement) -> anyhow::Result<()> {
		let settled = settlement.settled;
		let contributor = &mut self.tallies[settled.contributor];
		contributor.bonus = contributor.bonus.saturating_add(settled.shares.bonus);
		match settled.verdict {
			Verdict::Agree => contributor.verdicts.agree += 1,
			Verdict::Undecided => contributor.verdicts.undecided += 1,
			Verdict::Disagree => contributor.verdicts.disagree += 1,
		}
		self.act(settlement.contribution, settlement.by_contributor, Paid::Verdict(settled))
	}

	fn act(
		&mut self,
		contribution: ContributionId,
		is_refund: bool,
		paid: Paid,
	) -> anyhow::Result<()> {
		let agent = self.who;
		*self.idle_turns = 0;
		let action = if is_refund {
			self.tallies[agent].refunds += 1;
			Action::Refund { agent, contribution, paid }
		} else {
			self.tallies[agent].reports += 1;
			Action::Report { agent, contribution, paid }
		};
		self.chain.act(self.now, &action)
	}
}

//! What an agent claims at its turn.

use super::{open::OpenContributions, state::Simulation, tally::AgentTally};
use crate::{
	engine::{Action, Chain},
	ledger::{Added, ContributionId, Ledger},
};
use collab_model_core::{LiveRules, Payment, Seconds};
use std::collections::VecDeque;

/// What agents know of the contributions that they could claim from.
#[derive(Debug)]
pub(super) enum Claims {
	/// Under `classic`, where the model judges every claim.
	Open(OpenContributions),
	/// Under `robust`, where time alone decides: each agent's own contributions, oldest first.
	Own(Vec<VecDeque<ContributionId>>),
}

impl Claims {
	/// None yet, for a number of agents under the rules of `ledger`.
	pub fn new(ledger: &Ledger, agents: usize) -> Self {
		match ledger.rules() {
			LiveRules::Classic { rules, .. } => Self::Open(OpenContributions::new(*rules, agents)),
			LiveRules::Robust { .. } => Self::Own(vec![VecDeque::new(); agents]),
		}
	}

	/// Takes in a contribution of `who` that was just accepted.
	pub fn push(&mut self, ledger: &Ledger, who: usize, added: &Added) {
		match self {
			Self::Open(open) => open.push(ledger, added),
			Self::Own(own) if added.accepted.stake.locked() > 0 => {
				own[who].push_back(added.contribution);
			}
			Self::Own(_) => {}
		}
	}
}

impl Simulation<'_> {
	/// Under `classic`, while rows are left, everything past the refund wait is looked at; then
	/// only what anybody may take. Under `robust`, an agent's own contributions that are due are
	/// refunded.
	pub(super) fn claim(&mut self, who: usize, chain: &mut dyn Chain) -> anyhow::Result<()> {
		let all_submitted = self.all_submitted();
		let Self { claims, ledger, tallies, idle_turns, now, .. } = self;
		let now = *now;
		let mut accepted = Accepted { who, now, tallies, idle_turns, chain };
		match claims {
			Claims::Open(open) => {
				let claimed = |claim: super::open::Claim| {
					accepted.act(claim.contribution, claim.is_refund, claim.payment)
				};
				open.claim(ledger, now, who, all_submitted, claimed)
			}
			Claims::Own(own) => {
				let own = &mut own[who];
				// A refusal is one for time: whatever comes after it is younger.
				while let Some((id, payment)) =
					own.front().and_then(|id| Some((*id, ledger.refund(now, who, *id).ok()?)))
				{
					own.pop_front();
					accepted.act(id, true, payment)?;
				}
				Ok(())
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
	fn act(
		&mut self,
		contribution: ContributionId,
		is_refund: bool,
		payment: Payment,
	) -> anyhow::Result<()> {
		let agent = self.who;
		*self.idle_turns = 0;
		let action = if is_refund {
			self.tallies[agent].refunds += 1;
			Action::Refund { agent, contribution, payment }
		} else {
			self.tallies[agent].reports += 1;
			Action::Report { agent, contribution, payment }
		};
		self.chain.act(self.now, &action)
	}
}

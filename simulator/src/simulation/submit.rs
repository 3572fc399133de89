//! An agent's submissions at its turn.

use super::state::Simulation;
use crate::{
	agent::{Latest, Offer, Plan, View},
	engine::{Action, Chain},
};
use anyhow::anyhow;
use collab_model_core::{Balance, Label, Sample, Seconds};

impl Simulation<'_> {
	/// Lets an agent submit the samples that it plans to, with the next row of the queue in its view.
	/// Returns the wait until its next turn if it asks for one.
	pub(super) fn submit(
		&mut self,
		who: usize,
		chain: &mut dyn Chain,
	) -> anyhow::Result<Option<Seconds>> {
		let row = self.rows[self.next_row];
		let view = View {
			ledger: &self.ledger,
			data: self.data,
			row,
			who,
			now: self.now,
			latest: self.latest.as_ref(),
			turned: self.scenario.has_turned(self.now),
		};
		let agent = &mut self.agents[who];
		let Plan { offers, wait } = agent.act(&view);
		if offers.is_empty() || !agent.submits(self.evaluation.accuracy()) {
			return Ok(wait);
		}
		// Several submissions of one turn do not get into each other's way.
		let taken =
			self.scenario.refuse_same_second && self.ledger.books().last_accepted() == self.now;
		let first = self.next_row;
		for offer in &offers {
			let max_deposit = self.agents[who].next_deposit();
			// The agent has not seen the row after the one in its view.
			let gone = offer.source.takes_next_row() && self.next_row > first;
			if max_deposit <= self.free(who) && !taken && !gone {
				self.try_offer(who, offer, row, max_deposit, chain)?;
			}
		}
		Ok(wait)
	}

	/// One attempt to submit a sample. The next row, which is `row`, stays the next one unless it is
	/// accepted and takes it.
	fn try_offer(
		&mut self,
		who: usize,
		offer: &Offer,
		row: usize,
		max_deposit: Balance,
		chain: &mut dyn Chain,
	) -> anyhow::Result<()> {
		let Offer { source, label } = offer;
		let (label, data) = (*label, self.data);
		let refused = |problem: String| anyhow!("data set {}, {source}: {problem}", data.name);
		let features = source
			.features(&data.train, row)
			.ok_or_else(|| refused("there is no such row".into()))?;
		let sample = Sample::new(features, self.ledger.memory().num_features())
			.map_err(|e| refused(e.to_string()))?;
		let Ok(added) = self.ledger.add_data(self.now, who, sample, label, max_deposit) else {
			return Ok(());
		};
		let deposit = added.accepted.stake.deposit;
		let action = Action::AddData { agent: who, features, label, max_deposit, deposit };
		chain.act(self.now, &action)?;
		self.remember(who, features, label);
		self.claims.push(&self.ledger, who, &added);
		self.next_row += usize::from(source.takes_next_row());
		self.tallies[who].count(&added.accepted);
		self.idle_turns = 0;
		Ok(())
	}

	/// What everybody has just seen. The room of the sample before is used again.
	fn remember(&mut self, who: usize, features: &[u32], label: Label) {
		let mut room = self.latest.take().map(|latest| latest.features).unwrap_or_default();
		room.clear();
		room.extend_from_slice(features);
		self.latest = Some(Latest { who, features: room, label });
	}
}

#[cfg(test)]
#[path = "submit_tests.rs"]
mod tests;

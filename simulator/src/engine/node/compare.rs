//! Whether a chain and the ledger in memory have come to the same.

use super::{
	api,
	client::AtBlock,
	snapshot::{self, Runs},
};
use crate::ledger::{Contribution, Ledger};
use anyhow::{Context, Result};
use api::runtime_types::pallet_collab_model::types::Trace;
use collab_model_core::{AuditStage, Balance, Label, LiveRules, Version};
use std::collections::BTreeMap;
use subxt::utils::AccountId32;

/// Lines that are kept; what differs in one place often differs in thousands.
const MAX_DIFFERENCES: usize = 20;

/// What an agent has on the chain.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Money {
	/// Free and held together.
	pub total: Balance,
	/// Held for open contributions.
	pub held: Balance,
}

/// What an account has on the chain now.
pub async fn money_of(at: &AtBlock, account: AccountId32) -> Result<Money> {
	let system = at.storage().entry(api::storage().system().account())?;
	let total = match system.try_fetch((account,)).await? {
		Some(info) => {
			let data = info.decode()?.data;
			data.free.saturating_add(data.reserved)
		}
		None => 0,
	};
	let entry = at.storage().entry(api::storage().balances().holds())?;
	let held = match entry.try_fetch((account,)).await? {
		Some(holds) => deposits_in(&holds.decode()?.0),
		None => 0,
	};
	Ok(Money { total, held })
}

type Hold = api::runtime_types::frame_support::traits::tokens::misc::IdAmount<
	api::runtime_types::collab_runtime::RuntimeHoldReason,
	u128,
>;

fn deposits_in(holds: &[Hold]) -> Balance {
	use api::runtime_types::{
		collab_runtime::RuntimeHoldReason::CollabModel, pallet_collab_model::pallet::HoldReason,
	};
	let deposits = holds.iter().filter(|h| matches!(h.id, CollabModel(HoldReason::Deposit)));
	deposits.map(|h| h.amount).fold(0, Balance::saturating_add)
}

/// What a comparison needs to know beside the two sides.
pub struct Comparison<'a> {
	/// The chain at its last block.
	pub at: &'a AtBlock,
	/// The model on the chain.
	pub model: u32,
	/// The second at which it was opened.
	pub opened: u64,
	/// The agents' accounts, by number.
	pub accounts: &'a [AccountId32],
	/// What they had before.
	pub before: &'a [Money],
	/// What they had at first in the ledger.
	pub endowments: &'a [Balance],
	/// The fees they paid.
	pub fees: &'a [Balance],
	/// The ledger in memory.
	pub ledger: &'a Ledger,
}

/// Everything that differs, one line each.
pub async fn differences(of: &Comparison<'_>) -> Result<Vec<String>> {
	let mut found = Differences::default();
	of.coefficients(&mut found).await?;
	of.contributions(&mut found).await?;
	of.counters(&mut found).await?;
	of.records(&mut found).await?;
	of.money(&mut found).await?;
	Ok(found.0)
}

#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
	fn check<V: PartialEq + std::fmt::Debug>(&mut self, what: &str, chain: V, memory: V) {
		if chain != memory && self.0.len() < MAX_DIFFERENCES {
			self.0.push(format!("{what}: {chain:?} on the chain, {memory:?} in memory"));
		}
	}

	fn check_all<V>(&mut self, what: &str, chain: BTreeMap<u32, V>, memory: BTreeMap<u32, V>)
	where
		V: PartialEq + std::fmt::Debug,
	{
		self.check(&format!("number of {what}s"), chain.len(), memory.len());
		for (number, value) in &memory {
			self.check(&format!("{what} {number}"), chain.get(number), Some(value));
		}
	}
}

/// By feature, without those that are 0.
fn not_zero<V: Default + PartialEq>(runs: Runs<V>) -> BTreeMap<u32, V> {
	let values = runs.into_iter().flat_map(|(first, values)| (first..=u32::MAX).zip(values));
	values.filter(|(_, value)| *value != V::default()).collect()
}

/// One contribution in the words that both sides have.
#[derive(Debug, PartialEq)]
struct Open {
	contributor: Option<usize>,
	added: u64,
	claimable: Balance,
	evidence: Option<Evidence>,
}

/// What the `classic` rules judge claims by.
#[derive(Debug, PartialEq)]
struct Evidence {
	label: Label,
	deposit: Balance,
	claims: Vec<Option<usize>>,
	features: Vec<u32>,
}

impl Comparison<'_> {
	async fn coefficients(&self, found: &mut Differences) -> Result<()> {
		let memory = self.ledger.memory();
		let views = || api::view_functions().collab_model();
		if let Some((_, state)) = self.ledger.rules().classic() {
			let part = |after| views().model_snapshot(self.model, after);
			let (bias, runs) = snapshot::whole(self.at, part).await?;
			found.check("bias", bias, state.bias);
			found.check_all("coefficient", not_zero(runs), memory.linear().non_zero().collect());
		}
		if let Some((_, state)) = self.ledger.rules().robust() {
			let part = |after| views().released_snapshot(self.model, after);
			let (released, runs) = snapshot::whole(self.at, part).await?;
			found.check("clock and bias", released, state.released);
			let values = memory.averaged(Version::Released).non_zero().collect();
			found.check_all("released coefficient", not_zero(runs), values);
			let part = |after| views().candidate_snapshot(self.model, after);
			let (candidate, runs) = snapshot::whole(self.at, part).await?;
			found.check("clock and bias of the candidate", candidate, state.candidate);
			let values = memory.averaged(Version::Candidate).non_zero().collect();
			found.check_all("candidate coefficient", not_zero(runs), values);
		}
		Ok(())
	}

	async fn contributions(&self, found: &mut Differences) -> Result<()> {
		let mut chain = BTreeMap::new();
		let entry = self.at.storage().entry(api::storage().collab_model().contributions())?;
		let mut all = entry.iter((self.model,)).await?;
		while let Some(item) = all.next().await {
			let item = item?;
			let (_, id) = item.key()?.decode()?;
			let stored = item.value().decode()?;
			let open = Open {
				contributor: self.number_of(&stored.contributor),
				added: stored.submitted_at.saturating_sub(self.opened),
				claimable: stored.claimable,
				evidence: self.evidence_of(id, stored.trace)?,
			};
			chain.insert(id, open);
		}
		let memory: BTreeMap<u64, &Contribution> = (0..)
			.zip(self.ledger.books().contributions())
			.filter(|(_, c)| c.claimable > 0)
			.collect();
		found.check("open contributions", chain.len(), memory.len());
		for (id, contribution) in memory {
			let open = in_memory(contribution);
			found.check(&format!("contribution {id}"), chain.get(&id), Some(&open));
		}
		Ok(())
	}

	fn evidence_of(&self, id: u64, trace: Trace) -> Result<Option<Evidence>> {
		let Trace::Classic { label, deposit, shares, sample } = trace else { return Ok(None) };
		let features = collab_model_core::unpack(&sample.0)
			.with_context(|| format!("the sample of contribution {id} cannot be read"))?;
		let claims = shares.0.iter().map(|share| self.number_of(&share.who)).collect();
		Ok(Some(Evidence { label: label.0, deposit, claims, features }))
	}

	fn number_of(&self, account: &AccountId32) -> Option<usize> {
		self.accounts.iter().position(|a| a == account)
	}

	async fn counters(&self, found: &mut Differences) -> Result<()> {
		let models = self.at.storage().entry(api::storage().collab_model().models())?;
		let model = models.fetch((self.model,)).await?.decode()?;
		let contributions = self.ledger.books().contributions();
		let open = contributions.iter().filter(|c| c.claimable > 0).count() as u64;
		found.check("submitted", model.submitted, contributions.len() as u64);
		found.check("open contributions counted", model.open_contributions, open);
		// Rules and all that they keep: credit, or clocks, counter, pot, seeding and audits.
		found.check("rules", self.since_opening(model.rules.0), *self.ledger.rules());
		let last_accepted = model.last_accepted.saturating_sub(self.opened);
		found.check("last accepted", last_accepted, self.ledger.books().last_accepted());
		Ok(())
	}

	/// The chain's rules with times since the opening, as the ledger has them.
	fn since_opening(&self, mut rules: LiveRules) -> LiveRules {
		if let Some((_, state)) = rules.robust_mut() {
			if let AuditStage::Sealed(sealed) | AuditStage::Shown { sealed, .. } = &mut state.audit
			{
				sealed.at = sealed.at.saturating_sub(self.opened);
			}
		}
		rules
	}

	async fn records(&self, found: &mut Differences) -> Result<()> {
		let entry = self.at.storage().entry(api::storage().collab_model().accounts())?;
		for (who, account) in self.accounts.iter().enumerate() {
			let stored = match entry.try_fetch((self.model, *account)).await? {
				Some(record) => {
					let record = record.decode()?;
					(record.standing.0, record.open)
				}
				None => (self.ledger.rules().newcomer(), 0),
			};
			let open = self.open_of(who).count() as u64;
			let Some(account) = self.ledger.books().accounts().get(who) else { continue };
			let what = format!("standing and open contributions of agent {who}");
			found.check(&what, stored, (account.standing, open));
		}
		Ok(())
	}

	fn open_of(&self, who: usize) -> impl Iterator<Item = &Contribution> {
		let all = self.ledger.books().contributions().iter();
		all.filter(move |c| c.contributor == who && c.claimable > 0)
	}

	/// Both sides as what was gained since the start: a chain's accounts may have had more.
	async fn money(&self, found: &mut Differences) -> Result<()> {
		let agents = self.accounts.iter().zip(self.before).zip(self.fees).zip(self.endowments);
		for (who, (((account, before), fees), endowment)) in agents.enumerate() {
			let now = money_of(self.at, *account).await?;
			let held: Balance = self.open_of(who).map(|c| c.claimable).sum();
			let free = self.ledger.books().accounts().get(who).map_or(0, |a| a.free);
			let chain = now.total.saturating_add(*fees).checked_signed_diff(before.total);
			let memory = free.saturating_add(held).checked_signed_diff(*endowment);
			found.check(&format!("gain of agent {who}"), chain, memory);
			let newly_held = now.held.checked_signed_diff(before.held);
			found.check(&format!("held from agent {who}"), newly_held, held.checked_signed_diff(0));
		}
		Ok(())
	}
}

fn in_memory(contribution: &Contribution) -> Open {
	let evidence = contribution.evidence.as_ref().map(|evidence| Evidence {
		label: evidence.label,
		deposit: contribution.deposit,
		claims: evidence.claims.iter().map(|who| Some(*who)).collect(),
		features: evidence.features.to_vec(),
	});
	Open {
		contributor: Some(contribution.contributor),
		added: contribution.added,
		claimable: contribution.claimable,
		evidence,
	}
}

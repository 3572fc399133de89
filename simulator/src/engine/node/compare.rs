//! Whether a chain and the ledger in memory have come to the same.

use super::{
	api,
	client::{view, AtBlock},
};
use crate::ledger::{Contribution, Ledger};
use anyhow::{Context, Result};
use codec::Decode;
use collab_model_core::{
	Averaged, AveragedCoefficient, Balance, ClassicState, Coefficient, LiveRules, Record,
	RobustState, Version,
};
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

/// Runs of coefficients after their first feature.
type Runs<V> = Vec<(u32, Vec<V>)>;

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
	positive: bool,
	added: u64,
	deposit: Balance,
	claimable: Balance,
	claims: Vec<Option<usize>>,
	features: Vec<u32>,
}

impl Comparison<'_> {
	async fn coefficients(&self, found: &mut Differences) -> Result<()> {
		match self.ledger.rules() {
			LiveRules::Classic { state, .. } => self.linear(state, found).await,
			LiveRules::Robust { state, .. } => self.averaged(state, found).await,
		}
	}

	async fn linear(&self, state: &ClassicState, found: &mut Differences) -> Result<()> {
		let query = api::view_functions().collab_model().model_snapshot(self.model);
		let snapshot = view(self.at, query).await.context("cannot read the model's snapshot")?;
		let (bias, runs) = <(Coefficient, Runs<Coefficient>)>::decode(&mut &snapshot[..])
			.context("cannot read the model")?;
		found.check("bias", bias, state.bias);
		let linear = self.ledger.memory().linear();
		found.check_all("coefficient", not_zero(runs), linear.non_zero().collect());
		Ok(())
	}

	async fn averaged(&self, state: &RobustState, found: &mut Differences) -> Result<()> {
		let query = api::view_functions().collab_model().averaged_snapshot(self.model);
		let snapshot = view(self.at, query).await.context("cannot read the model's snapshot")?;
		let (learnt, runs) = <(Averaged, Runs<AveragedCoefficient>)>::decode(&mut &snapshot[..])
			.context("cannot read the model")?;
		found.check("clock and bias", learnt, state.released);
		let released = self.ledger.memory().averaged(Version::Released);
		found.check_all("coefficient", not_zero(runs), released.non_zero().collect());
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
			let features = collab_model_core::unpack(&stored.sample.0)
				.with_context(|| format!("the sample of contribution {id} cannot be read"))?;
			let open = Open {
				contributor: self.number_of(&stored.contributor),
				positive: stored.label.0 == collab_model_core::Label::Positive,
				added: stored.submitted_at.saturating_sub(self.opened),
				deposit: stored.deposit,
				claimable: stored.claimable,
				claims: stored.claimed_by.0.iter().map(|who| self.number_of(who)).collect(),
				features,
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
		let credit = self.ledger.rules().classic().map_or(0, |(_, state)| state.total_credit);
		found.check("total credit", model.total_credit, credit);
		found.check("pool", model.pool, self.ledger.pot().pool);
		let last_accepted = model.last_accepted.saturating_sub(self.opened);
		found.check("last accepted", last_accepted, self.ledger.books().last_accepted());
		Ok(())
	}

	async fn records(&self, found: &mut Differences) -> Result<()> {
		let entry = self.at.storage().entry(api::storage().collab_model().accounts())?;
		for (who, account) in self.accounts.iter().enumerate() {
			let stored = match entry.try_fetch((self.model, *account)).await? {
				Some(record) => {
					let record = record.decode()?;
					(record.credit, record.record.0, record.open)
				}
				None => (0, Record::default(), 0),
			};
			let open = self.open_of(who).count() as u64;
			let Some(account) = self.ledger.books().accounts().get(who) else { continue };
			let what = format!("credit, record and open contributions of agent {who}");
			found.check(&what, stored, (account.credit(), account.record(), open));
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
	let evidence = contribution.evidence.as_ref();
	let claims = evidence.map_or(&[][..], |evidence| &evidence.claims);
	Open {
		contributor: Some(contribution.contributor),
		positive: evidence.is_some_and(|e| e.label == collab_model_core::Label::Positive),
		added: contribution.added,
		deposit: contribution.deposit,
		claimable: contribution.claimable,
		claims: claims.iter().map(|who| Some(*who)).collect(),
		features: evidence.map_or(Vec::new(), |evidence| evidence.features.to_vec()),
	}
}

//! From a running chain to an open model: accounts are funded, the model is created, filled and
//! opened.

use super::{
	api,
	bounds::Bounds,
	client::{self, AtBlock, Client, Signer},
	compare::money_of,
	sender::Sender,
	Open,
};
use crate::{
	engine::Setup,
	model::{runs, Run},
};
use anyhow::{ensure, Context, Result};
use api::runtime_types::{
	bounded_collections::bounded_vec::BoundedVec, pallet_collab_model::types::ModelConfig,
};
use collab_model_core::{Balance, Coefficient, Seconds};
use std::str::FromStr;
use subxt::utils::Static;
use subxt_signer::{
	sr25519::{dev, Keypair},
	SecretUri,
};

/// 2024-01-01T00:00:00Z, when simulated time begins on a new chain: runs can be compared by date.
const EPOCH: Seconds = 1_704_067_200;
/// What an agent has beyond its start balance, for fees and for what is held for storage.
const FEE_RESERVE: Balance = 1_000_000_000_000_000;
/// Calls of `seed` in one block: far from filling it with samples of few pages.
const SEEDS_IN_BLOCK: usize = 4;
/// Pages that the owner pays for when the features are too many for all of them.
const MAX_PAGES: u64 = 100_000;

/// Funds the agents, creates, fills and opens the model.
pub async fn open(
	client: &Client,
	handle: &tokio::runtime::Handle,
	setup: &Setup<'_>,
) -> Result<Open> {
	let at = client.latest().await?;
	let bounds = Bounds::of(&at)?;
	let mut owner = Signer::new(dev::alice(), &at).await?;
	let mut agents = Vec::new();
	let mut calls = Vec::new();
	for (number, participant) in setup.agents.iter().enumerate() {
		let agent = Signer::new(agent_key(number)?, &at).await?;
		let has = money_of(&at, agent.account()).await?.total;
		let wanted = participant.start_balance.saturating_add(FEE_RESERVE);
		if has < wanted {
			let more = wanted.saturating_sub(has);
			let call = api::tx().balances().transfer_keep_alive(agent.account().into(), more);
			calls.push((format!("funding of {}", participant.name), owner.sign(&at, &call)?));
		}
		agents.push(agent);
	}
	let model = at.storage().entry(api::storage().collab_model().next_model_id())?;
	let model = model.try_fetch(()).await?.map(|id| id.decode()).transpose()?.unwrap_or(0);
	calls.extend(creation(&at, &mut owner, setup, model, &bounds)?);
	let mut blocks = vec![calls];
	blocks.extend(seeding(&at, &mut owner, setup, model, &bounds)?);

	// All before the model opens, so that the agents' balances can be read in between.
	let seconds = blocks.len() as Seconds;
	let opened = clock(&at).await?.saturating_add(seconds + 1).max(EPOCH);
	let mut block = None;
	for (before, calls) in (1..=seconds).rev().zip(&blocks) {
		let made = client.new_block(opened.saturating_sub(before), &hex_of(calls)).await?;
		check(calls, &made)?;
		block = Some(made);
	}
	let block = block.context("the model is created in no block")?;
	let mut before = Vec::new();
	let funded = client.at(&block).await?;
	for agent in &agents {
		before.push(money_of(&funded, agent.account()).await?);
	}
	let opening = api::tx().collab_model().open_model(model);
	let calls = vec![("opening of the model".to_owned(), owner.sign(&at, &opening)?)];
	let block = client.new_block(opened, &hex_of(&calls)).await?;
	check(&calls, &block)?;

	Ok(Open {
		model,
		opened,
		at: client.at(&block).await?,
		owner,
		before,
		endowments: setup.agents.iter().map(|a| a.start_balance).collect(),
		claim_pages: Vec::new(),
		bounds,
		keeps_samples: setup.rules.keep_samples(),
		pending: None,
		sender: Sender::spawn(handle, client.clone(), agents.len()),
		agents,
	})
}

type NamedCall = (String, String);

fn hex_of(calls: &[NamedCall]) -> Vec<String> {
	calls.iter().map(|(_, hex)| hex.clone()).collect()
}

fn check(calls: &[NamedCall], block: &client::NewBlock) -> Result<()> {
	for ((what, _), outcome) in calls.iter().zip(&block.transactions) {
		let error = outcome.error.as_deref().unwrap_or("no reason given");
		ensure!(outcome.success, "the chain refuses the {what}: {error}");
	}
	Ok(())
}

/// The chain's clock in seconds; 0 before the first block.
async fn clock(at: &AtBlock) -> Result<Seconds> {
	let entry = at.storage().entry(api::storage().timestamp().now())?;
	let now = entry.try_fetch(()).await?.map(|now| now.decode()).transpose()?;
	Ok(now.unwrap_or(0).div_ceil(1_000))
}

fn agent_key(number: usize) -> Result<Keypair> {
	let uri = SecretUri::from_str(&format!("//Agent//{number}"))?;
	Ok(Keypair::from_uri(&uri)?)
}

fn creation(
	at: &AtBlock,
	owner: &mut Signer,
	setup: &Setup<'_>,
	model: u32,
	bounds: &Bounds,
) -> Result<Vec<NamedCall>> {
	let num_features = setup.model.memory().num_features();
	let pages = num_features.div_ceil(bounds.page_size().into()).min(MAX_PAGES);
	let config = ModelConfig {
		num_features,
		page_limit: u32::try_from(pages)?,
		bias: Static(setup.model.rules().bias()),
		rules: Static(setup.rules),
	};
	let create = api::tx().collab_model().create_model(config);
	let mut calls = vec![("creation of the model".to_owned(), owner.sign(at, &create)?)];
	// None of a seeded model, which keeps averages.
	for Run { first, values } in runs(setup.model.memory().linear().non_zero()) {
		let values = values.into_iter().map(|value| Static(Coefficient::from_inner(value)));
		let values = BoundedVec(values.collect());
		let upload = api::tx().collab_model().upload_coefficients(model, first, values);
		calls.push((format!("upload from feature {first}"), owner.sign(at, &upload)?));
	}
	Ok(calls)
}

/// The calls that seed a model under the `robust` rules, by blocks.
fn seeding(
	at: &AtBlock,
	owner: &mut Signer,
	setup: &Setup<'_>,
	model: u32,
	bounds: &Bounds,
) -> Result<Vec<Vec<NamedCall>>> {
	let mut calls = Vec::new();
	for batch in bounds.pieces(&setup.seeding, |(features, _)| features) {
		let samples = batch.iter().map(|(features, _)| BoundedVec(features.to_vec())).collect();
		let labels = batch.iter().map(|(_, label)| Static(*label)).collect();
		let seed = api::tx().collab_model().seed(model, BoundedVec(samples), BoundedVec(labels));
		let what = format!("seeding with {} samples", batch.len());
		calls.push((what, owner.sign(at, &seed.unvalidated())?));
	}
	Ok(calls.chunks(SEEDS_IN_BLOCK).map(<[NamedCall]>::to_vec).collect())
}

//! A running chain: every action is a signed transaction, every second with actions a block.

mod api;
mod client;
mod compare;
mod process;
mod query;
mod sender;

pub use process::NodeProcess;
pub use query::ChainModel;

use super::{Action, Chain, ChainReport, Setup};
use crate::{
	ledger::{audit_seal, AuditRow, Ledger},
	model::{runs, Run},
};
use anyhow::{bail, ensure, Context, Result};
use api::runtime_types::{
	bounded_collections::bounded_vec::BoundedVec, pallet_collab_model::types::ModelConfig,
};
use client::{AtBlock, Client, Signer};
use collab_model_core::{Balance, Coefficient, Seal, Seconds};
use compare::{differences, money_of, Comparison, Money};
use sender::{Batch, Sender, Signed};
use std::str::FromStr;
use subxt::utils::{AccountId32, Static};
use subxt_signer::{
	sr25519::{dev, Keypair},
	SecretUri,
};
use tokio::runtime::Runtime;

/// 2024-01-01T00:00:00Z, when simulated time begins on a new chain: runs can be compared by date.
const EPOCH: Seconds = 1_704_067_200;
/// What an agent has beyond its start balance, for fees.
const FEE_RESERVE: Balance = 1_000_000_000_000_000;
/// Calls of `seed` in one block: far from filling it, whatever the samples.
const SEEDS_IN_BLOCK: usize = 4;
/// Pages that the owner pays for when the features are too many for all of them.
const MAX_PAGES: u64 = 100_000;

/// A development chain that is driven by this program.
pub struct NodeChain {
	// Fields are dropped in order: the connection first, the node last.
	open: Option<Open>,
	client: Client,
	runtime: Runtime,
	process: Option<NodeProcess>,
}

/// What is known once the model is open.
struct Open {
	model: u32,
	opened: Seconds,
	at: AtBlock,
	owner: Signer,
	agents: Vec<Signer>,
	before: Vec<Money>,
	endowments: Vec<Balance>,
	/// The pages that claims on each contribution reach, as their calls have to tell.
	claim_pages: Vec<u32>,
	/// Features in a page, under rules that judge claims by the sample.
	page_size: Option<u32>,
	pending: Option<Batch>,
	sender: Sender,
}

impl NodeChain {
	/// Connects to the node at `url`, or else starts one.
	pub fn connect(url: Option<&str>) -> Result<Self> {
		let runtime = network_runtime()?;
		let process = match url {
			Some(_) => None,
			None => Some(NodeProcess::start()?),
		};
		let address = process.as_ref().map(NodeProcess::url).or(url).unwrap_or_default();
		let client = runtime.block_on(Client::connect(address))?;
		Ok(Self { open: None, client, runtime, process })
	}

	fn opened(&mut self) -> Result<&mut Open> {
		self.open.as_mut().context("no model is open on this chain yet")
	}

	/// Adds what the node said last, where it is ours.
	fn explain<V>(&self, result: Result<V>) -> Result<V> {
		match &self.process {
			Some(process) => result.map_err(|e| e.context(process.last_words())),
			None => result,
		}
	}

	/// The error that ended the sending of blocks.
	fn failure(&mut self) -> anyhow::Error {
		let Some(open) = self.open.take() else {
			return anyhow::anyhow!("no model is open on this chain");
		};
		match self.explain(self.runtime.block_on(open.sender.finish())) {
			Ok(_) => anyhow::anyhow!("the node took no more blocks"),
			Err(error) => error,
		}
	}
}

impl Chain for NodeChain {
	fn open(&mut self, setup: &Setup<'_>) -> Result<()> {
		let cure = "give --engine local, or leave deposit_is_offer out of the scenario";
		ensure!(!setup.deposit_is_offer, "a chain holds the price and not the offer: {cure}");
		let opening = self.runtime.block_on(open(&self.client, self.runtime.handle(), setup));
		self.open = Some(self.explain(opening)?);
		Ok(())
	}

	fn act(&mut self, now: Seconds, action: &Action<'_>) -> Result<()> {
		if self.opened()?.act(now, action)? {
			Ok(())
		} else {
			Err(self.failure())
		}
	}

	fn finish(&mut self, ledger: &Ledger) -> Result<ChainReport> {
		let open = self.open.take().context("no model was opened on this chain")?;
		let report = self.runtime.block_on(open.finish(&self.client, ledger));
		self.explain(report)
	}
}

fn network_runtime() -> Result<Runtime> {
	tokio::runtime::Builder::new_multi_thread()
		.worker_threads(1)
		.enable_all()
		.build()
		.context("cannot start the network runtime")
}

/// Funds the agents, creates, fills and opens the model.
async fn open(client: &Client, handle: &tokio::runtime::Handle, setup: &Setup<'_>) -> Result<Open> {
	let at = client.latest().await?;
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
	calls.extend(creation(&at, &mut owner, setup, model)?);
	let mut blocks = vec![calls];
	blocks.extend(seeding(&at, &mut owner, setup, model)?);

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
		page_size: setup.rules.keep_samples().then_some(page_size(&at)?),
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

/// Features in a page of coefficients.
fn page_size(at: &AtBlock) -> Result<u32> {
	Ok(at.constants().entry(api::constants().collab_model().page_size())?.max(1))
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
) -> Result<Vec<NamedCall>> {
	let page_size = page_size(at)?;
	let num_features = setup.model.memory().num_features();
	let pages = num_features.div_ceil(page_size.into()).min(MAX_PAGES);
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
) -> Result<Vec<Vec<NamedCall>>> {
	let most = at.constants().entry(api::constants().collab_model().max_samples())?;
	let mut calls = Vec::new();
	for batch in setup.seeding.chunks(most.max(1) as usize) {
		let samples = batch.iter().map(|(features, _)| BoundedVec(features.to_vec())).collect();
		let labels = batch.iter().map(|(_, label)| Static(*label)).collect();
		let seed = api::tx().collab_model().seed(model, BoundedVec(samples), BoundedVec(labels));
		let what = format!("seeding with {} samples", batch.len());
		calls.push((what, owner.sign(at, &seed.unvalidated())?));
	}
	Ok(calls.chunks(SEEDS_IN_BLOCK).map(<[NamedCall]>::to_vec).collect())
}

impl Open {
	/// Signs an action into the block of its second. `false` when blocks can no longer be sent.
	fn act(&mut self, now: Seconds, action: &Action<'_>) -> Result<bool> {
		let seconds = self.opened.saturating_add(now);
		if self.pending.as_ref().is_some_and(|batch| batch.seconds != seconds) && !self.flush() {
			return Ok(false);
		}
		let signed = self.sign(action)?;
		let batch = self.pending.get_or_insert(Batch { seconds, transactions: Vec::new() });
		batch.transactions.extend(signed);
		Ok(true)
	}

	/// The pages that claims on a sample reach.
	fn pages_of(&self, features: &[u32]) -> u32 {
		let Some(size) = self.page_size else { return 0 };
		// Features increase, so that those of a page come one after the other.
		features.chunk_by(|one, next| one / size == next / size).count() as u32
	}

	fn claim_pages_of(&self, contribution: u64) -> Result<u32> {
		let pages = self.claim_pages.get(usize::try_from(contribution)?);
		pages.copied().with_context(|| format!("contribution {contribution} was never submitted"))
	}

	fn flush(&mut self) -> bool {
		self.pending.take().is_none_or(|batch| self.sender.send(batch))
	}

	/// The transactions of an action, in order.
	fn sign(&mut self, action: &Action<'_>) -> Result<Vec<Signed>> {
		let calls = api::tx().collab_model();
		match *action {
			Action::AddData { agent, features, label, max_deposit, .. } => {
				self.claim_pages.push(self.pages_of(features));
				let sample = BoundedVec(features.to_vec());
				let call = calls.add_data(self.model, sample, Static(label), max_deposit);
				self.sign_for(agent, "a submission".to_owned(), &call.unvalidated())
			}
			Action::Refund { agent, contribution, .. } => {
				let call =
					calls.refund(self.model, contribution, self.claim_pages_of(contribution)?);
				let call = call.unvalidated();
				self.sign_for(agent, format!("the refund of {contribution}"), &call)
			}
			Action::Report { agent, contribution, .. } => {
				let call =
					calls.report(self.model, contribution, self.claim_pages_of(contribution)?);
				let call = call.unvalidated();
				self.sign_for(agent, format!("the report of {contribution}"), &call)
			}
			Action::SealAudit { number, nonce, rows } => {
				let seal = audit_seal(nonce, self.model, number, rows.iter().copied());
				let count = u32::try_from(rows.len())?;
				let call = calls.seal_audit(self.model, seal, count).unvalidated();
				Ok(vec![self.sign_as_owner(format!("the seal of audit {number}"), &call)?])
			}
			Action::ShowAudit { number, nonce, rows, .. } => self.show_audit(number, nonce, rows),
		}
	}

	/// Shows the rows of an audit in as many pieces as the chain's bound asks for, and lets it move
	/// the pages that the last piece does not.
	fn show_audit(
		&mut self,
		number: u32,
		nonce: &Seal,
		rows: &[AuditRow<'_>],
	) -> Result<Vec<Signed>> {
		let calls = api::tx().collab_model();
		let most = self.at.constants().entry(api::constants().collab_model().max_samples())?;
		let mut signed = Vec::new();
		let mut first = 0;
		for piece in rows.chunks(most.max(1) as usize) {
			let samples =
				piece.iter().map(|(row, _)| BoundedVec(row.features().to_vec())).collect();
			let labels = piece.iter().map(|(_, label)| Static(*label)).collect();
			let (samples, labels) = (BoundedVec(samples), BoundedVec(labels));
			let call = calls.show_audit(self.model, *nonce, first, samples, labels).unvalidated();
			signed.push(self.sign_as_owner(format!("audit {number} from row {first} on"), &call)?);
			first = first.saturating_add(u32::try_from(piece.len())?);
		}
		Ok(signed)
	}

	fn sign_as_owner(
		&mut self,
		what: String,
		call: &impl subxt::transactions::Payload,
	) -> Result<Signed> {
		Ok(Signed { agent: None, what, hex: self.owner.sign(&self.at, call)? })
	}

	fn sign_for(
		&mut self,
		agent: usize,
		what: String,
		call: &impl subxt::transactions::Payload,
	) -> Result<Vec<Signed>> {
		let Some(signer) = self.agents.get_mut(agent) else {
			bail!("agent {agent} has no account on the chain")
		};
		let hex = signer.sign(&self.at, call)?;
		Ok(vec![Signed { agent: Some(agent), what: format!("{what} by agent {agent}"), hex }])
	}

	async fn finish(mut self, client: &Client, ledger: &Ledger) -> Result<ChainReport> {
		if let Some(batch) = self.pending.take() {
			// Where it cannot be sent, `finish` says why.
			tokio::task::block_in_place(|| self.sender.send(batch));
		}
		let sent = self.sender.finish().await?;
		let at = match &sent.last {
			Some(block) => client.at(block).await?,
			None => self.at,
		};
		let accounts: Vec<AccountId32> = self.agents.iter().map(Signer::account).collect();
		let found = differences(&Comparison {
			at: &at,
			model: self.model,
			opened: self.opened,
			accounts: &accounts,
			before: &self.before,
			endowments: &self.endowments,
			fees: &sent.fees,
			ledger,
		})
		.await?;
		Ok(ChainReport {
			blocks: Some(sent.blocks),
			identical_to_local: Some(found.is_empty()),
			differences: found,
		})
	}
}

//! A running chain: every action is a signed transaction, every second with actions a block.

mod api;
mod bounds;
mod client;
mod compare;
mod opening;
mod process;
mod query;
mod sender;
mod snapshot;

pub use process::NodeProcess;
pub use query::ChainModel;

use super::{Action, Chain, ChainReport, Setup};
use crate::ledger::{audit_seal, AuditRow, Ledger};
use anyhow::{bail, ensure, Context, Result};
use api::runtime_types::bounded_collections::bounded_vec::BoundedVec;
use bounds::Bounds;
use client::{AtBlock, Client, Signer};
use collab_model_core::{Balance, Seal, Seconds};
use compare::{differences, Comparison, Money};
use sender::{Batch, Sender, Signed};
use subxt::utils::{AccountId32, Static};
use tokio::runtime::Runtime;

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
	/// Whether claims ask the model about the sample, which costs pages.
	keeps_samples: bool,
	bounds: Bounds,
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
		let opening =
			self.runtime.block_on(opening::open(&self.client, self.runtime.handle(), setup));
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
				let pages = if self.keeps_samples { self.bounds.pages_of(features) } else { 0 };
				self.claim_pages.push(pages);
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

	/// Shows the rows of an audit in as many pieces as the chain's bounds ask for, and lets it move
	/// the pages that the last piece does not.
	fn show_audit(
		&mut self,
		number: u32,
		nonce: &Seal,
		rows: &[AuditRow<'_>],
	) -> Result<Vec<Signed>> {
		let calls = api::tx().collab_model();
		let mut signed = Vec::new();
		let mut first = 0;
		for piece in self.bounds.pieces(rows, |(row, _)| row.features()) {
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

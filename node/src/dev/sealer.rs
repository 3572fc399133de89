//! The task that makes the blocks of a development chain.

use super::{
	block::{import, make, Made, Order},
	clock::Clock,
	outcome::Outcome,
	rpc::{invalid_params, NewBlock, NewBlockOrder},
};
use crate::{
	cli::DevMode,
	parts::{Client, Pool},
};
use collab_runtime::{opaque::Block, Hash, Header};
use futures::{
	channel::{mpsc, oneshot},
	stream::{self, BoxStream},
	SinkExt, StreamExt,
};
use jsonrpsee::types::ErrorObjectOwned;
use polkadot_sdk::*;
use sc_consensus::ImportedAux;
use sc_consensus_manual_seal::{
	finalize_block, rpc::send_result, CreatedBlock, EngineCommand, Error, FinalizeBlockParams,
};
use sc_transaction_pool_api::{InPoolTransaction, TransactionPool};
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::sr25519::AuthoritySignature;
use sp_runtime::{transaction_validity::TransactionValidityError, OpaqueExtrinsic};
use std::{marker::PhantomData, sync::Arc, time::Duration};

/// Commands that may wait for the sealer.
const QUEUE: usize = 1_024;

/// How long to wait for the pool to take note of the latest block.
const POOL_TIMEOUT: Duration = Duration::from_millis(500);

type Reply<T> = oneshot::Sender<Result<T, ErrorObjectOwned>>;

/// What the sealer is told.
enum Command {
	NewBlock(NewBlockOrder, Reply<NewBlock>),
	TimeTravel(u64, Reply<u64>),
	Engine(EngineCommand<Hash>),
	/// A transaction came, or it is time for a block.
	Automatic {
		create_empty: bool,
	},
}

/// Gives commands to the sealer.
#[derive(Clone)]
pub struct Handle {
	commands: mpsc::Sender<Command>,
	engine: mpsc::Sender<EngineCommand<Hash>>,
}

/// The sealer's end of a [`Handle`].
pub struct Commands {
	commands: mpsc::Receiver<Command>,
	engine: mpsc::Receiver<EngineCommand<Hash>>,
}

/// A way to give commands to a sealer.
pub fn channel() -> (Handle, Commands) {
	let (to_commands, commands) = mpsc::channel(QUEUE);
	let (to_engine, engine) = mpsc::channel(QUEUE);
	(Handle { commands: to_commands, engine: to_engine }, Commands { commands, engine })
}

impl Handle {
	/// Where the SDK's manual-seal methods send their commands.
	pub fn engine(&self) -> mpsc::Sender<EngineCommand<Hash>> {
		self.engine.clone()
	}

	/// Have blocks made.
	pub async fn new_block(&self, order: NewBlockOrder) -> Result<NewBlock, ErrorObjectOwned> {
		self.ask(|reply| Command::NewBlock(order, reply)).await
	}

	/// Choose the time of the next block.
	pub async fn time_travel(&self, timestamp: u64) -> Result<u64, ErrorObjectOwned> {
		self.ask(|reply| Command::TimeTravel(timestamp, reply)).await
	}

	async fn ask<T>(
		&self,
		command: impl FnOnce(Reply<T>) -> Command,
	) -> Result<T, ErrorObjectOwned> {
		let (reply, answer) = oneshot::channel();
		self.commands.clone().send(command(reply)).await.map_err(Error::from)?;
		answer.await.map_err(Error::from)?
	}
}

/// Makes blocks, one command after the other.
pub struct Sealer {
	client: Arc<Client>,
	pool: Arc<Pool>,
	clock: Clock,
}

/// A block that is made and stored.
struct Sealed {
	header: Header,
	hash: Hash,
	timestamp: u64,
	aux: ImportedAux,
	outcomes: Vec<Outcome>,
	invalid: Vec<(Hash, TransactionValidityError)>,
}

impl Sealer {
	/// A sealer for slots of `slot` milliseconds.
	pub fn new(client: Arc<Client>, pool: Arc<Pool>, slot: u64) -> Self {
		Self { client, pool, clock: Clock::new(slot) }
	}

	/// Obey until nobody is left to give commands.
	pub async fn run(mut self, commands: Commands, mode: DevMode) {
		let mut commands = stream::select_all([
			commands.commands.boxed(),
			commands.engine.map(Command::Engine).boxed(),
			self.automatic(mode),
		]);
		while let Some(command) = commands.next().await {
			self.obey(command).await;
		}
	}

	/// The commands that nobody gives.
	fn automatic(&self, mode: DevMode) -> BoxStream<'static, Command> {
		match mode {
			DevMode::Manual => stream::empty().boxed(),
			DevMode::Instant => self
				.pool
				.import_notification_stream()
				.map(|_| Command::Automatic { create_empty: false })
				.boxed(),
			DevMode::Interval(period) => {
				let mut timer = tokio::time::interval(period);
				timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
				stream::unfold(timer, |mut timer| async {
					timer.tick().await;
					Some((Command::Automatic { create_empty: true }, timer))
				})
				.boxed()
			}
		}
	}

	/// A client that does not wait for its answer any more misses nothing but the answer.
	async fn obey(&mut self, command: Command) {
		match command {
			Command::NewBlock(order, reply) => {
				let _ = reply.send(self.new_block(order).await);
			}
			Command::TimeTravel(timestamp, reply) => {
				let _ = reply.send(self.time_travel(timestamp));
			}
			Command::Engine(command) => self.obey_engine(command).await,
			Command::Automatic { create_empty } => {
				match self.seal_automatically(None, create_empty, true).await {
					Ok(_) | Err(Error::EmptyTransactionPool) => (),
					Err(error) => log::error!("No block could be made: {error}"),
				}
			}
		}
	}

	async fn obey_engine(&mut self, command: EngineCommand<Hash>) {
		match command {
			EngineCommand::SealNewBlock { create_empty, finalize, parent_hash, mut sender } => {
				let sealed = self.seal_automatically(parent_hash, create_empty, finalize).await;
				let created = sealed.map(|Sealed { hash, aux, .. }| CreatedBlock {
					hash,
					aux,
					proof_size: 0,
				});
				send_result(&mut sender, created);
			}
			EngineCommand::FinalizeBlock { hash, sender, justification: _ } => {
				// A justification is GRANDPA's to check, and there is no GRANDPA here.
				finalize_block(FinalizeBlockParams {
					hash,
					sender,
					justification: None,
					finalizer: self.client.clone(),
					_phantom: PhantomData,
				})
				.await
			}
		}
	}

	fn time_travel(&mut self, timestamp: u64) -> Result<u64, ErrorObjectOwned> {
		let parent = self.parent(None)?;
		let chosen = self.checked(timestamp, &parent)?;
		self.clock.set(chosen);
		Ok(chosen)
	}

	async fn new_block(&mut self, order: NewBlockOrder) -> Result<NewBlock, ErrorObjectOwned> {
		let NewBlockOrder { timestamp, transactions, more } = order;
		let parent = self.parent(None)?;
		let chosen = timestamp.map(|wanted| self.checked(wanted, &parent)).transpose()?;
		let timestamp = chosen.unwrap_or_else(|| self.clock.next(self.time_of(&parent)));
		let mut last = match transactions {
			Some(transactions) => self.seal(&parent, timestamp, &transactions, true).await?,
			None => {
				let transactions = self.ready(parent.hash()).await;
				self.seal_from_pool(&parent, timestamp, &transactions, true).await?
			}
		};
		if let Some(chosen) = chosen {
			self.clock.set(chosen);
		}
		let outcomes = std::mem::take(&mut last.outcomes);
		for _ in 0..more {
			let timestamp = self.clock.next(last.timestamp);
			last = self.seal(&last.header, timestamp, &[], true).await?;
		}
		Ok(NewBlock {
			hash: last.hash,
			number: last.header.number,
			timestamp: last.timestamp,
			transactions: outcomes,
		})
	}

	/// Make a block of what is in the pool, on `parent` or else on the best block.
	async fn seal_automatically(
		&mut self,
		parent: Option<Hash>,
		create_empty: bool,
		finalize: bool,
	) -> Result<Sealed, Error> {
		let parent = self.parent(parent)?;
		let transactions = self.ready(parent.hash()).await;
		if transactions.is_empty() && !create_empty {
			return Err(Error::EmptyTransactionPool);
		}
		let timestamp = self.clock.next(self.time_of(&parent));
		self.seal_from_pool(&parent, timestamp, &transactions, finalize).await
	}

	/// Make a block of transactions from the pool, and rid the pool of those which turn out to be
	/// invalid.
	async fn seal_from_pool(
		&mut self,
		parent: &Header,
		timestamp: u64,
		transactions: &[OpaqueExtrinsic],
		finalize: bool,
	) -> Result<Sealed, Error> {
		let mut sealed = self.seal(parent, timestamp, transactions, finalize).await?;
		if !sealed.invalid.is_empty() {
			let invalid = std::mem::take(&mut sealed.invalid);
			let reasons = invalid.into_iter().map(|(hash, error)| (hash, Some(error))).collect();
			self.pool.report_invalid(Some(sealed.hash), reasons).await;
		}
		Ok(sealed)
	}

	async fn seal(
		&mut self,
		parent: &Header,
		timestamp: u64,
		transactions: &[OpaqueExtrinsic],
		finalize: bool,
	) -> Result<Sealed, Error> {
		let slot = self.clock.slot_at(timestamp);
		let order = Order { parent, timestamp, slot, transactions };
		let Made { block, changes, outcomes, invalid } = make(&self.client, order)?;
		let header = block.header.clone();
		let (hash, aux) = import(&self.client, block, changes, finalize).await?;
		Ok(Sealed { header, hash, timestamp, aux, outcomes, invalid })
	}

	/// The transactions that could go into a block on `parent`.
	async fn ready(&self, parent: Hash) -> Vec<OpaqueExtrinsic> {
		let ready = self.pool.ready_at_with_timeout(parent, POOL_TIMEOUT).await;
		ready.map(|transaction| (**transaction.data()).clone()).collect()
	}

	/// The header of the block `hash`, or else of the best block.
	fn parent(&self, hash: Option<Hash>) -> Result<Header, Error> {
		let hash = hash.unwrap_or_else(|| self.client.info().best_hash);
		self.client.header(hash)?.ok_or_else(|| Error::BlockNotFound(hash.to_string()))
	}

	/// When the slot of a block began: at its timestamp. 0 at genesis.
	fn time_of(&self, header: &Header) -> u64 {
		let slot = sc_consensus_aura::find_pre_digest::<Block, AuthoritySignature>(header);
		self.clock.start_of(slot.map_or(0, u64::from))
	}

	fn checked(&self, wanted: u64, parent: &Header) -> Result<u64, ErrorObjectOwned> {
		self.clock
			.checked(wanted, self.time_of(parent))
			.map_err(|error| invalid_params(error.to_string()))
	}
}

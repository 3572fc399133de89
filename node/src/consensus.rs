//! The tasks of a node that takes part in consensus: authoring, finality, offchain workers.

use crate::parts::{
	Backend, Client, GrandpaImport, GrandpaLink, Pool, SelectChain, JUSTIFICATION_PERIOD,
};
use collab_runtime::opaque::Block;
use futures::FutureExt;
use polkadot_sdk::*;
use sc_basic_authorship::ProposerFactory;
use sc_consensus_aura::{SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{GrandpaParams, SharedVoterState, VotingRulesBuilder};
use sc_network::{
	config::Role, service::traits::NetworkService, NotificationService, ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{error::Error, TaskManager};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
	inherents::InherentDataProvider as SlotProvider, sr25519::AuthorityPair as AuraPair,
	SlotDuration,
};
use sp_keystore::KeystorePtr;
use sp_timestamp::InherentDataProvider as TimestampProvider;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// How long GRANDPA expects a message to take to everybody: a third of a slot.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// The part of a slot in which a block is made; in the rest it travels.
const PROPOSAL_PORTION: f32 = 0.5;

/// What the tasks need.
pub struct Consensus {
	/// The chain.
	pub client: Arc<Client>,
	/// The transactions that wait for a block.
	pub pool: Arc<Pool>,
	/// Which branch is the chain.
	pub select_chain: SelectChain,
	/// Stores blocks.
	pub block_import: GrandpaImport,
	/// Connects the import of blocks with the finality voter.
	pub grandpa_link: GrandpaLink,
	/// The keys of this node.
	pub keystore: KeystorePtr,
	/// The peers.
	pub network: Arc<dyn NetworkService>,
	/// Fetches and announces blocks.
	pub sync: Arc<SyncingService<Block>>,
	/// Name of the finality protocol.
	pub grandpa_protocol: ProtocolName,
	/// Messages of the finality protocol.
	pub grandpa_notifications: Box<dyn NotificationService>,
	/// Whether this node is a validator.
	pub role: Role,
	/// Name of this node.
	pub name: String,
	/// Make blocks even without peers.
	pub force_authoring: bool,
	/// Neither vote on finality nor listen to votes.
	pub disable_grandpa: bool,
	/// Where measurements go.
	pub registry: Option<Registry>,
	/// Where reports go.
	pub telemetry: Option<TelemetryHandle>,
}

/// The slot and the time of now.
pub fn inherents(slot_duration: SlotDuration) -> (SlotProvider, TimestampProvider) {
	let timestamp = TimestampProvider::from_system_time();
	(SlotProvider::from_timestamp_and_slot_duration(*timestamp, slot_duration), timestamp)
}

impl Consensus {
	/// Start authoring and finality.
	pub fn spawn(self, task_manager: &TaskManager) -> Result<(), Error> {
		if self.role.is_authority() {
			self.spawn_aura(task_manager)?;
		}
		if !self.disable_grandpa {
			self.spawn_grandpa(task_manager)?;
		}
		Ok(())
	}

	fn spawn_aura(&self, task_manager: &TaskManager) -> Result<(), Error> {
		let slot_duration = sc_consensus_aura::slot_duration(&*self.client)?;
		let proposer_factory = ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.pool.clone(),
			self.registry.as_ref(),
			self.telemetry.clone(),
		);
		let aura = sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(
			StartAuraParams {
				slot_duration,
				client: self.client.clone(),
				select_chain: self.select_chain.clone(),
				block_import: self.block_import.clone(),
				proposer_factory,
				create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot_duration)) },
				force_authoring: self.force_authoring,
				backoff_authoring_blocks: None::<()>,
				keystore: self.keystore.clone(),
				sync_oracle: self.sync.clone(),
				justification_sync_link: self.sync.clone(),
				block_proposal_slot_portion: SlotProportion::new(PROPOSAL_PORTION),
				max_block_proposal_slot_portion: None,
				telemetry: self.telemetry.clone(),
				compatibility_mode: Default::default(),
			},
		)?;
		task_manager.spawn_essential_handle().spawn_blocking("aura", Some("block-authoring"), aura);
		Ok(())
	}

	fn spawn_grandpa(self, task_manager: &TaskManager) -> Result<(), Error> {
		let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: GOSSIP_DURATION,
				justification_generation_period: JUSTIFICATION_PERIOD,
				name: Some(self.name),
				observer_enabled: false,
				keystore: self.role.is_authority().then_some(self.keystore),
				local_role: self.role,
				telemetry: self.telemetry.clone(),
				protocol_name: self.grandpa_protocol,
			},
			link: self.grandpa_link,
			network: self.network,
			sync: self.sync,
			notification_service: self.grandpa_notifications,
			voting_rule: VotingRulesBuilder::default().build(),
			prometheus_registry: self.registry,
			shared_voter_state: SharedVoterState::empty(),
			telemetry: self.telemetry,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(self.pool),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
		Ok(())
	}

	/// Start the offchain workers of the pallets.
	pub fn spawn_offchain_workers(
		&self,
		offchain_db: Option<<Backend as sc_client_api::Backend<Block>>::OffchainStorage>,
		task_manager: &TaskManager,
	) -> Result<(), Error> {
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			keystore: Some(self.keystore.clone()),
			offchain_db,
			transaction_pool: Some(OffchainTransactionPoolFactory::new(self.pool.clone())),
			network_provider: Arc::new(self.network.clone()),
			is_validator: self.role.is_authority(),
			enable_http_requests: false,
			custom_extensions: |_| Vec::new(),
		})?;
		let run = workers.run(self.client.clone(), task_manager.spawn_handle());
		task_manager.spawn_handle().spawn("offchain-workers", Some("offchain-worker"), run.boxed());
		Ok(())
	}
}

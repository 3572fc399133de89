//! Connects the node with its peers.

use crate::parts::{Backend, Client, GrandpaLink, Pool};
use collab_runtime::{opaque::Block, Hash};
use polkadot_sdk::*;
use sc_client_api::BlockBackend;
use sc_consensus::DefaultImportQueue;
use sc_consensus_grandpa::warp_proof;
use sc_network::{
	config::FullNetworkConfiguration, service::traits::NetworkService, Litep2pNetworkBackend,
	NotificationMetrics, NotificationService, ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_service::{error::Error, BuildNetworkParams, Configuration, TaskManager, WarpSyncConfig};
use sc_utils::mpsc::TracingUnboundedSender;
use std::sync::Arc;

/// The parts of a running network.
pub struct Network {
	/// The network itself.
	pub service: Arc<dyn NetworkService>,
	/// Fetches and announces blocks.
	pub sync: Arc<SyncingService<Block>>,
	/// Passes transactions on.
	pub transactions: sc_network_transactions::TransactionsHandlerController<Hash>,
	/// Answers the RPC methods about the network.
	pub system_rpc_tx: TracingUnboundedSender<sc_rpc::system::Request<Block>>,
	/// Name of the finality protocol.
	pub grandpa_protocol: ProtocolName,
	/// Messages of the finality protocol.
	pub grandpa_notifications: Box<dyn NotificationService>,
}

impl Network {
	/// Start the network.
	pub fn new(
		config: &Configuration,
		client: Arc<Client>,
		backend: Arc<Backend>,
		transaction_pool: Arc<Pool>,
		import_queue: DefaultImportQueue<Block>,
		grandpa_link: &GrandpaLink,
		task_manager: &TaskManager,
	) -> Result<Self, Error> {
		let registry = config.prometheus_registry();
		let mut net_config = FullNetworkConfiguration::<_, _, Litep2pNetworkBackend>::new(
			&config.network,
			registry.cloned(),
		);
		let metrics = NotificationMetrics::new(registry);
		let genesis = client
			.block_hash(0)?
			.ok_or_else(|| Error::Other("the database has no genesis block".into()))?;
		let grandpa_protocol =
			sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
		let (protocol_config, grandpa_notifications) =
			sc_consensus_grandpa::grandpa_peers_set_config::<Block, Litep2pNetworkBackend>(
				grandpa_protocol.clone(),
				metrics.clone(),
				net_config.peer_store_handle(),
			);
		net_config.add_notification_protocol(protocol_config);
		let warp_sync = warp_proof::NetworkProvider::new(
			backend,
			grandpa_link.shared_authority_set().clone(),
			Vec::new(),
		);
		let (service, system_rpc_tx, transactions, sync, _) =
			sc_service::build_network(BuildNetworkParams {
				config,
				net_config,
				client,
				transaction_pool,
				spawn_handle: task_manager.spawn_handle(),
				spawn_essential_handle: task_manager.spawn_essential_handle(),
				import_queue,
				block_announce_validator_builder: None,
				warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_sync))),
				block_relay: None,
				metrics,
				gap_sync_body_policy: None,
			})?;
		Ok(Self {
			service,
			sync,
			transactions,
			system_rpc_tx,
			grandpa_protocol,
			grandpa_notifications,
		})
	}
}

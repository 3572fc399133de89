//! Puts the parts of a node together.

use crate::{
	cli::DevMode,
	consensus::{inherents, Consensus},
	dev, disk,
	network::Network,
	parts::{Client, Components, GrandpaImport, JUSTIFICATION_PERIOD},
	rpc,
};
use collab_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::*;
use sc_client_api::Backend as _;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_aura::ImportQueueParams;
use sc_service::{error::Error, Configuration, PartialComponents, SpawnTasksParams, TaskManager};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sp_consensus_aura::sr25519::AuthorityPair as AuraPair;
use std::sync::Arc;

/// The database, the pool and the import queue; no network, no tasks of consensus.
pub fn new_partial(config: &Configuration) -> Result<Components, Error> {
	let lock = disk::reserve(config)?;
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;
	let (client, backend, keystore_container, mut task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			sc_service::new_wasm_executor(&config.executor),
			Vec::new(),
		)?;
	task_manager.keep_alive(lock);
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let select_chain = LongestChain::new(backend.clone());
	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);
	let (grandpa_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry.as_ref().map(Telemetry::handle),
	)?;
	let import_queue = import_queue(
		config,
		&client,
		&grandpa_import,
		&task_manager,
		telemetry.as_ref().map(Telemetry::handle),
	)?;
	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: (grandpa_import, grandpa_link, telemetry),
	})
}

/// Checks the blocks of others: signature and turn of the author, then GRANDPA's rules.
fn import_queue(
	config: &Configuration,
	client: &Arc<Client>,
	grandpa_import: &GrandpaImport,
	task_manager: &TaskManager,
	telemetry: Option<TelemetryHandle>,
) -> Result<DefaultImportQueue<Block>, Error> {
	let slot_duration = sc_consensus_aura::slot_duration(&**client)?;
	sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
		block_import: grandpa_import.clone(),
		justification_import: Some(Box::new(grandpa_import.clone())),
		client: client.clone(),
		create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot_duration)) },
		spawner: &task_manager.spawn_essential_handle(),
		registry: config.prometheus_registry(),
		check_for_equivocation: Default::default(),
		telemetry,
		compatibility_mode: Default::default(),
	})
	.map_err(Into::into)
}

/// A running node: an Aura and GRANDPA one, or in a `dev_mode` one that makes its own blocks. It
/// stops when less than `least_space` MiB are free on its disk.
pub fn new_full(
	config: Configuration,
	dev_mode: Option<DevMode>,
	least_space: u64,
) -> Result<TaskManager, Error> {
	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: (block_import, grandpa_link, mut telemetry),
	} = new_partial(&config)?;
	disk::watch(least_space, &config, &task_manager)?;
	let network = Network::new(
		&config,
		client.clone(),
		backend.clone(),
		transaction_pool.clone(),
		import_queue,
		&grandpa_link,
		&task_manager,
	)?;
	let consensus = Consensus {
		client: client.clone(),
		pool: transaction_pool.clone(),
		select_chain,
		block_import,
		grandpa_link,
		keystore: keystore_container.keystore(),
		network: network.service.clone(),
		sync: network.sync.clone(),
		grandpa_protocol: network.grandpa_protocol,
		grandpa_notifications: network.grandpa_notifications,
		role: config.role,
		name: config.network.node_name.clone(),
		force_authoring: config.force_authoring,
		disable_grandpa: config.disable_grandpa,
		registry: config.prometheus_registry().cloned(),
		telemetry: telemetry.as_ref().map(Telemetry::handle),
	};
	if config.offchain_worker.enabled {
		consensus.spawn_offchain_workers(backend.offchain_storage(), &task_manager)?;
	}
	let (dev_handle, dev_commands) = dev::channel();
	let rpc = rpc::Deps {
		client: client.clone(),
		pool: transaction_pool.clone(),
		dev: dev_mode.map(|_| dev_handle),
	};
	sc_service::spawn_tasks(SpawnTasksParams {
		network: network.service,
		client: client.clone(),
		keystore: keystore_container.keystore(),
		task_manager: &mut task_manager,
		transaction_pool: transaction_pool.clone(),
		rpc_builder: Box::new(move |_| rpc::create(rpc.clone()).map_err(Error::Application)),
		backend,
		system_rpc_tx: network.system_rpc_tx,
		tx_handler_controller: network.transactions,
		sync_service: network.sync,
		config,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	match dev_mode {
		None => consensus.spawn(&task_manager)?,
		Some(mode) => {
			let slot = sc_consensus_aura::slot_duration(&*client)?.as_millis();
			let sealer = dev::Sealer::new(client, transaction_pool, slot);
			task_manager.spawn_essential_handle().spawn_blocking(
				"sealer",
				Some("block-authoring"),
				sealer.run(dev_commands, mode),
			);
		}
	}
	Ok(task_manager)
}

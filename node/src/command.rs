//! Runs what the command line asks for.

use crate::{
	chain_spec,
	cli::{Cli, Command},
	dev, service,
};
use collab_runtime::opaque::Block;
use polkadot_sdk::*;
use sc_cli::SubstrateCli;
use sc_network::config::NetworkBackendType;
use sc_service::{ChainType, PartialComponents};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Collab Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"Node of a chain whose users train machine-learning models together".into()
	}

	fn author() -> String {
		"The collab-model authors".into()
	}

	fn support_url() -> String {
		"the README of the project".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(Box::new(chain_spec::load(id)?))
	}
}

/// Parse the command line and do what it says.
pub fn run() -> sc_cli::Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		Some(command) => run_command(&cli, command),
		None => run_node(cli),
	}
}

fn run_node(mut cli: Cli) -> sc_cli::Result<()> {
	let shared = &cli.run.shared_params;
	let chain_type = cli.load_spec(&shared.chain_id(shared.is_dev()))?.chain_type();
	let least_space = cli.db_storage_threshold.unwrap_or(match chain_type {
		ChainType::Development => 0,
		_ => 1_024,
	});
	// A validator must not lose its network identity unnoticed, hence the SDK's refusal to make a
	// new one. On a chain of one's own machine the refusal is only in the way.
	if matches!(chain_type, ChainType::Development | ChainType::Local) {
		cli.run.network_params.node_key_params.unsafe_force_node_key_generation = true;
	}
	dev::keep_web_pages_out(&mut cli.run);
	let mode = cli.dev_mode();
	let runner = cli.create_runner(&cli.run)?;
	runner.run_node_until_exit(|mut config| async move {
		if mode.is_some() {
			dev::configure(&mut config)?;
		}
		if !matches!(config.network.network_backend, NetworkBackendType::Litep2p) {
			return Err("this node speaks litep2p only: drop `--network-backend`".into());
		}
		service::new_full(config, mode, least_space).map_err(sc_cli::Error::Service)
	})
}

fn run_command(cli: &Cli, command: &Command) -> sc_cli::Result<()> {
	match command {
		Command::Key(cmd) => cmd.run(cli),
		Command::NewChain(cmd) => cmd.run(),
		Command::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Command::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Command::ExportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Command::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Command::PurgeChain(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		}
		Command::Revert(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, backend, .. } =
				service::new_partial(&config)?;
			let aux_revert = Box::new(|client, _, blocks| {
				sc_consensus_grandpa::revert(client, blocks)?;
				Ok(())
			});
			Ok((cmd.run(client, backend, Some(aux_revert)), task_manager))
		}),
		Command::ChainInfo(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		}
	}
}

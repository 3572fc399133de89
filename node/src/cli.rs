//! The command line.

use crate::new_chain::NewChainCmd;
use clap::{value_parser, Parser, Subcommand, ValueEnum};
use polkadot_sdk::*;
use std::time::Duration;

/// Arguments of the node.
#[derive(Debug, Parser)]
pub struct Cli {
	/// What to do instead of running the node.
	#[command(subcommand)]
	pub subcommand: Option<Command>,

	/// How to run the node.
	#[clap(flatten)]
	pub run: sc_cli::RunCmd,

	/// How blocks are made. Everything but `aura` is for development chains, whose client may
	/// then make blocks at any time and with any timestamp over RPC.
	#[arg(long, value_enum, default_value_t = Sealing::Aura)]
	pub sealing: Sealing,

	/// Milliseconds between two blocks under `--sealing interval`.
	#[arg(long, value_name = "MS", default_value_t = 1_000, value_parser = value_parser!(u64).range(1..))]
	pub sealing_interval_ms: u64,

	/// Stop the node, in good order, when less than this is free on the disk of its database. 0
	/// watches nothing. By default 1024, or 0 on a development chain.
	#[arg(long, value_name = "MIB")]
	pub db_storage_threshold: Option<u64>,
}

impl Cli {
	/// How a development chain makes its blocks; `None` under Aura.
	pub fn dev_mode(&self) -> Option<DevMode> {
		match self.sealing {
			Sealing::Aura => None,
			Sealing::Instant => Some(DevMode::Instant),
			Sealing::Manual => Some(DevMode::Manual),
			Sealing::Interval => {
				Some(DevMode::Interval(Duration::from_millis(self.sealing_interval_ms)))
			}
		}
	}
}

/// How blocks are made.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Sealing {
	/// By the validators in turn, finalized by GRANDPA.
	Aura,
	/// At every transaction.
	Instant,
	/// When asked over RPC.
	Manual,
	/// Regularly.
	Interval,
}

/// How a development chain makes its blocks.
#[derive(Clone, Copy, Debug)]
pub enum DevMode {
	/// At every transaction.
	Instant,
	/// When asked over RPC.
	Manual,
	/// Every so long.
	Interval(Duration),
}

/// What the program does besides running a node.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Make and inspect keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write the specification of a chain of your own, from the keys of its validators.
	NewChain(NewChainCmd),

	/// Write the specification of a chain as JSON.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Execute a block again and compare the result.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Delete the whole chain.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Take back blocks that are not finalized.
	Revert(sc_cli::RevertCmd),

	/// Print the state of the database.
	ChainInfo(sc_cli::ChainInfoCmd),
}

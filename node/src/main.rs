//! Node of a solo chain whose users train machine-learning models together.

mod chain_spec;
mod cli;
mod command;
mod consensus;
mod dev;
mod network;
mod rpc;
mod service;

fn main() -> polkadot_sdk::sc_cli::Result<()> {
	command::run()
}

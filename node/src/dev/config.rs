//! What a node has to be for its chain to be sealed by hand.

use polkadot_sdk::*;
use sc_cli::{Cors, RunCmd};
use sc_network::config::TransportConfig;
use sc_service::{ChainType, Configuration, RpcMethods};
use sc_transaction_pool::{TransactionPoolOptions, TransactionPoolType};

/// Sizes of the transaction pool, those of the command line's defaults.
const POOL_TRANSACTIONS: usize = 8_192;
const POOL_BYTES: usize = 20 * 1024 * 1024;

/// Check that the node may seal by hand, and cut it off from what does not go with that.
pub fn configure(config: &mut Configuration) -> sc_cli::Result<()> {
	check_chain(config)?;
	check_rpc(config)?;

	let network = &mut config.network;
	network.default_peers_set.in_peers = 0;
	network.default_peers_set.out_peers = 0;
	network.default_peers_set.reserved_nodes.clear();
	network.boot_nodes.clear();
	// Nobody is to connect: any free port will do, and many such nodes can run side by side.
	network.listen_addresses = vec!["/ip4/127.0.0.1/tcp/0".parse().map_err(invalid_address)?];
	network.transport = TransportConfig::Normal { enable_mdns: false, allow_private_ip: false };
	config.disable_grandpa = true;
	config.offchain_worker.enabled = false;
	// The fork-aware pool keeps transactions of blocks for some time in case of a fork.
	// There are none here, and this pool follows hundreds of blocks a second.
	config.transaction_pool = TransactionPoolOptions::new_with_params(
		POOL_TRANSACTIONS,
		POOL_BYTES,
		Some(0),
		TransactionPoolType::SingleState,
		true,
		false,
	);
	Ok(())
}

fn check_chain(config: &Configuration) -> sc_cli::Result<()> {
	match config.chain_spec.chain_type() {
		ChainType::Development => Ok(()),
		other => Err(sc_cli::Error::Input(format!(
			"`--sealing` other than `aura` needs a development chain, but `{}` is of type \
			 {other:?}: use `--dev` or `--chain simulation`, or drop `--sealing`",
			config.chain_spec.id(),
		))),
	}
}

/// Whoever reaches the RPC port of such a node can make, fork and finalize blocks. A port that only
/// this machine reaches is reached by the web pages in its browsers too, if their origin is let in.
fn check_rpc(config: &Configuration) -> sc_cli::Result<()> {
	for endpoint in config.rpc.addr.iter().flatten() {
		let who = if !endpoint.listen_addr.ip().is_loopback() {
			"everybody who reaches it"
		} else if endpoint.cors.as_deref().is_none_or(|origins| origins.iter().any(|o| o == "*")) {
			"every web page in a browser on this machine"
		} else {
			continue;
		};
		match endpoint.rpc_methods {
			RpcMethods::Safe => continue,
			RpcMethods::Unsafe => log::warn!(
				"⚠️  UNSAFE: RPC listens on {} and lets {who} make, fork and finalize blocks of this \
				 chain",
				endpoint.listen_addr
			),
			RpcMethods::Auto => {
				return Err(sc_cli::Error::Input(format!(
					"with this `--sealing` whoever may call unsafe methods can make, fork and finalize \
					 blocks, and the RPC port at {} is open to {who}: drop `--rpc-external` and \
					 `--rpc-cors all`, or add `--rpc-methods unsafe` if none of them can do harm",
					endpoint.listen_addr
				)))
			}
		}
	}
	Ok(())
}

/// The origins of web pages that may use the RPC port of a `--dev` chain: those that are let in
/// without `--dev`. The SDK's default for `--dev` is all, so that any page that a developer looks at
/// could put keys into the node.
pub fn keep_web_pages_out(run: &mut RunCmd) {
	if run.shared_params.is_dev() && run.rpc_params.rpc_cors.is_none() {
		let hosts = ["http://localhost:*", "http://127.0.0.1:*"];
		let secure = ["https://localhost:*", "https://127.0.0.1:*", "https://polkadot.js.org"];
		let origins = hosts.into_iter().chain(secure).map(Into::into).collect();
		run.rpc_params.rpc_cors = Some(Cors::List(origins));
	}
}

fn invalid_address(error: sc_network::multiaddr::ParseError) -> sc_cli::Error {
	sc_cli::Error::Input(format!("the loopback address is refused: {error}"))
}

//! The chains the node knows by name, and those made from keys of one's own.

use collab_runtime::{
	genesis_config_presets::{genesis, Genesis, SIMULATION_RUNTIME_PRESET},
	WASM_BINARY,
};
use polkadot_sdk::*;
use sc_network::config::MultiaddrWithPeerId;
use sc_service::{ChainType, GenericChainSpec, Properties};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use std::path::Path;

/// The chain called `id`, or the one specified in the file of that name.
pub fn load(id: &str) -> Result<GenericChainSpec, String> {
	match id {
		"dev" => named("Development", "dev", ChainType::Development, DEV_RUNTIME_PRESET),
		"" => Err(
			"which chain? Give `--dev` for a development chain on this machine, `--chain local` \
		           for a test with the well-known keys of Alice and Bob, or `--chain YOUR-SPEC.json` \
		           for a chain of your own, which docs/network.md explains"
				.into(),
		),
		"local" => named("Local Testnet", "local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET),
		"simulation" => {
			named("Simulation", "simulation", ChainType::Development, SIMULATION_RUNTIME_PRESET)
		}
		path if Path::new(path).exists() => GenericChainSpec::from_json_file(path.into()),
		other => Err(format!(
			"no chain and no file is called `{other}`: give `dev`, `local`, `simulation` or the \
			 path of a chain specification"
		)),
	}
}

/// A chain that starts from a preset of the runtime in this binary.
fn named(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<GenericChainSpec, String> {
	Ok(GenericChainSpec::builder(code()?, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id("collab")
		.with_chain_type(chain_type)
		.with_genesis_config_preset_name(preset)
		.with_properties(properties())
		.build())
}

/// A chain for real use that starts from `genesis`, with the runtime in this binary.
pub fn live(
	name: &str,
	id: &str,
	boot_nodes: Vec<MultiaddrWithPeerId>,
	start: Genesis,
) -> Result<GenericChainSpec, String> {
	Ok(GenericChainSpec::builder(code()?, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id(id)
		.with_chain_type(ChainType::Live)
		.with_boot_nodes(boot_nodes)
		.with_genesis_config_patch(genesis(start))
		.with_properties(properties())
		.build())
}

fn code() -> Result<&'static [u8], String> {
	WASM_BINARY.ok_or_else(|| {
		"this binary was built without its WebAssembly runtime because SKIP_WASM_BUILD was set: \
		 unset it and run `cargo build --release -p collab-node` again"
			.into()
	})
}

fn properties() -> Properties {
	Properties::from_iter([
		("tokenSymbol".into(), "UNIT".into()),
		("tokenDecimals".into(), 12.into()),
		("ss58Format".into(), 42.into()),
	])
}

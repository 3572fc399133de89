//! The chains the node knows by name.

use collab_runtime::{genesis_config_presets::SIMULATION_RUNTIME_PRESET, WASM_BINARY};
use polkadot_sdk::*;
use sc_service::{ChainType, GenericChainSpec, Properties};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use std::path::Path;

/// The chain called `id`, or the one specified in the file of that name.
pub fn load(id: &str) -> Result<GenericChainSpec, String> {
	match id {
		"dev" => named("Development", "dev", ChainType::Development, DEV_RUNTIME_PRESET),
		"" | "local" => {
			named("Local Testnet", "local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
		}
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
	let code = WASM_BINARY.ok_or(
		"this binary was built without its WebAssembly runtime because SKIP_WASM_BUILD was set: \
		 unset it and run `cargo build --release -p collab-node` again",
	)?;
	let properties = Properties::from_iter([
		("tokenSymbol".into(), "UNIT".into()),
		("tokenDecimals".into(), 12.into()),
		("ss58Format".into(), 42.into()),
	]);
	Ok(GenericChainSpec::builder(code, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id("collab")
		.with_chain_type(chain_type)
		.with_genesis_config_preset_name(preset)
		.with_properties(properties)
		.build())
}

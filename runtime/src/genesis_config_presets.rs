//! The chains that can be started by name.

use crate::{AccountId, Balance, BalancesConfig, RuntimeGenesisConfig, SudoConfig, UNIT};
use alloc::{format, string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use polkadot_sdk::*;
use serde_json::Value;
use sp_core::{sr25519, Pair};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// Name of the preset for simulations.
pub const SIMULATION_RUNTIME_PRESET: &str = "simulation";

/// Number of accounts `//Agent//0`, `//Agent//1`, .. that the simulation preset funds.
pub const SIMULATION_AGENTS: u32 = 64;

/// Balance of every funded account but the simulation's Alice.
pub const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// Balance of Alice in a simulation, who pays whatever else is to be paid. It cannot be much more:
/// numbers of a JSON document have 64 bits.
pub const SIMULATION_TREASURE: Balance = 10_000_000 * UNIT;

/// The patch of the default genesis that goes by the name `id`, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => development(),
		LOCAL_TESTNET_RUNTIME_PRESET => local_testnet(),
		SIMULATION_RUNTIME_PRESET => simulation(),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// The names which [`get_preset`] knows.
pub fn preset_names() -> Vec<PresetId> {
	vec![
		PresetId::from(DEV_RUNTIME_PRESET),
		PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET),
		PresetId::from(SIMULATION_RUNTIME_PRESET),
	]
}

/// One validator, Alice, and the well-known accounts funded.
fn development() -> Value {
	genesis(&[Validator::ALICE], well_known_accounts())
}

/// Two validators, Alice and Bob, and the well-known accounts funded.
fn local_testnet() -> Value {
	genesis(&[Validator::ALICE, Validator::BOB], well_known_accounts())
}

/// The development chain with a rich Alice and the simulator's agents funded. When the simulation
/// begins is not said here: the client chooses it with the timestamp of the first block.
fn simulation() -> Value {
	let mut balances = well_known_accounts();
	for (who, balance) in &mut balances {
		if *who == Sr25519Keyring::Alice.to_account_id() {
			*balance = SIMULATION_TREASURE;
		}
	}
	balances.extend((0..SIMULATION_AGENTS).map(|n| (agent(n), ENDOWMENT)));
	genesis(&[Validator::ALICE], balances)
}

/// A validator known by the keys it produces and finalizes blocks with.
struct Validator {
	aura: Sr25519Keyring,
	grandpa: Ed25519Keyring,
}

impl Validator {
	const ALICE: Self = Self { aura: Sr25519Keyring::Alice, grandpa: Ed25519Keyring::Alice };
	const BOB: Self = Self { aura: Sr25519Keyring::Bob, grandpa: Ed25519Keyring::Bob };
}

/// Validators of equal vote, balances, and Alice as the superuser.
fn genesis(validators: &[Validator], balances: Vec<(AccountId, Balance)>) -> Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances },
		aura: pallet_aura::GenesisConfig {
			authorities: validators.iter().map(|v| v.aura.public().into()).collect(),
		},
		grandpa: pallet_grandpa::GenesisConfig {
			authorities: validators.iter().map(|v| (v.grandpa.public().into(), 1)).collect(),
		},
		sudo: SudoConfig { key: Some(Sr25519Keyring::Alice.to_account_id()) },
	})
}

fn well_known_accounts() -> Vec<(AccountId, Balance)> {
	Sr25519Keyring::well_known().map(|key| (key.to_account_id(), ENDOWMENT)).collect()
}

/// The account of the simulator's agent number `n`.
///
/// The accounts are listed although `pallet_balances` could derive them (`devAccounts`): it leaves
/// those out of the total issuance.
fn agent(n: u32) -> AccountId {
	sr25519::Pair::from_string(&format!("//Agent//{n}"), None)
		.expect("two hard junctions are a valid derivation path; qed")
		.public()
		.into()
}

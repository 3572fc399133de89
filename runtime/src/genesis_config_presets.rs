//! The chains that can be started by name.

use crate::{
	AccountId, Balance, BalancesConfig, FeesConfig, RuntimeGenesisConfig, SessionConfig,
	SessionKeys, SudoConfig, ValidatorsConfig, UNIT,
};
use alloc::{format, string::ToString, vec, vec::Vec};
use frame_support::{build_struct_json_patch, BoundedVec};
use polkadot_sdk::*;
use serde_json::Value;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
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
	genesis(Genesis {
		validators: vec![alice()],
		balances: well_known_accounts(),
		root: Some(Sr25519Keyring::Alice.to_account_id()),
		fixed_fees: true,
	})
}

/// Two validators, Alice and Bob, and the well-known accounts funded. Fees follow the load, as on a
/// chain for real use.
fn local_testnet() -> Value {
	genesis(Genesis {
		validators: vec![alice(), bob()],
		balances: well_known_accounts(),
		root: Some(Sr25519Keyring::Alice.to_account_id()),
		fixed_fees: false,
	})
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
	genesis(Genesis {
		validators: vec![alice()],
		balances,
		root: Some(Sr25519Keyring::Alice.to_account_id()),
		fixed_fees: true,
	})
}

/// An account that makes and finalizes blocks, and the keys it does this with.
#[derive(Clone, Debug)]
pub struct Validator {
	/// The account.
	pub account: AccountId,
	/// Signs blocks.
	pub aura: AuraId,
	/// Signs votes on finality.
	pub grandpa: GrandpaId,
}

fn alice() -> Validator {
	well_known(Sr25519Keyring::Alice, Ed25519Keyring::Alice)
}

fn bob() -> Validator {
	well_known(Sr25519Keyring::Bob, Ed25519Keyring::Bob)
}

fn well_known(aura: Sr25519Keyring, grandpa: Ed25519Keyring) -> Validator {
	Validator {
		account: aura.to_account_id(),
		aura: aura.public().into(),
		grandpa: grandpa.public().into(),
	}
}

/// What a chain starts with.
#[derive(Clone, Debug)]
pub struct Genesis {
	/// The validators, all of equal vote.
	pub validators: Vec<Validator>,
	/// The funded accounts.
	pub balances: Vec<(AccountId, Balance)>,
	/// The account that may do what only root may, if there is to be one.
	pub root: Option<AccountId>,
	/// Whether fees stay the same however full blocks are.
	pub fixed_fees: bool,
}

/// The patch of the default genesis for `genesis`. Of the validators it takes as many as the
/// runtime allows.
pub fn genesis(genesis: Genesis) -> Value {
	let Genesis { validators, balances, root, fixed_fees } = genesis;
	let members = validators.iter().map(|validator| validator.account.clone()).collect();
	let keys = validators.into_iter().map(|Validator { account, aura, grandpa }| {
		(account.clone(), account, SessionKeys { aura, grandpa })
	});
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances },
		validators: ValidatorsConfig { members: BoundedVec::truncate_from(members) },
		session: SessionConfig { keys: keys.collect() },
		sudo: SudoConfig { key: root },
		fees: FeesConfig { fixed: fixed_fees },
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

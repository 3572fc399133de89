//! Every preset builds a genesis state of the expected content.

use crate::support::with_preset;
use collab_runtime::{
	genesis_config_presets::{
		get_preset, preset_names, ENDOWMENT, SIMULATION_AGENTS, SIMULATION_TREASURE,
	},
	AccountId, Balances, Grandpa, Runtime, Session, System, Validators,
};
use polkadot_sdk::*;
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring::{Alice, Bob};

fn account(uri: &str) -> AccountId {
	sr25519::Pair::from_string(uri, None).unwrap().public().into()
}

fn aura_authorities() -> Vec<sp_core::sr25519::Public> {
	pallet_aura::Authorities::<Runtime>::get().into_iter().map(Into::into).collect()
}

/// What the total issuance should be.
fn sum_of_balances() -> u128 {
	frame_system::Account::<Runtime>::iter_values().map(|account| account.data.free).sum()
}

#[test]
fn every_listed_preset_builds() {
	for name in preset_names() {
		with_preset(name.as_ref(), || {
			assert_eq!(sum_of_balances(), Balances::total_issuance(), "{name:?}");
			assert_eq!(aura_authorities().len(), Grandpa::grandpa_authorities().len());
			assert_eq!(Session::validators(), Validators::members().into_inner());
			assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(Alice.to_account_id()));
		});
	}
}

#[test]
fn unknown_preset_is_none() {
	assert_eq!(get_preset(&"mainnet".into()), None);
}

#[test]
fn development_has_alice_alone_as_validator() {
	with_preset("development", || {
		assert_eq!(aura_authorities(), vec![Alice.public()]);
		assert_eq!(Balances::free_balance(Bob.to_account_id()), ENDOWMENT);
	});
}

#[test]
fn local_testnet_has_two_validators() {
	with_preset("local_testnet", || {
		// In the order of the list, which is sorted.
		assert_eq!(aura_authorities(), vec![Bob.public(), Alice.public()]);
	});
}

#[test]
fn simulation_funds_alice_and_every_agent() {
	with_preset("simulation", || {
		assert_eq!(Balances::free_balance(Alice.to_account_id()), SIMULATION_TREASURE);
		for n in 0..SIMULATION_AGENTS {
			let agent = account(&format!("//Agent//{n}"));
			assert_eq!(Balances::free_balance(&agent), ENDOWMENT);
			assert_eq!(System::providers(&agent), 1);
		}
		let stranger = account(&format!("//Agent//{SIMULATION_AGENTS}"));
		assert_eq!(Balances::free_balance(stranger), 0);
	});
}

//! Validators come, go, and are dismissed.

use crate::support::{with_patch, with_preset};
use codec::Encode;
use collab_runtime::{
	genesis_config_presets::{genesis, Genesis, Validator, ENDOWMENT},
	validators::SESSION_LENGTH,
	AccountId, Grandpa, Hash, Historical, Runtime, RuntimeOrigin, Session, SessionKeys, System,
	Validators,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Hooks, KeyOwnerProofSystem},
	weights::Weight,
};
use polkadot_sdk::*;
use sp_consensus_grandpa::{
	localized_payload, AuthorityId as GrandpaId, Equivocation, EquivocationProof, KEY_TYPE,
};
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Bob, Charlie, Dave},
};
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};

/// Both lists of authorities, once they agree.
fn authorities() -> Vec<sp_core::sr25519::Public> {
	let aura = pallet_aura::Authorities::<Runtime>::get().into_inner();
	assert_eq!(aura.len(), Grandpa::grandpa_authorities().len());
	aura.into_iter().map(Into::into).collect()
}

/// Go on to the next block in which a session can end.
fn end_of_session() {
	let next = (System::block_number() / SESSION_LENGTH + 1) * SESSION_LENGTH;
	System::set_block_number(next);
	Session::on_initialize(next);
	Grandpa::on_finalize(next);
}

fn validator(account: Sr25519Keyring, grandpa: Ed25519Keyring) -> Validator {
	Validator {
		account: account.to_account_id(),
		aura: account.public().into(),
		grandpa: grandpa.public().into(),
	}
}

fn with_four_validators(test: impl FnOnce()) {
	let validators = vec![
		validator(Alice, Ed25519Keyring::Alice),
		validator(Bob, Ed25519Keyring::Bob),
		validator(Charlie, Ed25519Keyring::Charlie),
		validator(Dave, Ed25519Keyring::Dave),
	];
	let balances = validators.iter().map(|v| (v.account.clone(), ENDOWMENT)).collect();
	let start = Genesis { validators, balances, root: None, fixed_fees: false };
	with_patch(genesis(start), test)
}

/// New keys of `who`, and the proof that they are its own.
fn new_keys(who: &AccountId) -> (SessionKeys, Vec<u8>) {
	let mut keystore = sp_io::TestExternalities::new_empty();
	keystore.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	let generated = keystore.execute_with(|| SessionKeys::generate(&who.encode(), None));
	(generated.keys, generated.proof.encode())
}

#[test]
fn sessions_do_not_end_while_the_validators_stay() {
	for preset in ["simulation", "local_testnet"] {
		with_preset(preset, || {
			for block in 1..=10 * SESSION_LENGTH {
				System::set_block_number(block);
				// The end of a session would leave no room for transactions.
				assert_eq!(Session::on_initialize(block), Weight::zero());
			}
			assert_eq!(Session::current_index(), 0);
		});
	}
}

#[test]
fn an_account_on_the_list_becomes_a_validator_once_it_has_told_its_keys() {
	with_preset("local_testnet", || {
		let charlie = Charlie.to_account_id();
		assert_ok!(Validators::add_member(RuntimeOrigin::root(), charlie.clone().into()));
		end_of_session();
		assert_eq!(Session::current_index(), 0, "without keys nothing changes");

		let (keys, proof) = new_keys(&charlie);
		let aura = keys.aura.clone();
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(charlie), keys, proof));
		end_of_session();
		assert_eq!(authorities(), vec![Bob.public(), Alice.public()]);
		end_of_session();
		assert_eq!(authorities(), vec![Bob.public(), aura.into(), Alice.public()]);
		end_of_session();
		assert_eq!(Session::current_index(), 2, "then they stay");
	});
}

#[test]
fn keys_are_changed_by_their_owner() {
	with_preset("development", || {
		let alice = Alice.to_account_id();
		let (keys, proof) = new_keys(&alice);
		let aura = keys.aura.clone();
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(alice), keys, proof));
		end_of_session();
		end_of_session();
		assert_eq!(authorities(), vec![aura.into()]);
	});
}

#[test]
fn keys_are_taken_from_accounts_on_the_list_only() {
	with_preset("development", || {
		let bob = Bob.to_account_id();
		let (keys, proof) = new_keys(&bob);
		assert_noop!(
			Session::set_keys(RuntimeOrigin::signed(bob), keys, proof),
			pallet_session::Error::<Runtime>::NoAssociatedValidatorId
		);
	});
}

#[test]
fn only_root_changes_the_list() {
	with_preset("development", || {
		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		assert!(Validators::add_member(alice, Bob.to_account_id().into()).is_err());
	});
}

#[test]
fn who_is_taken_off_the_list_stops_being_a_validator() {
	with_preset("local_testnet", || {
		assert_ok!(Validators::remove_member(RuntimeOrigin::root(), Bob.to_account_id().into()));
		end_of_session();
		end_of_session();
		assert_eq!(authorities(), vec![Alice.public()]);
	});
}

#[test]
fn the_last_validators_stay_when_nobody_is_left() {
	with_preset("local_testnet", || {
		assert_ok!(Validators::reset_members(RuntimeOrigin::root(), Vec::new()));
		end_of_session();
		end_of_session();
		assert_eq!(authorities(), vec![Bob.public(), Alice.public()]);
	});
	with_preset("local_testnet", || {
		for key in [Alice, Bob] {
			assert_ok!(Session::purge_keys(RuntimeOrigin::signed(key.to_account_id())));
		}
		end_of_session();
		end_of_session();
		assert_eq!(authorities(), vec![Bob.public(), Alice.public()]);
	});
}

/// The proof that `key` voted for two blocks in a round.
fn double_vote(key: Ed25519Keyring, round: u64) -> EquivocationProof<Hash, u32> {
	let set = Grandpa::current_set_id();
	let vote = |byte| {
		let target_hash = Hash::repeat_byte(byte);
		let vote = finality_grandpa::Prevote { target_hash, target_number: 1 };
		let message = finality_grandpa::Message::Prevote(vote.clone());
		(vote, key.sign(&localized_payload(round, set, &message)).into())
	};
	let (first, second) = (vote(1), vote(2));
	let identity = key.public().into();
	let equivocation =
		finality_grandpa::Equivocation { round_number: round, identity, first, second };
	EquivocationProof::new(set, Equivocation::Prevote(equivocation))
}

fn report(key: Ed25519Keyring, round: u64) -> Result<(), sp_runtime::DispatchError> {
	let owner = Historical::prove((KEY_TYPE, GrandpaId::from(key.public()))).unwrap();
	let proof = Box::new(double_vote(key, round));
	let outcome = Grandpa::report_equivocation_unsigned(RuntimeOrigin::none(), proof, owner);
	outcome.map(|_| ()).map_err(|error| error.error)
}

#[test]
fn who_votes_for_two_branches_is_dismissed() {
	with_four_validators(|| {
		let bob = Bob.to_account_id();
		let place = Session::validators().iter().position(|who| *who == bob).unwrap();
		assert_ok!(report(Ed25519Keyring::Bob, 1));
		assert!(!Validators::members().contains(&bob));
		assert_eq!(Session::disabled_validators(), vec![place as u32], "makes no more blocks");
		end_of_session();
		end_of_session();
		assert_eq!(authorities().len(), 3);
		assert!(!authorities().contains(&Bob.public()));
		assert!(Session::disabled_validators().is_empty());
	});
}

#[test]
fn one_misbehaviour_is_reported_once() {
	with_four_validators(|| {
		assert_ok!(report(Ed25519Keyring::Bob, 1));
		let again = report(Ed25519Keyring::Bob, 1).unwrap_err();
		assert_eq!(again, pallet_grandpa::Error::<Runtime>::DuplicateOffenceReport.into());
	});
}

#[test]
fn a_past_misbehaviour_can_be_proved_after_a_change_of_validators() {
	with_four_validators(|| {
		let owner = Historical::prove((KEY_TYPE, GrandpaId::from(Ed25519Keyring::Bob.public())));
		let proof = Box::new(double_vote(Ed25519Keyring::Bob, 1));
		let dave = Dave.to_account_id();
		assert_ok!(Validators::remove_member(RuntimeOrigin::root(), dave.into()));
		end_of_session();
		end_of_session();
		assert_ne!(Grandpa::current_set_id(), 0);
		assert_ok!(Grandpa::report_equivocation_unsigned(
			RuntimeOrigin::none(),
			proof,
			owner.unwrap()
		));
		assert!(!Validators::members().contains(&Bob.to_account_id()));
	});
}

#[test]
fn the_last_validator_is_not_dismissed() {
	with_preset("development", || {
		assert_ok!(report(Ed25519Keyring::Alice, 1));
		assert_eq!(Validators::members().into_inner(), vec![Alice.to_account_id()]);
	});
}

//! A chain of spec version 100 goes on under this runtime, and nobody loses anything.
//!
//! The fixture is the state of a development chain of that version, without its code: a `classic`
//! model with a deposit that Bob has taken a part of, handed on to Eve; a `robust` one with open
//! contributions, a candidate of two pages and a sealed audit.

use collab_runtime::{
	AccountId, Balances, CollabModel, Executive, Grandpa, Runtime, RuntimeHoldReason,
	RuntimeOrigin, Session,
};
use frame_support::{
	assert_ok,
	traits::{fungible::InspectHold, GetStorageVersion},
};
use pallet_collab_model::{
	core_model::{AuditStage, Balance},
	Accounts, Contributions, HoldReason, Models, Trace,
};
use polkadot_sdk::*;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};
use std::collections::BTreeMap;

fn upgraded_chain() -> sp_io::TestExternalities {
	let pairs: Vec<(String, String)> =
		serde_json::from_str(include_str!("fixtures/spec-100.json")).unwrap();
	let bytes = |hex: &str| sp_core::bytes::from_hex(hex).unwrap();
	let mut chain = sp_io::TestExternalities::new_empty();
	chain.execute_with(|| {
		for (key, value) in &pairs {
			sp_io::storage::set(&bytes(key), &bytes(value));
		}
	});
	chain
}

fn held(reason: HoldReason, who: &AccountId) -> Balance {
	Balances::balance_on_hold(&RuntimeHoldReason::CollabModel(reason), who)
}

fn upgrade() {
	Executive::execute_on_runtime_upgrade();
}

#[test]
fn models_records_and_deposits_are_kept() {
	upgraded_chain().execute_with(|| {
		let issued = Balances::total_issuance();
		let keys = || {
			let models = Models::<Runtime>::iter_keys().count();
			let accounts = Accounts::<Runtime>::iter_keys().count();
			(models, accounts, Contributions::<Runtime>::iter_keys().count())
		};
		let before = keys();
		assert_eq!(before, (2, 7, 6));
		upgrade();
		assert_eq!(CollabModel::on_chain_storage_version(), CollabModel::in_code_storage_version());
		assert_eq!(keys(), before);
		assert_eq!(Models::<Runtime>::iter_values().count(), 2);
		assert_eq!(Accounts::<Runtime>::iter_values().count(), 7);

		let classic = Models::<Runtime>::get(0).unwrap();
		let parties = (classic.owner, classic.depositor, classic.offered_to);
		assert_eq!(parties, (Eve.to_account_id(), Alice.to_account_id(), None));
		let robust = Models::<Runtime>::get(1).unwrap();
		let (_, state) = robust.rules.robust().unwrap();
		assert!(matches!(state.audit, AuditStage::Sealed(_)));
		assert!(state.pot.total() > 0);

		let mut claimable: BTreeMap<AccountId, Balance> = BTreeMap::new();
		let mut shares = Vec::new();
		for (_, _, contribution) in Contributions::<Runtime>::iter() {
			*claimable.entry(contribution.contributor).or_default() += contribution.claimable;
			assert_eq!(contribution.storage_deposit, 0);
			if let Trace::Classic { deposit, shares: found, .. } = contribution.trace {
				shares.extend(found.into_iter().map(|share| (share.who, share.amount == deposit)));
			}
		}
		assert_eq!(shares, [(Bob.to_account_id(), true)]);
		for who in [Alice, Bob, Charlie, Dave].map(|key| key.to_account_id()) {
			let expected = claimable.remove(&who).unwrap_or_default();
			assert_eq!(held(HoldReason::Deposit, &who), expected);
			assert_eq!(held(HoldReason::Storage, &who), 0);
		}
		assert_eq!(claimable, BTreeMap::new());
		assert_eq!(Balances::total_issuance(), issued);
	});
}

#[test]
fn old_contributions_are_paid_and_new_ones_pay_for_their_bytes() {
	upgraded_chain().execute_with(|| {
		upgrade();
		pallet_timestamp::Now::<Runtime>::mutate(|now| *now += 1_000_000);
		let deposits = || Contributions::<Runtime>::iter().count();
		let before = deposits();
		let robust: Vec<_> = Contributions::<Runtime>::iter_prefix(1).map(|(id, _)| id).collect();
		for id in &robust {
			let anybody = RuntimeOrigin::signed(Eve.to_account_id());
			assert_ok!(CollabModel::refund(anybody, 1, *id, 0));
		}
		assert!(!robust.is_empty());
		assert_eq!(deposits(), before - robust.len());

		let dave = Dave.to_account_id();
		let sample = vec![1, 2].try_into().unwrap();
		let label = pallet_collab_model::core_model::Label::Positive;
		let origin = RuntimeOrigin::signed(dave.clone());
		assert_ok!(CollabModel::add_data(origin, 0, sample, label, Balance::MAX));
		assert!(held(HoldReason::Storage, &dave) > 0);
	});
}

#[test]
fn authorities_become_validators_that_can_be_changed() {
	upgraded_chain().execute_with(|| {
		let (aura, grandpa) =
			(pallet_aura::Authorities::<Runtime>::get(), Grandpa::grandpa_authorities());
		upgrade();
		assert_eq!(pallet_aura::Authorities::<Runtime>::get(), aura);
		assert_eq!(Grandpa::grandpa_authorities(), grandpa);
		let alice = Alice.to_account_id();
		assert_eq!(Session::validators(), vec![alice.clone()]);
		let keys = Session::load_keys(&alice).unwrap();
		assert_eq!((vec![keys.aura], keys.grandpa), (aura.into_inner(), grandpa[0].0.clone()));
		assert!(collab_runtime::fees::Fixed::<Runtime>::get());
	});
}

#[test]
fn a_second_upgrade_changes_nothing() {
	let mut chain = upgraded_chain();
	chain.execute_with(upgrade);
	chain.commit_all().unwrap();
	let once = *chain.backend.root();
	chain.execute_with(upgrade);
	chain.commit_all().unwrap();
	assert_eq!(once, *chain.backend.root());
}

#[cfg(feature = "try-runtime")]
#[test]
fn every_check_of_every_pallet_holds_before_and_after() {
	use frame_try_runtime::UpgradeCheckSelect;
	upgraded_chain().execute_with(|| {
		Executive::try_runtime_upgrade(UpgradeCheckSelect::All).unwrap();
	});
}

//! What a chain of an earlier release has to change when this runtime takes over.

use crate::{fees, AccountId, Grandpa, Runtime, Session, SessionKeys};
use alloc::vec::Vec;
use frame_support::{traits::OnRuntimeUpgrade, weights::Weight, BoundedVec};
use pallet_session::{QueuedKeys, SessionInterface, Validators};
use polkadot_sdk::*;

/// All of them, in order. Each leaves a chain alone that has made its change.
pub type All = (pallet_collab_model::migrations::V0ToV1<Runtime>, ValidatorsFromAuthorities);

/// Authorities that were fixed at genesis become validators, whom root can change from then on.
///
/// Until spec version 100 a chain had the keys only, and those of the presets belong to accounts of
/// the same key. Fees stay fixed, as they were. Misbehaviour can be proved from the first change of
/// the validators on.
pub struct ValidatorsFromAuthorities;

impl OnRuntimeUpgrade for ValidatorsFromAuthorities {
	fn on_runtime_upgrade() -> Weight {
		let weights = <Runtime as frame_system::Config>::DbWeight::get();
		if !Session::validators().is_empty() {
			return weights.reads(1);
		}
		let aura = pallet_aura::Authorities::<Runtime>::get().into_iter();
		let keys: Vec<_> = aura
			.zip(Grandpa::grandpa_authorities())
			.map(|(aura, (grandpa, _))| {
				let account: AccountId = sp_core::sr25519::Public::from(aura.clone()).0.into();
				(account, SessionKeys { aura, grandpa })
			})
			.collect();
		let mut members: Vec<AccountId> = keys.iter().map(|(who, _)| who.clone()).collect();
		members.sort();
		// There were no more authorities than there may be validators.
		pallet_membership::Members::<Runtime>::put(BoundedVec::truncate_from(members));
		for (who, keys) in &keys {
			if let Err(error) = <Session as SessionInterface>::set_keys(who, keys.clone()) {
				frame_support::defensive!("the keys of an authority cannot be stored", error);
			}
		}
		Validators::<Runtime>::put(keys.iter().map(|(who, _)| who.clone()).collect::<Vec<_>>());
		QueuedKeys::<Runtime>::put(&keys);
		fees::Fixed::<Runtime>::put(true);
		let each = u64::try_from(keys.len()).unwrap_or(u64::MAX);
		// Of each: two owners of keys, the keys, and that they were set for the account.
		let (reads, writes) = (each.saturating_mul(4), each.saturating_mul(4));
		weights.reads_writes(reads.saturating_add(3), writes.saturating_add(4))
	}
}

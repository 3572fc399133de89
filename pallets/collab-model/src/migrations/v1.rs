//! Version 1: contributions and records are paid for, shares have amounts, models can be offered.
//!
//! Nobody is asked for a deposit for what they stored before: it holds none, and none is released
//! when it goes.

use crate::{
	types::{Account, Contribution, Model, Share, Status, Trace},
	Accounts, Config, Contributions, Models, PackedSampleBound, Pallet,
};
use codec::{Decode, Encode};
use collab_model_core::{Balance, Label, LiveRules, Seconds, Standing};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		migrations::VersionedMigration, pallet_prelude::*, traits::UncheckedOnRuntimeUpgrade,
		BoundedVec,
	},
	frame_system,
};
#[cfg(feature = "try-runtime")]
use {
	crate::types::{ContributionId, ModelId},
	alloc::vec::Vec,
	polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError},
};

/// From version 0 to version 1, once.
///
/// A share that was paid before has the whole deposit for its amount, since nobody recorded what it
/// was: it is never displaced by another one.
pub type V0ToV1<T> =
	VersionedMigration<0, 1, Migrate<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// What version 0 stored.
pub mod v0 {
	use super::*;

	/// A model, handed on in one step.
	#[derive(Decode, Encode)]
	pub struct Model<AccountId> {
		/// Its owner.
		pub owner: AccountId,
		/// Its creator.
		pub creator: AccountId,
		/// Held from the creator.
		pub creation_deposit: Balance,
		/// Where it was in its life.
		pub status: Status,
		/// Features below this.
		pub num_features: u64,
		/// Pages that may be stored.
		pub page_limit: u32,
		/// Pages that are.
		pub pages: u32,
		/// Rules and what they keep.
		pub rules: LiveRules,
		/// Contributions so far.
		pub submitted: u64,
		/// Those with something to claim.
		pub open_contributions: u64,
		/// The second of the last one.
		pub last_accepted: Seconds,
	}

	/// A record of an account.
	#[derive(Decode, Encode)]
	pub struct Account {
		/// What the rules kept of it.
		pub standing: Standing,
		/// Open contributions.
		#[codec(compact)]
		pub open: u64,
	}

	/// A contribution that held a deposit only.
	#[derive(Decode, Encode)]
	pub struct Contribution<T: Config> {
		/// Who submitted it.
		pub contributor: T::AccountId,
		/// When.
		#[codec(compact)]
		pub submitted_at: Seconds,
		/// What was left of it.
		#[codec(compact)]
		pub claimable: Balance,
		/// What claims were judged by.
		pub trace: Trace<T>,
	}

	/// What claims were judged by.
	#[derive(Decode, Encode)]
	pub enum Trace<T: Config> {
		/// Under `classic`.
		#[codec(index = 0)]
		Classic {
			/// The label given.
			label: Label,
			/// The deposit.
			#[codec(compact)]
			deposit: Balance,
			/// Who had claimed a part.
			claimed_by: BoundedVec<T::AccountId, T::MaxClaims>,
			/// The packed sample.
			sample: BoundedVec<u8, PackedSampleBound<T>>,
		},
		/// Under `robust`.
		#[codec(index = 1)]
		Robust,
	}
}

/// The migration itself, for [`V0ToV1`], which runs it once.
pub struct Migrate<T>(PhantomData<T>);

impl<T: Config> Migrate<T> {
	fn model(old: v0::Model<T::AccountId>) -> Model<T::AccountId> {
		Model {
			owner: old.owner,
			offered_to: None,
			depositor: old.creator,
			creation_deposit: old.creation_deposit,
			status: old.status,
			num_features: old.num_features,
			page_limit: old.page_limit,
			pages: old.pages,
			rules: old.rules,
			submitted: old.submitted,
			open_contributions: old.open_contributions,
			last_accepted: old.last_accepted,
		}
	}

	fn contribution(old: v0::Contribution<T>) -> Contribution<T> {
		let trace = match old.trace {
			v0::Trace::Classic { label, deposit, claimed_by, sample } => {
				let shares = claimed_by.into_iter().map(|who| Share { who, amount: deposit });
				// As many as before, of a list with the same bound.
				let shares = BoundedVec::truncate_from(shares.collect());
				Trace::Classic { label, deposit, shares, sample }
			}
			v0::Trace::Robust => Trace::Robust,
		};
		Contribution {
			contributor: old.contributor,
			submitted_at: old.submitted_at,
			claimable: old.claimable,
			storage_deposit: 0,
			trace,
		}
	}
}

impl<T: Config> UncheckedOnRuntimeUpgrade for Migrate<T> {
	fn on_runtime_upgrade() -> Weight {
		let mut changed = 0u64;
		let mut count = || changed = changed.saturating_add(1);
		Models::<T>::translate_values(|old| {
			count();
			Some(Self::model(old))
		});
		Accounts::<T>::translate_values(|old: v0::Account| {
			count();
			Some(Account { standing: old.standing, open: old.open, storage_deposit: 0 })
		});
		Contributions::<T>::translate_values(|old| {
			count();
			Some(Self::contribution(old))
		});
		T::DbWeight::get().reads_writes(changed, changed)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, TryRuntimeError> {
		Ok(Counts::of::<T>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: Vec<u8>) -> Result<(), TryRuntimeError> {
		let before = Counts::decode(&mut &before[..]).map_err(|_| "the counts are broken")?;
		ensure!(before == Counts::of::<T>(), "something was lost");
		// What cannot be read is not counted by its value.
		let readable = Models::<T>::iter_values().count() == Models::<T>::iter_keys().count()
			&& Accounts::<T>::iter_values().count() == Accounts::<T>::iter_keys().count()
			&& Contributions::<T>::iter_values().count() == Contributions::<T>::iter_keys().count();
		ensure!(readable, "something cannot be read");
		Pallet::<T>::do_try_state()
	}
}

/// Entries of each map, counted by their keys.
#[cfg(feature = "try-runtime")]
#[derive(Decode, Encode, Eq, PartialEq)]
struct Counts {
	models: Vec<ModelId>,
	accounts: u64,
	contributions: Vec<(ModelId, ContributionId)>,
}

#[cfg(feature = "try-runtime")]
impl Counts {
	fn of<T: Config>() -> Self {
		Self {
			models: Models::<T>::iter_keys().collect(),
			accounts: Accounts::<T>::iter_keys().fold(0, |count, _| count.saturating_add(1)),
			contributions: Contributions::<T>::iter_keys().collect(),
		}
	}
}

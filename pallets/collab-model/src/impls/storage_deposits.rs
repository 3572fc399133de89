//! What accounts pay for the state that they cause: so much a byte, held from them until the bytes
//! go.

use crate::{
	types::{Account, Contribution, Model, ModelId, Share, Trace},
	Accounts, Config, Error, Event, HoldReason, Models, Pallet,
};
use codec::{Encode, MaxEncodedLen};
use collab_model_core::Balance;
use polkadot_sdk::{
	frame_support::{
		pallet_prelude::*,
		traits::{fungible::MutateHold, tokens::Precision},
	},
	sp_runtime::traits::UniqueSaturatedInto,
};

/// Bytes of a key of a map: the prefixes of pallet and map.
const PREFIX_BYTES: usize = 32;
/// Bytes that `Twox64Concat` and `Blake2_128Concat` put before a key.
const TWOX_BYTES: usize = 8;
const BLAKE_BYTES: usize = 16;

impl<T: Config> Contribution<T> {
	/// Bytes of storage that it may come to fill: its key, itself, and the shares that are not
	/// claimed yet.
	pub(crate) fn bytes(&self) -> usize {
		let key = TWOX_BYTES
			.saturating_add(size_of::<ModelId>())
			.saturating_add(TWOX_BYTES)
			.saturating_add(size_of::<u64>())
			.saturating_add(PREFIX_BYTES);
		let room = match &self.trace {
			Trace::Classic { shares, .. } => {
				let most: usize = T::MaxClaims::get().unique_saturated_into();
				let free = most.saturating_sub(shares.len());
				free.saturating_mul(Share::<T::AccountId>::max_encoded_len())
			}
			Trace::Robust => 0,
		};
		// Its own deposit is not known yet.
		let amount = Balance::max_encoded_len();
		let value = self.encoded_size().saturating_add(amount);
		key.saturating_add(value).saturating_add(room)
	}
}

impl Account {
	/// Bytes of storage that the record of an account fills at most.
	pub(crate) fn bytes<T: Config>() -> usize {
		let key = TWOX_BYTES
			.saturating_add(size_of::<ModelId>())
			.saturating_add(BLAKE_BYTES)
			.saturating_add(T::AccountId::max_encoded_len())
			.saturating_add(PREFIX_BYTES);
		key.saturating_add(Self::max_encoded_len())
	}
}

fn price_of<T: Config>(bytes: usize) -> Balance {
	let bytes: u64 = bytes.unique_saturated_into();
	T::ByteDeposit::get().saturating_mul(bytes.into())
}

impl<T: Config> Pallet<T> {
	/// Sets what a contribution costs its sender for storage, and their record if it is new. Returns
	/// what is to be held more. Nothing is held yet.
	pub(crate) fn price_storage(
		contribution: Option<&mut Contribution<T>>,
		account: &mut Account,
		is_new: bool,
	) -> Balance {
		let mut more = 0;
		if is_new {
			account.storage_deposit = price_of::<T>(Account::bytes::<T>());
			more = account.storage_deposit;
		}
		if let Some(contribution) = contribution {
			contribution.storage_deposit = price_of::<T>(contribution.bytes());
			more = contribution.storage_deposit.saturating_add(more);
		}
		more
	}

	pub(crate) fn hold_for_storage(who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount > 0 {
			T::Currency::hold(&HoldReason::Storage.into(), who, amount)?;
		}
		Ok(())
	}

	pub(crate) fn release_storage(who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount > 0 {
			T::Currency::release(&HoldReason::Storage.into(), who, amount, Precision::Exact)?;
		}
		Ok(())
	}

	/// Whether a record says no more than of an account that the model does not know.
	pub(crate) fn says_nothing(model: &Model<T::AccountId>, account: &Account) -> bool {
		account.open == 0 && account.standing == model.rules.newcomer()
	}

	/// Stores what a model keeps of an account, or removes it where it says no more than of a
	/// newcomer, and then releases what was held for it.
	pub(crate) fn put_account(
		id: ModelId,
		model: &Model<T::AccountId>,
		who: &T::AccountId,
		account: Account,
	) -> DispatchResult {
		if Self::says_nothing(model, &account) {
			Self::release_storage(who, account.storage_deposit)?;
			Accounts::<T>::remove(id, who);
		} else {
			Accounts::<T>::insert(id, who, account);
		}
		Ok(())
	}

	/// Removes the caller's record and releases what was held for it.
	pub(crate) fn do_forget_account(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::existing_model(id)?;
		let account = Accounts::<T>::get(id, &who).ok_or(Error::<T>::UnknownAccount)?;
		ensure!(account.open == 0, Error::<T>::ContributionsOpen);
		Self::release_storage(&who, account.storage_deposit)?;
		Accounts::<T>::remove(id, &who);
		model.rules.forget_credit(account.standing.credit());
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::AccountForgotten { model: id, account: who });
		Ok(())
	}
}

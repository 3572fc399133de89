//! Deposits and the pot of a model: what is held, moved and paid.

use crate::{
	types::{Model, ModelId},
	Config, Event, HoldReason, Models, Pallet,
};
use collab_model_core::{Balance, Stake};
use polkadot_sdk::{
	frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, Mutate, MutateHold},
			tokens::{Fortitude, Precision, Preservation, Restriction},
		},
	},
	sp_runtime::traits::AccountIdConversion,
};

impl<T: Config> Pallet<T> {
	/// The account that holds the pot of a model, and the existential deposit besides.
	pub fn pot_account(model: ModelId) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(model)
	}

	/// Takes what a submission costs: holds what stays locked, moves what is forfeited into the
	/// pot, and adds the bonus from the pot to what is held.
	pub(crate) fn take_stake(
		id: ModelId,
		contributor: &T::AccountId,
		stake: &Stake,
	) -> DispatchResult {
		let reason = HoldReason::Deposit.into();
		let kept = stake.deposit.saturating_sub(stake.forfeited);
		if kept > 0 {
			T::Currency::hold(&reason, contributor, kept)?;
		}
		if stake.forfeited > 0 {
			let pot = Self::pot_account(id);
			// As with a hold, the existential deposit stays with the contributor.
			T::Currency::transfer(contributor, &pot, stake.forfeited, Preservation::Preserve)?;
		}
		if stake.bonus > 0 {
			let pot = Self::pot_account(id);
			T::Currency::transfer_and_hold(
				&reason,
				&pot,
				contributor,
				stake.bonus,
				Precision::Exact,
				Preservation::Preserve,
				Fortitude::Polite,
			)?;
		}
		Ok(())
	}

	/// Frees what is held from an account, for itself or for another one.
	pub(crate) fn move_held(
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		let reason = HoldReason::Deposit.into();
		if from == to {
			T::Currency::release(&reason, from, amount, Precision::Exact)?;
		} else {
			T::Currency::transfer_on_hold(
				&reason,
				from,
				to,
				amount,
				Precision::Exact,
				Restriction::Free,
				// A deposit is lost whatever else its owner has frozen: else freezing everything
				// would be a way out.
				Fortitude::Force,
			)?;
		}
		Ok(())
	}

	/// Gives the pot's account its existential deposit, from its creator, so that it can take any
	/// forfeit, however small.
	pub(crate) fn endow_pot(id: ModelId, creator: &T::AccountId) -> DispatchResult {
		let least = T::Currency::minimum_balance();
		T::Currency::transfer(creator, &Self::pot_account(id), least, Preservation::Preserve)?;
		Ok(())
	}

	/// Empties the account of the pot of a model that ends: what is left of forfeits goes to the
	/// heir, for an owner would gain by closing; without any, the existential deposit goes back to
	/// the depositor.
	pub(crate) fn empty_pot(id: ModelId, model: &Model<T::AccountId>) -> DispatchResult {
		let Some(left) = model.rules.pot() else { return Ok(()) };
		let pot = Self::pot_account(id);
		let heir = if left.total() > 0 { T::PotHeir::get() } else { model.depositor.clone() };
		let (keep, force) = (Preservation::Expendable, Fortitude::Polite);
		let all = T::Currency::reducible_balance(&pot, keep, force);
		if all > 0 {
			T::Currency::transfer(&pot, &heir, all, keep)?;
		}
		Ok(())
	}

	/// Pays what a model owes the heir.
	pub(crate) fn do_pay_heir(id: ModelId) -> DispatchResult {
		let mut model = Self::existing_model(id)?;
		let (_, state) = Self::robust(&mut model)?;
		let amount = state.pot.heir;
		state.pot.heir = 0;
		if amount > 0 {
			let (pot, heir) = (Self::pot_account(id), T::PotHeir::get());
			T::Currency::transfer(&pot, &heir, amount, Preservation::Preserve)?;
		}
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::HeirPaid { model: id, amount });
		Ok(())
	}
}

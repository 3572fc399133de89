//! What happens because a model is handed on: in two steps, so that nobody gets a model, and the
//! deposit that comes with it, without wanting it.

use crate::{types::ModelId, Config, Error, Event, HoldReason, Models, Pallet};
use polkadot_sdk::frame_support::{
	pallet_prelude::*,
	traits::{fungible::MutateHold, tokens::Precision},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_ownership(
		who: T::AccountId,
		id: ModelId,
		to: Option<T::AccountId>,
	) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		model.offered_to = to.clone();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::OwnershipOffered { model: id, to });
		Ok(())
	}

	pub(crate) fn do_accept_ownership(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::existing_model(id)?;
		ensure!(model.offered_to.as_ref() == Some(&who), Error::<T>::NotOffered);
		if model.depositor != who {
			let reason = HoldReason::ModelCreation.into();
			let deposit = model.creation_deposit;
			T::Currency::hold(&reason, &who, deposit).map_err(|_| Error::<T>::CannotPay)?;
			T::Currency::release(&reason, &model.depositor, deposit, Precision::Exact)?;
			model.depositor = who.clone();
		}
		model.owner = who.clone();
		model.offered_to = None;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::OwnershipTransferred { model: id, new_owner: who });
		Ok(())
	}
}

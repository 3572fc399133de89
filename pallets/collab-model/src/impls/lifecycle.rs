//! What happens because an owner called: creating, uploading, opening, pausing, closing.

use super::pages::remove_pages;
use crate::{
	types::{Model, ModelConfig, ModelId, Status, PAGE_SIZE},
	Accounts, AveragedPages, CandidatePages, CoefficientPages, Config, Error, Event, HoldReason,
	Models, NextModelId, Pallet,
};
use alloc::vec::Vec;
use collab_model_core::{Balance, Limits, LiveRules};
use polkadot_sdk::{
	frame_support::{
		pallet_prelude::*,
		traits::{fungible::MutateHold, tokens::Precision},
	},
	sp_runtime::traits::UniqueSaturatedInto,
};

/// Pages and account records that one `close_model` removes at most.
pub const MAX_REMOVED_PER_CALL: u32 = 128;

impl ModelConfig {
	/// What a model begins with, where every parameter is in range: 1 to 2^32 features, 1 to as
	/// many pages as they fill, rules within what the runtime allows, and under `robust` a bias of
	/// 0.
	pub fn begin(&self, limits: &Limits) -> Option<LiveRules> {
		let all_pages = self.num_features.div_ceil(u64::from(PAGE_SIZE));
		let valid = (1..=1 << 32).contains(&self.num_features)
			&& (1..=all_pages).contains(&u64::from(self.page_limit))
			&& self.rules.is_valid(limits);
		self.rules.begin(self.bias).filter(|_| valid)
	}
}

impl<T: Config> Pallet<T> {
	/// What is held from the depositor of a model.
	pub fn creation_deposit(config: &ModelConfig) -> Balance {
		let pages = Balance::from(config.page_limit).saturating_mul(config.rules.copies().into());
		T::PageDeposit::get().saturating_mul(pages).saturating_add(T::ModelDeposit::get())
	}

	pub(crate) fn do_create_model(owner: T::AccountId, config: ModelConfig) -> DispatchResult {
		let rules = config.begin(&Self::limits()).ok_or(Error::<T>::InvalidConfig)?;
		let id = NextModelId::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::NoModelIdLeft)?;
		let creation_deposit = Self::creation_deposit(&config);

		// If the second step fails for want of money, the roll-back of the call undoes the first.
		T::Currency::hold(&HoldReason::ModelCreation.into(), &owner, creation_deposit)
			.map_err(|_| Error::<T>::CannotPay)?;
		if rules.pot().is_some() {
			Self::endow_pot(id, &owner).map_err(|_| Error::<T>::CannotPay)?;
		}
		NextModelId::<T>::put(next);
		let model = Model {
			owner: owner.clone(),
			offered_to: None,
			depositor: owner.clone(),
			creation_deposit,
			status: Status::Building,
			num_features: config.num_features,
			page_limit: config.page_limit,
			pages: 0,
			rules,
			submitted: 0,
			open_contributions: 0,
			last_accepted: 0,
		};
		Models::<T>::insert(id, model);
		let default_rules = config.rules.are_default();
		Self::deposit_event(Event::ModelCreated { model: id, owner, config, default_rules });
		Ok(())
	}

	pub(crate) fn do_open_model(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::model_being_built(&who, id)?;
		model.rules.open().map_err(Error::<T>::from)?;
		model.status = Status::Open;
		model.last_accepted = Self::now();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelOpened { model: id });
		Ok(())
	}

	pub(crate) fn do_pause_model(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		ensure!(model.status == Status::Open, Error::<T>::ModelNotOpen);
		model.status = Status::Paused;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelPaused { model: id });
		Ok(())
	}

	pub(crate) fn do_resume_model(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		ensure!(model.status == Status::Paused, Error::<T>::ModelNotPaused);
		model.status = Status::Open;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelResumed { model: id });
		Ok(())
	}

	pub(crate) fn do_dissolve_model(id: ModelId) -> DispatchResult {
		let mut model = Self::existing_model(id)?;
		let is_ending = matches!(model.status, Status::Closed | Status::Dissolved);
		ensure!(!is_ending, Error::<T>::ModelEnding);
		model.status = Status::Dissolved;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelDissolved { model: id });
		Ok(())
	}

	/// Removes up to [`MAX_REMOVED_PER_CALL`] pages and records; the model itself, and the hold on
	/// its depositor, when none is left. Returns how many were removed.
	pub(crate) fn do_close_model(who: T::AccountId, id: ModelId) -> Result<u32, DispatchError> {
		let mut model = Self::existing_model(id)?;
		// Once a model ends, it does not matter who clears it away.
		let is_ending = matches!(model.status, Status::Closed | Status::Dissolved);
		ensure!(is_ending || model.owner == who, Error::<T>::NotOwner);
		ensure!(model.open_contributions == 0, Error::<T>::ContributionsOpen);
		if model.status != Status::Closed {
			model.status = Status::Closed;
			Self::deposit_event(Event::ModelClosed { model: id });
		}
		let removed = Self::remove_parts(id, &mut model)?;
		if removed < MAX_REMOVED_PER_CALL || !Self::has_parts(id) {
			let reason = HoldReason::ModelCreation.into();
			let deposit = model.creation_deposit;
			T::Currency::release(&reason, &model.depositor, deposit, Precision::Exact)?;
			Self::empty_pot(id, &model)?;
			Models::<T>::remove(id);
			Self::deposit_event(Event::ModelRemoved { model: id });
		} else {
			Models::<T>::insert(id, model);
		}
		Ok(removed)
	}

	/// Removes up to [`MAX_REMOVED_PER_CALL`] pages and records. Returns how many.
	fn remove_parts(id: ModelId, model: &mut Model<T::AccountId>) -> Result<u32, DispatchError> {
		let room =
			|removed: usize| MAX_REMOVED_PER_CALL.saturating_sub(removed.unique_saturated_into());
		// The candidate's pages first: a page is counted once for both copies.
		let candidate = remove_pages::<_, CandidatePages<T>>(id, room(0));
		let alone = |page: &&u32| !AveragedPages::<T>::contains_key(id, page);
		let mut counted = candidate.iter().filter(alone).count();
		let mut removed = candidate.len();
		let mut add = |pages: Vec<u32>| {
			counted = counted.saturating_add(pages.len());
			removed = removed.saturating_add(pages.len());
			removed
		};
		let so_far = add(remove_pages::<_, CoefficientPages<T>>(id, room(candidate.len())));
		let so_far = add(remove_pages::<_, AveragedPages<T>>(id, room(so_far)));
		model.pages = model.pages.saturating_sub(counted.unique_saturated_into());
		let room = room(so_far);
		let removed: u32 = so_far.unique_saturated_into();
		let (accounts, credit) = Self::remove_accounts(id, room)?;
		model.rules.forget_credit(credit);
		Ok(removed.saturating_add(accounts))
	}

	fn has_parts(id: ModelId) -> bool {
		CandidatePages::<T>::iter_key_prefix(id).next().is_some()
			|| CoefficientPages::<T>::iter_key_prefix(id).next().is_some()
			|| AveragedPages::<T>::iter_key_prefix(id).next().is_some()
			|| Accounts::<T>::iter_key_prefix(id).next().is_some()
	}

	fn remove_accounts(id: ModelId, limit: u32) -> Result<(u32, u64), DispatchError> {
		let limit = limit.unique_saturated_into();
		let records: Vec<_> = Accounts::<T>::iter_prefix(id).take(limit).collect();
		let mut credit = 0u64;
		for (who, account) in &records {
			Self::release_storage(who, account.storage_deposit)?;
			Accounts::<T>::remove(id, who);
			credit = credit.saturating_add(account.standing.credit());
		}
		Ok((records.len().unique_saturated_into(), credit))
	}
}

//! What happens because an owner called: creating, uploading, opening, pausing, closing.

#![deny(
	clippy::arithmetic_side_effects,
	clippy::as_conversions,
	clippy::expect_used,
	clippy::float_arithmetic,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

use crate::{
	coefficients::{remove_pages, runs, Pages},
	types::{Model, ModelConfig, ModelId, Snapshot, Status, UploadOf, PAGE_SIZE},
	Accounts, AveragedPages, CoefficientPages, Config, Error, Event, HoldReason, Models,
	NextModelId, Pallet,
};
use alloc::vec::Vec;
use collab_model_core::{
	AveragedCoefficient, AveragedState, Balance, Coefficient, Rules, Score, Seed,
};
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
	/// Whether every parameter is in range: 1 to 2^32 features, 1 to as many pages as they fill,
	/// rules that [`validate`](Rules::validate), and under `robust` a bias of 0.
	pub fn is_valid(&self) -> bool {
		let all_pages = self.num_features.div_ceil(u64::from(PAGE_SIZE));
		let may_have_bias = matches!(self.rules, Rules::Classic(_));
		(1..=1 << 32).contains(&self.num_features)
			&& (1..=all_pages).contains(&u64::from(self.page_limit))
			&& (may_have_bias || self.bias == Coefficient::default())
			&& self.rules.validate().is_ok()
	}
}

/// The mean of a coefficient over time, with nine decimals, rounded towards 0.
fn average(value: &AveragedCoefficient, clock: u64) -> Coefficient {
	let scaled = value.summed(clock).saturating_mul(1_000_000_000);
	let mean = scaled.checked_div(Score::from(clock)).unwrap_or_default();
	Coefficient::from_inner(mean.unique_saturated_into())
}

impl<T: Config> Pallet<T> {
	/// What the creator of a model with `page_limit` pages has held.
	pub fn creation_deposit(page_limit: u32) -> Balance {
		T::PageDeposit::get()
			.saturating_mul(page_limit.into())
			.saturating_add(T::ModelDeposit::get())
	}

	pub(crate) fn do_create_model(owner: T::AccountId, config: ModelConfig) -> DispatchResult {
		ensure!(config.is_valid(), Error::<T>::InvalidConfig);
		let id = NextModelId::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::NoModelIdLeft)?;
		let creation_deposit = Self::creation_deposit(config.page_limit);

		T::Currency::hold(&HoldReason::ModelCreation.into(), &owner, creation_deposit)?;
		if let Rules::Robust(_) = config.rules {
			Self::endow_pool(id, &owner)?;
		}
		NextModelId::<T>::put(next);
		let model = Model {
			owner: owner.clone(),
			creator: owner.clone(),
			creation_deposit,
			status: Status::Building,
			num_features: config.num_features,
			page_limit: config.page_limit,
			pages: 0,
			bias: config.bias,
			rules: config.rules,
			submitted: 0,
			open_contributions: 0,
			total_credit: 0,
			averaged: AveragedState::default(),
			pool: 0,
			seed: Seed::default(),
			import: None,
			last_accepted: 0,
		};
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelCreated { model: id, owner, config });
		Ok(())
	}

	pub(crate) fn owned_model(
		who: &T::AccountId,
		id: ModelId,
	) -> Result<Model<T::AccountId>, Error<T>> {
		let model = Self::existing_model(id)?;
		ensure!(model.owner == *who, Error::<T>::NotOwner);
		Ok(model)
	}

	pub(crate) fn do_upload(
		who: T::AccountId,
		id: ModelId,
		first: u32,
		values: UploadOf<T>,
	) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		ensure!(matches!(model.rules, Rules::Classic(_)), Error::<T>::WrongRules);
		ensure!(model.status == Status::Building, Error::<T>::ModelAlreadyOpened);
		let features = Self::features_of_run(&model, first, values.len())?;

		let mut pages = Pages::<_, CoefficientPages<T>>::new(id);
		pages.put(&features, &values);
		pages.store::<T>(&mut model)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::CoefficientsUploaded { model: id, first, values });
		Ok(())
	}

	/// The features that an upload sets.
	pub(crate) fn features_of_run(
		model: &Model<T::AccountId>,
		first: u32,
		count: usize,
	) -> Result<Vec<u32>, Error<T>> {
		ensure!(count > 0, Error::EmptyUpload);
		let end = u64::from(first).saturating_add(count.unique_saturated_into());
		ensure!(end <= model.num_features, Error::FeatureOutOfRange);
		Ok((first..=u32::MAX).take(count).collect())
	}

	/// All coefficients of a model, by increasing feature; averages under `robust`.
	pub(crate) fn snapshot(id: ModelId) -> Result<Snapshot, Error<T>> {
		let model = Self::existing_model(id)?;
		if let Rules::Classic(_) = model.rules {
			return Ok(Snapshot { bias: model.bias, runs: runs::<_, CoefficientPages<T>>(id) });
		}
		let average = |value: &AveragedCoefficient| average(value, model.averaged.clock);
		let runs = runs::<_, AveragedPages<T>>(id).into_iter();
		let runs = runs.map(|(first, run)| (first, run.iter().map(average).collect())).collect();
		Ok(Snapshot { bias: average(&model.averaged.bias), runs })
	}

	pub(crate) fn do_open(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		ensure!(model.status == Status::Building, Error::<T>::ModelAlreadyOpened);
		Self::pass_gate(&mut model)?;
		model.status = Status::Open;
		model.last_accepted = Self::now();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelOpened { model: id });
		Ok(())
	}

	pub(crate) fn do_pause(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		ensure!(model.status == Status::Open, Error::<T>::ModelNotOpen);
		model.status = Status::Paused;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelPaused { model: id });
		Ok(())
	}

	pub(crate) fn do_resume(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		ensure!(model.status == Status::Paused, Error::<T>::ModelNotPaused);
		model.status = Status::Open;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ModelResumed { model: id });
		Ok(())
	}

	pub(crate) fn do_transfer_ownership(
		who: T::AccountId,
		id: ModelId,
		new_owner: T::AccountId,
	) -> DispatchResult {
		let mut model = Self::owned_model(&who, id)?;
		model.owner = new_owner.clone();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::OwnershipTransferred { model: id, new_owner });
		Ok(())
	}

	/// Removes up to [`MAX_REMOVED_PER_CALL`] pages and records; the model itself, and the hold on
	/// its creator, when none is left. Returns how many were removed.
	pub(crate) fn do_close(who: T::AccountId, id: ModelId) -> Result<u32, DispatchError> {
		let mut model = Self::owned_model(&who, id)?;
		ensure!(model.open_contributions == 0, Error::<T>::ContributionsOpen);
		if model.status != Status::Closed {
			model.status = Status::Closed;
			Self::deposit_event(Event::ModelClosed { model: id });
		}
		let pages = match model.rules {
			Rules::Classic(_) => remove_pages::<_, CoefficientPages<T>>(id, MAX_REMOVED_PER_CALL),
			Rules::Robust(_) => remove_pages::<_, AveragedPages<T>>(id, MAX_REMOVED_PER_CALL),
		};
		model.pages = model.pages.saturating_sub(pages);
		let room = MAX_REMOVED_PER_CALL.saturating_sub(pages);
		let (accounts, credit) = Self::remove_accounts(id, room);
		model.total_credit = model.total_credit.saturating_sub(credit);

		if model.pages > 0 || Accounts::<T>::iter_key_prefix(id).next().is_some() {
			Models::<T>::insert(id, model);
		} else {
			let reason = HoldReason::ModelCreation.into();
			let deposit = model.creation_deposit;
			T::Currency::release(&reason, &model.creator, deposit, Precision::Exact)?;
			if let Rules::Robust(_) = model.rules {
				Self::empty_pool(id, &model)?;
			}
			Models::<T>::remove(id);
			Self::deposit_event(Event::ModelRemoved { model: id });
		}
		Ok(pages.saturating_add(accounts))
	}

	fn remove_accounts(id: ModelId, limit: u32) -> (u32, u64) {
		let limit = limit.unique_saturated_into();
		let records: Vec<_> = Accounts::<T>::iter_prefix(id).take(limit).collect();
		records.iter().for_each(|(who, _)| Accounts::<T>::remove(id, who));
		let credit = records.iter().fold(0u64, |sum, (_, a)| sum.saturating_add(a.credit));
		(records.len().unique_saturated_into(), credit)
	}
}

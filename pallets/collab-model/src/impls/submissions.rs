//! What happens because somebody submits a sample.

use super::{store::Store, work::Work};
use crate::{
	types::{Account, Contribution, Model, ModelId, SampleOf, Trace},
	Accounts, Config, Contributions, Error, Event, Models, Pallet, WeightInfo,
};
use collab_model_core::{
	pack, Accepted, Balance, Label, Lesson, LiveRules, Sample, Stake, Submission,
};
use polkadot_sdk::frame_support::{pallet_prelude::*, traits::DefensiveOption};

/// What a submission would do, before it does it.
pub(crate) struct Tried<T: Config> {
	pub(crate) model: Model<T::AccountId>,
	pub(crate) account: Account,
	pub(crate) accepted: Accepted,
	pub(crate) store: Store<T>,
	/// Not stored where nothing stays locked.
	pub(crate) contribution: Option<Contribution<T>>,
	/// What is to be held for storage.
	pub(crate) storage_deposit: Balance,
}

impl<T: Config> Pallet<T> {
	/// Lets the rules take a sample, in memory only.
	pub(crate) fn try_submission(
		id: ModelId,
		contributor: &T::AccountId,
		features: &[u32],
		label: Label,
		max_deposit: Balance,
	) -> Result<Tried<T>, Error<T>> {
		let mut model = Self::open_model_of(id)?;
		let sample = Sample::new(features, model.num_features)?;
		let known = Accounts::<T>::get(id, contributor);
		let is_unknown = known.is_none();
		let mut account = known.unwrap_or_else(|| Self::newcomer(&model));
		let mut store = Store::<T>::with_room_of(id, &model);
		let elapsed = Self::now().saturating_sub(model.last_accepted);
		let submission = Submission { sample, label, max_deposit, elapsed, seen: model.submitted };
		let accepted = model.rules.submit(&mut account.standing, &submission, &mut store)?;
		store.count_pages(&mut model)?;
		let claimable = accepted.stake.locked();
		let trace = Self::trace_of(&model.rules, features, label, &accepted.stake)?;
		let mut contribution = (claimable > 0).then(|| Contribution::<T> {
			contributor: contributor.clone(),
			submitted_at: Self::now(),
			claimable,
			storage_deposit: 0,
			trace,
		});
		if contribution.is_some() {
			model.open_contributions = model.open_contributions.saturating_add(1);
			account.open = account.open.saturating_add(1);
		}
		let is_new = is_unknown && !Self::says_nothing(&model, &account);
		let storage_deposit = Self::price_storage(contribution.as_mut(), &mut account, is_new);
		Ok(Tried { model, account, accepted, store, contribution, storage_deposit })
	}

	pub(crate) fn do_add_data(
		contributor: T::AccountId,
		id: ModelId,
		features: SampleOf<T>,
		label: Label,
		max_deposit: Balance,
	) -> Result<Weight, DispatchError> {
		let tried = Self::try_submission(id, &contributor, &features, label, max_deposit)?;
		let Tried { mut model, account, accepted, store, contribution: stored, .. } = tried;
		let contribution = model.submitted;
		let weight = Self::submission_weight(&accepted, store.work(features.len()));

		// Money first: these are the only steps that can still fail, for want of money, and nothing
		// is written before them. Where a later one fails, the roll-back of the call undoes the
		// others.
		Self::hold_for_storage(&contributor, tried.storage_deposit)
			.and_then(|()| Self::take_stake(id, &contributor, &accepted.stake))
			.map_err(|_| Error::<T>::CannotPay)?;

		store.write();
		if let Some(stored) = stored {
			Contributions::<T>::insert(id, contribution, stored);
		}
		Self::put_account(id, &model, &contributor, account)?;
		model.submitted = model.submitted.saturating_add(1);
		model.last_accepted = Self::now();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::DataAdded {
			model: id,
			contribution,
			contributor,
			sample: features,
			label,
			stake: accepted.stake,
			score: accepted.score,
			updated: accepted.updated,
			judged: accepted.judged,
		});
		Ok(weight)
	}

	/// What claims will be judged by.
	fn trace_of(
		rules: &LiveRules,
		features: &[u32],
		label: Label,
		stake: &Stake,
	) -> Result<Trace<T>, Error<T>> {
		// Every set of rules by name: a trace of other rules could never be claimed from.
		match rules {
			LiveRules::Classic { .. } => {
				// The number of features is bounded by the call's argument.
				let sample = Sample::new(features, u64::MAX)?;
				let packed = pack(sample).try_into().ok();
				let sample = packed.defensive_ok_or(Error::<T>::CorruptState)?;
				let shares = Default::default();
				Ok(Trace::Classic { label, deposit: stake.deposit, shares, sample })
			}
			LiveRules::Robust { .. } => Ok(Trace::Robust),
		}
	}

	fn submission_weight(accepted: &Accepted, work: Work) -> Weight {
		match accepted.judged.map(|judged| judged.lesson) {
			None if accepted.updated => work.weight(T::WeightInfo::add_data),
			None => work.weight(T::WeightInfo::add_data_unchanged),
			Some(Lesson::Agreed) => work.weight(T::WeightInfo::add_data_robust_agreed),
			Some(_) => work.weight(T::WeightInfo::add_data_robust),
		}
	}
}

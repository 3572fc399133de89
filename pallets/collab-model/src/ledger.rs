//! What happens because a contributor or a reporter called: samples, deposits, claims.

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
	types::{Account, Contribution, ContributionId, Model, ModelId, SampleOf, Status},
	Accounts, Config, Contributions, Error, Event, HoldReason, Models, Pallet,
};
use alloc::vec::Vec;
use collab_model_core::{
	label_of, pack, unpack, Balance, ClaimError, ClaimFacts, Label, Reporter, Rules, Sample,
	SampleError, Seconds,
};
use polkadot_sdk::{
	frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::MutateHold,
			tokens::{Fortitude, Precision, Restriction},
			Defensive, UnixTime,
		},
	},
	sp_runtime::traits::UniqueSaturatedInto,
};

/// What a call did, for its weight.
pub(crate) struct Touched {
	/// Features of the sample.
	pub features: u32,
	/// Pages they lie in.
	pub pages: u32,
	/// Whether coefficients were written.
	pub updated: bool,
}

impl Touched {
	fn new(features: &[u32], updated: bool) -> Self {
		let pages = crate::pages_touched(features);
		Self { features: features.len().unique_saturated_into(), pages, updated }
	}
}

impl<T> From<SampleError> for Error<T> {
	fn from(error: SampleError) -> Self {
		match error {
			SampleError::Empty => Error::EmptySample,
			SampleError::NotIncreasing => Error::FeaturesNotIncreasing,
			SampleError::OutOfRange => Error::FeatureOutOfRange,
		}
	}
}

impl<T> From<ClaimError> for Error<T> {
	fn from(error: ClaimError) -> Self {
		match error {
			ClaimError::AlreadyClaimed => Error::AlreadyClaimed,
			ClaimError::NothingLeft => Error::UnknownContribution,
			ClaimError::TooEarly => Error::TooEarly,
			ClaimError::ModelDisagrees => Error::ModelDisagrees,
			ClaimError::ModelAgrees => Error::ModelAgrees,
			ClaimError::OwnContribution => Error::OwnContribution,
			ClaimError::NoCredit => Error::NoCredit,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The chain's clock in seconds.
	pub(crate) fn now() -> Seconds {
		T::Time::now().as_secs()
	}

	pub(crate) fn existing_model(id: ModelId) -> Result<Model<T::AccountId>, Error<T>> {
		Models::<T>::get(id).ok_or(Error::UnknownModel)
	}

	/// What the model asks for a sample at this moment.
	pub(crate) fn price_of(model: &Model<T::AccountId>) -> Balance {
		let Rules::Classic(rules) = &model.rules;
		rules.pricing.price(Self::now().saturating_sub(model.last_accepted))
	}

	pub(crate) fn do_add_data(
		contributor: T::AccountId,
		id: ModelId,
		features: SampleOf<T>,
		label: Label,
		max_deposit: Balance,
	) -> Result<Touched, DispatchError> {
		let mut model = Self::existing_model(id)?;
		ensure!(model.status == Status::Open, Error::<T>::ModelNotOpen);
		let sample = Sample::new(&features, model.num_features).map_err(Error::<T>::from)?;
		let deposit = Self::price_of(&model);
		ensure!(deposit <= max_deposit, Error::<T>::PriceAboveMaximum);

		let mut present = Self::read_present(id, sample);
		let Rules::Classic(rules) = model.rules;
		let (score, updated) =
			rules.learner.learn(model.submitted, label, &mut model.bias, present.values_mut());

		if updated {
			Self::write_present(id, &mut model, sample, present)?;
		}
		let contribution = model.submitted;
		Self::store_contribution(id, &mut model, &contributor, sample, label, deposit)?;
		model.submitted = model.submitted.saturating_add(1);
		model.last_accepted = Self::now();
		Models::<T>::insert(id, model);
		let touched = Touched::new(&features, updated);
		Self::deposit_event(Event::DataAdded {
			model: id,
			contribution,
			contributor,
			sample: features,
			label,
			deposit,
			score,
			updated,
		});
		Ok(touched)
	}

	/// Holds the deposit and records the contribution. Without a deposit there is nothing to claim
	/// and nothing to record.
	fn store_contribution(
		id: ModelId,
		model: &mut Model<T::AccountId>,
		contributor: &T::AccountId,
		sample: Sample<'_>,
		label: Label,
		deposit: Balance,
	) -> DispatchResult {
		if deposit == 0 {
			return Ok(());
		}
		T::Currency::hold(&HoldReason::Deposit.into(), contributor, deposit)?;
		let contribution = Contribution::<T> {
			contributor: contributor.clone(),
			submitted_at: Self::now(),
			label,
			deposit,
			claimable: deposit,
			claimed_by: Default::default(),
			sample: pack(sample).try_into().map_err(|_| Error::<T>::FeatureOutOfRange)?,
		};
		Contributions::<T>::insert(id, model.submitted, contribution);
		model.open_contributions = model.open_contributions.saturating_add(1);
		Self::mutate_account(id, contributor, |a| a.open = a.open.saturating_add(1));
		Ok(())
	}

	/// Changes an account's record; an empty one is removed.
	fn mutate_account(id: ModelId, who: &T::AccountId, change: impl FnOnce(&mut Account)) {
		Accounts::<T>::mutate_exists(id, who, |record| {
			let mut account = record.unwrap_or_default();
			change(&mut account);
			*record = Some(account).filter(|a| *a != Account::default());
		});
	}

	pub(crate) fn existing_contribution(
		id: ModelId,
		contribution: ContributionId,
	) -> Result<Contribution<T>, Error<T>> {
		Contributions::<T>::get(id, contribution).ok_or(Error::UnknownContribution)
	}

	fn facts(contribution: &Contribution<T>, claimant: &T::AccountId) -> ClaimFacts {
		ClaimFacts {
			deposit: contribution.deposit,
			claimable: contribution.claimable,
			age: Self::now().saturating_sub(contribution.submitted_at),
			label: contribution.label,
			already_claimed: contribution.claimed_by.contains(claimant),
		}
	}

	fn features_of(contribution: &Contribution<T>) -> Vec<u32> {
		unpack(&contribution.sample)
			.defensive_proof("packed by this pallet from a valid sample")
			.unwrap_or_default()
	}

	/// What the model says now of a stored sample.
	fn predict_stored(id: ModelId, model: &Model<T::AccountId>, features: &[u32]) -> Label {
		Sample::new(features, model.num_features)
			.map(|sample| label_of(Self::read_present(id, sample).score(model.bias)))
			.unwrap_or(Label::Negative)
	}

	/// What `contributor` would be refunded now.
	pub(crate) fn refundable(
		id: ModelId,
		model: &Model<T::AccountId>,
		contribution: &Contribution<T>,
		features: &[u32],
	) -> Result<Balance, Error<T>> {
		let Rules::Classic(rules) = &model.rules;
		let facts = Self::facts(contribution, &contribution.contributor);
		Ok(rules.refund(&facts, || Self::predict_stored(id, model, features))?)
	}

	/// What `reporter` would get for a report now.
	pub(crate) fn reportable(
		id: ModelId,
		model: &Model<T::AccountId>,
		contribution: &Contribution<T>,
		features: &[u32],
		reporter: &T::AccountId,
	) -> Result<Balance, Error<T>> {
		let Rules::Classic(rules) = &model.rules;
		let who = Reporter {
			is_contributor: *reporter == contribution.contributor,
			is_owner: *reporter == model.owner,
			credit: Accounts::<T>::get(id, reporter).credit,
			total_credit: model.total_credit,
		};
		let facts = Self::facts(contribution, reporter);
		Ok(rules.report(&facts, &who, || Self::predict_stored(id, model, features))?)
	}

	/// What `account` could claim now, by `refund` if it contributed and else by `report`.
	pub(crate) fn claimable_by(
		id: ModelId,
		contribution: ContributionId,
		account: &T::AccountId,
	) -> Result<Balance, Error<T>> {
		let model = Self::existing_model(id)?;
		let contribution = Self::existing_contribution(id, contribution)?;
		let features = Self::features_of(&contribution);
		let refund = Self::refundable(id, &model, &contribution, &features);
		if *account == contribution.contributor && refund.is_ok() {
			return refund;
		}
		Self::reportable(id, &model, &contribution, &features, account)
	}

	pub(crate) fn do_refund(
		contributor: T::AccountId,
		id: ModelId,
		number: ContributionId,
	) -> Result<Touched, DispatchError> {
		let mut model = Self::existing_model(id)?;
		let contribution = Self::existing_contribution(id, number)?;
		ensure!(contribution.contributor == contributor, Error::<T>::NotContributor);
		let features = Self::features_of(&contribution);
		let amount = Self::refundable(id, &model, &contribution, &features)?;

		model.total_credit = model.total_credit.saturating_add(1);
		Self::mutate_account(id, &contributor, |a| a.credit = a.credit.saturating_add(1));
		Self::pay(id, &mut model, number, contribution, &contributor, amount)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Refunded {
			model: id,
			contribution: number,
			contributor,
			amount,
		});
		Ok(Touched::new(&features, false))
	}

	pub(crate) fn do_report(
		reporter: T::AccountId,
		id: ModelId,
		number: ContributionId,
	) -> Result<Touched, DispatchError> {
		let mut model = Self::existing_model(id)?;
		let contribution = Self::existing_contribution(id, number)?;
		let features = Self::features_of(&contribution);
		let amount = Self::reportable(id, &model, &contribution, &features, &reporter)?;

		Self::pay(id, &mut model, number, contribution, &reporter, amount)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Reported { model: id, contribution: number, reporter, amount });
		Ok(Touched::new(&features, false))
	}

	/// Moves `amount` of a contribution's deposit to `claimant`, records the claim, and removes the
	/// contribution when nothing is left of it.
	fn pay(
		id: ModelId,
		model: &mut Model<T::AccountId>,
		number: ContributionId,
		mut contribution: Contribution<T>,
		claimant: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		Self::move_held(&contribution.contributor, claimant, amount)?;
		contribution.claimable = contribution.claimable.saturating_sub(amount);
		if contribution.claimable > 0 {
			contribution
				.claimed_by
				.try_push(claimant.clone())
				.map_err(|_| Error::<T>::TooManyClaims)?;
			Contributions::<T>::insert(id, number, contribution);
			return Ok(());
		}
		Contributions::<T>::remove(id, number);
		model.open_contributions = model.open_contributions.saturating_sub(1);
		Self::mutate_account(id, &contribution.contributor, |a| a.open = a.open.saturating_sub(1));
		Ok(())
	}

	fn move_held(from: &T::AccountId, to: &T::AccountId, amount: Balance) -> DispatchResult {
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
				Fortitude::Polite,
			)?;
		}
		Ok(())
	}
}

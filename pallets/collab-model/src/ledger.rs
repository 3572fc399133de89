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
	coefficients::Pages,
	types::{Account, Contribution, ContributionId, Model, ModelId, SampleOf, Status},
	Accounts, AveragedPages, CoefficientPages, Config, Contributions, Error, Event, HoldReason,
	Models, Pallet, WeightInfo,
};
use alloc::vec::Vec;
use collab_model_core::{
	label_of, pack, score, unpack, AveragedPerceptron, Balance, ClaimError, ClaimFacts, Classic,
	Label, OwnEffect, Phase, Record, Reporter, Rules, Sample, SampleError, Score, Seconds,
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

/// What a call had to read, for its weight.
pub(crate) struct Work {
	pages: u32,
	features: u32,
}

impl Work {
	pub(crate) fn new(features: &[u32], pages: u32) -> Self {
		Self { pages, features: features.len().unique_saturated_into() }
	}

	/// The weight by a measured function of pages and of further features in them.
	pub(crate) fn weight(&self, measured: impl Fn(u32, u32) -> Weight) -> Weight {
		measured(self.pages, self.features.saturating_sub(self.pages))
	}
}

/// What learning a sample did.
struct Learning {
	score: Score,
	updated: bool,
	own: OwnEffect,
	weight: Weight,
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

	/// What the model asks for a sample at this moment, of somebody with this record.
	pub(crate) fn price_after(model: &Model<T::AccountId>, record: &Record) -> Balance {
		match &model.rules {
			Rules::Classic(rules) => {
				rules.pricing.price(Self::now().saturating_sub(model.last_accepted))
			}
			Rules::Robust(rules) => rules.pricing.price(record),
		}
	}

	/// What the model asks of an account for a sample at this moment.
	pub(crate) fn price_of(
		id: ModelId,
		model: &Model<T::AccountId>,
		who: &T::AccountId,
	) -> Balance {
		Self::price_after(model, &Accounts::<T>::get(id, who).record)
	}

	/// What the model says of a sample, with nine decimals, and the pages read.
	pub(crate) fn score_of(
		id: ModelId,
		model: &Model<T::AccountId>,
		sample: Sample<'_>,
	) -> (Score, u32) {
		match &model.rules {
			Rules::Classic(_) => {
				let mut pages = Pages::<_, CoefficientPages<T>>::new(id);
				(score(model.bias, pages.values(sample)), pages.touched())
			}
			Rules::Robust(rules) => {
				let mut pages = Pages::<_, AveragedPages<T>>::new(id);
				let score = rules.learner.score(&model.averaged, &pages.values(sample));
				(AveragedPerceptron::scaled(score, model.averaged.clock), pages.touched())
			}
		}
	}

	/// Lets an open model learn a sample.
	fn learn(
		id: ModelId,
		model: &mut Model<T::AccountId>,
		sample: Sample<'_>,
		label: Label,
	) -> Result<Learning, DispatchError> {
		let features = sample.features();
		match model.rules {
			Rules::Classic(rules) => {
				let mut pages = Pages::<_, CoefficientPages<T>>::new(id);
				let mut present = pages.values(sample);
				let (score, updated) =
					rules.learner.learn(model.submitted, label, &mut model.bias, &mut present);
				let work = Work::new(features, pages.touched());
				if !updated {
					let weight = work.weight(T::WeightInfo::add_data_unchanged);
					return Ok(Learning { score, updated, own: OwnEffect::default(), weight });
				}
				pages.put(features, &present);
				pages.store::<T>(model)?;
				let weight = work.weight(T::WeightInfo::add_data);
				Ok(Learning { score, updated, own: OwnEffect::default(), weight })
			}
			Rules::Robust(rules) => {
				let clock = model.averaged.clock;
				let mut pages = Pages::<_, AveragedPages<T>>::new(id);
				let mut present = pages.values(sample);
				let learnt =
					rules.learner.learn(Phase::Open, &mut model.averaged, label, &mut present);
				let own = OwnEffect { displacement: learnt.displacement, clock };
				let score = AveragedPerceptron::scaled(learnt.score, clock);
				let work = Work::new(features, pages.touched());
				if !learnt.updated {
					let weight = work.weight(T::WeightInfo::add_data_robust_unchanged);
					return Ok(Learning { score, updated: false, own, weight });
				}
				pages.put(features, &present);
				pages.store::<T>(model)?;
				let weight = work.weight(T::WeightInfo::add_data_robust);
				Ok(Learning { score, updated: true, own, weight })
			}
		}
	}

	pub(crate) fn do_add_data(
		contributor: T::AccountId,
		id: ModelId,
		features: SampleOf<T>,
		label: Label,
		max_deposit: Balance,
	) -> Result<Weight, DispatchError> {
		let mut model = Self::existing_model(id)?;
		ensure!(model.status == Status::Open, Error::<T>::ModelNotOpen);
		let sample = Sample::new(&features, model.num_features).map_err(Error::<T>::from)?;
		let deposit = Self::price_of(id, &model, &contributor);
		ensure!(deposit <= max_deposit, Error::<T>::PriceAboveMaximum);

		let Learning { score, updated, own, weight } = Self::learn(id, &mut model, sample, label)?;
		let contribution = model.submitted;
		Self::store_contribution(id, &mut model, &contributor, sample, label, deposit, own)?;
		model.submitted = model.submitted.saturating_add(1);
		model.last_accepted = Self::now();
		Models::<T>::insert(id, model);
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
		Ok(weight)
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
		own: OwnEffect,
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
			own,
			claimed_by: Default::default(),
			sample: pack(sample).try_into().map_err(|_| Error::<T>::FeatureOutOfRange)?,
		};
		Contributions::<T>::insert(id, model.submitted, contribution);
		model.open_contributions = model.open_contributions.saturating_add(1);
		Self::mutate_account(id, contributor, |a| a.open = a.open.saturating_add(1));
		Ok(())
	}

	/// Changes an account's record; an empty one is removed.
	pub(crate) fn mutate_account(
		id: ModelId,
		who: &T::AccountId,
		change: impl FnOnce(&mut Account),
	) {
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

	pub(crate) fn features_of(contribution: &Contribution<T>) -> Vec<u32> {
		unpack(&contribution.sample)
			.defensive_proof("packed by this pallet from a valid sample")
			.unwrap_or_default()
	}

	/// What a `classic` model says now of a stored sample.
	fn predict_stored(
		id: ModelId,
		model: &Model<T::AccountId>,
		features: &[u32],
		pages: &mut u32,
	) -> Label {
		let Ok(sample) = Sample::new(features, model.num_features) else { return Label::Negative };
		let (score, touched) = Self::score_of(id, model, sample);
		*pages = touched;
		label_of(score)
	}

	/// What `contributor` would be refunded now, and the pages read.
	fn refundable(
		id: ModelId,
		model: &Model<T::AccountId>,
		rules: &Classic,
		contribution: &Contribution<T>,
		features: &[u32],
	) -> Result<(Balance, u32), Error<T>> {
		let mut pages = 0;
		let facts = Self::facts(contribution, &contribution.contributor);
		let amount =
			rules.refund(&facts, || Self::predict_stored(id, model, features, &mut pages))?;
		Ok((amount, pages))
	}

	/// What `reporter` would get for a report now, and the pages read.
	fn reportable(
		id: ModelId,
		model: &Model<T::AccountId>,
		rules: &Classic,
		contribution: &Contribution<T>,
		features: &[u32],
		reporter: &T::AccountId,
	) -> Result<(Balance, u32), Error<T>> {
		let who = Reporter {
			is_contributor: *reporter == contribution.contributor,
			is_owner: *reporter == model.owner,
			credit: Accounts::<T>::get(id, reporter).credit,
			total_credit: model.total_credit,
		};
		let mut pages = 0;
		let facts = Self::facts(contribution, reporter);
		let amount =
			rules.report(&facts, &who, || Self::predict_stored(id, model, features, &mut pages))?;
		Ok((amount, pages))
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
		let rules = match &model.rules {
			Rules::Classic(rules) => rules,
			Rules::Robust(rules) => {
				return Self::settleable(id, &model, rules, &contribution, &features, account);
			}
		};
		let refund = Self::refundable(id, &model, rules, &contribution, &features);
		let paid = if *account == contribution.contributor && refund.is_ok() {
			refund
		} else {
			Self::reportable(id, &model, rules, &contribution, &features, account)
		};
		paid.map(|(amount, _)| amount)
	}

	pub(crate) fn do_refund(
		contributor: T::AccountId,
		id: ModelId,
		number: ContributionId,
	) -> DispatchResultWithPostInfo {
		let mut model = Self::existing_model(id)?;
		let contribution = Self::existing_contribution(id, number)?;
		ensure!(contribution.contributor == contributor, Error::<T>::NotContributor);
		let rules = match model.rules {
			Rules::Classic(rules) => rules,
			Rules::Robust(rules) => {
				let measured = T::WeightInfo::refund_robust;
				return Self::settle(
					id,
					model,
					&rules,
					number,
					contribution,
					contributor,
					measured,
				);
			}
		};
		let features = Self::features_of(&contribution);
		let (amount, pages) = Self::refundable(id, &model, &rules, &contribution, &features)?;

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
		Ok(Some(Work::new(&features, pages).weight(T::WeightInfo::refund)).into())
	}

	pub(crate) fn do_report(
		reporter: T::AccountId,
		id: ModelId,
		number: ContributionId,
	) -> DispatchResultWithPostInfo {
		let mut model = Self::existing_model(id)?;
		let contribution = Self::existing_contribution(id, number)?;
		let rules = match model.rules {
			Rules::Classic(rules) => rules,
			Rules::Robust(rules) => {
				let own = contribution.contributor == reporter;
				ensure!(!own, Error::<T>::OwnContribution);
				let measured = T::WeightInfo::report_robust;
				return Self::settle(id, model, &rules, number, contribution, reporter, measured);
			}
		};
		let features = Self::features_of(&contribution);
		let (amount, pages) =
			Self::reportable(id, &model, &rules, &contribution, &features, &reporter)?;

		Self::pay(id, &mut model, number, contribution, &reporter, amount)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Reported { model: id, contribution: number, reporter, amount });
		Ok(Some(Work::new(&features, pages).weight(T::WeightInfo::report)).into())
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
		Self::remove_contribution(id, model, number, &contribution.contributor);
		Ok(())
	}

	/// Forgets a contribution of which nothing is left.
	pub(crate) fn remove_contribution(
		id: ModelId,
		model: &mut Model<T::AccountId>,
		number: ContributionId,
		contributor: &T::AccountId,
	) {
		Contributions::<T>::remove(id, number);
		model.open_contributions = model.open_contributions.saturating_sub(1);
		Self::mutate_account(id, contributor, |a| a.open = a.open.saturating_sub(1));
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
				Fortitude::Polite,
			)?;
		}
		Ok(())
	}
}

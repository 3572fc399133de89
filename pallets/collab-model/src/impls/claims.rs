//! What happens because somebody claims: facts, rules, payment, event.

use super::{pages::pages_touched, store::Store, work::Work};
use crate::{
	types::{Contribution, ContributionId, Model, ModelId, Status},
	Config, Contributions, Error, Event, Models, Pallet, WeightInfo,
};
use alloc::vec::Vec;
use collab_model_core::{
	label_of, unpack, Balance, ClaimFacts, ClaimKind, Label, Payee, Payment, Sample, Trace,
};
use polkadot_sdk::frame_support::{
	dispatch::{PostDispatchInfo, WithPostDispatchInfo},
	pallet_prelude::*,
	traits::DefensiveOption,
};

/// A claim that the rules have answered, before anything is paid.
struct Answered<T: Config> {
	model: Model<T::AccountId>,
	contribution: Contribution<T>,
	account: crate::Account,
	payment: Payment,
	work: Option<Work>,
}

/// A claim that is refused.
pub(crate) struct Refused<T> {
	pub(crate) error: Error<T>,
	/// The sample's features and the pages that were read for them, where it is kept.
	work: Option<Work>,
}

impl<T> From<Error<T>> for Refused<T> {
	fn from(error: Error<T>) -> Self {
		Self { error, work: None }
	}
}

impl<T: Config> Pallet<T> {
	/// The features of the stored sample of a `classic` contribution.
	fn features_of(
		model: &Model<T::AccountId>,
		contribution: &Contribution<T>,
	) -> Result<Option<Vec<u32>>, Error<T>> {
		let Some(sample) = contribution.trace.sample() else { return Ok(None) };
		// Money hangs on this: what cannot be read is refused, never guessed.
		let features = unpack(sample).defensive_ok_or(Error::<T>::CorruptState)?;
		let valid = Sample::new(&features, model.num_features).is_ok();
		valid.then_some(()).defensive_ok_or(Error::<T>::CorruptState)?;
		Ok(Some(features))
	}

	fn facts(
		kind: ClaimKind,
		model: &Model<T::AccountId>,
		contribution: &Contribution<T>,
		claimant: &T::AccountId,
	) -> ClaimFacts<Trace> {
		ClaimFacts {
			kind,
			is_contributor: contribution.contributor == *claimant,
			is_owner: model.owner == *claimant,
			age: Self::now().saturating_sub(contribution.submitted_at),
			claimable: contribution.claimable,
			trace: contribution.trace.for_claim(claimant),
		}
	}

	/// The pages that claims on a contribution may read.
	pub(crate) fn pages_of_claims(
		id: ModelId,
		contribution: ContributionId,
	) -> Result<u32, Error<T>> {
		let model = Self::existing_model(id)?;
		let contribution = Self::existing_contribution(id, contribution)?;
		let features = Self::features_of(&model, &contribution)?;
		Ok(features.map_or(0, |features| pages_touched(&features)))
	}

	/// Lets the rules answer a claim, in memory only, if its sample reaches at most `pages` pages.
	fn answer(
		kind: ClaimKind,
		claimant: &T::AccountId,
		id: ModelId,
		number: ContributionId,
		pages: u32,
	) -> Result<Answered<T>, Refused<T>> {
		let mut model = Self::existing_model(id)?;
		let mut contribution = Self::existing_contribution(id, number)?;
		if model.status == Status::Dissolved {
			ensure!(kind == ClaimKind::Refund, Error::NothingToReport);
			let account = Self::account(id, &model, claimant);
			let payment = Self::payment_of_dissolved(&contribution);
			return Ok(Answered { model, contribution, account, payment, work: None });
		}
		let features = Self::features_of(&model, &contribution)?;
		// Before anything is read that has not been paid for.
		let reached = features.as_ref().map_or(0, |features| pages_touched(features));
		ensure!(reached <= pages, Error::TooFewPages);
		let mut account = Self::account(id, &model, claimant);
		let facts = Self::facts(kind, &model, &contribution, claimant);

		let mut work = features.as_ref().map(|features| Work::new(features.len(), 0));
		let judge = model.rules;
		let predict = || {
			let features = features.as_deref().unwrap_or_default();
			// Checked above: a sample that was not read is not asked about.
			let Ok(sample) = Sample::new(features, model.num_features) else {
				return Label::Negative;
			};
			let mut store = Store::<T>::new(id);
			let label = label_of(judge.score(sample, &mut store));
			work = Some(store.work(features.len()));
			label
		};
		let answer = model.rules.claim(&mut account.standing, facts, predict);
		let payment = answer.map_err(|error| Refused { error: error.into(), work })?;
		if !payment.ends {
			let recorded = contribution.trace.record_share(claimant, payment.amount);
			recorded.map_err(|_| Refused { error: Error::TooManyClaims, work })?;
		}
		Ok(Answered { model, contribution, account, payment, work })
	}

	/// What a dissolved model pays: nobody loses by its end what was still theirs.
	fn payment_of_dissolved(contribution: &Contribution<T>) -> Payment {
		let amount = contribution.claimable;
		Payment { amount, to: Payee::Contributor, ends: true, free_of_fee: true }
	}

	/// What `account` could claim now: by `refund` if that pays it, else by `report`.
	pub(crate) fn claimable_by(
		id: ModelId,
		contribution: ContributionId,
		account: &T::AccountId,
	) -> Result<Balance, Error<T>> {
		let claim = |kind| Self::answer(kind, account, id, contribution, u32::MAX);
		let paid = |answered: Answered<T>| match answered.payment.to {
			Payee::Contributor if answered.contribution.contributor != *account => 0,
			_ => answered.payment.amount,
		};
		match claim(ClaimKind::Refund) {
			Ok(answered) => Ok(paid(answered)),
			Err(refused) => match claim(ClaimKind::Report) {
				Ok(answered) => Ok(paid(answered)),
				Err(Refused { error: Error::NothingToReport, .. }) => Err(refused.error),
				Err(other) => Err(other.error),
			},
		}
	}

	pub(crate) fn do_claim(
		kind: ClaimKind,
		claimant: T::AccountId,
		id: ModelId,
		number: ContributionId,
		pages: u32,
	) -> DispatchResultWithPostInfo {
		// A claim that is refused pays for what it has read, and no more.
		let refused =
			|error: DispatchError, work| error.with_weight(Self::weight_of_claim(kind, work));
		let answer = Self::answer(kind, &claimant, id, number, pages);
		let Answered { mut model, mut contribution, mut account, payment, work } =
			answer.map_err(|Refused { error, work }| refused(error.into(), work))?;
		let contributor = contribution.contributor.clone();
		let to = match payment.to {
			Payee::Claimant => &claimant,
			Payee::Contributor => &contributor,
		};
		let amount = payment.amount;

		// The only step that can fail: nothing is written before it. That less is held for storage
		// than was held for it would be a bug, and the call would be rolled back.
		Self::move_held(&contributor, to, amount).map_err(|error| refused(error, work))?;

		Self::put_account(id, &model, &claimant, account)?;
		contribution.claimable = contribution.claimable.saturating_sub(amount);
		if payment.ends {
			Contributions::<T>::remove(id, number);
			Self::release_storage(&contributor, contribution.storage_deposit)?;
			model.open_contributions = model.open_contributions.saturating_sub(1);
			// Read again: the claimant may be the contributor.
			account = Self::account(id, &model, &contributor);
			account.open = account.open.saturating_sub(1);
			Self::put_account(id, &model, &contributor, account)?;
		} else {
			Contributions::<T>::insert(id, number, contribution);
		}
		Models::<T>::insert(id, model);
		Self::deposit_event(match kind {
			ClaimKind::Refund => {
				Event::Refunded { model: id, contribution: number, contributor, amount }
			}
			ClaimKind::Report => {
				Event::Reported { model: id, contribution: number, reporter: claimant, amount }
			}
		});
		let pays_fee = if payment.free_of_fee { Pays::No } else { Pays::Yes };
		Ok(PostDispatchInfo { actual_weight: Some(Self::weight_of_claim(kind, work)), pays_fee })
	}

	/// The weight of a claim on a sample that is kept follows from what was read for it; any other is
	/// a `refund` under `robust`, which asks for nothing.
	fn weight_of_claim(kind: ClaimKind, work: Option<Work>) -> Weight {
		let Some(work) = work else { return T::WeightInfo::refund_robust() };
		match kind {
			ClaimKind::Refund => work.weight(T::WeightInfo::refund),
			ClaimKind::Report => work.weight(T::WeightInfo::report),
		}
	}
}

//! What happens because somebody claims: facts, rules, payment, event.

use super::{store::Store, work::Work};
use crate::{
	types::{Contribution, ContributionId, Model, ModelId},
	Config, Contributions, Error, Event, Models, Pallet, WeightInfo,
};
use alloc::vec::Vec;
use collab_model_core::{
	label_of, unpack, Balance, ClaimFacts, ClaimKind, Label, Payee, Payment, Sample, Trace,
};
use polkadot_sdk::frame_support::{
	dispatch::PostDispatchInfo, pallet_prelude::*, traits::DefensiveOption,
};

/// A claim that the rules have answered, before anything is paid.
struct Answered<T: Config> {
	model: Model<T::AccountId>,
	contribution: Contribution<T>,
	account: crate::Account,
	payment: Payment,
	/// What was read of the sample, where it was.
	work: Option<Work>,
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

	/// Lets the rules answer a claim, in memory only.
	fn answer(
		kind: ClaimKind,
		claimant: &T::AccountId,
		id: ModelId,
		number: ContributionId,
	) -> Result<Answered<T>, Error<T>> {
		let mut model = Self::existing_model(id)?;
		let contribution = Self::existing_contribution(id, number)?;
		let features = Self::features_of(&model, &contribution)?;
		let mut account = Self::account(id, &model, claimant);
		let facts = Self::facts(kind, &model, &contribution, claimant);

		let (mut work, judge) = (None, model.rules);
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
		let payment = model.rules.claim(&mut account.standing, facts, predict)?;
		ensure!(payment.ends || contribution.trace.has_room(), Error::TooManyClaims);
		Ok(Answered { model, contribution, account, payment, work })
	}

	/// What `account` could claim now: by `refund` if that pays it, else by `report`.
	pub(crate) fn claimable_by(
		id: ModelId,
		contribution: ContributionId,
		account: &T::AccountId,
	) -> Result<Balance, Error<T>> {
		let paid = |answered: Answered<T>| match answered.payment.to {
			Payee::Contributor if answered.contribution.contributor != *account => 0,
			_ => answered.payment.amount,
		};
		let refund = Self::answer(ClaimKind::Refund, account, id, contribution);
		match refund {
			Ok(answered) => Ok(paid(answered)),
			Err(refused) => match Self::answer(ClaimKind::Report, account, id, contribution) {
				Ok(answered) => Ok(paid(answered)),
				Err(Error::NothingToReport) => Err(refused),
				Err(other) => Err(other),
			},
		}
	}

	pub(crate) fn do_claim(
		kind: ClaimKind,
		claimant: T::AccountId,
		id: ModelId,
		number: ContributionId,
	) -> DispatchResultWithPostInfo {
		let Answered { mut model, mut contribution, mut account, payment, work } =
			Self::answer(kind, &claimant, id, number)?;
		let contributor = contribution.contributor.clone();
		let to = match payment.to {
			Payee::Claimant => &claimant,
			Payee::Contributor => &contributor,
		};
		let amount = payment.amount;

		// The only step that can fail: nothing is written before it.
		Self::move_held(&contributor, to, amount)?;

		Self::put_account(id, &model, &claimant, account);
		contribution.claimable = contribution.claimable.saturating_sub(amount);
		if payment.ends {
			Contributions::<T>::remove(id, number);
			model.open_contributions = model.open_contributions.saturating_sub(1);
			// Read again: the claimant may be the contributor.
			account = Self::account(id, &model, &contributor);
			account.open = account.open.saturating_sub(1);
			Self::put_account(id, &model, &contributor, account);
		} else {
			// Room was checked before anything was paid.
			contribution.trace.record_claim(&claimant);
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

	/// A claim that asked the model read its pages; any other one is as light as a `refund` under
	/// `robust`, which asks for nothing.
	fn weight_of_claim(kind: ClaimKind, work: Option<Work>) -> Weight {
		let read = |measured: fn(u32, u32) -> Weight| {
			work.as_ref().map_or_else(T::WeightInfo::refund_robust, |work| work.weight(measured))
		};
		match kind {
			ClaimKind::Refund => read(T::WeightInfo::refund),
			ClaimKind::Report => read(T::WeightInfo::report),
		}
	}
}

//! The invariants of the crate's documentation, in its order and numbering.

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
	types::{Account, Contribution, Model, ModelId, Status},
	Accounts, AveragedPages, CoefficientPages, Config, Contributions, HoldReason, Models,
	NextModelId, Pallet, PAGE_SIZE,
};
use alloc::collections::{BTreeMap, BTreeSet};
use collab_model_core::{unpack, AveragedCoefficient, Balance, Robust, Rules, Sample};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::fungible::{Inspect, InspectHold},
	},
	sp_runtime::TryRuntimeError,
};

fn contributions_of<T: Config>(id: ModelId) -> impl Iterator<Item = Contribution<T>> {
	Contributions::<T>::iter_prefix_values(id)
}

fn robust_rules<T: Config>(id: ModelId) -> Option<(Model<T::AccountId>, Robust)> {
	Models::<T>::get(id).and_then(|model| match model.rules {
		Rules::Robust(rules) => Some((model, rules)),
		Rules::Classic(_) => None,
	})
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::deposits_are_held()?;
		Self::no_more_is_held_than_issued()?;
		Self::claimable_is_within_the_deposit()?;
		Self::credits_add_up()?;
		Self::records_are_valid()?;
		Self::counters_count()?;
		Self::only_opened_models_have_contributions()?;
		Self::averages_are_possible()
	}

	/// I1.
	fn deposits_are_held() -> Result<(), TryRuntimeError> {
		let mut expected: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
		for (_, who, _) in Accounts::<T>::iter() {
			expected.entry(who).or_default();
		}
		for (_, _, contribution) in Contributions::<T>::iter() {
			let sum = expected.entry(contribution.contributor).or_default();
			*sum = sum.saturating_add(contribution.claimable);
		}
		Self::is_held(HoldReason::Deposit, expected, "I1: claimable sums differ from holds")?;

		let mut expected: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
		for model in Models::<T>::iter_values() {
			let sum = expected.entry(model.creator).or_default();
			*sum = sum.saturating_add(model.creation_deposit);
		}
		Self::is_held(
			HoldReason::ModelCreation,
			expected,
			"I1: creation deposits differ from holds",
		)?;

		for (id, model) in Models::<T>::iter() {
			let robust = matches!(model.rules, Rules::Robust(_));
			ensure!(robust || model.pool == 0, "I1: a classic model has a pool");
			let covered = model.pool.saturating_add(T::Currency::minimum_balance());
			let there = T::Currency::balance(&Self::pool_account(id));
			ensure!(!robust || there >= covered, "I1: a pool's account does not cover it");
		}
		Ok(())
	}

	fn is_held(
		reason: HoldReason,
		expected: BTreeMap<T::AccountId, Balance>,
		message: &'static str,
	) -> Result<(), TryRuntimeError> {
		let reason = reason.into();
		for (who, sum) in expected {
			ensure!(T::Currency::balance_on_hold(&reason, &who) == sum, message);
		}
		Ok(())
	}

	/// I2, as far as the state tells.
	fn no_more_is_held_than_issued() -> Result<(), TryRuntimeError> {
		let deposits = Contributions::<T>::iter_values().map(|c| c.claimable);
		let creation = Models::<T>::iter_values().map(|m| m.creation_deposit);
		let held = deposits.chain(creation).fold(0, Balance::saturating_add);
		ensure!(held <= T::Currency::total_issuance(), "I2: more is held than was issued");
		Ok(())
	}

	/// I3.
	fn claimable_is_within_the_deposit() -> Result<(), TryRuntimeError> {
		for (id, _, contribution) in Contributions::<T>::iter() {
			let range = 1..=contribution.deposit;
			ensure!(range.contains(&contribution.claimable), "I3: claimable out of range");
			let whole = contribution.claimable == contribution.deposit;
			let once = robust_rules::<T>(id).is_some();
			ensure!(!once || whole, "I3: a part of a deposit is claimed under robust rules");
		}
		Ok(())
	}

	/// I4.
	fn credits_add_up() -> Result<(), TryRuntimeError> {
		for (id, model) in Models::<T>::iter() {
			let credits = Accounts::<T>::iter_prefix_values(id).map(|a| a.credit);
			ensure!(credits.sum::<u64>() == model.total_credit, "I4: credits do not add up");
		}
		Ok(())
	}

	/// I5.
	fn records_are_valid() -> Result<(), TryRuntimeError> {
		for (id, _, contribution) in Contributions::<T>::iter() {
			let model = Models::<T>::get(id).ok_or("I5: a contribution without a model")?;
			let features = unpack(&contribution.sample).ok_or("I5: a sample cannot be unpacked")?;
			ensure!(Sample::new(&features, model.num_features).is_ok(), "I5: an invalid sample");
		}
		let classic = CoefficientPages::<T>::iter_keys().map(|(id, page)| (id, page, false));
		let robust = AveragedPages::<T>::iter_keys().map(|(id, page)| (id, page, true));
		for (id, page, averaged) in classic.chain(robust) {
			let model = Models::<T>::get(id).ok_or("I5: a page without a model")?;
			let first = u64::from(page).saturating_mul(PAGE_SIZE.into());
			ensure!(first < model.num_features, "I5: a page out of range");
			let right_kind = averaged == matches!(model.rules, Rules::Robust(_));
			ensure!(right_kind, "I5: a page of a model under other rules");
		}
		for (id, ..) in Accounts::<T>::iter() {
			ensure!(Models::<T>::contains_key(id), "I5: an account record without a model");
		}
		Ok(())
	}

	/// I6.
	fn counters_count() -> Result<(), TryRuntimeError> {
		for (id, model) in Models::<T>::iter() {
			ensure!(id < NextModelId::<T>::get(), "I6: a model id was not handed out");
			let averaged = AveragedPages::<T>::iter_key_prefix(id);
			let pages = CoefficientPages::<T>::iter_key_prefix(id).chain(averaged).count();
			ensure!(u32::try_from(pages) == Ok(model.pages), "I6: pages are miscounted");
			let open = contributions_of::<T>(id).count();
			let counted = u64::try_from(open) == Ok(model.open_contributions);
			ensure!(counted, "I6: open contributions are miscounted");
			let ids = Contributions::<T>::iter_key_prefix(id);
			ensure!(ids.max() < Some(model.submitted), "I6: a contribution id was not handed out");
			Self::account_counters_count(id)?;
		}
		Ok(())
	}

	fn account_counters_count(id: ModelId) -> Result<(), TryRuntimeError> {
		let mut open: BTreeMap<T::AccountId, u64> = BTreeMap::new();
		for contribution in contributions_of::<T>(id) {
			let count = open.entry(contribution.contributor).or_default();
			*count = count.saturating_add(1);
		}
		for (who, account) in Accounts::<T>::iter_prefix(id) {
			let counted = open.remove(&who).unwrap_or_default();
			ensure!(account.open == counted, "I6: an account's contributions are miscounted");
			ensure!(account != Account::default(), "I6: an account record is empty");
		}
		ensure!(open.is_empty(), "I6: a contributor has no account record");
		Ok(())
	}

	/// I7, as far as the state tells.
	fn only_opened_models_have_contributions() -> Result<(), TryRuntimeError> {
		let with_contributions: BTreeSet<ModelId> =
			Contributions::<T>::iter_keys().map(|(id, _)| id).collect();
		for (id, model) in Models::<T>::iter() {
			let allowed = matches!(model.status, Status::Open | Status::Paused);
			ensure!(
				allowed || !with_contributions.contains(&id),
				"I7: a model that is not open has contributions"
			);
			ensure!(
				model.status != Status::Building || model.submitted == 0,
				"I7: learnt unopened"
			);
		}
		Ok(())
	}

	/// I8.
	fn averages_are_possible() -> Result<(), TryRuntimeError> {
		for (id, _, page) in AveragedPages::<T>::iter() {
			let (model, rules) = robust_rules::<T>(id).ok_or("I8: a page without a model")?;
			let clock = model.averaged.clock;
			let possible = |value: &AveragedCoefficient| rules.learner.is_possible(value, clock);
			ensure!(page.iter().all(possible), "I8: an impossible coefficient");
			ensure!(possible(&model.averaged.bias), "I8: an impossible bias");
		}
		Ok(())
	}
}

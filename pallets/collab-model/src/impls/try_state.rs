//! The invariants of the crate's documentation, in its order and numbering.

use crate::{
	types::{Contribution, ModelId, Page, Status},
	Accounts, AveragedPages, CandidatePages, CoefficientPages, Config, Contributions, HoldReason,
	Models, NextModelId, Pallet, PAGE_SIZE,
};
use alloc::collections::{BTreeMap, BTreeSet};
use collab_model_core::{
	unpack, Averaged, AveragedCoefficient, Balance, LiveRules, Robust, Sample,
};
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
		let mut storage: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
		for (_, who, account) in Accounts::<T>::iter() {
			expected.entry(who.clone()).or_default();
			let sum = storage.entry(who).or_default();
			*sum = sum.saturating_add(account.storage_deposit);
		}
		for (_, _, contribution) in Contributions::<T>::iter() {
			let sum = expected.entry(contribution.contributor.clone()).or_default();
			*sum = sum.saturating_add(contribution.claimable);
			let sum = storage.entry(contribution.contributor).or_default();
			*sum = sum.saturating_add(contribution.storage_deposit);
		}
		Self::is_held(HoldReason::Deposit, expected, "I1: claimable sums differ from holds")?;
		Self::is_held(HoldReason::Storage, storage, "I1: storage deposits differ from holds")?;

		let mut expected: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
		for model in Models::<T>::iter_values() {
			let sum = expected.entry(model.depositor).or_default();
			*sum = sum.saturating_add(model.creation_deposit);
		}
		Self::is_held(
			HoldReason::ModelCreation,
			expected,
			"I1: creation deposits differ from holds",
		)?;

		for (id, model) in Models::<T>::iter() {
			let Some(pot) = model.rules.pot() else { continue };
			let covered = pot.total().saturating_add(T::Currency::minimum_balance());
			let there = T::Currency::balance(&Self::pot_account(id));
			ensure!(there >= covered, "I1: a pot's account does not cover it");
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

	/// I2, as far as the state shows.
	fn no_more_is_held_than_issued() -> Result<(), TryRuntimeError> {
		let deposits = Contributions::<T>::iter_values().map(|c| c.claimable);
		let creation = Models::<T>::iter_values().map(|m| m.creation_deposit);
		let storage = Contributions::<T>::iter_values().map(|c| c.storage_deposit);
		let records = Accounts::<T>::iter_values().map(|account| account.storage_deposit);
		let all = deposits.chain(creation).chain(storage).chain(records);
		let held = all.fold(0, Balance::saturating_add);
		ensure!(held <= T::Currency::total_issuance(), "I2: more is held than was issued");
		Ok(())
	}

	/// I3.
	fn claimable_is_within_the_deposit() -> Result<(), TryRuntimeError> {
		for contribution in Contributions::<T>::iter_values() {
			let most = contribution.trace.deposit().unwrap_or(Balance::MAX);
			ensure!((1..=most).contains(&contribution.claimable), "I3: claimable out of range");
		}
		Ok(())
	}

	/// I4.
	fn credits_add_up() -> Result<(), TryRuntimeError> {
		for (id, model) in Models::<T>::iter() {
			let credits = Accounts::<T>::iter_prefix_values(id).map(|a| a.standing.credit());
			ensure!(
				credits.sum::<u64>() == model.rules.total_credit(),
				"I4: credits do not add up"
			);
		}
		Ok(())
	}

	/// I5.
	fn records_are_valid() -> Result<(), TryRuntimeError> {
		for (id, _, contribution) in Contributions::<T>::iter() {
			let model = Models::<T>::get(id).ok_or("I5: a contribution without a model")?;
			let sample = contribution.trace.sample();
			let kept = sample.is_some() == model.rules.rules().keep_samples();
			ensure!(kept, "I5: a contribution of other rules than its model's");
			let Some(sample) = sample else { continue };
			let features = unpack(sample).ok_or("I5: a sample cannot be unpacked")?;
			ensure!(Sample::new(&features, model.num_features).is_ok(), "I5: an invalid sample");
		}
		let classic = CoefficientPages::<T>::iter_keys().map(|(id, page)| (id, page, false));
		let released = AveragedPages::<T>::iter_keys().map(|(id, page)| (id, page, true));
		let candidate = CandidatePages::<T>::iter_keys().map(|(id, page)| (id, page, true));
		for (id, page, averaged) in classic.chain(released).chain(candidate) {
			let model = Models::<T>::get(id).ok_or("I5: a page without a model")?;
			let first = u64::from(page).saturating_mul(PAGE_SIZE.into());
			ensure!(first < model.num_features, "I5: a page out of range");
			let right_kind = averaged == model.rules.rules().are_seeded();
			ensure!(right_kind, "I5: a page of a model under other rules");
		}
		for (id, _, account) in Accounts::<T>::iter() {
			let model = Models::<T>::get(id).ok_or("I5: an account record without a model")?;
			let known = model.rules.know(&account.standing);
			ensure!(known, "I5: an account record of other rules than its model's");
		}
		Ok(())
	}

	/// I6.
	fn counters_count() -> Result<(), TryRuntimeError> {
		for (id, model) in Models::<T>::iter() {
			ensure!(id < NextModelId::<T>::get(), "I6: a model id was not handed out");
			let averaged = AveragedPages::<T>::iter_key_prefix(id);
			let candidate = CandidatePages::<T>::iter_key_prefix(id);
			let linear = CoefficientPages::<T>::iter_key_prefix(id);
			let pages: BTreeSet<u32> = linear.chain(averaged).chain(candidate).collect();
			ensure!(u32::try_from(pages.len()) == Ok(model.pages), "I6: pages are miscounted");
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
			let newcomer = Models::<T>::get(id).map(|model| model.rules.newcomer());
			let empty = account.open == 0 && Some(account.standing) == newcomer;
			ensure!(!empty, "I6: an account record is empty");
		}
		ensure!(open.is_empty(), "I6: a contributor has no account record");
		Ok(())
	}

	/// I7, as far as the state shows.
	fn only_opened_models_have_contributions() -> Result<(), TryRuntimeError> {
		let with_contributions: BTreeSet<ModelId> =
			Contributions::<T>::iter_keys().map(|(id, _)| id).collect();
		for (id, model) in Models::<T>::iter() {
			let allowed = matches!(model.status, Status::Open | Status::Paused | Status::Dissolved);
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
		for (id, model) in Models::<T>::iter() {
			let LiveRules::Robust { rules, state } = model.rules else { continue };
			for copy in [&state.released, &state.candidate] {
				ensure!(
					rules.learner.is_possible(&copy.bias, copy.clock),
					"I8: an impossible bias"
				);
			}
			for page in AveragedPages::<T>::iter_prefix_values(id) {
				Self::page_is_possible(&rules, &state.released, &page)?;
			}
			// While a candidate is rolled back, nobody looks at its pages any more.
			if !state.is_rolling_back() {
				for page in CandidatePages::<T>::iter_prefix_values(id) {
					Self::page_is_possible(&rules, &state.candidate, &page)?;
				}
			}
		}
		Ok(())
	}

	fn page_is_possible(
		rules: &Robust,
		copy: &Averaged,
		page: &Page<AveragedCoefficient>,
	) -> Result<(), TryRuntimeError> {
		let possible = |value: &AveragedCoefficient| rules.learner.is_possible(value, copy.clock);
		ensure!(page.iter().all(possible), "I8: an impossible coefficient");
		Ok(())
	}
}

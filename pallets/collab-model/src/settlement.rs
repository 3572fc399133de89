//! What happens to deposits under the `robust` rules: one verdict, shares, and the pool.

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
	ledger::Work,
	types::{Contribution, ContributionId, Model, ModelId},
	Accounts, AveragedPages, Config, Error, Event, Models, Pallet,
};
use collab_model_core::{Balance, Record, Robust, Rules, Sample, Seconds, Shares, Verdict};
use polkadot_sdk::{
	frame_support::{
		dispatch::PostDispatchInfo,
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, Mutate},
			tokens::{Fortitude, Preservation},
		},
	},
	sp_runtime::traits::AccountIdConversion,
};

impl<T: Config> Pallet<T> {
	/// The account that holds the pool of a model. Beside it, it keeps the existential deposit.
	pub fn pool_account(model: ModelId) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(model)
	}

	/// What the model finds of a contribution now, and the pages read.
	fn verdict_on(
		id: ModelId,
		model: &Model<T::AccountId>,
		rules: &Robust,
		contribution: &Contribution<T>,
		features: &[u32],
	) -> (Verdict, u32) {
		let mut pages = Pages::<_, AveragedPages<T>>::new(id);
		let present = Sample::new(features, model.num_features).map(|sample| pages.values(sample));
		let score = rules.learner.score(&model.averaged, &present.unwrap_or_default());
		let (label, own) = (contribution.label, &contribution.own);
		let verdict = rules.judgement.verdict(score, model.averaged.clock, label, own);
		(verdict, pages.touched())
	}

	/// The verdict on a contribution if it were given now, before the wait too.
	pub(crate) fn verdict_now(id: ModelId, number: ContributionId) -> Result<Verdict, Error<T>> {
		let model = Self::existing_model(id)?;
		let Rules::Robust(rules) = model.rules else { return Err(Error::WrongRules) };
		let contribution = Self::existing_contribution(id, number)?;
		let features = Self::features_of(&contribution);
		Ok(Self::verdict_on(id, &model, &rules, &contribution, &features).0)
	}

	fn age_past_wait(rules: &Robust, contribution: &Contribution<T>) -> Result<Seconds, Error<T>> {
		let age = Self::now().saturating_sub(contribution.submitted_at);
		ensure!(age >= rules.judgement.wait, Error::<T>::TooEarly);
		Ok(age)
	}

	fn shares_of(
		id: ModelId,
		model: &Model<T::AccountId>,
		rules: &Robust,
		contribution: &Contribution<T>,
		verdict: Verdict,
		claimant: &T::AccountId,
	) -> (Shares, Record) {
		let contributor = &contribution.contributor;
		let record = Accounts::<T>::get(id, contributor).record;
		let record = record.after(verdict, rules.pricing.window);
		let (deposit, own) = (contribution.claimable, claimant == contributor);
		(rules.payouts.shares(verdict, deposit, own, &record, model.pool), record)
	}

	/// What an account would be paid for settling a contribution now.
	pub(crate) fn settleable(
		id: ModelId,
		model: &Model<T::AccountId>,
		rules: &Robust,
		contribution: &Contribution<T>,
		features: &[u32],
		account: &T::AccountId,
	) -> Result<Balance, Error<T>> {
		Self::age_past_wait(rules, contribution)?;
		let (verdict, _) = Self::verdict_on(id, model, rules, contribution, features);
		let (shares, _) = Self::shares_of(id, model, rules, contribution, verdict, account);
		Ok(if *account == contribution.contributor {
			shares.to_contributor.saturating_add(shares.bonus)
		} else {
			shares.to_finder
		})
	}

	/// Gives the verdict on a contribution and pays everybody's share. Free of the fee once the
	/// contribution has expired: nobody should pay for clearing up after others.
	pub(crate) fn settle(
		id: ModelId,
		mut model: Model<T::AccountId>,
		rules: &Robust,
		number: ContributionId,
		contribution: Contribution<T>,
		claimant: T::AccountId,
		measured: impl Fn(u32, u32) -> Weight,
	) -> DispatchResultWithPostInfo {
		let age = Self::age_past_wait(rules, &contribution)?;
		let features = Self::features_of(&contribution);
		let (verdict, pages) = Self::verdict_on(id, &model, rules, &contribution, &features);
		let (shares, record) =
			Self::shares_of(id, &model, rules, &contribution, verdict, &claimant);

		let contributor = contribution.contributor;
		Self::pay_shares(id, &contributor, &claimant, &shares)?;
		model.pool = model.pool.saturating_sub(shares.bonus).saturating_add(shares.to_pool);
		Self::mutate_account(id, &contributor, |a| a.record = record);
		Self::remove_contribution(id, &mut model, number, &contributor);
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Settled {
			model: id,
			contribution: number,
			contributor,
			claimant,
			verdict,
			shares,
		});
		let pays_fee = if age >= rules.judgement.expiry { Pays::No } else { Pays::Yes };
		let actual_weight = Some(Work::new(&features, pages).weight(measured));
		Ok(PostDispatchInfo { actual_weight, pays_fee })
	}

	fn pay_shares(
		id: ModelId,
		contributor: &T::AccountId,
		claimant: &T::AccountId,
		shares: &Shares,
	) -> DispatchResult {
		let pool = Self::pool_account(id);
		let Shares { to_contributor, to_finder, to_pool, bonus } = *shares;
		for (to, amount) in [(contributor, to_contributor), (claimant, to_finder), (&pool, to_pool)]
		{
			if amount > 0 {
				Self::move_held(contributor, to, amount)?;
			}
		}
		if bonus > 0 {
			T::Currency::transfer(&pool, contributor, bonus, Preservation::Preserve)?;
		}
		Ok(())
	}

	/// Gives the pool's account its existential deposit, from the creator, so that it can take any
	/// forfeit, however small.
	pub(crate) fn endow_pool(id: ModelId, creator: &T::AccountId) -> DispatchResult {
		let least = T::Currency::minimum_balance();
		T::Currency::transfer(creator, &Self::pool_account(id), least, Preservation::Preserve)?;
		Ok(())
	}

	/// Empties the account of the pool of a model that ends: what is left of forfeits goes to the
	/// heir, for an owner would gain by closing; without any, the existential deposit goes back to
	/// the creator.
	pub(crate) fn empty_pool(id: ModelId, model: &Model<T::AccountId>) -> DispatchResult {
		let pool = Self::pool_account(id);
		let heir = if model.pool > 0 { T::PoolHeir::get() } else { model.creator.clone() };
		let (keep, force) = (Preservation::Expendable, Fortitude::Polite);
		let all = T::Currency::reducible_balance(&pool, keep, force);
		if all > 0 {
			T::Currency::transfer(&pool, &heir, all, keep)?;
		}
		Ok(())
	}
}

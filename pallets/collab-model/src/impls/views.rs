//! What the view functions answer.

use super::{
	pages::{some_overlaid_pages, some_pages},
	store::Store,
};
use crate::{
	types::{AveragedSnapshot, ModelId, Quote, Snapshot, SnapshotPages},
	AveragedPages, CandidatePages, CoefficientPages, Config, Error, Pallet,
};
use collab_model_core::{
	AveragedCoefficient, Balance, Label, Robust, RobustState, Sample, Score, Version,
};
use polkadot_sdk::frame_support::traits::Get;

impl<T: Config> Pallet<T> {
	/// What the served model says of a sample.
	pub(crate) fn score_of(id: ModelId, features: &[u32]) -> Result<Score, Error<T>> {
		let model = Self::existing_model(id)?;
		let sample = Sample::new(features, model.num_features)?;
		Ok(model.rules.score(sample, &mut Store::<T>::new(id)))
	}

	/// The price of a sample now: for an account, or else for a newcomer.
	pub(crate) fn price_now(
		id: ModelId,
		account: Option<&T::AccountId>,
	) -> Result<Balance, Error<T>> {
		let model = Self::existing_model(id)?;
		let standing = match account {
			Some(account) => Self::account(id, &model, account).standing,
			None => model.rules.newcomer(),
		};
		let elapsed = Self::now().saturating_sub(model.last_accepted);
		Ok(model.rules.price(&standing, elapsed)?)
	}

	/// What a submission would do if it were made now.
	pub(crate) fn quote_of(
		id: ModelId,
		account: &T::AccountId,
		features: &[u32],
		label: Label,
	) -> Result<Quote, Error<T>> {
		let tried = Self::try_submission(id, account, features, label, Balance::MAX)?;
		let accepted = tried.accepted;
		Ok(Quote {
			deposit: accepted.stake.deposit,
			locked: accepted.stake.locked(),
			storage_deposit: tried.storage_deposit,
			score: accepted.score,
			updated: accepted.updated,
			judged: accepted.judged,
		})
	}

	pub(crate) fn robust_state(id: ModelId) -> Result<(Robust, RobustState), Error<T>> {
		let mut model = Self::existing_model(id)?;
		let (rules, state) = Self::robust(&mut model)?;
		Ok((*rules, *state))
	}

	/// Some of the coefficients of what a model serves; averages under `robust`.
	pub(crate) fn snapshot(id: ModelId, after: Option<u32>) -> Result<Snapshot, Error<T>> {
		let model = Self::existing_model(id)?;
		let limit = T::MaxPages::get();
		if let Some((_, state)) = model.rules.classic() {
			let pages = some_pages::<_, CoefficientPages<T>>(id, after, limit);
			return Ok(Snapshot { bias: state.bias, pages });
		}
		let AveragedSnapshot { copy, pages } =
			Self::averaged_snapshot_of(id, Version::Released, after)?;
		let mean = |value: &AveragedCoefficient| value.mean(copy.clock);
		let runs = pages.runs.into_iter();
		let runs = runs.map(|(first, run)| (first, run.iter().map(mean).collect())).collect();
		let pages = SnapshotPages { runs, after: pages.after };
		Ok(Snapshot { bias: mean(&copy.bias), pages })
	}

	/// Some pages of one copy of a `robust` model, exactly.
	pub(crate) fn averaged_snapshot_of(
		id: ModelId,
		version: Version,
		after: Option<u32>,
	) -> Result<AveragedSnapshot, Error<T>> {
		let (_, state) = Self::robust_state(id)?;
		let is_overlaid = match version {
			Version::Released => state.served() == Version::Candidate,
			// Nothing of the candidate's own is left while it is rolled back.
			Version::Candidate => !state.is_rolling_back(),
		};
		let limit = T::MaxPages::get();
		let pages = if is_overlaid {
			some_overlaid_pages::<_, AveragedPages<T>, CandidatePages<T>>(id, after, limit)
		} else {
			some_pages::<_, AveragedPages<T>>(id, after, limit)
		};
		Ok(AveragedSnapshot { copy: *state.copy(version), pages })
	}
}

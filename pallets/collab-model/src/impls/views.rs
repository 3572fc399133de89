//! What the view functions answer.

use super::{pages::runs, store::Store};
use crate::{
	types::{AveragedSnapshot, ModelId, Quote, Snapshot},
	AveragedPages, CandidatePages, CoefficientPages, Config, Error, Pallet,
};
use alloc::{collections::BTreeMap, vec::Vec};
use collab_model_core::{
	Averaged, AveragedCoefficient, Balance, Label, Robust, RobustState, Sample, Score, Version,
};

/// Runs of coefficients after their first features.
type Runs = Vec<(u32, Vec<AveragedCoefficient>)>;

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

	/// All coefficients of what a model serves, by increasing feature; averages under `robust`.
	pub(crate) fn snapshot(id: ModelId) -> Result<Snapshot, Error<T>> {
		let model = Self::existing_model(id)?;
		if let Some((_, state)) = model.rules.classic() {
			let runs = runs::<_, CoefficientPages<T>>(id);
			return Ok(Snapshot { bias: state.bias, runs });
		}
		let AveragedSnapshot { copy, runs } = Self::averaged_snapshot_of(id, Version::Released)?;
		let mean = |value: &AveragedCoefficient| value.mean(copy.clock);
		let runs = runs.into_iter();
		let runs = runs.map(|(first, run)| (first, run.iter().map(mean).collect())).collect();
		Ok(Snapshot { bias: mean(&copy.bias), runs })
	}

	/// One copy of a `robust` model, exactly.
	pub(crate) fn averaged_snapshot_of(
		id: ModelId,
		version: Version,
	) -> Result<AveragedSnapshot, Error<T>> {
		let (_, state) = Self::robust_state(id)?;
		let released = || runs::<_, AveragedPages<T>>(id);
		let overlaid = || -> Runs {
			let mut all: BTreeMap<_, _> = released().into_iter().collect();
			all.extend(runs::<_, CandidatePages<T>>(id));
			all.into_iter().collect()
		};
		let (copy, version): (Averaged, Version) = match version {
			Version::Released => (state.released, state.served()),
			// Nothing of the candidate's own is left while it is rolled back.
			Version::Candidate if state.is_rolling_back() => (state.candidate, Version::Released),
			Version::Candidate => (state.candidate, Version::Candidate),
		};
		let runs = if version == Version::Released { released() } else { overlaid() };
		Ok(AveragedSnapshot { copy, runs })
	}
}

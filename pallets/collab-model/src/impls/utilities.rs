//! What several calls look up and change.

use crate::{
	types::{Account, Contribution, ContributionId, Model, ModelId, Status},
	Accounts, Config, Contributions, Error, Models, Pallet,
};
use collab_model_core::{Limits, Robust, RobustState, Seconds};
use polkadot_sdk::{
	frame_support::{pallet_prelude::*, traits::UnixTime},
	sp_io::hashing::blake2_256,
};

impl<T: Config> Pallet<T> {
	/// The chain's clock in seconds.
	pub(crate) fn now() -> Seconds {
		T::Time::now().as_secs()
	}

	/// The hash of seals.
	pub(crate) fn seal_of(bytes: &[u8]) -> [u8; 32] {
		blake2_256(bytes)
	}

	/// What the runtime allows the parameters of a model to be.
	pub(crate) fn limits() -> Limits {
		Limits {
			max_wait: T::MaxWait::get(),
			min_base: T::MinBase::get(),
			max_audit_rows: T::MaxAuditRows::get(),
		}
	}

	pub(crate) fn existing_model(id: ModelId) -> Result<Model<T::AccountId>, Error<T>> {
		Models::<T>::get(id).ok_or(Error::UnknownModel)
	}

	pub(crate) fn open_model_of(id: ModelId) -> Result<Model<T::AccountId>, Error<T>> {
		let model = Self::existing_model(id)?;
		ensure!(model.status == Status::Open, Error::ModelNotOpen);
		Ok(model)
	}

	pub(crate) fn owned_model(
		who: &T::AccountId,
		id: ModelId,
	) -> Result<Model<T::AccountId>, Error<T>> {
		let model = Self::existing_model(id)?;
		ensure!(model.owner == *who, Error::NotOwner);
		Ok(model)
	}

	/// The parameters of a `robust` model, and the state that its rules keep.
	pub(crate) fn robust(
		model: &mut Model<T::AccountId>,
	) -> Result<(&Robust, &mut RobustState), Error<T>> {
		model.rules.robust_mut().ok_or(Error::WrongRules)
	}

	pub(crate) fn existing_contribution(
		id: ModelId,
		contribution: ContributionId,
	) -> Result<Contribution<T>, Error<T>> {
		Contributions::<T>::get(id, contribution).ok_or(Error::UnknownContribution)
	}

	/// What a model keeps of an account; what it would keep of a newcomer, where it knows nothing.
	pub(crate) fn account(id: ModelId, model: &Model<T::AccountId>, who: &T::AccountId) -> Account {
		Accounts::<T>::get(id, who).unwrap_or_else(|| Self::newcomer(model))
	}

	/// What a model would keep of an account that it does not know.
	pub(crate) fn newcomer(model: &Model<T::AccountId>) -> Account {
		Account { standing: model.rules.newcomer(), open: 0, storage_deposit: 0 }
	}
}

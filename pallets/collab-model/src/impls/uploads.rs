//! What happens because an owner uploads coefficients.

use super::store::Store;
use crate::{
	types::{AveragedUploadOf, ImportDeclaration, Model, ModelId, Status, UploadOf},
	Config, Error, Event, Models, Pallet,
};
use alloc::vec::Vec;
use polkadot_sdk::{frame_support::pallet_prelude::*, sp_runtime::traits::UniqueSaturatedInto};

impl<T: Config> Pallet<T> {
	/// A model of `who` that is not open yet.
	pub(crate) fn model_being_built(
		who: &T::AccountId,
		id: ModelId,
	) -> Result<Model<T::AccountId>, Error<T>> {
		let model = Self::owned_model(who, id)?;
		ensure!(model.status == Status::Building, Error::ModelAlreadyOpened);
		Ok(model)
	}

	/// The features that an upload sets.
	fn features_of_run(
		model: &Model<T::AccountId>,
		first: u32,
		count: usize,
	) -> Result<Vec<u32>, Error<T>> {
		ensure!(count > 0, Error::EmptyUpload);
		let end = u64::from(first).saturating_add(count.unique_saturated_into());
		ensure!(end <= model.num_features, Error::FeatureOutOfRange);
		Ok((first..=u32::MAX).take(count).collect())
	}

	/// Writes what an upload has put into `store`.
	fn finish_upload(
		id: ModelId,
		mut model: Model<T::AccountId>,
		mut store: Store<T>,
	) -> Result<(), Error<T>> {
		store.count_pages(&mut model)?;
		store.write();
		Models::<T>::insert(id, model);
		Ok(())
	}

	pub(crate) fn do_upload_coefficients(
		who: T::AccountId,
		id: ModelId,
		first: u32,
		values: UploadOf<T>,
	) -> DispatchResult {
		let model = Self::model_being_built(&who, id)?;
		ensure!(!model.rules.rules().are_seeded(), Error::<T>::WrongRules);
		let features = Self::features_of_run(&model, first, values.len())?;
		let mut store = Store::new(id);
		store.put_linear(&features, &values);
		Self::finish_upload(id, model, store)?;
		Self::deposit_event(Event::CoefficientsUploaded { model: id, first, values });
		Ok(())
	}

	pub(crate) fn do_declare_import(
		who: T::AccountId,
		id: ModelId,
		import: ImportDeclaration,
	) -> DispatchResult {
		let mut model = Self::model_being_built(&who, id)?;
		let (rules, state) = Self::robust(&mut model)?;
		rules.declare_import(state, &import).map_err(Error::<T>::from)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ImportDeclared { model: id, import });
		Ok(())
	}

	pub(crate) fn do_upload_averaged(
		who: T::AccountId,
		id: ModelId,
		first: u32,
		values: AveragedUploadOf<T>,
	) -> DispatchResult {
		let mut model = Self::model_being_built(&who, id)?;
		let (rules, state) = Self::robust(&mut model)?;
		rules.check_import(state, &values).map_err(Error::<T>::from)?;
		let features = Self::features_of_run(&model, first, values.len())?;
		let mut store = Store::new(id);
		store.put_averaged(&features, &values);
		Self::finish_upload(id, model, store)?;
		Self::deposit_event(Event::AveragedUploaded { model: id, first, values });
		Ok(())
	}
}

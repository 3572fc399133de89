//! What happens because an owner seeds a model with samples before it opens.

use super::{store::Store, work::ensure_few_pages};
use crate::{
	types::{LabelsOf, ModelId, SamplesOf},
	Config, Error, Event, Models, Pallet, WeightInfo,
};
use codec::Encode;
use collab_model_core::{Sample, Seeding};
use polkadot_sdk::{frame_support::pallet_prelude::*, sp_runtime::traits::UniqueSaturatedInto};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_seed(
		who: T::AccountId,
		id: ModelId,
		samples: SamplesOf<T>,
		labels: LabelsOf<T>,
	) -> Result<Weight, DispatchError> {
		let mut model = Self::model_being_built(&who, id)?;
		let num_features = model.num_features;
		let (rules, state) = Self::robust(&mut model)?;
		ensure!(!samples.is_empty(), Error::<T>::NoSamples);
		ensure!(samples.len() == labels.len(), Error::<T>::LabelsMissing);
		ensure_few_pages::<T>(&samples)?;
		if let Some(import) = &mut state.import {
			import.shown = Self::seal_of(&(import.shown, &samples, &labels).encode());
		}
		let before = state.seeding;
		let mut store = Store::<T>::new(id);
		let mut features = 0u32;
		for (sample, label) in samples.iter().zip(&labels) {
			let sample = Sample::new(sample, num_features).map_err(Error::<T>::from)?;
			rules.seed(state, sample, *label, &mut store);
			features = features.saturating_add(sample.features().len().unique_saturated_into());
		}
		let seeding = Seeding {
			samples: state.seeding.samples.saturating_sub(before.samples),
			right: state.seeding.right.saturating_sub(before.right),
		};
		let weight = T::WeightInfo::seed(store.pages_read(), seeding.samples, features);
		store.count_pages(&mut model)?;
		store.write();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Seeded { model: id, samples, labels, seeding });
		Ok(weight)
	}
}

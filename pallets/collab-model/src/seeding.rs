//! How a `robust` model comes to its coefficients before it opens: from seeded samples, or from an
//! import that is tested with a sealed batch.

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
	coefficients::{runs, Pages},
	types::{
		AveragedSnapshot, AveragedUploadOf, Import, ImportDeclaration, Model, ModelId,
		SeedLabelsOf, SeedOf, Status,
	},
	AveragedPages, Config, Error, Event, Models, Pallet, WeightInfo,
};
use alloc::vec::Vec;
use codec::Encode;
use collab_model_core::{AveragedCoefficient, Label, Phase, Robust, Rules, Sample, Seed};
use polkadot_sdk::{
	frame_support::{pallet_prelude::*, Blake2_256, StorageHasher},
	sp_runtime::traits::UniqueSaturatedInto,
};

impl<T: Config> Pallet<T> {
	/// A `robust` model of `who` that is not open yet.
	fn model_to_seed(
		who: &T::AccountId,
		id: ModelId,
	) -> Result<(Model<T::AccountId>, Robust), Error<T>> {
		let model = Self::owned_model(who, id)?;
		let Rules::Robust(rules) = model.rules else { return Err(Error::WrongRules) };
		ensure!(model.status == Status::Building, Error::ModelAlreadyOpened);
		Ok((model, rules))
	}

	pub(crate) fn do_declare_import(
		who: T::AccountId,
		id: ModelId,
		import: ImportDeclaration,
	) -> DispatchResult {
		let (mut model, rules) = Self::model_to_seed(&who, id)?;
		let untouched = model.seed.samples == 0 && model.import.is_none();
		ensure!(untouched, Error::<T>::ModelAlreadySeeded);
		let possible = rules.learner.is_possible(&import.bias, import.clock);
		let has_bias = import.bias != AveragedCoefficient::default();
		let needs_bias = rules.learner.learn_bias || !has_bias;
		ensure!(import.clock > 0 && possible && needs_bias, Error::<T>::ImpossibleCoefficient);

		model.averaged.clock = import.clock;
		model.averaged.bias = import.bias;
		model.import = Some(Import { declared: import.seal, shown: [0; 32] });
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
		let (mut model, rules) = Self::model_to_seed(&who, id)?;
		ensure!(model.import.is_some(), Error::<T>::ImportNotDeclared);
		ensure!(model.seed.samples == 0, Error::<T>::ModelAlreadySeeded);
		let features = Self::features_of_run(&model, first, values.len())?;
		let clock = model.averaged.clock;
		let possible = values.iter().all(|value| rules.learner.is_possible(value, clock));
		ensure!(possible, Error::<T>::ImpossibleCoefficient);

		let mut pages = Pages::<_, AveragedPages<T>>::new(id);
		pages.put(&features, &values);
		pages.store::<T>(&mut model)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::AveragedUploaded { model: id, first, values });
		Ok(())
	}

	pub(crate) fn do_seed(
		who: T::AccountId,
		id: ModelId,
		samples: SeedOf<T>,
		labels: SeedLabelsOf<T>,
	) -> Result<Weight, DispatchError> {
		let (mut model, rules) = Self::model_to_seed(&who, id)?;
		ensure!(!samples.is_empty(), Error::<T>::EmptySeed);
		ensure!(samples.len() == labels.len(), Error::<T>::LabelsMissing);
		if let Some(import) = &mut model.import {
			import.shown = Blake2_256::hash(&(import.shown, &samples, &labels).encode());
		}
		let before = model.seed;
		let mut pages = Pages::<_, AveragedPages<T>>::new(id);
		let mut seen = 0u32;
		for (features, label) in samples.iter().zip(&labels) {
			let sample = Sample::new(features, model.num_features).map_err(Error::<T>::from)?;
			Self::seed_one(&rules, &mut model, &mut pages, sample, *label);
			seen = seen.saturating_add(features.len().unique_saturated_into());
		}
		let touched = pages.touched();
		pages.store::<T>(&mut model)?;
		let seed = Seed {
			samples: model.seed.samples.saturating_sub(before.samples),
			right: model.seed.right.saturating_sub(before.right),
		};
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Seeded { model: id, samples, labels, seed });
		Ok(T::WeightInfo::seed(touched, seed.samples, seen))
	}

	/// A model that was imported is only tested; another one is tested and then learns.
	fn seed_one(
		rules: &Robust,
		model: &mut Model<T::AccountId>,
		pages: &mut Pages<AveragedCoefficient, AveragedPages<T>>,
		sample: Sample<'_>,
		label: Label,
	) {
		let mut present = pages.values(sample);
		let mut state = model.averaged;
		let learnt = rules.learner.learn(Phase::Seeding, &mut state, label, &mut present);
		model.seed.count(learnt.agreed);
		if model.import.is_some() {
			return;
		}
		model.averaged = state;
		if learnt.updated {
			pages.put(sample.features(), &present);
		}
	}

	/// Whether a model may open under its rules, and what it begins with.
	pub(crate) fn pass_gate(model: &mut Model<T::AccountId>) -> Result<(), Error<T>> {
		let Rules::Robust(rules) = model.rules else { return Ok(()) };
		if let Some(import) = &model.import {
			ensure!(import.declared == import.shown, Error::SealBroken);
		}
		ensure!(rules.gate.lets_pass(&model.seed), Error::GateNotPassed);
		model.averaged.agreement = rules.learner.guard.start;
		Ok(())
	}

	pub(crate) fn averaged_snapshot_of(id: ModelId) -> Result<AveragedSnapshot, Error<T>> {
		let model = Self::existing_model(id)?;
		ensure!(matches!(model.rules, Rules::Robust(_)), Error::WrongRules);
		let runs: Vec<_> = runs::<_, AveragedPages<T>>(id);
		Ok(AveragedSnapshot { state: model.averaged, runs })
	}
}

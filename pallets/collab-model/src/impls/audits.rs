//! Audits: an owner seals rows, shows them later, and pages follow the decision.

use super::{
	pages::take_pages,
	store::Store,
	work::{ensure_few_pages, MAX_SETTLED_PAGES},
};
use crate::{
	types::{LabelsOf, Model, ModelId, SamplesOf, Status},
	AveragedPages, CandidatePages, Config, Error, Event, Models, Pallet, WeightInfo,
};
use alloc::vec::Vec;
use collab_model_core::{first_seal, AuditOutcome, AuditPiece, AuditStage, Sample, Seal};
use polkadot_sdk::{
	frame_support::{dispatch::PostDispatchInfo, pallet_prelude::*},
	sp_runtime::traits::UniqueSaturatedInto,
};

impl<T: Config> Pallet<T> {
	/// A model of `who` that takes samples or is paused.
	fn model_to_audit(who: &T::AccountId, id: ModelId) -> Result<Model<T::AccountId>, Error<T>> {
		let model = Self::owned_model(who, id)?;
		let opened = matches!(model.status, Status::Open | Status::Paused);
		ensure!(opened, Error::ModelNotOpen);
		Ok(model)
	}

	pub(crate) fn do_seal_audit(
		who: T::AccountId,
		id: ModelId,
		seal: Seal,
		rows: u32,
	) -> DispatchResult {
		let mut model = Self::model_to_audit(&who, id)?;
		let (most, now) = (T::MaxAuditRows::get(), Self::now());
		let (rules, state) = Self::robust(&mut model)?;
		rules.seal_audit(state, seal, rows, most, now).map_err(Error::<T>::from)?;
		let audit = state.audit_number();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::AuditSealed { model: id, audit, seal, rows });
		Ok(())
	}

	pub(crate) fn do_show_audit(
		who: T::AccountId,
		id: ModelId,
		nonce: Seal,
		first: u32,
		samples: SamplesOf<T>,
		labels: LabelsOf<T>,
	) -> Result<Weight, DispatchError> {
		let mut model = Self::model_to_audit(&who, id)?;
		ensure!(!samples.is_empty(), Error::<T>::NoSamples);
		ensure!(samples.len() == labels.len(), Error::<T>::LabelsMissing);
		ensure_few_pages::<T>(&samples)?;
		let num_features = model.num_features;
		let checked: Result<Vec<_>, _> =
			samples.iter().map(|sample| Sample::new(sample, num_features)).collect();
		let rows = checked.map_err(Error::<T>::from)?.into_iter().zip(labels.iter().copied());

		let now = Self::now();
		let mut store = Store::<T>::with_room_of(id, &model);
		let (rules, state) = Self::robust(&mut model)?;
		let start = first_seal(&nonce, id, state.audit_number(), Self::seal_of);
		let decided = rules
			.show_audit(state, AuditPiece { start, first, rows }, now, Self::seal_of, &mut store)
			.map_err(Error::<T>::from)?;
		let audit = state.audit_number();
		// Rows that were taught may have brought new pages, and are written before pages are moved.
		store.count_pages(&mut model)?;
		let pages_read = store.pages_read();
		store.write();
		let features = samples.iter().fold(0, |sum: usize, s| sum.saturating_add(s.len()));
		let count = samples.len().unique_saturated_into();
		let mut weight =
			T::WeightInfo::show_audit(pages_read, count, features.unique_saturated_into());
		Self::deposit_event(Event::AuditShown { model: id, audit, first, samples, labels });
		if let Some((outcome, count)) = decided {
			Self::deposit_event(Event::AuditDecided { model: id, audit, outcome, count });
			if outcome != AuditOutcome::Void {
				let moved = Self::settle_pages(id, &mut model, MAX_SETTLED_PAGES);
				weight = weight.saturating_add(T::WeightInfo::settle_audit(moved));
			}
		}
		Models::<T>::insert(id, model);
		Ok(weight)
	}

	pub(crate) fn do_settle_audit(id: ModelId, pages: u32) -> DispatchResultWithPostInfo {
		let mut model = Self::existing_model(id)?;
		let (_, state) = Self::robust(&mut model)?;
		let settling = matches!(state.audit, AuditStage::Settling { .. });
		ensure!(settling, Error::<T>::NothingToSettle);
		let moved = Self::settle_pages(id, &mut model, pages);
		Models::<T>::insert(id, model);
		// An account that moves as many pages as it announced does the model a service.
		let pays_fee = if moved == pages && pages > 0 { Pays::No } else { Pays::Yes };
		let actual_weight = Some(T::WeightInfo::settle_audit(moved));
		Ok(PostDispatchInfo { actual_weight, pays_fee })
	}

	/// Takes up to `limit` pages of the candidate out of storage. As an audit has decided, they
	/// replace the released ones or are dropped. The audit ends when none is left.
	fn settle_pages(id: ModelId, model: &mut Model<T::AccountId>, limit: u32) -> u32 {
		let Ok((_, state)) = Self::robust(model) else { return 0 };
		let AuditStage::Settling { accepted } = state.audit else { return 0 };
		let pages = take_pages::<_, CandidatePages<T>>(id, limit);
		let moved: u32 = pages.len().unique_saturated_into();
		let mut lost = 0u32;
		for (number, page) in pages {
			if accepted {
				AveragedPages::<T>::insert(id, number, page);
			} else if !AveragedPages::<T>::contains_key(id, number) {
				lost = lost.saturating_add(1);
			}
		}
		if moved < limit || CandidatePages::<T>::iter_key_prefix(id).next().is_none() {
			state.audit = AuditStage::None;
			Self::deposit_event(Event::AuditSettled { model: id });
		}
		model.pages = model.pages.saturating_sub(lost);
		moved
	}
}

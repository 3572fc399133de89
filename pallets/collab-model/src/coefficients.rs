//! Coefficients between storage pages and core.

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
	types::{Model, ModelId, Page, Snapshot, PAGE_SIZE},
	CoefficientPages, Config, Error, Pallet,
};
use alloc::{collections::BTreeMap, vec::Vec};
use collab_model_core::{score, Coefficient, Sample, Score};
use polkadot_sdk::{frame_support::pallet_prelude::*, sp_runtime::traits::UniqueSaturatedInto};

/// The pages that a sample touches and the coefficients of its features, in order.
pub(crate) struct Present {
	pages: Vec<(u32, Page, bool)>,
	values: Vec<Coefficient>,
}

fn page_of(feature: u32) -> u32 {
	feature.checked_div(PAGE_SIZE).unwrap_or_default()
}

fn place_in_page(feature: u32) -> usize {
	feature.checked_rem(PAGE_SIZE).unwrap_or_default().unique_saturated_into()
}

fn value_in(page: &Page, feature: u32) -> Coefficient {
	Coefficient::from_inner(page.get(place_in_page(feature)).copied().unwrap_or(0))
}

/// Puts a value into a page; a 0 behind its end needs no room.
fn put_into(page: &mut Page, feature: u32, value: Coefficient) {
	let place = place_in_page(feature);
	if place >= page.len() && value.into_inner() != 0 {
		page.bounded_resize(place.saturating_add(1), 0);
	}
	if let Some(slot) = page.get_mut(place) {
		*slot = value.into_inner();
	}
}

/// How many pages a list of increasing features touches; an upper bound for any other list.
pub fn pages_touched(features: &[u32]) -> u32 {
	let more = features.windows(2).filter(|pair| match pair {
		[a, b] => page_of(*a) != page_of(*b),
		_ => false,
	});
	more.count().saturating_add(1).unique_saturated_into()
}

/// How many pages a run of so many coefficients touches at most, wherever it begins.
pub fn pages_of_run(count: usize) -> u32 {
	let count: u32 = count.unique_saturated_into();
	count.div_ceil(PAGE_SIZE).saturating_add(1)
}

impl Present {
	/// The values of the sample's features, to read or to change.
	pub(crate) fn values_mut(&mut self) -> &mut [Coefficient] {
		&mut self.values
	}

	/// `bias + sum` of the sample's coefficients.
	pub(crate) fn score(&self, bias: Coefficient) -> Score {
		score(bias, self.values.iter().copied())
	}
}

impl<T: Config> Pallet<T> {
	/// Reads the coefficients of a sample's features, each page once.
	pub(crate) fn read_present(model: ModelId, sample: Sample<'_>) -> Present {
		let mut present =
			Present { pages: Vec::new(), values: Vec::with_capacity(sample.features().len()) };
		for &feature in sample.features() {
			let page = page_of(feature);
			if present.pages.last().is_none_or(|(last, ..)| *last != page) {
				let stored = CoefficientPages::<T>::get(model, page);
				let existed = stored.is_some();
				present.pages.push((page, stored.unwrap_or_default(), existed));
			}
			if let Some((_, page, _)) = present.pages.last() {
				present.values.push(value_in(page, feature));
			}
		}
		present
	}

	/// Writes the coefficients of a sample's features back. Creates missing pages within the
	/// model's limit.
	pub(crate) fn write_present(
		id: ModelId,
		model: &mut Model<T::AccountId>,
		sample: Sample<'_>,
		present: Present,
	) -> DispatchResult {
		let mut changes = sample.features().iter().zip(present.values).peekable();
		for (number, mut page, existed) in present.pages {
			while let Some((&feature, value)) = changes.next_if(|(f, _)| page_of(**f) == number) {
				put_into(&mut page, feature, value);
			}
			if !existed {
				Self::count_new_page(model)?;
			}
			CoefficientPages::<T>::insert(id, number, page);
		}
		Ok(())
	}

	/// Writes a run of coefficients. The caller has checked that it ends below the number of
	/// features.
	pub(crate) fn write_run(
		id: ModelId,
		model: &mut Model<T::AccountId>,
		first: u32,
		values: &[Coefficient],
	) -> DispatchResult {
		let mut pending: Option<(u32, Page)> = None;
		for (feature, value) in (first..=u32::MAX).zip(values) {
			let number = page_of(feature);
			if pending.as_ref().is_none_or(|(open, _)| *open != number) {
				Self::write_page(id, pending.take());
				let stored = CoefficientPages::<T>::get(id, number);
				if stored.is_none() {
					Self::count_new_page(model)?;
				}
				pending = Some((number, stored.unwrap_or_default()));
			}
			if let Some((_, page)) = pending.as_mut() {
				put_into(page, feature, *value);
			}
		}
		Self::write_page(id, pending);
		Ok(())
	}

	fn write_page(id: ModelId, page: Option<(u32, Page)>) {
		if let Some((number, page)) = page {
			CoefficientPages::<T>::insert(id, number, page);
		}
	}

	fn count_new_page(model: &mut Model<T::AccountId>) -> DispatchResult {
		ensure!(model.pages < model.page_limit, Error::<T>::PageLimitReached);
		model.pages = model.pages.saturating_add(1);
		Ok(())
	}

	/// All coefficients of a model, by increasing feature.
	pub(crate) fn snapshot(id: ModelId, bias: Coefficient) -> Snapshot {
		let pages: BTreeMap<u32, Page> = CoefficientPages::<T>::iter_prefix(id).collect();
		let runs = pages.into_iter().map(|(number, page)| {
			let values = page.into_iter().map(Coefficient::from_inner).collect();
			(number.saturating_mul(PAGE_SIZE), values)
		});
		Snapshot { bias, runs: runs.collect() }
	}
}

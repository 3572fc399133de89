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
	types::{Model, ModelId, Page, PAGE_SIZE},
	Config, Error,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::FullCodec;
use collab_model_core::Sample;
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		pallet_prelude::*,
		storage::{IterableStorageDoubleMap, StorageDoubleMap},
	},
	sp_runtime::traits::UniqueSaturatedInto,
};

/// What a page holds one of for each feature.
pub(crate) trait Value: Copy + Default + FullCodec + PartialEq + 'static {}
impl<V: Copy + Default + FullCodec + PartialEq + 'static> Value for V {}

/// A storage map of pages.
pub(crate) trait PageMap<V: Value>:
	StorageDoubleMap<ModelId, u32, Page<V>, Query = Option<Page<V>>>
	+ IterableStorageDoubleMap<ModelId, u32, Page<V>>
{
}
impl<V: Value, M> PageMap<V> for M where
	M: StorageDoubleMap<ModelId, u32, Page<V>, Query = Option<Page<V>>>
		+ IterableStorageDoubleMap<ModelId, u32, Page<V>>
{
}

fn page_of(feature: u32) -> u32 {
	feature.checked_div(PAGE_SIZE).unwrap_or_default()
}

fn place_in_page(feature: u32) -> usize {
	feature.checked_rem(PAGE_SIZE).unwrap_or_default().unique_saturated_into()
}

/// How many pages a list of increasing features touches; an upper bound for any other list.
pub fn pages_touched(features: &[u32]) -> u32 {
	let more = features.windows(2).filter(|pair| match pair {
		[a, b] => page_of(*a) != page_of(*b),
		_ => false,
	});
	more.count().saturating_add(1).unique_saturated_into()
}

/// How many pages lists of increasing features touch together.
pub(crate) fn pages_touched_by_all<'a>(samples: impl IntoIterator<Item = &'a [u32]>) -> u32 {
	let runs = |sample: &'a [u32]| sample.chunk_by(|a, b| page_of(*a) == page_of(*b));
	let first = |run: &'a [u32]| run.first().map(|feature| page_of(*feature));
	let pages = samples.into_iter().flat_map(|sample| runs(sample).filter_map(first));
	pages.collect::<BTreeSet<u32>>().len().unique_saturated_into()
}

/// How many pages a run of so many coefficients touches at most, wherever it begins.
pub fn pages_of_run(count: usize) -> u32 {
	let count: u32 = count.unique_saturated_into();
	count.div_ceil(PAGE_SIZE).saturating_add(1)
}

struct LoadedPage<V: Value> {
	number: u32,
	page: Page<V>,
	is_stored: bool,
	is_changed: bool,
}

impl<V: Value> LoadedPage<V> {
	fn get(&self, feature: u32) -> V {
		self.page.get(place_in_page(feature)).copied().unwrap_or_default()
	}

	/// A 0 behind the end of the page needs no room.
	fn put(&mut self, feature: u32, value: V) {
		let place = place_in_page(feature);
		if place >= self.page.len() && value != V::default() {
			self.page.bounded_resize(place.saturating_add(1), V::default());
		}
		if let Some(slot) = self.page.get_mut(place) {
			*slot = value;
		}
		self.is_changed = true;
	}
}

/// The pages of one model that a call needs: each is read once, and written once if it changed.
pub(crate) struct Pages<V: Value, M> {
	model: ModelId,
	/// By increasing number.
	loaded: Vec<LoadedPage<V>>,
	map: PhantomData<M>,
}

impl<V: Value, M: PageMap<V>> Pages<V, M> {
	pub(crate) fn new(model: ModelId) -> Self {
		Self { model, loaded: Vec::new(), map: PhantomData }
	}

	/// How many pages were read.
	pub(crate) fn touched(&self) -> u32 {
		self.loaded.len().unique_saturated_into()
	}

	fn load(&mut self, number: u32) -> Option<&mut LoadedPage<V>> {
		let place = match self.loaded.binary_search_by_key(&number, |loaded| loaded.number) {
			Ok(place) => place,
			Err(place) => {
				let stored = M::get(self.model, number);
				let is_stored = stored.is_some();
				let page = stored.unwrap_or_default();
				let loaded = LoadedPage { number, page, is_stored, is_changed: false };
				self.loaded.insert(place, loaded);
				place
			}
		};
		self.loaded.get_mut(place)
	}

	/// The coefficients of a sample's features, in their order.
	pub(crate) fn values(&mut self, sample: Sample<'_>) -> Vec<V> {
		let mut values = Vec::with_capacity(sample.features().len());
		for run in sample.features().chunk_by(|a, b| page_of(*a) == page_of(*b)) {
			let page = run.first().and_then(|first| self.load(page_of(*first)));
			if let Some(page) = page {
				values.extend(run.iter().map(|feature| page.get(*feature)));
			}
		}
		values
	}

	/// Replaces the coefficients of increasing features.
	pub(crate) fn put(&mut self, features: &[u32], values: &[V]) {
		let mut values = values.iter();
		for run in features.chunk_by(|a, b| page_of(*a) == page_of(*b)) {
			let page = run.first().and_then(|first| self.load(page_of(*first)));
			if let Some(page) = page {
				run.iter()
					.zip(values.by_ref())
					.for_each(|(feature, value)| page.put(*feature, *value));
			}
		}
	}

	/// Writes the pages that changed. Creates missing ones within the model's limit.
	pub(crate) fn store<T: Config>(self, model: &mut Model<T::AccountId>) -> DispatchResult {
		for LoadedPage { number, page, is_stored, is_changed } in self.loaded {
			if !is_changed {
				continue;
			}
			if !is_stored {
				ensure!(model.pages < model.page_limit, Error::<T>::PageLimitReached);
				model.pages = model.pages.saturating_add(1);
			}
			M::insert(self.model, number, page);
		}
		Ok(())
	}
}

/// All stored coefficients of a model in runs, by increasing feature.
pub(crate) fn runs<V: Value, M: PageMap<V>>(model: ModelId) -> Vec<(u32, Vec<V>)> {
	let pages: BTreeMap<u32, Page<V>> = M::iter_prefix(model).collect();
	let run =
		|(number, page): (u32, Page<V>)| (number.saturating_mul(PAGE_SIZE), page.into_inner());
	pages.into_iter().map(run).collect()
}

/// Removes up to `limit` pages of a model. Returns how many.
pub(crate) fn remove_pages<V: Value, M: PageMap<V>>(model: ModelId, limit: u32) -> u32 {
	let limit = limit.unique_saturated_into();
	let pages: Vec<u32> = M::iter_key_prefix(model).take(limit).collect();
	pages.iter().for_each(|page| M::remove(model, page));
	pages.len().unique_saturated_into()
}

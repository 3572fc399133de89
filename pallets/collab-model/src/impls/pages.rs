//! Storage pages of coefficients.

use crate::types::{ModelId, Page, SnapshotPages, PAGE_SIZE};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::FullCodec;
use collab_model_core::{Sample, Value};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::storage::{IterableStorageDoubleMap, StorageDoubleMap},
	sp_runtime::traits::UniqueSaturatedInto,
};

/// A number of which a page has one for each feature.
pub(crate) trait Stored: Value + FullCodec + 'static {}
impl<V: Value + FullCodec + 'static> Stored for V {}

/// A storage map of pages.
pub(crate) trait PageMap<V: Stored>:
	StorageDoubleMap<ModelId, u32, Page<V>, Query = Option<Page<V>>>
	+ IterableStorageDoubleMap<ModelId, u32, Page<V>>
{
}
impl<V: Stored, M> PageMap<V> for M where
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

/// How many pages lists of features touch, if none has pages in common with another.
pub fn pages_touched_by_all<'a>(samples: impl IntoIterator<Item = &'a [u32]>) -> u32 {
	samples.into_iter().fold(0, |sum: u32, sample| sum.saturating_add(pages_touched(sample)))
}

/// How many pages a run of this many coefficients touches at most, wherever it begins.
pub fn pages_of_run(count: usize) -> u32 {
	let count: u32 = count.unique_saturated_into();
	count.div_ceil(PAGE_SIZE).saturating_add(1)
}

struct LoadedPage<V: Stored> {
	number: u32,
	page: Page<V>,
	is_stored: bool,
	is_changed: bool,
}

impl<V: Stored> LoadedPage<V> {
	fn get(&self, feature: u32) -> V {
		self.page.get(place_in_page(feature)).copied().unwrap_or_default()
	}

	/// A default value behind the end of the page needs no room.
	fn put(&mut self, feature: u32, value: V) {
		if self.get(feature) == value {
			return;
		}
		let place = place_in_page(feature);
		if place >= self.page.len() {
			self.page.bounded_resize(place.saturating_add(1), V::default());
		}
		if let Some(slot) = self.page.get_mut(place) {
			*slot = value;
			self.is_changed = true;
		}
	}
}

/// How many pages a model may still begin.
pub(crate) struct Room(u32);

impl Room {
	pub(crate) fn of(pages: u32) -> Self {
		Self(pages)
	}

	pub(crate) fn none() -> Self {
		Self(0)
	}

	pub(crate) fn unlimited() -> Self {
		Self(u32::MAX)
	}

	fn is_left(&self) -> bool {
		self.0 > 0
	}

	fn take(&mut self) {
		self.0 = self.0.saturating_sub(1);
	}
}

/// The pages of one model that a call needs: each is read once, and written once if it changed.
pub(crate) struct Pages<V: Stored, M> {
	model: ModelId,
	/// By increasing number.
	loaded: Vec<LoadedPage<V>>,
	map: PhantomData<M>,
}

/// A sample's features, by the pages that they lie in.
fn by_page(features: &[u32]) -> impl Iterator<Item = (u32, &[u32])> + '_ {
	let runs = features.chunk_by(|a, b| page_of(*a) == page_of(*b));
	runs.filter_map(|run| Some((page_of(*run.first()?), run)))
}

impl<V: Stored, M: PageMap<V>> Pages<V, M> {
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

	/// Whether a page is stored already.
	pub(crate) fn is_stored(&mut self, number: u32) -> bool {
		self.load(number).is_some_and(|page| page.is_stored)
	}

	/// Whether a page is stored, or will be.
	pub(crate) fn has(&mut self, number: u32) -> bool {
		self.load(number).is_some_and(|page| page.is_stored || page.is_changed)
	}

	/// What the coefficients of a sample's features add up to, by pages for which `wanted` holds.
	pub(crate) fn add_up(
		&mut self,
		sample: Sample<'_>,
		sums: &mut V::Sums,
		mut wanted: impl FnMut(&mut Self, u32) -> bool,
	) {
		for (number, run) in by_page(sample.features()) {
			if wanted(self, number) {
				if let Some(page) = self.load(number) {
					run.iter().for_each(|feature| page.get(*feature).add_to(sums));
				}
			}
		}
	}

	/// Sees to it that every page of a sample's features is stored: one that is not begins as
	/// `origin` has it, or empty while there is room for a new one.
	pub(crate) fn own(
		&mut self,
		sample: Sample<'_>,
		room: &mut Room,
		mut origin: impl FnMut(u32) -> Option<Page<V>>,
	) {
		for (number, _) in by_page(sample.features()) {
			if self.has(number) {
				continue;
			}
			let original = origin(number);
			if original.is_none() {
				if !room.is_left() {
					continue;
				}
				room.take();
			}
			if let Some(page) = self.load(number) {
				page.page = original.unwrap_or_default();
				page.is_changed = true;
			}
		}
	}

	/// Changes the coefficients of a sample's features, in pages that are known here, or elsewhere,
	/// or for which there is room.
	pub(crate) fn change(
		&mut self,
		sample: Sample<'_>,
		room: &mut Room,
		mut is_known: impl FnMut(u32) -> bool,
		mut change: impl FnMut(&mut V),
	) {
		for (number, run) in by_page(sample.features()) {
			let is_known = self.has(number) || is_known(number);
			if !is_known && !room.is_left() {
				continue;
			}
			let Some(page) = self.load(number) else { continue };
			for feature in run {
				let mut value = page.get(*feature);
				change(&mut value);
				page.put(*feature, value);
			}
			if !is_known && page.is_changed {
				room.take();
			}
		}
	}

	/// A page as it is now, if it is stored or will be.
	pub(crate) fn copy_of(&mut self, number: u32) -> Option<Page<V>> {
		if !self.has(number) {
			return None;
		}
		self.load(number).map(|page| page.page.clone())
	}

	/// Replaces the coefficients of increasing features.
	pub(crate) fn put(&mut self, features: &[u32], values: &[V]) {
		let mut values = values.iter();
		for (number, run) in by_page(features) {
			let Some(page) = self.load(number) else { continue };
			for (feature, value) in run.iter().zip(values.by_ref()) {
				page.put(*feature, *value);
			}
		}
	}

	/// The pages that changed and are not stored yet.
	pub(crate) fn new_pages(&self) -> impl Iterator<Item = u32> + '_ {
		let new = self.loaded.iter().filter(|page| page.is_changed && !page.is_stored);
		new.map(|page| page.number)
	}

	/// Writes the pages that changed.
	pub(crate) fn store(self) {
		for LoadedPage { number, page, .. } in self.loaded.into_iter().filter(|p| p.is_changed) {
			M::insert(self.model, number, page);
		}
	}
}

/// Up to `limit` stored pages of a model, in the order of their keys, from the one that comes after
/// `after`.
pub(crate) fn some_pages<V: Stored, M: PageMap<V>>(
	model: ModelId,
	after: Option<u32>,
	limit: u32,
) -> SnapshotPages<V> {
	let mut pages = match after {
		Some(page) => M::iter_prefix_from(model, M::hashed_key_for(model, page)),
		None => M::iter_prefix(model),
	};
	let limit = limit.unique_saturated_into();
	let run =
		|(number, page): (u32, Page<V>)| (number.saturating_mul(PAGE_SIZE), page.into_inner());
	snapshot_of(pages.by_ref().take(limit).map(run).collect(), limit)
}

/// As [`some_pages`], of one map laid over another: where both have a page, it is `Over`'s.
pub(crate) fn some_overlaid_pages<V: Stored, Under: PageMap<V>, Over: PageMap<V>>(
	model: ModelId,
	after: Option<u32>,
	limit: u32,
) -> SnapshotPages<V> {
	// The same keys in either map, so that the first pages of both together are among the first of
	// each. Anything that lies behind the last of them is asked for again.
	let under = some_pages::<_, Under>(model, after, limit).runs;
	let over = some_pages::<_, Over>(model, after, limit).runs;
	let mut pages = BTreeMap::new();
	for (first, run) in under.into_iter().chain(over) {
		pages.insert(Under::hashed_key_for(model, page_of(first)), (first, run));
	}
	let limit = limit.unique_saturated_into();
	let runs: Vec<_> = pages.into_values().take(limit).collect();
	snapshot_of(runs, limit)
}

fn snapshot_of<V>(runs: Vec<(u32, Vec<V>)>, limit: usize) -> SnapshotPages<V> {
	// Whoever asks for what comes after the last page of all gets none.
	let last = runs.last().map(|(first, _)| page_of(*first));
	let after = last.filter(|_| runs.len() == limit);
	SnapshotPages { runs, after }
}

/// Takes up to `limit` pages of a model out of storage.
pub(crate) fn take_pages<V: Stored, M: PageMap<V>>(
	model: ModelId,
	limit: u32,
) -> Vec<(u32, Page<V>)> {
	let pages: Vec<_> = M::iter_prefix(model).take(limit.unique_saturated_into()).collect();
	pages.iter().for_each(|(page, _)| M::remove(model, page));
	pages
}

/// Removes up to `limit` pages of a model. Returns their numbers.
pub(crate) fn remove_pages<V: Stored, M: PageMap<V>>(model: ModelId, limit: u32) -> Vec<u32> {
	let limit = limit.unique_saturated_into();
	let pages: Vec<u32> = M::iter_key_prefix(model).take(limit).collect();
	pages.iter().for_each(|page| M::remove(model, page));
	pages
}

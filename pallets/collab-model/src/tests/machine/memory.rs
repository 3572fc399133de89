//! The coefficients of one model, kept one by one, and which pages a chain has of them.

use crate::PAGE_SIZE;
use collab_model_core::*;
use std::collections::{BTreeMap, BTreeSet};

/// Those of either kind of rules; the candidate has only what is its own.
#[derive(Debug, Default)]
pub struct Memory {
	pub linear: BTreeMap<u32, Coefficient>,
	pub released: BTreeMap<u32, AveragedCoefficient>,
	pub candidate: BTreeMap<u32, AveragedCoefficient>,
	/// Pages of what is not the candidate's.
	pages: BTreeSet<u32>,
	own_pages: BTreeSet<u32>,
	page_limit: usize,
}

fn page_of(feature: u32) -> u32 {
	feature / PAGE_SIZE
}

impl Memory {
	/// Nothing learnt, and room for this many pages.
	pub fn new(page_limit: u32) -> Self {
		Self { page_limit: page_limit as usize, ..Self::default() }
	}

	fn averaged(&self, version: Version, feature: u32) -> AveragedCoefficient {
		let own = self.candidate.get(&feature).filter(|_| version == Version::Candidate);
		own.or_else(|| self.released.get(&feature)).copied().unwrap_or_default()
	}

	/// All that is not 0 of a copy.
	pub fn copy(&self, version: Version) -> BTreeMap<u32, AveragedCoefficient> {
		let features = self.released.keys().chain(self.candidate.keys());
		let values = features.map(|feature| (*feature, self.averaged(version, *feature)));
		values.filter(|(_, value)| *value != AveragedCoefficient::default()).collect()
	}

	/// What is decided of the candidate happens at once: nobody learns until its pages are moved.
	pub fn decide(&mut self, released: bool) {
		let candidate = std::mem::take(&mut self.candidate);
		let pages = std::mem::take(&mut self.own_pages);
		if released {
			self.released.extend(candidate);
			self.pages.extend(pages);
		}
	}

	/// Takes coefficients that were uploaded.
	pub fn upload_linear(&mut self, first: u32, values: &[Coefficient]) {
		for (feature, value) in (first..=u32::MAX).zip(values) {
			put(&mut self.linear, &mut self.pages, feature, *value);
		}
	}

	/// Takes coefficients that were uploaded.
	pub fn upload_averaged(&mut self, first: u32, values: &[AveragedCoefficient]) {
		for (feature, value) in (first..=u32::MAX).zip(values) {
			put(&mut self.released, &mut self.pages, feature, *value);
		}
	}

	/// How many pages there are, a page of both copies counted once.
	pub fn count_pages(&self) -> usize {
		self.pages.union(&self.own_pages).count()
	}

	/// Whether something can be learnt of a feature.
	fn has_page_for(&self, feature: u32) -> bool {
		let page = page_of(feature);
		let is_known = self.pages.contains(&page) || self.own_pages.contains(&page);
		is_known || self.count_pages() < self.page_limit
	}
}

/// A page begins with the first value in it that is not 0.
fn put<V: Default + PartialEq>(
	values: &mut BTreeMap<u32, V>,
	pages: &mut BTreeSet<u32>,
	feature: u32,
	value: V,
) {
	if values.get(&feature).unwrap_or(&V::default()) != &value {
		pages.insert(page_of(feature));
	}
	values.insert(feature, value);
}

impl Coefficients<Coefficient> for Memory {
	fn sums(&mut self, _: Version, sample: Sample<'_>) -> Score {
		let values = sample.features().iter().filter_map(|feature| self.linear.get(feature));
		values.fold(0, |mut sum, value| {
			value.add_to(&mut sum);
			sum
		})
	}

	fn update(&mut self, _: Version, sample: Sample<'_>, mut change: impl FnMut(&mut Coefficient)) {
		for feature in sample.features() {
			if self.has_page_for(*feature) {
				let mut value = self.linear.get(feature).copied().unwrap_or_default();
				change(&mut value);
				put(&mut self.linear, &mut self.pages, *feature, value);
			}
		}
	}
}

impl Coefficients<AveragedCoefficient> for Memory {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		sample.features().iter().fold(Sums::default(), |mut sums, feature| {
			self.averaged(version, *feature).add_to(&mut sums);
			sums
		})
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		mut change: impl FnMut(&mut AveragedCoefficient),
	) {
		for feature in sample.features() {
			if !self.has_page_for(*feature) {
				continue;
			}
			let mut value = self.averaged(version, *feature);
			change(&mut value);
			match version {
				Version::Released => put(&mut self.released, &mut self.pages, *feature, value),
				Version::Candidate => {
					// A candidate that learns has a page of its own, whatever it learns.
					self.own_pages.insert(page_of(*feature));
					self.candidate.insert(*feature, value);
				}
			}
		}
	}
}

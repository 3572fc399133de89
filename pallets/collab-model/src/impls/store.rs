//! The coefficients of one model as core reaches them.
//!
//! A page of the candidate is stored only where it differs from the released one. What is served,
//! which every submission and every user reads, takes one look-up; a candidate that is rolled back
//! is forgotten page by page.

use super::{
	pages::{Pages, Room},
	work::Work,
};
use crate::{
	types::{Model, ModelId},
	AveragedPages, CandidatePages, CoefficientPages, Config, Error,
};
use alloc::collections::BTreeSet;
use collab_model_core::{AveragedCoefficient, Coefficient, Coefficients, Sample, Sums, Version};
use polkadot_sdk::{frame_support::pallet_prelude::*, sp_runtime::traits::UniqueSaturatedInto};

/// The coefficients of one model, of whatever kind: pages are read when they are needed, and
/// written by [`write`](Self::write).
pub(crate) struct Store<T: Config> {
	room: Room,
	linear: Pages<Coefficient, CoefficientPages<T>>,
	released: Pages<AveragedCoefficient, AveragedPages<T>>,
	candidate: Pages<AveragedCoefficient, CandidatePages<T>>,
}

impl<T: Config> Store<T> {
	/// What an owner fills: pages beyond the model's limit are refused when they are
	/// [counted](Self::count_pages).
	pub(crate) fn new(model: ModelId) -> Self {
		Self {
			room: Room::unlimited(),
			linear: Pages::new(model),
			released: Pages::new(model),
			candidate: Pages::new(model),
		}
	}

	/// What the public teaches: of features that would need a page beyond the model's limit, nothing
	/// is learnt. Nobody can make a model useless by using its pages up.
	pub(crate) fn with_room_of(id: ModelId, model: &Model<T::AccountId>) -> Self {
		let room = Room::of(model.page_limit.saturating_sub(model.pages));
		Self { room, ..Self::new(id) }
	}

	/// The work done so far for a sample, or for samples that together have this many features.
	pub(crate) fn work(&self, features: usize) -> Work {
		Work::new(features, self.pages_read())
	}

	/// Pages that were read so far. A page counts once for both copies: weights are measured with
	/// both.
	pub(crate) fn pages_read(&self) -> u32 {
		let averaged = self.released.touched().max(self.candidate.touched());
		self.linear.touched().saturating_add(averaged)
	}

	/// How many more pages the model would have. A page counts once for both copies.
	fn new_pages(&mut self) -> u32 {
		let mut new: BTreeSet<u32> =
			self.released.new_pages().chain(self.candidate.new_pages()).collect();
		new.retain(|page| !self.released.is_stored(*page) && !self.candidate.is_stored(*page));
		let linear: u32 = self.linear.new_pages().count().unique_saturated_into();
		linear.saturating_add(new.len().unique_saturated_into())
	}

	/// Counts the pages that are new, and refuses them beyond the model's limit. Nothing is written
	/// yet.
	pub(crate) fn count_pages(&mut self, model: &mut Model<T::AccountId>) -> Result<(), Error<T>> {
		let pages = model.pages.saturating_add(self.new_pages());
		ensure!(pages <= model.page_limit, Error::PageLimitReached);
		model.pages = pages;
		Ok(())
	}

	/// Writes the pages that changed.
	pub(crate) fn write(self) {
		self.linear.store();
		self.released.store();
		self.candidate.store();
	}

	/// Replaces coefficients of increasing features under `classic`.
	pub(crate) fn put_linear(&mut self, features: &[u32], values: &[Coefficient]) {
		self.linear.put(features, values);
	}

	/// Replaces coefficients of increasing features under `robust`, before the model is open.
	pub(crate) fn put_averaged(&mut self, features: &[u32], values: &[AveragedCoefficient]) {
		self.released.put(features, values);
	}
}

impl<T: Config> Coefficients<Coefficient> for Store<T> {
	fn sums(&mut self, _only: Version, sample: Sample<'_>) -> i128 {
		let mut sum = 0;
		self.linear.add_up(sample, &mut sum, |_, _| true);
		sum
	}

	fn update(&mut self, _only: Version, sample: Sample<'_>, change: impl FnMut(&mut Coefficient)) {
		self.linear.change(sample, &mut self.room, |_| false, change);
	}
}

impl<T: Config> Coefficients<AveragedCoefficient> for Store<T> {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		let mut sums = Sums::default();
		match version {
			Version::Released => self.released.add_up(sample, &mut sums, |_, _| true),
			Version::Candidate => {
				let candidate = &mut self.candidate;
				candidate.add_up(sample, &mut sums, |pages, page| pages.has(page));
				// Added up apart: sums do not depend on the order.
				self.released.add_up(sample, &mut sums, |_, page| !candidate.has(page));
			}
		}
		sums
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		change: impl FnMut(&mut AveragedCoefficient),
	) {
		let Self { room, released, candidate, .. } = self;
		match version {
			// A page counts once for both copies.
			Version::Released => released.change(sample, room, |page| candidate.has(page), change),
			Version::Candidate => {
				candidate.own(sample, room, |page| released.copy_of(page));
				candidate.change(sample, &mut Room::none(), |_| false, change);
			}
		}
	}
}

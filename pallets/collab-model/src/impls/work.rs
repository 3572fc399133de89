//! The weights that calls are charged before they run, and those of what they turn out to have
//! done.

use super::pages::{pages_touched, pages_touched_by_all};
use crate::{Config, SampleOf, SamplesOf, WeightInfo, PAGE_SIZE};
use polkadot_sdk::{frame_support::pallet_prelude::*, sp_runtime::traits::UniqueSaturatedInto};

/// Pages that the last piece of an audit moves at most, so that models of few pages are settled at
/// once.
pub const MAX_SETTLED_PAGES: u32 = 4;

/// What a call had to read, for its weight.
#[derive(Clone, Copy)]
pub(crate) struct Work {
	pages: u32,
	features: u32,
}

impl Work {
	/// This many features in this many pages.
	pub(crate) fn new(features: usize, pages: u32) -> Self {
		Self { pages, features: features.unique_saturated_into() }
	}

	/// The weight by a measured function of pages and of further features in them.
	pub(crate) fn weight(&self, measured: impl Fn(u32, u32) -> Weight) -> Weight {
		measured(self.pages, self.features.saturating_sub(self.pages))
	}
}

/// The greatest weight of `add_data`: the rules under which it runs are known only after reading.
pub(crate) fn add_data_weight<T: Config>(sample: &[u32]) -> Weight {
	let work = Work::new(sample.len(), pages_touched(sample));
	let classic = work.weight(T::WeightInfo::add_data);
	classic.max(work.weight(T::WeightInfo::add_data_robust))
}

/// The greatest weight of a claim on a contribution whose sample reaches at most `pages` pages.
/// Their features cost little beside them: as many are charged as can be.
pub(crate) fn claim_weight<T: Config>(pages: u32, measured: impl Fn(u32, u32) -> Weight) -> Weight {
	let most = T::MaxFeatures::get();
	let (pages, features) = (pages.min(most), pages.saturating_mul(PAGE_SIZE).min(most));
	let work = Work { pages, features };
	work.weight(measured).max(T::WeightInfo::refund_robust())
}

fn features_of<T: Config>(samples: &[SampleOf<T>]) -> u32 {
	let features = samples.iter().fold(0, |sum: usize, s| sum.saturating_add(s.len()));
	features.unique_saturated_into()
}

/// The weight of `seed`, if every sample has pages of its own.
pub(crate) fn seed_weight<T: Config>(samples: &SamplesOf<T>) -> Weight {
	let pages = pages_touched_by_all(samples.iter().map(|sample| &sample[..]));
	let count = samples.len().unique_saturated_into();
	T::WeightInfo::seed(pages, count, features_of::<T>(samples))
}

/// The weight of `show_audit`, if every row has pages of its own and the audit is settled with it.
pub(crate) fn show_audit_weight<T: Config>(rows: &SamplesOf<T>) -> Weight {
	let pages = pages_touched_by_all(rows.iter().map(|row| &row[..]));
	let count = rows.len().unique_saturated_into();
	T::WeightInfo::show_audit(pages, count, features_of::<T>(rows))
		.saturating_add(T::WeightInfo::settle_audit(MAX_SETTLED_PAGES))
}

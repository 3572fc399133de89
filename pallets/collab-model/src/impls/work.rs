//! The weights that calls are charged before they run, and those of what they turn out to have
//! done.

use super::{
	lifecycle::MAX_REMOVED_PER_CALL,
	pages::{pages_of_run, pages_touched, pages_touched_by_all},
};
use crate::{Config, Error, SampleOf, SamplesOf, WeightInfo, PAGE_SIZE};
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, pallet_prelude::*},
	sp_runtime::traits::UniqueSaturatedInto,
};

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

/// The greatest weight of `add_data`: the rules under which it runs, and what they make of the
/// sample, are known only after reading.
pub(crate) fn add_data_weight<T: Config>(sample: &[u32]) -> Weight {
	greatest_of_add_data::<T>(&Work::new(sample.len(), pages_touched(sample)))
}

fn greatest_of_add_data<T: Config>(work: &Work) -> Weight {
	let classic = work.weight(T::WeightInfo::add_data);
	let robust = work.weight(T::WeightInfo::add_data_robust);
	// With few pages, what they cost beside the pages may make these the greater ones.
	let unchanged = work.weight(T::WeightInfo::add_data_unchanged);
	let agreed = work.weight(T::WeightInfo::add_data_robust_agreed);
	classic.max(robust).max(unchanged).max(agreed)
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

/// Checks that the heaviest of each call may be in a block at all.
pub(crate) fn assert_calls_fit_into_blocks<T: Config>() {
	let (features, pages, samples) =
		(T::MaxFeatures::get(), T::MaxPages::get(), T::MaxSamples::get());
	let in_all = samples.saturating_mul(features).saturating_sub(pages);
	let heaviest = [
		("add_data", greatest_of_add_data::<T>(&Work { pages: features, features })),
		("refund", claim_weight::<T>(features, T::WeightInfo::refund)),
		("report", claim_weight::<T>(features, T::WeightInfo::report)),
		("seed", T::WeightInfo::seed(pages, samples, in_all)),
		("show_audit", whole_audit::<T>(pages, samples, in_all)),
		("upload_coefficients", T::WeightInfo::upload_coefficients(most_uploaded::<T>())),
		("upload_averaged", T::WeightInfo::upload_averaged(most_uploaded::<T>())),
		("close_model", close_weight::<T>(MAX_REMOVED_PER_CALL)),
	];
	let class = T::BlockWeights::get().get(DispatchClass::Normal).clone();
	let most = class.max_extrinsic.unwrap_or(Weight::MAX);
	for (call, weight) in heaviest {
		assert!(weight.all_lte(most), "the heaviest {call}, {weight}, is above {most} of a block");
	}
}

/// The weight of removing this many pages and records: which of them cost more depends on the
/// database.
pub(crate) fn close_weight<T: Config>(removed: u32) -> Weight {
	let records = T::WeightInfo::close_model(removed);
	records.max(T::WeightInfo::close_model_of_pages(removed))
}

fn most_uploaded<T: Config>() -> u32 {
	pages_of_run(T::MaxUpload::get().unique_saturated_into())
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
	whole_audit::<T>(pages, count, features_of::<T>(rows))
}

fn whole_audit<T: Config>(pages: u32, rows: u32, features: u32) -> Weight {
	T::WeightInfo::show_audit(pages, rows, features)
		.saturating_add(T::WeightInfo::settle_audit(MAX_SETTLED_PAGES))
}

/// Checks that samples do not reach more pages than one call may, counted as their weight is.
pub(crate) fn ensure_few_pages<T: Config>(samples: &SamplesOf<T>) -> Result<(), Error<T>> {
	let pages = pages_touched_by_all(samples.iter().map(|sample| &sample[..]));
	ensure!(pages <= T::MaxPages::get(), Error::TooManyPages);
	Ok(())
}

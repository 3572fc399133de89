//! Measures the calls. Samples touch `p` pages and have `n` more features in the same pages.
//!
//! Few pages beside many features: the time of a page would hide that of a feature.

use crate::{Pallet as CollabModel, *};
use alloc::{vec, vec::Vec};
use collab_model_core::*;
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		traits::{fungible::Mutate, Get},
		BoundedVec,
	},
	frame_system::RawOrigin,
	sp_runtime::Percent,
};

const REFUND_WAIT: Seconds = 0;

fn config() -> ModelConfig {
	let rules = Classic {
		learner: Perceptron {
			step: StepSchedule::Constant(Coefficient::from_inner(1)),
			learn_bias: true,
		},
		pricing: Pricing::Constant(Balance::from(1_000_000_000_000u64)),
		refund_wait: REFUND_WAIT,
		owner_wait: Seconds::MAX,
		any_wait: Seconds::MAX,
	};
	ModelConfig {
		num_features: 1 << 32,
		page_limit: 10_000,
		bias: Coefficient::from_inner(0),
		rules: Rules::Classic(rules),
	}
}

/// Learns whenever it is contradicted, and judges at once.
fn robust_config() -> ModelConfig {
	let usual = Robust::with_base(Balance::from(1_000_000_000_000u64));
	let guard = Guard { slope: 0, least: u16::MAX, greatest: u16::MAX, ..usual.learner.guard };
	let rules = Robust {
		learner: AveragedPerceptron { margin: 0, guard, ..usual.learner },
		judgement: Judgement { band: 0, wait: REFUND_WAIT, expiry: Seconds::MAX },
		gate: Gate { samples: 0, accuracy: Percent::zero() },
		..usual
	};
	ModelConfig { rules: Rules::Robust(rules), ..config() }
}

fn rich<T: Config>(name: &'static str) -> T::AccountId {
	let who = account(name, 0, 0);
	T::Currency::set_balance(&who, Balance::MAX >> 8);
	who
}

fn building_model<T: Config>(config: ModelConfig) -> T::AccountId {
	let owner = rich::<T>("owner");
	CollabModel::<T>::do_create_model(owner.clone(), config).expect("a valid config");
	owner
}

fn open_model<T: Config>(config: ModelConfig) -> T::AccountId {
	let owner = building_model::<T>(config);
	CollabModel::<T>::do_open(owner.clone(), 0).expect("the owner opens");
	owner
}

/// A pool that pays a bonus, and an account with a record that gets it.
fn fill_pool<T: Config>(who: &T::AccountId) {
	let pool = Balance::from(1_000_000_000_000u64);
	T::Currency::set_balance(&CollabModel::<T>::pool_account(0), pool.saturating_mul(2));
	Models::<T>::mutate(0, |model| {
		if let Some(model) = model {
			model.pool = pool;
		}
	});
	Accounts::<T>::mutate(0, who, |account| account.record = Record { agreed: 1, disagreed: 1 });
}

/// `s` samples which together touch `p` pages and have `n` more features, all in known pages.
fn seed_batch<T: Config>(p: u32, s: u32, n: u32) -> (SeedOf<T>, SeedLabelsOf<T>) {
	let more = (n / s).min(PAGE_SIZE - 1);
	let sample = |number: u32| {
		let pages = (0..p).filter(|page| *page == 0 || page % s == number);
		let last = pages.map(|page| page * PAGE_SIZE + PAGE_SIZE - 1);
		BoundedVec::truncate_from((0..more).chain(last).collect())
	};
	let labels = (0..s).map(|number| Label::from(number % 2 == 0)).collect();
	(BoundedVec::truncate_from((0..s).map(sample).collect()), BoundedVec::truncate_from(labels))
}

/// The last feature of each of `p` pages, so that they are full, after `n` of the first page.
fn sample<T: Config>(p: u32, n: u32) -> SampleOf<T> {
	let in_first = n.min(PAGE_SIZE - 1);
	// What does not fit the first page goes to the next ones: no more than p pages are touched.
	let mut features: Vec<u32> = (0..in_first).collect();
	let mut rest = n - in_first;
	for page in 0..p {
		let more = if page == 0 { 0 } else { rest.min(PAGE_SIZE - 1) };
		rest -= more;
		features.extend((0..more).map(|place| page * PAGE_SIZE + place));
		features.push(page * PAGE_SIZE + PAGE_SIZE - 1);
	}
	features.truncate(T::MaxFeatures::get() as usize);
	BoundedVec::truncate_from(features)
}

/// Teaches the model the pages of a sample, so that they exist at full length.
fn add<T: Config>(who: &T::AccountId, sample: SampleOf<T>, label: Label) {
	CollabModel::<T>::do_add_data(who.clone(), 0, sample, label, Balance::MAX)
		.expect("a valid sample");
}

fn give_credit<T: Config>(who: &T::AccountId, id: ContributionId) {
	CollabModel::<T>::do_refund(who.clone(), 0, id).expect("the model agrees");
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create_model() {
		let owner = rich::<T>("owner");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), robust_config());
		assert!(Models::<T>::contains_key(0));
	}

	/// Whole pages.
	#[benchmark]
	fn upload_coefficients(p: Linear<1, { T::MaxUpload::get() / PAGE_SIZE }>) {
		let owner = building_model::<T>(config());
		let count = (p * PAGE_SIZE) as usize;
		let values = BoundedVec::truncate_from(vec![Coefficient::from_inner(1); count]);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, 0, values);
		assert!(CoefficientPages::<T>::contains_key(0, p - 1));
	}

	#[benchmark]
	fn open_model() {
		let owner = building_model::<T>(config());
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0);
		assert_eq!(Models::<T>::get(0).map(|m| m.status), Some(Status::Open));
	}

	/// The model is wrong: every page is read and written.
	#[benchmark]
	fn add_data(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(config());
		let who = rich::<T>("contributor");
		let sample = sample::<T>(p, n);
		add::<T>(&who, sample.clone(), Label::Positive);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), 0, sample, Label::Negative, Balance::MAX);
		assert_eq!(Models::<T>::get(0).map(|m| m.submitted), Some(2));
	}

	/// The model is right: pages are read only.
	#[benchmark]
	fn add_data_unchanged(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(config());
		let who = rich::<T>("contributor");
		let sample = sample::<T>(p, n);
		add::<T>(&who, sample.clone(), Label::Positive);
		#[extrinsic_call]
		add_data(RawOrigin::Signed(who), 0, sample, Label::Positive, Balance::MAX);
		assert_eq!(Models::<T>::get(0).map(|m| m.submitted), Some(2));
	}

	#[benchmark]
	fn refund(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(config());
		let who = rich::<T>("contributor");
		add::<T>(&who, sample::<T>(p, n), Label::Positive);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), 0, 0);
		assert!(!Contributions::<T>::contains_key(0, 0));
	}

	/// The reporter takes all of it, which removes it.
	#[benchmark]
	fn report(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(config());
		let (bad, reporter) = (rich::<T>("contributor"), rich::<T>("reporter"));
		add::<T>(&reporter, sample::<T>(p, n), Label::Positive);
		give_credit::<T>(&reporter, 0);
		add::<T>(&bad, sample::<T>(p, n), Label::Negative);
		add::<T>(&reporter, sample::<T>(p, n), Label::Positive);
		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), 0, 1);
		assert!(!Contributions::<T>::contains_key(0, 1));
	}

	#[benchmark]
	fn pause_model() {
		let owner = super::open_model::<T>(config());
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0);
		assert_eq!(Models::<T>::get(0).map(|m| m.status), Some(Status::Paused));
	}

	#[benchmark]
	fn resume_model() {
		let owner = super::open_model::<T>(config());
		CollabModel::<T>::do_pause(owner.clone(), 0).expect("the owner pauses");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0);
		assert_eq!(Models::<T>::get(0).map(|m| m.status), Some(Status::Open));
	}

	#[benchmark]
	fn transfer_ownership() {
		let owner = super::open_model::<T>(config());
		let heir = rich::<T>("heir");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, heir.clone());
		assert_eq!(Models::<T>::get(0).map(|m| m.owner), Some(heir));
	}

	/// Full pages: they cost the most to remove. At most what one call removes.
	#[benchmark]
	fn close_model(r: Linear<1, MAX_REMOVED_PER_CALL>) {
		let owner = super::open_model::<T>(robust_config());
		let who = rich::<T>("contributor");
		// One entry is the contributor's record.
		if r > 1 {
			add::<T>(&who, sample::<T>(r - 1, 0), Label::Positive);
			add::<T>(&who, sample::<T>(r - 1, 0), Label::Positive);
			for id in 0..2 {
				CollabModel::<T>::do_refund(who.clone(), 0, id).expect("the wait is over");
			}
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0);
		assert!(!Models::<T>::contains_key(0));
	}

	/// Every page is read and written.
	#[benchmark]
	fn add_data_robust(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(robust_config());
		let who = rich::<T>("contributor");
		let sample = sample::<T>(p, n);
		add::<T>(&who, sample.clone(), Label::Positive);
		#[extrinsic_call]
		add_data(RawOrigin::Signed(who), 0, sample, Label::Negative, Balance::MAX);
		assert_eq!(Models::<T>::get(0).map(|m| m.submitted), Some(2));
	}

	/// Pages are read only.
	#[benchmark]
	fn add_data_robust_unchanged(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(robust_config());
		let who = rich::<T>("contributor");
		let sample = sample::<T>(p, n);
		add::<T>(&who, sample.clone(), Label::Positive);
		#[extrinsic_call]
		add_data(RawOrigin::Signed(who), 0, sample, Label::Positive, Balance::MAX);
		assert_eq!(Models::<T>::get(0).map(|m| m.submitted), Some(2));
	}

	/// The model agrees, and the pool pays a bonus.
	#[benchmark]
	fn refund_robust(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(robust_config());
		let who = rich::<T>("contributor");
		add::<T>(&who, sample::<T>(p, n), Label::Positive);
		add::<T>(&who, sample::<T>(p, n), Label::Positive);
		fill_pool::<T>(&who);
		#[extrinsic_call]
		refund(RawOrigin::Signed(who), 0, 1);
		assert!(!Contributions::<T>::contains_key(0, 1));
		assert!(Models::<T>::get(0).is_some_and(|m| m.pool < 1_000_000_000_000));
	}

	/// The model disagrees: finder and pool share the deposit.
	#[benchmark]
	fn report_robust(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(robust_config());
		let (bad, reporter) = (rich::<T>("contributor"), rich::<T>("reporter"));
		add::<T>(&reporter, sample::<T>(p, n), Label::Positive);
		add::<T>(&bad, sample::<T>(p, n), Label::Negative);
		#[extrinsic_call]
		report(RawOrigin::Signed(reporter), 0, 1);
		assert!(!Contributions::<T>::contains_key(0, 1));
		assert!(Models::<T>::get(0).is_some_and(|m| m.pool > 0));
	}

	/// Pages that exist at full length. `s` samples, `n` more features in known pages.
	#[benchmark]
	fn seed(p: Linear<1, 128>, s: Linear<1, { T::MaxSeed::get() }>, n: Linear<0, 8192>) {
		let owner = building_model::<T>(robust_config());
		let (samples, labels) = seed_batch::<T>(p, s, n);
		CollabModel::<T>::do_seed(owner.clone(), 0, samples.clone(), labels.clone())
			.expect("valid samples");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, samples, labels);
		assert_eq!(Models::<T>::get(0).map(|m| m.seed.samples), Some(2 * s));
	}

	#[benchmark]
	fn declare_import() {
		let owner = building_model::<T>(robust_config());
		let bias = AveragedCoefficient { value: 1, lag: 1 };
		let import = ImportDeclaration { clock: 1_000, bias, seal: [1; 32] };
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, import);
		assert!(Models::<T>::get(0).is_some_and(|m| m.import.is_some()));
	}

	/// Whole pages.
	#[benchmark]
	fn upload_averaged(p: Linear<1, { T::MaxUpload::get() / PAGE_SIZE }>) {
		let owner = building_model::<T>(robust_config());
		let bias = AveragedCoefficient { value: 1, lag: 1 };
		let import = ImportDeclaration { clock: 1_000, bias, seal: [1; 32] };
		CollabModel::<T>::do_declare_import(owner.clone(), 0, import).expect("a possible bias");
		let values = BoundedVec::truncate_from(vec![bias; (p * PAGE_SIZE) as usize]);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, 0, values);
		assert!(AveragedPages::<T>::contains_key(0, p - 1));
	}

	impl_benchmark_test_suite!(CollabModel, crate::mock::benchmark_ext(), crate::mock::Test);
}

//! Measures the calls. Samples touch `p` pages and have `n` more features in the same pages.
//!
//! Few pages beside many features: the time of a page would hide that of a feature.

use crate::{Pallet as CollabModel, *};
use alloc::{vec, vec::Vec};
use collab_model_core::*;
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		traits::{fungible::Mutate, EnsureOrigin, Get},
		BoundedVec,
	},
	frame_system::RawOrigin,
	sp_runtime::Percent,
};

const REFUND_WAIT: Seconds = 0;
/// A wait that every runtime allows, and that does not end during a measurement.
const MAX_WAIT: Seconds = 86_400;
/// What the seal of an audit begins with.
const NONCE: Seal = [7; 32];

fn config() -> ModelConfig {
	let rules = Classic {
		learner: Perceptron {
			step: StepSchedule::Constant(Coefficient::from_inner(1)),
			learn_bias: true,
		},
		pricing: Pricing::Constant(Balance::from(1_000_000_000_000u64)),
		refund_wait: REFUND_WAIT,
		owner_wait: MAX_WAIT,
		any_wait: MAX_WAIT,
	};
	ModelConfig {
		num_features: 1 << 32,
		page_limit: 10_000,
		bias: Coefficient::from_inner(0),
		rules: Rules::Classic(rules),
	}
}

/// Learns whenever it is contradicted, however far; pays and shows audits at once.
fn robust_config() -> ModelConfig {
	let usual = Robust::with_base(Balance::from(1_000_000_000_000u64));
	let learner = AveragedPerceptron { margin: u16::MAX, sample_leash: u16::MAX, ..usual.learner };
	let rules = Robust {
		learner: AveragedPerceptron { leash: u8::MAX, ..learner },
		guard: Guard { slope: 0, least: u16::MAX, greatest: u16::MAX, ..usual.guard },
		judgement: Judgement { band: 0, wait: REFUND_WAIT, ..usual.judgement },
		gate: Gate { samples: 0, accuracy: Percent::zero() },
		audits: AuditRules { rows: 25, wait: 0, ..usual.audits },
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
	CollabModel::<T>::do_open_model(owner.clone(), 0).expect("the owner opens");
	owner
}

/// A pot that pays a bonus, and an account with a record that gets it.
fn fill_pot<T: Config>(who: &T::AccountId) {
	let amount = Balance::from(1_000_000_000_000u64);
	T::Currency::set_balance(&CollabModel::<T>::pot_account(0), amount.saturating_mul(4));
	mutate_robust::<T>(|state| state.pot = Pot { pool: amount, fund: amount, heir: amount });
	let standing = Standing::Robust(Record { agreed: 1, disagreed: 1 });
	Accounts::<T>::insert(0, who, Account { standing, open: 0, storage_deposit: 0 });
}

fn mutate_robust<T: Config>(change: impl FnOnce(&mut RobustState)) {
	Models::<T>::mutate(0, |model| {
		let model = model.as_mut().expect("the model exists");
		change(model.rules.robust_mut().expect("a robust model").1);
	});
}

fn submitted<T: Config>() -> u64 {
	Models::<T>::get(0).map_or(0, |model| model.submitted)
}

/// What the model has of the first feature: 0 where it was never learnt.
fn value_of(pages: Option<Page<AveragedCoefficient>>) -> i8 {
	pages.and_then(|page| page.last().map(|value| value.value)).unwrap_or_default()
}

/// `s` samples which together touch `p` pages and have `n` more features, all in known pages.
fn batch<T: Config>(p: u32, s: u32, n: u32) -> (SamplesOf<T>, LabelsOf<T>) {
	let more = (n / s).min(PAGE_SIZE - 1);
	let sample = |number: u32| {
		let pages = (0..p).filter(|page| *page == 0 || page % s == number);
		let last = pages.map(|page| page * PAGE_SIZE + PAGE_SIZE - 1);
		BoundedVec::truncate_from((0..more).chain(last).collect())
	};
	let labels = vec![Label::Positive; s as usize];
	(BoundedVec::truncate_from((0..s).map(sample).collect()), BoundedVec::truncate_from(labels))
}

/// An open robust model that was seeded with samples: their pages are full.
fn seeded_model<T: Config>(samples: SamplesOf<T>, labels: LabelsOf<T>) -> T::AccountId {
	let owner = building_model::<T>(robust_config());
	CollabModel::<T>::do_seed(owner.clone(), 0, samples, labels).expect("valid samples");
	CollabModel::<T>::do_open_model(owner.clone(), 0).expect("the owner opens");
	owner
}

/// An open robust model that knows one sample to be positive.
fn model_that_knows<T: Config>(sample: &SampleOf<T>) -> T::AccountId {
	let samples = BoundedVec::truncate_from(vec![sample.clone()]);
	seeded_model::<T>(samples, BoundedVec::truncate_from(vec![Label::Positive]))
}

/// The candidate of the model has all pages of its own, changed by a contradiction.
fn teach<T: Config>(sample: SampleOf<T>) {
	let teacher = rich::<T>("teacher");
	add::<T>(&teacher, sample, Label::Negative);
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
	let all = T::MaxFeatures::get();
	CollabModel::<T>::do_claim(ClaimKind::Refund, who.clone(), 0, id, all)
		.expect("the model agrees");
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

	/// Whole pages, which were uploaded before.
	#[benchmark]
	fn upload_coefficients(p: Linear<1, { T::MaxUpload::get() / PAGE_SIZE }>) {
		let owner = building_model::<T>(config());
		let values = |value| {
			let count = (p * PAGE_SIZE) as usize;
			BoundedVec::truncate_from(vec![Coefficient::from_inner(value); count])
		};
		CollabModel::<T>::do_upload_coefficients(owner.clone(), 0, 0, values(1))
			.expect("the owner uploads");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, 0, values(2));
		let last = CoefficientPages::<T>::get(0, p - 1).and_then(|page| page.last().copied());
		assert_eq!(last, Some(Coefficient::from_inner(2)));
	}

	/// One that has to have shown something.
	#[benchmark]
	fn open_model() {
		let owner = building_model::<T>(robust_config());
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
		_(RawOrigin::Signed(who), 0, 0, p);
		assert!(!Contributions::<T>::contains_key(0, 0));
	}

	/// The reporter takes all of it, which removes it, after as many others as can have a share.
	#[benchmark]
	fn report(p: Linear<1, 128>, n: Linear<0, 896>) {
		super::open_model::<T>(config());
		let (bad, reporter) = (rich::<T>("contributor"), rich::<T>("reporter"));
		add::<T>(&reporter, sample::<T>(p, n), Label::Positive);
		give_credit::<T>(&reporter, 0);
		add::<T>(&bad, sample::<T>(p, n), Label::Negative);
		add::<T>(&reporter, sample::<T>(p, n), Label::Positive);
		let other = |number| Share { who: account("other", number, 0), amount: 1 };
		let others = (1..T::MaxClaims::get()).map(other).collect();
		Contributions::<T>::mutate(0, 1, |contribution| {
			let trace = contribution.as_mut().map(|contribution| &mut contribution.trace);
			let Some(crate::Trace::Classic { shares, .. }) = trace else {
				panic!("a sample is kept")
			};
			*shares = BoundedVec::truncate_from(others);
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), 0, 1, p);
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
		CollabModel::<T>::do_pause_model(owner.clone(), 0).expect("the owner pauses");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0);
		assert_eq!(Models::<T>::get(0).map(|m| m.status), Some(Status::Open));
	}

	#[benchmark]
	fn offer_ownership() {
		let owner = super::open_model::<T>(config());
		let heir = rich::<T>("heir");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, Some(heir.clone()));
		assert_eq!(Models::<T>::get(0).map(|m| m.offered_to), Some(Some(heir)));
	}

	#[benchmark]
	fn accept_ownership() {
		let owner = super::open_model::<T>(config());
		let heir = rich::<T>("heir");
		CollabModel::<T>::do_offer_ownership(owner, 0, Some(heir.clone()))
			.expect("the owner offers");
		#[extrinsic_call]
		_(RawOrigin::Signed(heir.clone()), 0);
		assert_eq!(Models::<T>::get(0).map(|m| m.owner), Some(heir));
	}

	#[benchmark]
	fn forget_account() {
		let sample = sample::<T>(1, 0);
		model_that_knows::<T>(&sample);
		let who = rich::<T>("contributor");
		// All of the deposit is lost: nothing is open afterwards.
		add::<T>(&who, sample, Label::Negative);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), 0);
		assert!(!Accounts::<T>::contains_key(0, who));
	}

	#[benchmark]
	fn dissolve_model() -> Result<(), BenchmarkError> {
		super::open_model::<T>(robust_config());
		let origin = T::AdminOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no origin dissolves"))?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 0);
		assert_eq!(Models::<T>::get(0).map(|m| m.status), Some(Status::Dissolved));
		Ok(())
	}

	/// Records with a deposit for each, and a page of either copy.
	#[benchmark]
	fn close_model(r: Linear<3, MAX_REMOVED_PER_CALL>) {
		let owner = model_that_knows::<T>(&sample::<T>(1, 0));
		for number in 2..r {
			let who: T::AccountId = account("contributor", number, 0);
			T::Currency::set_balance(&who, Balance::MAX >> 16);
			// All of the deposit is lost: nothing is open afterwards.
			add::<T>(&who, sample::<T>(1, 0), Label::Negative);
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0);
		assert!(!Models::<T>::contains_key(0));
	}

	/// Full pages of either copy.
	#[benchmark]
	fn close_model_of_pages(r: Linear<2, MAX_REMOVED_PER_CALL>) {
		// One entry is the contributor's record.
		let known = sample::<T>(r / 2, 0);
		let owner = model_that_knows::<T>(&known);
		let rest = r - 1 - r / 2;
		if rest > 0 {
			teach::<T>(sample::<T>(rest, 0));
		}
		#[extrinsic_call]
		close_model(RawOrigin::Signed(owner), 0);
		assert!(!Models::<T>::contains_key(0));
	}

	/// The released copy disagrees, the pool takes the deposit, and the candidate learns: every page
	/// of both copies is read, every page of the candidate written.
	#[benchmark]
	fn add_data_robust(p: Linear<1, 128>, n: Linear<0, 896>) {
		let sample = sample::<T>(p, n);
		model_that_knows::<T>(&sample);
		teach::<T>(sample.clone());
		let who = rich::<T>("contributor");
		let before = value_of(CandidatePages::<T>::get(0, p - 1));
		#[extrinsic_call]
		add_data(RawOrigin::Signed(who), 0, sample, Label::Negative, Balance::MAX);
		assert_eq!(submitted::<T>(), 2);
		assert_eq!(value_of(CandidatePages::<T>::get(0, p - 1)), before - 1);
	}

	/// The released copy agrees, and the pot pays a bonus: its pages are read only.
	#[benchmark]
	fn add_data_robust_agreed(p: Linear<1, 128>, n: Linear<0, 896>) {
		let sample = sample::<T>(p, n);
		model_that_knows::<T>(&sample);
		let who = rich::<T>("contributor");
		fill_pot::<T>(&who);
		#[extrinsic_call]
		add_data(RawOrigin::Signed(who), 0, sample, Label::Positive, Balance::MAX);
		assert!(Contributions::<T>::contains_key(0, 0));
		let pot = CollabModel::<T>::pot(0).expect("a robust model");
		assert!(pot.fund < 1_000_000_000_000);
	}

	/// Somebody else than the contributor asks.
	#[benchmark]
	fn refund_robust() {
		let sample = sample::<T>(1, 0);
		model_that_knows::<T>(&sample);
		let (who, other) = (rich::<T>("contributor"), rich::<T>("other"));
		add::<T>(&who, sample, Label::Positive);
		#[extrinsic_call]
		refund(RawOrigin::Signed(other), 0, 0, 0);
		assert!(!Contributions::<T>::contains_key(0, 0));
	}

	/// Pages that exist at full length, all of which the samples move. `s` samples, `n` more features
	/// in known pages.
	#[benchmark]
	fn seed(p: Linear<1, 128>, s: Linear<1, { T::MaxSamples::get() }>, n: Linear<0, 8192>) {
		let owner = building_model::<T>(robust_config());
		let (samples, labels) = batch::<T>(p, s, n);
		CollabModel::<T>::do_seed(owner.clone(), 0, samples.clone(), labels)
			.expect("valid samples");
		let before = value_of(AveragedPages::<T>::get(0, p - 1));
		// The other way: many samples have brought the coefficients to their limit.
		let labels = BoundedVec::truncate_from(vec![Label::Negative; s as usize]);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, samples, labels);
		assert!(value_of(AveragedPages::<T>::get(0, p - 1)) < before);
	}

	#[benchmark]
	fn declare_import() {
		let owner = building_model::<T>(robust_config());
		let bias = AveragedCoefficient { value: 1, lag: 1 };
		let learnt = Averaged { clock: 1_000, bias };
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, ImportDeclaration { learnt, seal: [1; 32] });
		mutate_robust::<T>(|state| assert!(state.import.is_some()));
	}

	/// Whole pages, which were uploaded before.
	#[benchmark]
	fn upload_averaged(p: Linear<1, { T::MaxUpload::get() / PAGE_SIZE }>) {
		let owner = building_model::<T>(robust_config());
		let bias = AveragedCoefficient { value: 1, lag: 1 };
		let import = ImportDeclaration { learnt: Averaged { clock: 1_000, bias }, seal: [1; 32] };
		CollabModel::<T>::do_declare_import(owner.clone(), 0, import).expect("a possible bias");
		let values = |lag| {
			let value = AveragedCoefficient { lag, ..bias };
			BoundedVec::truncate_from(vec![value; (p * PAGE_SIZE) as usize])
		};
		CollabModel::<T>::do_upload_averaged(owner.clone(), 0, 0, values(1))
			.expect("possible coefficients");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, 0, values(2));
		let last = AveragedPages::<T>::get(0, p - 1).and_then(|page| page.last().copied());
		assert_eq!(last.map(|value| value.lag), Some(2));
	}

	#[benchmark]
	fn seal_audit() {
		let owner = super::open_model::<T>(robust_config());
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, [1; 32], 25);
		mutate_robust::<T>(|state| assert!(matches!(state.audit, AuditStage::Sealed(_))));
	}

	/// Pages of both copies, which the rows change. Some rows are left to show, so that nothing is
	/// settled.
	#[benchmark]
	fn show_audit(p: Linear<1, 128>, s: Linear<1, { T::MaxSamples::get() }>, n: Linear<0, 8192>) {
		let (samples, labels) = batch::<T>(p, s, n);
		let owner = seeded_model::<T>(samples.clone(), labels.clone());
		samples.iter().for_each(|sample| teach::<T>(sample.clone()));
		let rows = T::MaxAuditRows::get();
		CollabModel::<T>::do_seal_audit(owner.clone(), 0, [1; 32], rows).expect("none is sealed");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), 0, NONCE, 0, samples, labels);
		mutate_robust::<T>(|state| {
			assert!(matches!(state.audit, AuditStage::Shown { rows, .. } if rows == s));
			// Seeding and the rows moved the clock by a tick for each sample.
			assert_eq!(state.released.clock, 600 * (1 + 2 * u64::from(s)));
		});
	}

	/// The candidate was accepted: its pages take the place of the released ones.
	#[benchmark]
	fn settle_audit(p: Linear<0, 128>) {
		let sample = sample::<T>(p.max(1), 0);
		model_that_knows::<T>(&sample);
		if p > 0 {
			teach::<T>(sample);
		}
		mutate_robust::<T>(|state| state.audit = AuditStage::Settling { accepted: true });
		let who = rich::<T>("anybody");
		#[extrinsic_call]
		_(RawOrigin::Signed(who), 0, p);
		mutate_robust::<T>(|state| assert_eq!(state.audit, AuditStage::None));
		assert_eq!(CandidatePages::<T>::iter().count(), 0);
	}

	#[benchmark]
	fn pay_heir() {
		super::open_model::<T>(robust_config());
		let who = rich::<T>("anybody");
		fill_pot::<T>(&who);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), 0);
		mutate_robust::<T>(|state| assert_eq!(state.pot.heir, 0));
	}

	impl_benchmark_test_suite!(CollabModel, crate::mock::benchmark_ext(), crate::mock::Test);
}

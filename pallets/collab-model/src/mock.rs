//! A runtime with money, a clock and the pallet, and scenes to start tests from.

use crate::{self as pallet_collab_model, *};
use collab_model_core::*;
use polkadot_sdk::{
	frame_support::{
		assert_ok, derive_impl,
		dispatch::{DispatchResultWithPostInfo, PostDispatchInfo},
		parameter_types,
		traits::{fungible::Inspect, ConstU128, ConstU32, ConstU64},
		weights::constants::RocksDbWeight,
		PalletId,
	},
	sp_io,
	sp_runtime::{BuildStorage, DispatchError},
	*,
};

/// Wide enough for the accounts of pools to differ.
pub type AccountId = u128;
type Block = frame_system::mocking::MockBlock<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp::Pallet<Test>;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances::Pallet<Test>;
	#[runtime::pallet_index(3)]
	pub type CollabModel = pallet_collab_model::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	// Without the weight of accesses, an update would seem to cost no more than none.
	type DbWeight = RocksDbWeight;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

parameter_types! {
	pub const ModelDeposit: Balance = 1_000;
	pub const PageDeposit: Balance = 10;
	pub const CollabPalletId: PalletId = PalletId(*b"collabml");
	pub const PotHeir: AccountId = HEIR;
	pub static ExistentialDeposit: Balance = 1;
	/// Most tests are about other money.
	pub static ByteDeposit: Balance = 0;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type MaxFeatures = ConstU32<1024>;
	type MaxClaims = ConstU32<8>;
	type MaxUpload = ConstU32<1024>;
	type MaxSamples = ConstU32<64>;
	type MaxAuditRows = ConstU32<1_000>;
	type MaxPages = ConstU32<1_024>;
	type MaxWait = ConstU64<100_000_000>;
	type MinBase = ConstU128<4>;
	type PalletId = CollabPalletId;
	type PotHeir = PotHeir;
	type ModelDeposit = ModelDeposit;
	type PageDeposit = PageDeposit;
	type ByteDeposit = ByteDeposit;
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type WeightInfo = weights::SubstrateWeight<Test>;
}

pub const OWNER: AccountId = 1;
pub const ALICE: AccountId = 2;
pub const BOB: AccountId = 3;
pub const CAROL: AccountId = 4;
pub const DAVE: AccountId = 5;
/// Gets what is left in pools.
pub const HEIR: AccountId = 6;
/// What everybody starts with.
pub const ENDOWMENT: Balance = 1_000_000;
/// When tests begin.
pub const START: Seconds = 1_700_000_000;
/// The model that [`ExtBuilder::with_open_model`] makes.
pub const MODEL: ModelId = 0;

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn features(features: impl IntoIterator<Item = u32>) -> SampleOf<Test> {
	features.into_iter().collect::<Vec<_>>().try_into().expect("short enough")
}

pub fn whole(value: i64) -> Coefficient {
	Coefficient::from_inner(value * 1_000_000_000)
}

/// Waits of 10, 20 and 30 seconds; a price of 100; a step of 1.
pub fn rules() -> Classic {
	Classic {
		learner: Perceptron { step: StepSchedule::Constant(whole(1)), learn_bias: false },
		pricing: Pricing::Constant(100),
		refund_wait: 10,
		owner_wait: 20,
		any_wait: 30,
	}
}

/// 1,000 features, two pages, under [`rules`].
pub fn config() -> ModelConfig {
	ModelConfig {
		num_features: 1_000,
		page_limit: 2,
		bias: whole(0),
		rules: Rules::Classic(rules()),
	}
}

/// A price of 100 at first, a margin of 2, no band, refunds from 10 seconds on; no gate; audits of 25
/// rows from 5 seconds on.
pub fn robust_rules() -> Robust {
	let usual = Robust::with_base(100);
	Robust {
		learner: AveragedPerceptron { margin: 2, learn_bias: false, ..usual.learner },
		judgement: Judgement { band: 0, wait: 10, ..usual.judgement },
		gate: Gate { samples: 0, accuracy: sp_runtime::Percent::zero() },
		audits: AuditRules { rows: 25, wait: 5, teach: false, ..usual.audits },
		..usual
	}
}

/// [`config`] under [`robust_rules`].
pub fn robust_config() -> ModelConfig {
	ModelConfig { rules: Rules::Robust(robust_rules()), ..config() }
}

pub fn set_now(seconds: Seconds) {
	pallet_timestamp::Now::<Test>::put(seconds * 1_000);
}

pub fn now() -> Seconds {
	CollabModel::now()
}

pub fn advance(seconds: Seconds) {
	set_now(now() + seconds);
}

pub fn held(who: AccountId) -> Balance {
	held_for(HoldReason::Deposit, who)
}

pub fn held_for(reason: HoldReason, who: AccountId) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), &who)
}

pub fn free(who: AccountId) -> Balance {
	Balances::balance(&who)
}

pub fn the_model() -> Model<AccountId> {
	Models::<Test>::get(MODEL).expect("the model exists")
}

pub fn coefficient(feature: u32) -> Coefficient {
	let snapshot = CollabModel::model_snapshot(MODEL, None).expect("the model exists");
	let in_run = |(first, values): &(u32, Vec<Coefficient>)| {
		feature.checked_sub(*first).and_then(|place| values.get(place as usize).copied())
	};
	snapshot.pages.runs.iter().find_map(in_run).unwrap_or_default()
}

/// An account's verdicts under `robust`.
pub fn record(who: AccountId) -> Record {
	match Accounts::<Test>::get(MODEL, who).map(|account| account.standing) {
		Some(Standing::Robust(record)) => record,
		_ => Record::default(),
	}
}

/// An account's credit under `classic`.
pub fn credit(who: AccountId) -> Credit {
	match Accounts::<Test>::get(MODEL, who).map(|account| account.standing) {
		Some(Standing::Classic(credit)) => credit,
		_ => 0,
	}
}

/// What the `classic` rules keep of the model.
pub fn classic_state() -> ClassicState {
	*the_model().rules.classic().expect("a classic model").1
}

/// What the `robust` rules keep of the model.
pub fn robust_state() -> RobustState {
	*the_model().rules.robust().expect("a robust model").1
}

/// Changes what the `robust` rules keep of the model.
pub fn mutate_robust(change: impl FnOnce(&mut RobustState)) {
	Models::<Test>::mutate(MODEL, |model| {
		change(
			model.as_mut().expect("the model exists").rules.robust_mut().expect("a robust model").1,
		)
	});
}

/// Seeds the model with samples, all of one label.
pub fn seed(samples: &[&[u32]], label: Label) {
	let labels = vec![label; samples.len()].try_into().expect("short enough");
	let samples: Vec<_> = samples.iter().map(|s| features(s.iter().copied())).collect();
	let samples = samples.try_into().expect("short enough");
	assert_ok!(CollabModel::seed(signed(OWNER), MODEL, samples, labels));
}

/// Rows of an audit.
pub type Rows = Vec<(Vec<u32>, Label)>;

/// What audits of the tests begin their seals with.
pub const NONCE: Seal = [7; 32];

/// The seal of an audit, the number of which is given.
pub fn seal_of(audit: u32, rows: &Rows) -> Seal {
	let hash = sp_io::hashing::blake2_256;
	rows.iter().fold(first_seal(&NONCE, MODEL, audit, hash), |seal, (row, label)| {
		next_seal(&seal, Sample::new(row, 1 << 32).expect("a sample"), *label, hash)
	})
}

/// Seals an audit and lets its wait pass.
pub fn seal_audit(rows: &Rows) {
	let (seal, count) = (seal_of(robust_state().audits, rows), rows.len() as u32);
	assert_ok!(CollabModel::seal_audit(signed(OWNER), MODEL, seal, count));
	advance(5);
}

/// Shows rows of the present audit from the `first`-th on.
pub fn show_audit(
	first: usize,
	rows: &[(Vec<u32>, Label)],
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let samples: Vec<_> = rows.iter().map(|(row, _)| features(row.iter().copied())).collect();
	let labels: Vec<_> = rows.iter().map(|(_, label)| *label).collect();
	let samples = samples.try_into().expect("short enough");
	let labels = labels.try_into().expect("short enough");
	CollabModel::show_audit(signed(OWNER), MODEL, NONCE, first as u32, samples, labels)
}

/// Submits and returns the id.
pub fn add(who: AccountId, sample: impl IntoIterator<Item = u32>, label: Label) -> ContributionId {
	let id = the_model().submitted;
	assert_ok!(CollabModel::add_data(signed(who), MODEL, features(sample), label, Balance::MAX));
	id
}

/// Asks for the refund of a contribution, given the pages that it needs.
pub fn refund(who: AccountId, id: ContributionId) -> Result<PostDispatchInfo, DispatchError> {
	claim(CollabModel::refund, who, id)
}

/// Reports a contribution, given the pages that it needs.
pub fn report(who: AccountId, id: ContributionId) -> Result<PostDispatchInfo, DispatchError> {
	claim(CollabModel::report, who, id)
}

fn claim(
	call: fn(RuntimeOrigin, ModelId, ContributionId, u32) -> DispatchResultWithPostInfo,
	who: AccountId,
	id: ContributionId,
) -> Result<PostDispatchInfo, DispatchError> {
	let pages = CollabModel::claim_pages(MODEL, id).unwrap_or_default();
	call(signed(who), MODEL, id, pages).map_err(|refused| refused.error)
}

/// Lets an account earn one credit, with a sample nobody else touches, and moves the clock on by
/// the refund wait.
pub fn earn_credit(who: AccountId) {
	let id = add(who, [900 + u32::try_from(who).expect("a small number")], Label::Negative);
	advance(10);
	assert_ok!(refund(who, id));
}

type Scene = Box<dyn FnOnce()>;

/// Genesis conditions of a test, and the checks after it.
pub struct ExtBuilder {
	endowment: Balance,
	accounts: Vec<AccountId>,
	scenes: Vec<Scene>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			endowment: ENDOWMENT,
			accounts: vec![OWNER, ALICE, BOB, CAROL, DAVE],
			scenes: Vec::new(),
		}
	}
}

impl ExtBuilder {
	pub fn endowed(mut self, accounts: impl IntoIterator<Item = AccountId>, each: Balance) -> Self {
		self.accounts = accounts.into_iter().collect();
		self.endowment = each;
		self
	}

	fn with(mut self, scene: impl FnOnce() + 'static) -> Self {
		self.scenes.push(Box::new(scene));
		self
	}

	/// A model under `config`, created by [`OWNER`] and not yet opened.
	pub fn with_model(self, config: ModelConfig) -> Self {
		self.with(move || {
			assert_ok!(CollabModel::create_model(signed(OWNER), config));
		})
	}

	/// Coefficients of the model from feature 0 on, in whole numbers.
	pub fn with_coefficients(self, values: &'static [i64]) -> Self {
		self.with(move || {
			let values: Vec<_> = values.iter().map(|v| whole(*v)).collect();
			let values = values.try_into().expect("short enough");
			assert_ok!(CollabModel::upload_coefficients(signed(OWNER), MODEL, 0, values));
		})
	}

	/// Opens the model.
	pub fn opened(self) -> Self {
		self.with(|| {
			assert_ok!(CollabModel::open_model(signed(OWNER), MODEL));
		})
	}

	/// Seeds the model with a sample of features 0 to 2, positive, and one of 3 to 5, negative,
	/// both as often as said.
	pub fn seeded(self, times: usize) -> Self {
		self.with(move || {
			for _ in 0..times {
				super::mock::seed(&[&[0, 1, 2]], Label::Positive);
				super::mock::seed(&[&[3, 4, 5]], Label::Negative);
			}
		})
	}

	/// Anything else that happens before the test.
	pub fn with_scene(self, scene: impl FnOnce() + 'static) -> Self {
		self.with(scene)
	}

	/// Contributions that teach the open model features 6 and 7, which it does not know, all
	/// positive.
	pub fn with_lessons(self, times: usize) -> Self {
		self.with(move || {
			for _ in 0..times {
				advance(600);
				add(CAROL, [6, 7], Label::Positive);
			}
		})
	}

	/// An open model under [`robust_config`], seeded.
	pub fn with_robust_model(self) -> Self {
		self.with_model(robust_config()).seeded(5).opened()
	}

	/// A contribution to the open model.
	pub fn with_contribution(self, who: AccountId, sample: &'static [u32], label: Label) -> Self {
		self.with(move || {
			add(who, sample.iter().copied(), label);
		})
	}

	/// An open model under [`config`] with all coefficients 0.
	pub fn with_open_model(self) -> Self {
		self.with_model(config()).opened()
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("system genesis builds");
		let balances = self.accounts.iter().map(|who| (*who, self.endowment)).collect();
		pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("balances genesis builds");
		let mut externalities = sp_io::TestExternalities::new(storage);
		externalities.execute_with(|| {
			System::set_block_number(1);
			set_now(START);
			// The pallet has no genesis, which would write it.
			pallet::STORAGE_VERSION.put::<CollabModel>();
			self.scenes.into_iter().for_each(|scene| scene());
		});
		externalities
	}

	/// Runs a test and checks every invariant after it, and that money was neither made nor lost.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			let issued = Balances::total_issuance();
			test();
			CollabModel::do_try_state().expect("every invariant holds");
			assert_eq!(Balances::total_issuance(), issued, "I2: total issuance changed");
		});
	}

	/// Runs a test that breaks the state, and sees the check of the invariant fail.
	pub fn build_and_break(self, corrupt: impl FnOnce(), invariant: &str) {
		self.build().execute_with(|| {
			CollabModel::do_try_state().expect("every invariant holds before");
			corrupt();
			let error = CollabModel::do_try_state().expect_err("the corruption is seen");
			assert!(format!("{error:?}").contains(invariant), "{error:?}");
		});
	}
}

/// For the benchmarks: accounts of their own, a clock that runs.
#[cfg(feature = "runtime-benchmarks")]
pub fn benchmark_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}

//! # Collab Model Pallet
//!
//! Machine-learning models that anybody may improve, and a ledger of deposits that makes good data
//! pay.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for more information about the interfaces this pallet exposes,
//! including its configuration trait, dispatchables, storage items, events and errors.
//!
//! ## Overview
//!
//! A *model* is a sparse linear classifier with two labels. A *contributor* submits a labelled
//! *sample* with a *deposit*; the model learns from it at once. After a wait the model itself
//! judges: where it agrees with the label, the contributor takes the deposit back; where it
//! disagrees, the deposit is lost. Many models live side by side, each with its own rules and
//! ledger.
//!
//! Under the `classic` rules, those of microsoft/0xDeCA10B, good data earn *credit*, and others with
//! credit take the deposits of bad data. Under `robust` ones each contribution gets one final
//! verdict; what bad data lose goes to a *pool*, from which later good data get a bonus, and the
//! owner seeds the model before it opens.
//!
//! ### Scenario: good data
//!
#![doc = docify::embed!("src/tests/refund.rs", good_data_gets_its_deposit_back_and_credit)]
//!
//! ### Scenario: bad data
//!
#![doc = docify::embed!("src/tests/report.rs", reporters_share_the_deposit_of_bad_data)]
//!
//! ### Scenario: robust rules
//!
#![doc = docify::embed!("src/tests/settle.rs", one_verdict_settles_a_contribution)]
//!
//! ## Low Level / Implementation Details
//!
//! All formulas are those of `collab-model-core`; the pallet reads storage, calls core, writes
//! storage, moves deposits and emits one event. Coefficients lie in pages of [`PAGE_SIZE`], of
//! which only those are stored that were ever written. A contribution is stored until nothing is
//! left to claim from it, so that state is bounded by what is open, never by history. Events carry
//! enough to rebuild every model and ledger from them.
//!
//! ### Invariants
//!
//! - **I1** For each account, the sum of what is claimable from its contributions is what is held
//!   from it under [`HoldReason::Deposit`], and the sum of the creation deposits of its models what
//!   is held under [`HoldReason::ModelCreation`].
//! - **I2** No call changes the total issuance. (Checked around every test; of the state alone it
//!   can be said that no more is held than was issued.)
//! - **I3** What is claimable is above 0 and not above what was deposited; under `robust` it is all
//!   of that.
//! - **I4** The credits of a model's accounts add up to its total credit.
//! - **I5** Every stored sample is valid for its model, every page within its range, and every
//!   record belongs to a model.
//! - **I6** Counters equal what they count.
//! - **I7** Only open models change coefficients. (Checked around every test; of the state alone:
//!   a model that was never opened has no contributions, a closed one has none left.)
//! - **I8** Coefficients of `robust` models are within the learner's limit, and their lags within
//!   twice the limit times the clock.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod coefficients;
mod ledger;
mod lifecycle;
#[cfg(test)]
mod mock;
mod seeding;
mod settlement;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use coefficients::{pages_of_run, pages_touched};
pub use collab_model_core as core_model;
pub use lifecycle::MAX_REMOVED_PER_CALL;
pub use pallet::*;
pub use types::{
	Account, AveragedSnapshot, AveragedUploadOf, Contribution, ContributionId, Import,
	ImportDeclaration, Model, ModelConfig, ModelId, PackedSampleBound, Page, SampleOf,
	SeedLabelsOf, SeedOf, Snapshot, Status, UploadOf, PAGE_SIZE,
};
pub use weights::WeightInfo;

use polkadot_sdk::*;

/// The pallet. See the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use collab_model_core::{
		label_of, AveragedCoefficient, Balance, Label, Record, Rules, Sample, Score, Seed, Shares,
		Verdict,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, StorageVersion, UnixTime},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{traits::UniqueSaturatedInto, Perbill};

	/// The layout of this release.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The pallet's storage and calls.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What a runtime decides.
	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// The money of deposits. Its existential deposit should be small against prices: a
		/// contributor keeps that much free beside what is held.
		type Currency: fungible::Mutate<Self::AccountId>
			+ fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// The clock of prices and waits, read in whole seconds. With blocks further apart than
		/// that, prices see the time of the block.
		type Time: UnixTime;

		/// Features in one sample. Bounds the work of a call and, five bytes each, the size of a
		/// stored contribution.
		#[pallet::constant]
		type MaxFeatures: Get<u32>;

		/// Claims that leave a rest, for one contribution. When they are used up, the rest waits for
		/// who may take all of it; too few would keep honest reporters from their share.
		#[pallet::constant]
		type MaxClaims: Get<u32>;

		/// Coefficients in one upload.
		#[pallet::constant]
		type MaxUpload: Get<u32>;

		/// Samples in one call of `seed`.
		#[pallet::constant]
		type MaxSeed: Get<u32>;

		/// From this the accounts of the models' pools are derived.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Who gets what is left in the pool of a model that ends. Not somebody who decides when a
		/// model ends: an owner would gain by it.
		type PoolHeir: Get<Self::AccountId>;

		/// Held for a model. Too little invites models that nobody needs.
		#[pallet::constant]
		type ModelDeposit: Get<Balance>;

		/// Held for each page that a model may store.
		#[pallet::constant]
		type PageDeposit: Get<Balance>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// Why the pallet holds money.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposits of open contributions.
		#[codec(index = 0)]
		Deposit,
		/// The storage of a model, from its creator.
		#[codec(index = 1)]
		ModelCreation,
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Coefficients in one storage page. A model's page limit is at most its features divided by
		/// this, rounded up.
		fn page_size() -> u32 {
			PAGE_SIZE
		}
	}

	/// The id of the next model.
	#[pallet::storage]
	pub type NextModelId<T> = StorageValue<_, ModelId, ValueQuery>;

	/// Models. Each is paid for by its creator's deposit.
	// Ids are counted, nobody chooses them: a cheap hash will do, here and below.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, Model<T::AccountId>>;

	/// Coefficients, by model and page. Paid for by the creator's deposit, up to the model's limit.
	#[pallet::storage]
	pub type CoefficientPages<T> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, u32, Page>;

	/// Coefficients of `robust` models: 9 bytes each.
	#[pallet::storage]
	pub type AveragedPages<T> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, u32, Page<AveragedCoefficient>>;

	/// Contributions from which something can still be claimed. Each pins the deposit that bounds
	/// its life: from the any-address wait on, anybody gains by removing it.
	#[pallet::storage]
	pub type Contributions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, ContributionId, Contribution<T>>;

	/// Credit, record and open contributions of each account with a model. An account exists in it
	/// only after a deposit, and while one of them is above 0.
	// Account ids are chosen by their owners.
	#[pallet::storage]
	pub type Accounts<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		ModelId,
		Blake2_128Concat,
		T::AccountId,
		Account,
		ValueQuery,
	>;

	/// What happened. Replaying these through `collab-model-core` rebuilds models and ledgers.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A model exists and awaits its coefficients.
		ModelCreated {
			/// The model.
			model: ModelId,
			/// Who created it.
			owner: T::AccountId,
			/// What was decided.
			config: ModelConfig,
		},
		/// A run of coefficients was set.
		CoefficientsUploaded {
			/// The model.
			model: ModelId,
			/// The feature of the first value.
			first: u32,
			/// The values of it and of those that follow.
			values: UploadOf<T>,
		},
		/// Coefficients of a `robust` model will be uploaded, and tested with a sealed batch.
		ImportDeclared {
			/// The model.
			model: ModelId,
			/// What was declared.
			import: ImportDeclaration,
		},
		/// A run of coefficients of a `robust` model was set.
		AveragedUploaded {
			/// The model.
			model: ModelId,
			/// The feature of the first value.
			first: u32,
			/// The values of it and of those that follow.
			values: AveragedUploadOf<T>,
		},
		/// A `robust` model was tested with samples of its owner, and learnt them if it was not
		/// imported.
		Seeded {
			/// The model.
			model: ModelId,
			/// The samples.
			samples: SeedOf<T>,
			/// Their labels.
			labels: SeedLabelsOf<T>,
			/// How many, and how many the model got right before it learnt them.
			seed: Seed,
		},
		/// The model takes samples from now on.
		ModelOpened {
			/// The model.
			model: ModelId,
		},
		/// The model takes no samples for now.
		ModelPaused {
			/// The model.
			model: ModelId,
		},
		/// The model takes samples again.
		ModelResumed {
			/// The model.
			model: ModelId,
		},
		/// The model has another owner.
		OwnershipTransferred {
			/// The model.
			model: ModelId,
			/// The owner from now on.
			new_owner: T::AccountId,
		},
		/// The model ends; its storage is being removed.
		ModelClosed {
			/// The model.
			model: ModelId,
		},
		/// Nothing is left of the model; its creation deposit is released.
		ModelRemoved {
			/// The model.
			model: ModelId,
		},
		/// A sample was accepted and learnt.
		DataAdded {
			/// The model.
			model: ModelId,
			/// The new contribution.
			contribution: ContributionId,
			/// Who submitted it.
			contributor: T::AccountId,
			/// Its features.
			sample: SampleOf<T>,
			/// Its label.
			label: Label,
			/// What is held for it.
			deposit: Balance,
			/// The model's score of the sample before it learnt it (scale 1e9).
			score: Score,
			/// Whether coefficients moved.
			updated: bool,
		},
		/// A contributor took the deposit back and earned a credit.
		Refunded {
			/// The model.
			model: ModelId,
			/// The contribution.
			contribution: ContributionId,
			/// Who contributed it.
			contributor: T::AccountId,
			/// What was paid back.
			amount: Balance,
		},
		/// A reporter took a deposit, or a share of it.
		Reported {
			/// The model.
			model: ModelId,
			/// The contribution.
			contribution: ContributionId,
			/// Who reported it.
			reporter: T::AccountId,
			/// What was paid.
			amount: Balance,
		},
		/// The model gave its verdict on a contribution, which ended it.
		Settled {
			/// The model.
			model: ModelId,
			/// The contribution.
			contribution: ContributionId,
			/// Who contributed it.
			contributor: T::AccountId,
			/// Who asked for the verdict.
			claimant: T::AccountId,
			/// The verdict.
			verdict: Verdict,
			/// Who was paid what.
			shares: Shares,
		},
	}

	/// Why a call changed nothing.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no model with this id.
		UnknownModel,
		/// Only the model's owner may do this.
		NotOwner,
		/// A parameter of the model is out of range or contradicts another.
		InvalidConfig,
		/// The ids of models are used up.
		NoModelIdLeft,
		/// Coefficients are uploaded, and a model is opened, before it was opened.
		ModelAlreadyOpened,
		/// The model takes no samples: it is not opened yet, paused or closed.
		ModelNotOpen,
		/// Only a paused model can be resumed.
		ModelNotPaused,
		/// Pause the model and wait until every deposit is claimed.
		ContributionsOpen,
		/// The upload has no coefficient.
		EmptyUpload,
		/// This is for models under other rules: `classic` ones take `upload_coefficients`,
		/// `robust` ones `seed`, `declare_import` and `upload_averaged`.
		WrongRules,
		/// Give `seed` at least one sample.
		EmptySeed,
		/// Give each sample one label.
		LabelsMissing,
		/// Declare an import, and upload its coefficients, before the first `seed`.
		ModelAlreadySeeded,
		/// Declare the import before its coefficients are uploaded.
		ImportNotDeclared,
		/// No learner with these rules comes to such a coefficient by the declared clock.
		ImpossibleCoefficient,
		/// The samples shown are not those that were sealed.
		SealBroken,
		/// Seed more samples, or better ones: the rules ask for a number and an accuracy.
		GateNotPassed,
		/// The model may not store another page of coefficients.
		PageLimitReached,
		/// The sample has no feature.
		EmptySample,
		/// Sort the features and drop duplicates.
		FeaturesNotIncreasing,
		/// A feature is not below the model's number of features.
		FeatureOutOfRange,
		/// The price is above the greatest deposit that the caller allows.
		PriceAboveMaximum,
		/// There is no such contribution, or all of its deposit has been claimed.
		UnknownContribution,
		/// Only the contributor may ask for a refund.
		NotContributor,
		/// The caller has claimed from this contribution before.
		AlreadyClaimed,
		/// The wait is not over.
		TooEarly,
		/// A refund needs a model that agrees with the label.
		ModelDisagrees,
		/// A report needs a model that disagrees with the label.
		ModelAgrees,
		/// Nobody reports his own contribution before everybody may.
		OwnContribution,
		/// A reporter needs a contribution of his own that was found good.
		NoCredit,
		/// So many have claimed that the rest waits for who may take all of it.
		TooManyClaims,
	}

	/// The greater of the weights of both rule sets: which one applies is known after reading.
	fn either(
		pages: u32,
		features: u32,
		classic: impl Fn(u32, u32) -> Weight,
		robust: impl Fn(u32, u32) -> Weight,
	) -> Weight {
		let in_known_pages = features.saturating_sub(pages);
		classic(pages, in_known_pages).max(robust(pages, in_known_pages))
	}

	fn all_pages<T: Config>(
		classic: impl Fn(u32, u32) -> Weight,
		robust: impl Fn(u32, u32) -> Weight,
	) -> Weight {
		let most = T::MaxFeatures::get();
		either(most, most, classic, robust)
	}

	fn seed_weight<T: Config>(samples: &SeedOf<T>) -> Weight {
		let pages = coefficients::pages_touched_by_all(samples.iter().map(|s| &s[..]));
		let features = samples.iter().fold(0, |sum: usize, s| sum.saturating_add(s.len()));
		let count = samples.len().unique_saturated_into();
		T::WeightInfo::seed(pages, count, features.unique_saturated_into())
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Create a model under `config`, owned by the caller, and hold the deposit for its storage.
		/// Emits [`Event::ModelCreated`].
		///
		/// - `config`: number of features, page limit, bias and rules.
		#[pallet::call_index(0)]
		pub fn create_model(origin: OriginFor<T>, config: ModelConfig) -> DispatchResult {
			Self::do_create_model(ensure_signed(origin)?, config)
		}

		/// Set coefficients of a model that is not open yet. Emits [`Event::CoefficientsUploaded`].
		///
		/// - `first`: the feature of the first value.
		/// - `values`: the coefficients of it and of those that follow.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::upload_coefficients(pages_of_run(values.len())))]
		pub fn upload_coefficients(
			origin: OriginFor<T>,
			model: ModelId,
			first: u32,
			values: UploadOf<T>,
		) -> DispatchResult {
			Self::do_upload(ensure_signed(origin)?, model, first, values)
		}

		/// Let a model take samples from now on. Emits [`Event::ModelOpened`].
		#[pallet::call_index(2)]
		pub fn open_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_open(ensure_signed(origin)?, model)
		}

		/// Submit a labelled sample, from which the model learns at once, with a deposit of the
		/// model's present price. Emits [`Event::DataAdded`].
		///
		/// - `sample`: strictly increasing features below the model's number of features.
		/// - `max_deposit`: the call fails when the price is above it.
		#[pallet::call_index(3)]
		#[pallet::weight(either(
			pages_touched(sample),
			sample.len().unique_saturated_into(),
			T::WeightInfo::add_data,
			T::WeightInfo::add_data_robust,
		))]
		pub fn add_data(
			origin: OriginFor<T>,
			model: ModelId,
			sample: SampleOf<T>,
			label: Label,
			max_deposit: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Ok(Some(Self::do_add_data(who, model, sample, label, max_deposit)?).into())
		}

		/// Claim one's own contribution after the wait.
		///
		/// Under `classic`: take the deposit back, once the model agrees; earns a credit. Emits
		/// [`Event::Refunded`]. Under `robust`: have it judged, once and for all, whichever way the
		/// verdict falls. Emits [`Event::Settled`].
		#[pallet::call_index(4)]
		#[pallet::weight(all_pages::<T>(T::WeightInfo::refund, T::WeightInfo::refund_robust))]
		pub fn refund(
			origin: OriginFor<T>,
			model: ModelId,
			contribution: ContributionId,
		) -> DispatchResultWithPostInfo {
			Self::do_refund(ensure_signed(origin)?, model, contribution)
		}

		/// Claim somebody else's contribution after the wait.
		///
		/// Under `classic`: take a share of the deposit when the model disagrees, or all that is
		/// left when it waited too long. Emits [`Event::Reported`]. Under `robust`: have it judged,
		/// as by `refund`, for a share if the model disagrees; free of the fee when it has expired.
		/// Emits [`Event::Settled`].
		#[pallet::call_index(5)]
		#[pallet::weight(all_pages::<T>(T::WeightInfo::report, T::WeightInfo::report_robust))]
		pub fn report(
			origin: OriginFor<T>,
			model: ModelId,
			contribution: ContributionId,
		) -> DispatchResultWithPostInfo {
			Self::do_report(ensure_signed(origin)?, model, contribution)
		}

		/// Stop taking samples; claims go on. Emits [`Event::ModelPaused`].
		#[pallet::call_index(6)]
		pub fn pause_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_pause(ensure_signed(origin)?, model)
		}

		/// Take samples again. Emits [`Event::ModelResumed`].
		#[pallet::call_index(7)]
		pub fn resume_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_resume(ensure_signed(origin)?, model)
		}

		/// Hand a model on; its creation deposit stays the creator's. Emits
		/// [`Event::OwnershipTransferred`].
		#[pallet::call_index(8)]
		pub fn transfer_ownership(
			origin: OriginFor<T>,
			model: ModelId,
			new_owner: T::AccountId,
		) -> DispatchResult {
			Self::do_transfer_ownership(ensure_signed(origin)?, model, new_owner)
		}

		/// End a model from which nothing is left to claim. Each call removes up to
		/// [`MAX_REMOVED_PER_CALL`] pages and records; call again until [`Event::ModelRemoved`],
		/// which releases the creation deposit. Emits [`Event::ModelClosed`] the first time.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::close_model(MAX_REMOVED_PER_CALL))]
		pub fn close_model(origin: OriginFor<T>, model: ModelId) -> DispatchResultWithPostInfo {
			let removed = Self::do_close(ensure_signed(origin)?, model)?;
			Ok(Some(T::WeightInfo::close_model(removed)).into())
		}

		/// Teach a `robust` model samples of its owner before it opens, each after it was tested
		/// with it; an imported model is only tested. Emits [`Event::Seeded`].
		///
		/// - `samples`: each as in `add_data`.
		/// - `labels`: one for each sample.
		#[pallet::call_index(10)]
		#[pallet::weight(seed_weight::<T>(samples))]
		pub fn seed(
			origin: OriginFor<T>,
			model: ModelId,
			samples: SeedOf<T>,
			labels: SeedLabelsOf<T>,
		) -> DispatchResultWithPostInfo {
			Ok(Some(Self::do_seed(ensure_signed(origin)?, model, samples, labels)?).into())
		}

		/// Announce coefficients that a `robust` model learnt elsewhere, and seal the samples that
		/// will test them. Emits [`Event::ImportDeclared`].
		#[pallet::call_index(11)]
		pub fn declare_import(
			origin: OriginFor<T>,
			model: ModelId,
			import: ImportDeclaration,
		) -> DispatchResult {
			Self::do_declare_import(ensure_signed(origin)?, model, import)
		}

		/// Set coefficients of an announced import. Emits [`Event::AveragedUploaded`].
		///
		/// - `first`: the feature of the first value.
		/// - `values`: the coefficients of it and of those that follow.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::upload_averaged(pages_of_run(values.len())))]
		pub fn upload_averaged(
			origin: OriginFor<T>,
			model: ModelId,
			first: u32,
			values: AveragedUploadOf<T>,
		) -> DispatchResult {
			Self::do_upload_averaged(ensure_signed(origin)?, model, first, values)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The label that a model gives to a sample, and the score behind it (scale 1e9, positive
		/// above 0).
		pub fn predict(model: ModelId, sample: Vec<u32>) -> Result<(Label, Score), DispatchError> {
			let found = Self::existing_model(model)?;
			let sample = Sample::new(&sample, found.num_features).map_err(Error::<T>::from)?;
			let (score, _) = Self::score_of(model, &found, sample);
			Ok((label_of(score), score))
		}

		/// [`predict`](Self::predict) for many samples. Fails when one of them is invalid.
		pub fn predict_batch(
			model: ModelId,
			samples: Vec<Vec<u32>>,
		) -> Result<Vec<(Label, Score)>, DispatchError> {
			samples.into_iter().map(|sample| Self::predict(model, sample)).collect()
		}

		/// How many of the samples a model gives the label beside them.
		pub fn evaluate(
			model: ModelId,
			samples: Vec<Vec<u32>>,
			labels: Vec<Label>,
		) -> Result<u32, DispatchError> {
			ensure!(samples.len() == labels.len(), DispatchError::Other("one label each"));
			let predicted = Self::predict_batch(model, samples)?;
			let right = predicted.iter().zip(&labels).filter(|((said, _), label)| said == *label);
			Ok(right.count().unique_saturated_into())
		}

		/// The deposit that a model asks for a sample now; under `robust`, of an account that it
		/// does not know.
		pub fn price(model: ModelId) -> Result<Balance, DispatchError> {
			Ok(Self::price_after(&Self::existing_model(model)?, &Record::default()))
		}

		/// The deposit that a model asks of an account for a sample now.
		pub fn price_for(model: ModelId, account: T::AccountId) -> Result<Balance, DispatchError> {
			Ok(Self::price_of(model, &Self::existing_model(model)?, &account))
		}

		/// The verdict on a contribution if it were given now; before the wait it may still change.
		pub fn verdict(
			model: ModelId,
			contribution: ContributionId,
		) -> Result<Verdict, DispatchError> {
			Ok(Self::verdict_now(model, contribution)?)
		}

		/// The accuracy counter of a `robust` model: the moving share of public samples that it
		/// agreed with before it learnt them.
		pub fn accuracy(model: ModelId) -> Result<Perbill, DispatchError> {
			let found = Self::existing_model(model)?;
			ensure!(matches!(found.rules, Rules::Robust(_)), Error::<T>::WrongRules);
			let state = found.averaged;
			Ok(Perbill::from_rational(u32::from(state.agreement), 65_536))
		}

		/// What the pool of a model has to give.
		pub fn pool(model: ModelId) -> Result<Balance, DispatchError> {
			Ok(Self::existing_model(model)?.pool)
		}

		/// What an account would be paid for claiming a contribution now: by `refund` if it
		/// contributed, else by `report`. The error is the one that the call would give.
		pub fn claimable(
			model: ModelId,
			contribution: ContributionId,
			account: T::AccountId,
		) -> Result<Balance, DispatchError> {
			Ok(Self::claimable_by(model, contribution, &account)?)
		}

		/// The bias and all stored coefficients of a model.
		pub fn model_snapshot(model: ModelId) -> Result<Snapshot, DispatchError> {
			Ok(Self::snapshot(model)?)
		}

		/// All that a `robust` model has learnt, exactly.
		pub fn averaged_snapshot(model: ModelId) -> Result<AveragedSnapshot, DispatchError> {
			Ok(Self::averaged_snapshot_of(model)?)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxFeatures::get() > 0, "MaxFeatures is 0: no sample would be valid");
			assert!(T::MaxSeed::get() > 0, "MaxSeed is 0: no robust model could open");
			assert!(T::MaxUpload::get() > 0, "MaxUpload is 0: no coefficient could be uploaded");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}

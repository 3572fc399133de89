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
//! *sample* with a *deposit*; where the model agrees with the label the deposit comes back, where
//! it disagrees the deposit is lost. Many models live side by side, each with its own rules and
//! ledger.
//!
//! Under the `classic` rules, those of microsoft/0xDeCA10B, the model learns at once and judges a
//! claim by what it says at that moment; good data earn *credit*, and others with credit take the
//! deposits of bad data.
//!
//! Under the `robust` rules the owner seeds the model before it opens. A *released* copy predicts
//! and judges each sample when it is submitted, once and for all; a *candidate* learns, and is
//! released by an *audit* on rows that the owner sealed before, which then teach both. What bad
//! data lose goes to the model's *pot*, from which later good data get a bonus.
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
#![doc = docify::embed!("src/tests/judged.rs", the_verdict_is_given_at_the_submission)]
//!
//! ### Scenario: an audit
//!
#![doc = docify::embed!("src/tests/audit.rs", an_audit_releases_what_was_learnt)]
//!
//! ## Low Level / Implementation Details
//!
//! All formulas, and the order of all checks that rules make, are those of `collab-model-core`; the
//! pallet reads storage, calls core, moves deposits, writes storage and emits one event.
//! Coefficients lie in pages of [`PAGE_SIZE`]; a page that was never written is not stored. A
//! contribution is stored until nothing is left to claim from it: what is open bounds the state,
//! not what has happened. Events carry enough to rebuild every model and ledger.
//!
//! ### Invariants
//!
//! - **I1** For each account, the sum of what is claimable from its contributions is what is held
//!   from it under [`HoldReason::Deposit`], the sum of the creation deposits that it pays is what is
//!   held under [`HoldReason::ModelCreation`], and the sum of the storage deposits of its
//!   contributions and records is what is held under [`HoldReason::Storage`]. The account of a
//!   model's pot has the pot and the existential deposit.
//! - **I2** No call changes the total issuance. (Checked around every test. The state alone shows
//!   only that no more is held than was issued.)
//! - **I3** What is claimable is above 0, and under `classic` not above what was deposited.
//! - **I4** The credits of a model's accounts add up to its total credit.
//! - **I5** Every stored sample is valid for its model, every page within its range, and every
//!   record belongs to a model with the same rules.
//! - **I6** Counters equal what they count.
//! - **I7** Only open models learn from contributions. (Checked around every test. The state alone
//!   shows only that a model that was never opened has no contributions, and a closed one has none
//!   left.)
//! - **I8** The coefficients of both copies of a `robust` model are within the learner's limit, and
//!   so are their means over the copy's clock.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod impls;
pub mod migrations;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod types;
pub mod weights;

pub use collab_model_core as core_model;
pub use impls::{
	pages_of_run, pages_touched, pages_touched_by_all, MAX_REMOVED_PER_CALL, MAX_SETTLED_PAGES,
};
pub use pallet::*;
pub use types::{
	Account, AveragedSnapshot, AveragedUploadOf, Contribution, ContributionId, ImportDeclaration,
	LabelsOf, Model, ModelConfig, ModelId, PackedSampleBound, Page, Quote, SampleOf, SamplesOf,
	Share, Snapshot, SnapshotPages, Status, Trace, UploadOf, PAGE_SIZE,
};
pub use weights::WeightInfo;

use polkadot_sdk::*;

/// The pallet. See the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use collab_model_core::{
		label_of, AuditCount, AuditOutcome, AuditStage, AveragedCoefficient, Balance, ClaimKind,
		Judged, Label, Pot, Score, Seal, Seconds, Seeding, Stake, Version,
	};
	use frame_support::{
		dispatch::PostDispatchInfo,
		pallet_prelude::*,
		traits::{fungible, StorageVersion, UnixTime},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{traits::UniqueSaturatedInto, Perbill};

	/// The layout of this release.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

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

		/// Claims on one contribution that may leave a rest, under `classic`. When they are used
		/// up, the rest waits for an account that may take all of it; too few would keep honest
		/// reporters from their share.
		#[pallet::constant]
		type MaxClaims: Get<u32>;

		/// Coefficients in one upload.
		#[pallet::constant]
		type MaxUpload: Get<u32>;

		/// Samples in one call of `seed` or `show_audit`.
		#[pallet::constant]
		type MaxSamples: Get<u32>;

		/// Rows of one audit, at most. At least 25, the fewest that rules may ask for: below, no
		/// `robust` model can be created.
		#[pallet::constant]
		type MaxAuditRows: Get<u32>;

		/// Pages of coefficients that the samples of one call of `seed` or `show_audit` may reach,
		/// counted for each sample alone. At least `MaxFeatures`, which a single one may reach. All
		/// of them are in memory at once, with both copies.
		#[pallet::constant]
		type MaxPages: Get<u32>;

		/// The longest wait that rules may have, in seconds: no deposit is locked for longer by the
		/// choice of a model's creator.
		#[pallet::constant]
		type MaxWait: Get<Seconds>;

		/// The least base price of models under `robust`. Below what a stored contribution costs
		/// the chain, state would be cheap to fill.
		#[pallet::constant]
		type MinBase: Get<Balance>;

		/// The accounts of the models' pots are derived from this.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The account that gets what a model's pool has had for too long, and what is left of the
		/// pot of a model that ends. It should not belong to people who decide when models end:
		/// they would gain by ending one.
		type PotHeir: Get<Self::AccountId>;

		/// Held for a model. Too little invites models that nobody needs.
		#[pallet::constant]
		type ModelDeposit: Get<Balance>;

		/// Held for each page that a model may store.
		#[pallet::constant]
		type PageDeposit: Get<Balance>;

		/// Held for each byte of a contribution, and of an account's first record with a model, from
		/// the account that causes it; released when the bytes go. Prices alone do not pay for
		/// storage: a model's owner chooses them.
		#[pallet::constant]
		type ByteDeposit: Get<Balance>;

		/// Who may dissolve a model, for instance one whose owner is gone. Usually the root.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// Why the pallet holds money.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposits of open contributions.
		#[codec(index = 0)]
		Deposit,
		/// The storage of a model, from its creator or whom it was handed on to.
		#[codec(index = 1)]
		ModelCreation,
		/// The storage of contributions and of accounts' records.
		#[codec(index = 2)]
		Storage,
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Coefficients in one storage page. A model's page limit is at most its features divided
		/// by this, rounded up.
		fn page_size() -> u32 {
			PAGE_SIZE
		}
	}

	/// The id of the next model.
	#[pallet::storage]
	pub type NextModelId<T> = StorageValue<_, ModelId, ValueQuery>;

	/// Models. Each is paid for by the deposit of its creator, or of whom it was handed on to.
	// Ids are counted, nobody chooses them: a cheap hash will do, here and below.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, Model<T::AccountId>>;

	/// Coefficients, by model and page. Paid for by the model's deposit, up to its limit.
	#[pallet::storage]
	pub type CoefficientPages<T> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, u32, Page>;

	/// Coefficients of the released copies of `robust` models: 9 bytes each.
	#[pallet::storage]
	pub type AveragedPages<T> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, u32, Page<AveragedCoefficient>>;

	/// Coefficients of the candidates of `robust` models, where a page differs from the released
	/// one.
	#[pallet::storage]
	pub type CandidatePages<T> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, u32, Page<AveragedCoefficient>>;

	/// Contributions from which something can still be claimed. Each is paid for by what is held
	/// for it, and none has to stay for ever: from the last wait on, anybody may claim what is
	/// left.
	#[pallet::storage]
	pub type Contributions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, ContributionId, Contribution<T>>;

	/// Standing and open contributions of each account with a model. Stored only where they differ
	/// from those of an account that the model does not know, so only after a deposit.
	// Account ids are chosen by their owners.
	#[pallet::storage]
	pub type Accounts<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ModelId, Blake2_128Concat, T::AccountId, Account>;

	/// What happened. Replaying these through `collab-model-core` rebuilds models and ledgers.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A model exists and awaits its coefficients.
		ModelCreated {
			/// The model.
			model: ModelId,
			/// The account that created it.
			owner: T::AccountId,
			/// Its parameters.
			config: ModelConfig,
			/// Whether its rules are `robust` with every default, whatever the base price. Look at any
			/// others before you contribute: they are the owner's choice.
			default_rules: bool,
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
		/// Coefficients of a `robust` model will be uploaded, and tested with sealed samples.
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
			samples: SamplesOf<T>,
			/// Their labels.
			labels: LabelsOf<T>,
			/// How many there are, and how many the model got right before it learnt them.
			seeding: Seeding,
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
		/// The model was offered to an account, or is offered to nobody any more.
		OwnershipOffered {
			/// The model.
			model: ModelId,
			/// The account that may accept it.
			to: Option<T::AccountId>,
		},
		/// The model has another owner, from whom its creation deposit is held now.
		OwnershipTransferred {
			/// The model.
			model: ModelId,
			/// The new owner.
			new_owner: T::AccountId,
		},
		/// The chain ends the model: what is held for contributions goes back by `refund`, without
		/// waits or verdicts, then anybody may close it.
		ModelDissolved {
			/// The model.
			model: ModelId,
		},
		/// An account had its record with the model removed.
		AccountForgotten {
			/// The model.
			model: ModelId,
			/// The account.
			account: T::AccountId,
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
		/// A sample was accepted, and learnt if the rules found that it teaches something.
		DataAdded {
			/// The model.
			model: ModelId,
			/// The new contribution.
			contribution: ContributionId,
			/// The account that submitted it.
			contributor: T::AccountId,
			/// Its features.
			sample: SampleOf<T>,
			/// Its label.
			label: Label,
			/// The deposit, and how it was divided.
			stake: Stake,
			/// The served model's score of the sample before it was learnt (scale 1e9).
			score: Score,
			/// Whether coefficients may have moved.
			updated: bool,
			/// The verdict and whether the candidate learnt the sample, under `robust`.
			judged: Option<Judged>,
		},
		/// A contributor was paid what was locked; under `classic` that earned a credit.
		Refunded {
			/// The model.
			model: ModelId,
			/// The contribution.
			contribution: ContributionId,
			/// The account that contributed it.
			contributor: T::AccountId,
			/// What was paid to it.
			amount: Balance,
		},
		/// A reporter took a deposit, or a share of it.
		Reported {
			/// The model.
			model: ModelId,
			/// The contribution.
			contribution: ContributionId,
			/// The account that reported it.
			reporter: T::AccountId,
			/// What was paid.
			amount: Balance,
		},
		/// Rows were sealed for an audit.
		AuditSealed {
			/// The model.
			model: ModelId,
			/// The number of the audit, from 0 on.
			audit: u32,
			/// The seal of the rows.
			seal: Seal,
			/// How many there are.
			rows: u32,
		},
		/// Rows of an audit were shown. Until the audit is settled, no public sample is learnt; the
		/// rows are, one by one, where the model's rules have them teach.
		AuditShown {
			/// The model.
			model: ModelId,
			/// The number of the audit.
			audit: u32,
			/// How many rows were shown before them.
			first: u32,
			/// The rows.
			samples: SamplesOf<T>,
			/// Their labels.
			labels: LabelsOf<T>,
		},
		/// All rows of an audit were shown.
		AuditDecided {
			/// The model.
			model: ModelId,
			/// The number of the audit.
			audit: u32,
			/// Whether the candidate is released.
			outcome: AuditOutcome,
			/// How many rows only one of the copies got right; none if the audit is void.
			count: AuditCount,
		},
		/// All pages of an audited candidate were released or dropped: the model learns again.
		AuditSettled {
			/// The model.
			model: ModelId,
		},
		/// The heir was paid what a model owed it.
		HeirPaid {
			/// The model.
			model: ModelId,
			/// What was paid.
			amount: Balance,
		},
	}

	/// Why a call changed nothing.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no model with this id, or it was closed and removed.
		UnknownModel,
		/// Only the model's owner may do this.
		NotOwner,
		/// A parameter of the model is out of range, contradicts another, or is beyond what this
		/// chain allows. The docs of `ModelConfig` and of the rules in it state the ranges.
		InvalidConfig,
		/// All ids of models are used up: no model can be created any more.
		NoModelIdLeft,
		/// The model was opened already. Upload coefficients, seed and import before you open it.
		ModelAlreadyOpened,
		/// The model is not opened yet, or it is paused or closed: ask its owner.
		ModelNotOpen,
		/// The model is not paused: there is nothing to resume.
		ModelNotPaused,
		/// Deposits are still locked. To close a model, pause it and wait until all of them are claimed;
		/// to have a record forgotten, wait until all of the account's own are.
		ContributionsOpen,
		/// The model is dissolved or closed already: refund what is left, then close it.
		ModelEnding,
		/// The model was not offered to the caller: its owner offers it by `offer_ownership`.
		NotOffered,
		/// The model keeps no record of the caller.
		UnknownAccount,
		/// The caller has not enough money that is free, not frozen and above the existential deposit
		/// for what the call takes: the price and the storage of a sample, or the creation deposit of
		/// a model. The views `quote` and `price_for` tell them.
		CannotPay,
		/// The upload is empty: give at least one coefficient.
		EmptyUpload,
		/// The model has other rules than this call is for. `upload_coefficients` is for `classic`
		/// models; seeding, imports, audits and the heir are for `robust` ones.
		WrongRules,
		/// There is no sample: give at least one.
		NoSamples,
		/// There are not as many labels as samples: give each sample one.
		LabelsMissing,
		/// The samples reach more pages of coefficients than one call may, each sample's pages
		/// counted: give fewer samples.
		TooManyPages,
		/// The model was seeded, or an import was declared, already. Declare one import, and upload
		/// its coefficients, before the first `seed`.
		ModelAlreadySeeded,
		/// No import was declared: call `declare_import` before you upload its coefficients.
		ImportNotDeclared,
		/// No learner with the model's rules comes to such a coefficient or bias by the declared
		/// clock, which is from 1 to 2^40 seconds. Check that they belong together.
		ImpossibleCoefficient,
		/// The samples that tested the import are not those that were sealed, or came in other
		/// pieces. They cannot be shown again: create another model.
		SealBroken,
		/// The model has not shown enough to be opened: seed more samples, or better ones. Its
		/// rules ask for a number of them and an accuracy.
		GateNotPassed,
		/// The model may not store another page of coefficients: upload or seed only features that lie
		/// in pages which it has, or create it with a greater page limit.
		PageLimitReached,
		/// The sample has no feature: give it at least one.
		EmptySample,
		/// The features are not strictly increasing: sort them and drop duplicates.
		FeaturesNotIncreasing,
		/// A feature is not below the model's number of features.
		FeatureOutOfRange,
		/// The price is above `max_deposit`: offer more, or wait where prices fall with time.
		PriceAboveMaximum,
		/// There is no such contribution, or nothing is left to claim from it.
		UnknownContribution,
		/// Under `classic` only the contributor may ask for a refund.
		NotContributor,
		/// The caller has claimed from this contribution before: the rest is for others.
		AlreadyClaimed,
		/// The wait is not over: try again later. The model's rules say how long it is.
		TooEarly,
		/// The model predicts the other label now. A refund needs one that predicts the
		/// contribution's.
		ModelDisagrees,
		/// The model predicts the contribution's label now. A report needs one that predicts the
		/// other.
		ModelAgrees,
		/// The contribution's sample reaches more pages of coefficients than the call was given: give
		/// what `claim_pages` tells.
		TooFewPages,
		/// Accounts do not report their own contributions before everybody may.
		OwnContribution,
		/// The caller has no credit with the model. Reporters earn it by contributions of their own
		/// that are refunded.
		NoCredit,
		/// As many shares of this deposit were paid as can be recorded, none of them less than this
		/// one. The rest waits for an account that may take all of it: the owner's and then
		/// everybody's wait is in the model's rules.
		TooManyClaims,
		/// There is nothing to report: under `robust` rules the verdict was given at the submission,
		/// and a dissolved model gives back what it holds. What is locked goes back by `refund`.
		NothingToReport,
		/// What is stored does not fit the model. This is a bug: nothing was paid.
		CorruptState,
		/// An audit is under way: show its rows and settle it first.
		AuditUnderWay,
		/// The rows are fewer than the model's rules ask for: seal more.
		TooFewRows,
		/// The rows are more than this chain allows in an audit: seal fewer.
		TooManyRows,
		/// No rows are waiting to be shown: seal some first.
		NothingSealed,
		/// The rows do not continue those shown before, or are more than were sealed. Go on where
		/// the last ones ended; if rows do not teach, you can also begin anew from 0.
		WrongPlace,
		/// No decided audit has pages that are still to be moved.
		NothingToSettle,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Create a model under `config`, owned by the caller, and hold the deposit for its
		/// storage. Emits [`Event::ModelCreated`].
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
			Self::do_upload_coefficients(ensure_signed(origin)?, model, first, values)
		}

		/// Let a model take samples from now on; a `robust` one must have shown enough in seeding.
		/// Emits [`Event::ModelOpened`].
		#[pallet::call_index(2)]
		pub fn open_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_open_model(ensure_signed(origin)?, model)
		}

		/// Submit a labelled sample and pay the model's present price. Under `classic` the model
		/// learns it at once, and all of the price is held. Under `robust` the released copy judges
		/// it, which decides how much is held and how much is lost, and the candidate may learn it.
		/// `ByteDeposit` is held besides for what is stored, and comes back with it. Of features for
		/// which the model has no page left, nothing is learnt. Emits [`Event::DataAdded`].
		///
		/// - `sample`: strictly increasing features below the model's number of features.
		/// - `max_deposit`: the call fails when the price is above it.
		#[pallet::call_index(3)]
		#[pallet::weight(impls::add_data_weight::<T>(sample))]
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

		/// Pay a contributor what is held for a contribution, after the wait. Emits
		/// [`Event::Refunded`].
		///
		/// Under `classic` only the contributor may call it, while the model predicts the
		/// contribution's label, and earns a credit. Under `robust` anybody may call it, whatever
		/// the model says by now; it is always the contributor who is paid, and for others the call
		/// is free of the fee. Under any rules a dissolved model pays like this, without a wait.
		///
		/// - `pages`: pages of coefficients that the contribution's sample reaches, at least; the fee
		///   follows from it. The view `claim_pages` tells, 0 under `robust`.
		#[pallet::call_index(4)]
		#[pallet::weight(impls::claim_weight::<T>(*pages, T::WeightInfo::refund))]
		pub fn refund(
			origin: OriginFor<T>,
			model: ModelId,
			contribution: ContributionId,
			#[pallet::compact] pages: u32,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_claim(ClaimKind::Refund, who, model, contribution, pages)
		}

		/// Under `classic`, take a share of another account's deposit after the wait if the model
		/// predicts the other label, or all that is left when nobody has claimed it for too long.
		/// Emits [`Event::Reported`].
		///
		/// - `pages`: as in `refund`.
		#[pallet::call_index(5)]
		#[pallet::weight(impls::claim_weight::<T>(*pages, T::WeightInfo::report))]
		pub fn report(
			origin: OriginFor<T>,
			model: ModelId,
			contribution: ContributionId,
			#[pallet::compact] pages: u32,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_claim(ClaimKind::Report, who, model, contribution, pages)
		}

		/// Stop taking samples; claims go on. Emits [`Event::ModelPaused`].
		#[pallet::call_index(6)]
		pub fn pause_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_pause_model(ensure_signed(origin)?, model)
		}

		/// Take samples again. Emits [`Event::ModelResumed`].
		#[pallet::call_index(7)]
		pub fn resume_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_resume_model(ensure_signed(origin)?, model)
		}

		/// Offer a model to an account, which becomes its owner when it accepts. Emits
		/// [`Event::OwnershipOffered`].
		///
		/// - `to`: the account; none withdraws the offer.
		#[pallet::call_index(8)]
		pub fn offer_ownership(
			origin: OriginFor<T>,
			model: ModelId,
			to: Option<T::AccountId>,
		) -> DispatchResult {
			Self::do_offer_ownership(ensure_signed(origin)?, model, to)
		}

		/// End a model from which nothing is left to claim. Each call removes up to
		/// [`MAX_REMOVED_PER_CALL`] pages and records; call again until [`Event::ModelRemoved`],
		/// which releases the creation deposit. Emits [`Event::ModelClosed`] the first time.
		///
		/// Only the owner may begin; anybody may go on, or close a dissolved model. A call that removes
		/// as much as it may is free of the fee, so that closing costs no more than it returns.
		#[pallet::call_index(9)]
		#[pallet::weight(impls::close_weight::<T>(MAX_REMOVED_PER_CALL))]
		pub fn close_model(origin: OriginFor<T>, model: ModelId) -> DispatchResultWithPostInfo {
			let removed = Self::do_close_model(ensure_signed(origin)?, model)?;
			let actual_weight = Some(impls::close_weight::<T>(removed));
			let pays_fee = if removed == MAX_REMOVED_PER_CALL { Pays::No } else { Pays::Yes };
			Ok(PostDispatchInfo { actual_weight, pays_fee })
		}

		/// Test a `robust` model that is not open yet with samples of its owner, and teach it each
		/// of them after the test; an imported model is only tested. Emits [`Event::Seeded`].
		///
		/// - `samples`: each as in `add_data`.
		/// - `labels`: one for each sample.
		#[pallet::call_index(10)]
		#[pallet::weight(impls::seed_weight::<T>(samples))]
		pub fn seed(
			origin: OriginFor<T>,
			model: ModelId,
			samples: SamplesOf<T>,
			labels: LabelsOf<T>,
		) -> DispatchResultWithPostInfo {
			Ok(Some(Self::do_seed(ensure_signed(origin)?, model, samples, labels)?).into())
		}

		/// Announce coefficients for a `robust` model that were learnt elsewhere, and seal the
		/// samples that will test them. Emits [`Event::ImportDeclared`].
		///
		/// - `import`: clock, bias and seal. The seal starts as 32 bytes of 0; each call of `seed`
		///   makes it `blake2_256(SCALE(seal before, samples, labels))`.
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

		/// Seal rows for the next audit of a `robust` model. After the wait of its rules,
		/// `show_audit` shows them. Emits [`Event::AuditSealed`].
		///
		/// - `seal`: starts as `blake2_256(SCALE(nonce, model, audit))`, where `audit` is the
		///   number of this audit, from 0 on; each row makes it
		///   `blake2_256(SCALE(seal before, features, label))`.
		/// - `rows`: how many there are.
		#[pallet::call_index(13)]
		pub fn seal_audit(
			origin: OriginFor<T>,
			model: ModelId,
			seal: Seal,
			rows: u32,
		) -> DispatchResult {
			Self::do_seal_audit(ensure_signed(origin)?, model, seal, rows)
		}

		/// Show sealed rows in order, in as many calls as it takes; each row is tried on both
		/// copies, then taught to both if the model's rules say so, and the last one decides the
		/// audit. From the first row until the audit is settled, no public sample is learnt. Emits
		/// [`Event::AuditShown`], and [`Event::AuditDecided`] at the end. An audit that moves few
		/// pages is settled at once.
		///
		/// - `nonce`: what the seal began with.
		/// - `first`: the number of rows shown before. If rows do not teach, 0 forgets them and
		///   begins anew.
		/// - `samples`, `labels`: the rows.
		#[pallet::call_index(14)]
		#[pallet::weight(impls::show_audit_weight::<T>(samples))]
		pub fn show_audit(
			origin: OriginFor<T>,
			model: ModelId,
			nonce: Seal,
			first: u32,
			samples: SamplesOf<T>,
			labels: LabelsOf<T>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Ok(Some(Self::do_show_audit(who, model, nonce, first, samples, labels)?).into())
		}

		/// Release or drop up to `pages` pages of an audited candidate, as was decided. Anybody may
		/// call it; it is free of the fee if that many pages were there. Emits
		/// [`Event::AuditSettled`] at the end.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::settle_audit(*pages))]
		pub fn settle_audit(
			origin: OriginFor<T>,
			model: ModelId,
			pages: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_settle_audit(model, pages)
		}

		/// Pay the heir what a `robust` model owes it. Anybody may call it. Emits
		/// [`Event::HeirPaid`].
		#[pallet::call_index(16)]
		pub fn pay_heir(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_pay_heir(model)
		}

		/// Become the owner of a model that was offered, and pay its creation deposit, which goes back
		/// to whom it was held from. Emits [`Event::OwnershipTransferred`].
		#[pallet::call_index(17)]
		pub fn accept_ownership(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_accept_ownership(ensure_signed(origin)?, model)
		}

		/// Remove what a model keeps of the caller: verdicts under `robust`, credit under `classic`.
		/// What is held for the record is released. Emits [`Event::AccountForgotten`].
		#[pallet::call_index(18)]
		pub fn forget_account(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_forget_account(ensure_signed(origin)?, model)
		}

		/// End a model, for instance one whose owner is gone. Needs `AdminOrigin`, and takes nobody's
		/// money: whatever is still held for a contribution goes back to its contributor by `refund`,
		/// at once and whatever the verdict was. Then anybody may close the model. Emits
		/// [`Event::ModelDissolved`].
		#[pallet::call_index(19)]
		pub fn dissolve_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_dissolve_model(model)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The label that a model gives to a sample, and the score behind it (scale 1e9, positive
		/// above 0). Under `robust` it is the released copy that answers.
		pub fn predict(
			model: ModelId,
			sample: SampleOf<T>,
		) -> Result<(Label, Score), DispatchError> {
			let score = Self::score_of(model, &sample)?;
			Ok((label_of(score), score))
		}

		/// [`predict`](Self::predict) for up to `MaxSamples` samples. Fails when one of them is
		/// invalid.
		pub fn predict_batch(
			model: ModelId,
			samples: SamplesOf<T>,
		) -> Result<Vec<(Label, Score)>, DispatchError> {
			samples.into_iter().map(|sample| Self::predict(model, sample)).collect()
		}

		/// How many of up to `MaxSamples` samples get from a model the label that is given with
		/// them.
		pub fn evaluate(
			model: ModelId,
			samples: SamplesOf<T>,
			labels: LabelsOf<T>,
		) -> Result<u32, DispatchError> {
			ensure!(samples.len() == labels.len(), DispatchError::Other("one label each"));
			let predicted = Self::predict_batch(model, samples)?;
			let right = predicted.iter().zip(&labels).filter(|((said, _), label)| said == *label);
			Ok(right.count().unique_saturated_into())
		}

		/// The deposit that a model asks for a sample now, of an account that it does not know.
		pub fn price(model: ModelId) -> Result<Balance, DispatchError> {
			Ok(Self::price_now(model, None)?)
		}

		/// The deposit that a model asks of an account for a sample now.
		pub fn price_for(model: ModelId, account: T::AccountId) -> Result<Balance, DispatchError> {
			Ok(Self::price_now(model, Some(&account))?)
		}

		/// What `add_data` would do with a sample of an account now: the price, what would come
		/// back, and under `robust` the verdict. The error is the one that the call would give; that
		/// the account can pay is not checked.
		pub fn quote(
			model: ModelId,
			account: T::AccountId,
			sample: SampleOf<T>,
			label: Label,
		) -> Result<Quote, DispatchError> {
			Ok(Self::quote_of(model, &account, &sample, label)?)
		}

		/// The accuracy counter of a `robust` model: the moving share of public samples that the
		/// released copy agreed with.
		pub fn accuracy(model: ModelId) -> Result<Perbill, DispatchError> {
			let (_, state) = Self::robust_state(model)?;
			Ok(Perbill::from_rational(u32::from(state.agreement.share()), 65_536))
		}

		/// The money of a `robust` model that belongs to no contribution.
		pub fn pot(model: ModelId) -> Result<Pot, DispatchError> {
			Ok(Self::robust_state(model)?.1.pot)
		}

		/// The stage of the present audit of a `robust` model.
		pub fn audit(model: ModelId) -> Result<AuditStage, DispatchError> {
			Ok(Self::robust_state(model)?.1.audit)
		}

		/// What an account would be paid for claiming a contribution now: by `refund` if that pays
		/// it, else by `report`. The error is the one that the call would give.
		pub fn claimable(
			model: ModelId,
			contribution: ContributionId,
			account: T::AccountId,
		) -> Result<Balance, DispatchError> {
			Ok(Self::claimable_by(model, contribution, &account)?)
		}

		/// The `pages` that claims on a contribution have to be given: 0 where it was judged when it
		/// was submitted.
		pub fn claim_pages(
			model: ModelId,
			contribution: ContributionId,
		) -> Result<u32, DispatchError> {
			Ok(Self::pages_of_claims(model, contribution)?)
		}

		/// Whether the rules of a model are `robust` with every default, whatever the base price.
		pub fn default_rules(model: ModelId) -> Result<bool, DispatchError> {
			Ok(Self::existing_model(model)?.rules.rules().are_default())
		}

		/// The bias and up to `MaxPages` stored pages of coefficients of what a model serves.
		///
		/// - `after`: none for the first pages, then the page that the answer before ended with. All of
		///   one block, or the answers may not belong together.
		pub fn model_snapshot(
			model: ModelId,
			after: Option<u32>,
		) -> Result<Snapshot, DispatchError> {
			Ok(Self::snapshot(model, after)?)
		}

		/// The released copy of a `robust` model, exactly, page by page as
		/// [`model_snapshot`](Self::model_snapshot).
		pub fn released_snapshot(
			model: ModelId,
			after: Option<u32>,
		) -> Result<AveragedSnapshot, DispatchError> {
			Ok(Self::averaged_snapshot_of(model, Version::Released, after)?)
		}

		/// The candidate of a `robust` model, exactly, page by page: what the next audit will try.
		pub fn candidate_snapshot(
			model: ModelId,
			after: Option<u32>,
		) -> Result<AveragedSnapshot, DispatchError> {
			Ok(Self::averaged_snapshot_of(model, Version::Candidate, after)?)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxFeatures::get() > 0, "MaxFeatures is 0: no sample would be valid");
			assert!(T::MaxSamples::get() > 0, "MaxSamples is 0: no robust model could open");
			assert!(
				T::MaxAuditRows::get() >= collab_model_core::LEAST_AUDIT_ROWS,
				"MaxAuditRows is below what every audit shows: no robust model could be created"
			);
			assert!(T::MaxUpload::get() > 0, "MaxUpload is 0: no coefficient could be uploaded");
			assert!(
				T::MaxPages::get() >= T::MaxFeatures::get(),
				"MaxPages is below MaxFeatures: no model could be seeded with the longest samples"
			);
			impls::assert_calls_fit_into_blocks::<T>();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}

//! What the pallet stores and what its calls take.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
pub use collab_model_core::ImportDeclaration;
use collab_model_core::{
	Averaged, AveragedCoefficient, Balance, ClassicTrace, Coefficient, Judged, Label, LiveRules,
	Rules, Score, Seconds, Standing, MAX_PACKED_BYTES_PER_FEATURE,
};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		pallet_prelude::*, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
	},
	sp_runtime::traits::Get,
};
use scale_info::TypeInfo;

/// Names a model. Counted up from 0.
pub type ModelId = u32;

/// Names a contribution within its model: how many were accepted before it.
pub type ContributionId = u64;

/// Coefficients in one storage page: features `page * PAGE_SIZE` and following.
///
/// Chosen from benchmarks, see `docs/decisions/0003-page-size.md`. Changing it needs a migration.
pub const PAGE_SIZE: u32 = 512;

/// The coefficients of one page. Features beyond its end have 0.
pub type Page<Value = Coefficient> = BoundedVec<Value, ConstU32<PAGE_SIZE>>;

/// A sample as calls take it.
pub type SampleOf<T> = BoundedVec<u32, <T as Config>::MaxFeatures>;

/// A run of coefficients as `upload_coefficients` takes it.
pub type UploadOf<T> = BoundedVec<Coefficient, <T as Config>::MaxUpload>;

/// A run of coefficients as `upload_averaged` takes it.
pub type AveragedUploadOf<T> = BoundedVec<AveragedCoefficient, <T as Config>::MaxUpload>;

/// Samples as `seed` and `show_audit` take them.
pub type SamplesOf<T> = BoundedVec<SampleOf<T>, <T as Config>::MaxSamples>;

/// The labels of [`SamplesOf`].
pub type LabelsOf<T> = BoundedVec<Label, <T as Config>::MaxSamples>;

/// What the creator of a model decides, once and for all.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct ModelConfig {
	/// Features are below this: 1 to 2^32 (hashed features).
	pub num_features: u64,
	/// Pages of coefficients that may be stored, each paid for by the creator: from 1 to all that
	/// the features fill. A model of 1,000 words needs `ceil(1000 / PAGE_SIZE)`; hashed features
	/// need about one for each that occurs.
	pub page_limit: u32,
	/// The bias at the start. 0 under `robust`, where it is learnt by seeding.
	pub bias: Coefficient,
	/// Learning, prices, verdicts and payouts.
	pub rules: Rules,
}

/// Where a model is in its life.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum Status {
	/// The owner uploads coefficients.
	Building,
	/// Samples are taken.
	Open,
	/// Samples are not taken; deposits can be claimed.
	Paused,
	/// Being removed.
	Closed,
	/// Ended by the chain: whatever is held for contributions goes back to their contributors, then
	/// anybody may close the model.
	Dissolved,
}

/// A model without its coefficients.
#[derive(Clone, Debug, Eq, PartialEq)]
#[derive(Decode, Encode, MaxEncodedLen, TypeInfo)]
pub struct Model<AccountId> {
	/// The account that may upload, seed, open, audit, pause, hand on and close it.
	pub owner: AccountId,
	/// The account that the model is offered to.
	pub offered_to: Option<AccountId>,
	/// The account that `creation_deposit` is held from: the one that created the model, or the last
	/// one that it was handed on to.
	pub depositor: AccountId,
	/// Held from the depositor for the model's storage.
	pub creation_deposit: Balance,
	/// Where it is in its life.
	pub status: Status,
	/// See [`ModelConfig::num_features`].
	pub num_features: u64,
	/// See [`ModelConfig::page_limit`].
	pub page_limit: u32,
	/// Pages stored now; a page with two copies counts once.
	pub pages: u32,
	/// See [`ModelConfig::rules`], and what the rules keep of the model.
	pub rules: LiveRules,
	/// Contributions accepted so far; the id of the next.
	pub submitted: u64,
	/// Contributions with something left to claim.
	pub open_contributions: u64,
	/// When the last sample was accepted, or else when the model was opened.
	pub last_accepted: Seconds,
}

/// What one model keeps of one account. Removed when nothing is open and the standing is a
/// newcomer's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, Encode, MaxEncodedLen, TypeInfo)]
pub struct Account {
	/// What the model's rules keep of it.
	pub standing: Standing,
	/// Contributions of the account with something left to claim.
	#[codec(compact)]
	pub open: u64,
	/// Held from the account for the storage of this record.
	#[codec(compact)]
	pub storage_deposit: Balance,
}

/// The bytes that a packed sample may take.
pub struct PackedSampleBound<T>(PhantomData<T>);

impl<T: Config> Get<u32> for PackedSampleBound<T> {
	fn get() -> u32 {
		T::MaxFeatures::get().saturating_mul(MAX_PACKED_BYTES_PER_FEATURE)
	}
}

/// An accepted sample from which something can still be claimed.
#[derive(CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound)]
#[derive(Decode, Encode, MaxEncodedLen, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct Contribution<T: Config> {
	/// The account that submitted it.
	pub contributor: T::AccountId,
	/// The time at which it was accepted.
	#[codec(compact)]
	pub submitted_at: Seconds,
	/// What is still held for it.
	#[codec(compact)]
	pub claimable: Balance,
	/// Held from the contributor for its storage, beside what is claimable.
	#[codec(compact)]
	pub storage_deposit: Balance,
	/// What claims on it are judged by.
	pub trace: Trace<T>,
}

/// A claim of a part of a deposit.
#[derive(Clone, Debug, Eq, PartialEq)]
#[derive(Decode, Encode, MaxEncodedLen, TypeInfo)]
pub struct Share<AccountId> {
	/// The account that was paid.
	pub who: AccountId,
	/// What it was paid.
	#[codec(compact)]
	pub amount: Balance,
}

/// What claims on a contribution are judged by, by the rules of its model.
#[derive(CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound)]
#[derive(Decode, Encode, MaxEncodedLen, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub enum Trace<T: Config> {
	/// The model judges each claim by what it says of the sample at that moment.
	#[codec(index = 0)]
	Classic {
		/// The label given.
		label: Label,
		/// What was held for it at first.
		#[codec(compact)]
		deposit: Balance,
		/// The parts of it that were claimed. Where there is no room for all, the least ones are
		/// forgotten: see `claims.rs`.
		shares: BoundedVec<Share<T::AccountId>, T::MaxClaims>,
		/// The sample, packed by `collab_model_core::pack`.
		sample: BoundedVec<u8, PackedSampleBound<T>>,
	},
	/// The verdict was given at the submission: a claim depends on nothing more.
	#[codec(index = 1)]
	Robust,
}

impl<T: Config> Trace<T> {
	/// The sample, packed, where claims are judged by it.
	pub(crate) fn sample(&self) -> Option<&[u8]> {
		match self {
			Self::Classic { sample, .. } => Some(sample),
			Self::Robust => None,
		}
	}

	/// What the rules ask of it when `claimant` claims.
	pub(crate) fn for_claim(&self, claimant: &T::AccountId) -> collab_model_core::Trace {
		match self {
			Self::Classic { label, deposit, shares, .. } => {
				let already_claimed = shares.iter().any(|share| share.who == *claimant);
				let (label, deposit) = (*label, *deposit);
				let trace = ClassicTrace { label, deposit, already_claimed };
				collab_model_core::Trace::Classic(trace)
			}
			Self::Robust => collab_model_core::Trace::Robust,
		}
	}

	/// What was deposited at first, where claims take parts of it.
	pub fn deposit(&self) -> Option<Balance> {
		match self {
			Self::Classic { deposit, .. } => Some(*deposit),
			Self::Robust => None,
		}
	}

	/// Records that an account was paid a part. Fails where there is no room for another one, and none
	/// that is recorded is less than this one.
	///
	/// Without the second rule, accounts with next to no credit could fill the list with dust and keep
	/// everybody else from their shares. The least share on a full list only grows, so that whoever
	/// was forgotten can claim again only with more credit than they had.
	pub(crate) fn record_share(
		&mut self,
		who: &T::AccountId,
		amount: Balance,
	) -> Result<(), NoRoom> {
		let Self::Classic { shares, .. } = self else { return Err(NoRoom) };
		let share = Share { who: who.clone(), amount };
		if !shares.is_full() {
			return shares.try_push(share).map_err(|_| NoRoom);
		}
		let least = shares.iter_mut().min_by_key(|share| share.amount);
		let least = least.filter(|least| least.amount < amount).ok_or(NoRoom)?;
		*least = share;
		Ok(())
	}
}

/// No further share of a deposit can be recorded.
pub(crate) struct NoRoom;

/// The answer of a view function: what a submission would do if it were made now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, Encode, TypeInfo)]
pub struct Quote {
	/// The price.
	pub deposit: Balance,
	/// What would stay locked and, under `robust`, come back after the wait.
	pub locked: Balance,
	/// What would be held for storage besides, and come back with it.
	pub storage_deposit: Balance,
	/// The served model's score of the sample, scale 1e9.
	pub score: Score,
	/// Whether the model would learn it.
	pub updated: bool,
	/// The verdict, where the rules give one at the submission.
	pub judged: Option<Judged>,
}

/// The answer of a view function: some of the coefficients of what a model serves. Those of a
/// `robust` model are the means of its released copy, rounded towards 0.
#[derive(Clone, Debug, Eq, PartialEq)]
#[derive(Decode, Encode, TypeInfo)]
pub struct Snapshot {
	/// The bias.
	pub bias: Coefficient,
	/// Stored pages.
	pub pages: SnapshotPages<Coefficient>,
}

/// The answer of a view function: some of one copy of a `robust` model, exactly.
#[derive(Clone, Debug, Eq, PartialEq)]
#[derive(Decode, Encode, TypeInfo)]
pub struct AveragedSnapshot {
	/// Clock and bias.
	pub copy: Averaged,
	/// Stored pages.
	pub pages: SnapshotPages<AveragedCoefficient>,
}

/// Stored pages of coefficients: as many as one answer has room for.
#[derive(Clone, Debug, Eq, PartialEq)]
#[derive(Decode, Encode, TypeInfo)]
pub struct SnapshotPages<Value> {
	/// Runs of coefficients in no order: the first feature of a page, then its values. Features in
	/// none have 0, once all pages are there.
	pub runs: Vec<(u32, Vec<Value>)>,
	/// Where there are more: the page to ask for those after.
	pub after: Option<u32>,
}

//! What the pallet stores and what its calls take.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use collab_model_core::{
	AveragedCoefficient, AveragedState, Balance, Coefficient, Label, OwnEffect, Record, Rules,
	Seconds, Seed, MAX_PACKED_BYTES_PER_FEATURE,
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

/// The coefficients of one page, under `classic` or `robust` rules. Features beyond its end have 0.
pub type Page<Value = Coefficient> = BoundedVec<Value, ConstU32<PAGE_SIZE>>;

/// A sample as calls take it.
pub type SampleOf<T> = BoundedVec<u32, <T as Config>::MaxFeatures>;

/// A run of coefficients as `upload_coefficients` takes it.
pub type UploadOf<T> = BoundedVec<Coefficient, <T as Config>::MaxUpload>;

/// A run of coefficients as `upload_averaged` takes it.
pub type AveragedUploadOf<T> = BoundedVec<AveragedCoefficient, <T as Config>::MaxUpload>;

/// Samples as `seed` takes them.
pub type SeedOf<T> = BoundedVec<SampleOf<T>, <T as Config>::MaxSeed>;

/// Their labels.
pub type SeedLabelsOf<T> = BoundedVec<Label, <T as Config>::MaxSeed>;

/// What a model's creator decides, once.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct ModelConfig {
	/// Features are below this: 1 to 2^32 (hashed features).
	pub num_features: u64,
	/// Pages of coefficients that may be stored, each paid for by the creator. A model of 1,000
	/// words needs `ceil(1000 / PAGE_SIZE)`; hashed features need about one for each that occurs.
	pub page_limit: u32,
	/// The bias at the start. 0 under `robust`, where it is learnt from the seed.
	pub bias: Coefficient,
	/// Learning, prices, verdicts and payouts.
	pub rules: Rules,
}

/// Where a model is in its life.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Status {
	/// The owner uploads coefficients.
	Building,
	/// Samples are taken.
	Open,
	/// Samples are not taken; deposits can be claimed.
	Paused,
	/// Being removed.
	Closed,
}

/// A model without its coefficients.
#[derive(Clone, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Model<AccountId> {
	/// Who may upload, open, pause, hand on and close it, and claims early under `classic`.
	pub owner: AccountId,
	/// Who created it and gets `creation_deposit` back.
	pub creator: AccountId,
	/// Held from the creator for the model's storage.
	pub creation_deposit: Balance,
	/// Where it is in its life.
	pub status: Status,
	/// See [`ModelConfig::num_features`].
	pub num_features: u64,
	/// See [`ModelConfig::page_limit`].
	pub page_limit: u32,
	/// Pages stored now.
	pub pages: u32,
	/// The bias now. Stays 0 under `robust`.
	pub bias: Coefficient,
	/// See [`ModelConfig::rules`].
	pub rules: Rules,
	/// Contributions accepted so far; the id of the next.
	pub submitted: u64,
	/// Contributions with something left to claim.
	pub open_contributions: u64,
	/// Sum of the credits of all accounts. Stays 0 under `robust`.
	pub total_credit: u64,
	/// The learner's clock, accuracy counter and bias under `robust`.
	pub averaged: AveragedState,
	/// What the pool of the `robust` rules has to give.
	pub pool: Balance,
	/// What the model was seeded with under `robust`, or tested with after an import.
	pub seed: Seed,
	/// Where the coefficients come from, if not from the seed.
	pub import: Option<Import>,
	/// When the last sample was accepted, or else when the model was opened.
	pub last_accepted: Seconds,
}

/// What an owner says of coefficients that were learnt elsewhere, before he uploads them.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct ImportDeclaration {
	/// The learner's clock after what it has learnt. At least 1.
	pub clock: u64,
	/// Its bias.
	pub bias: AveragedCoefficient,
	/// The seal of the samples with which the model will be tested. They are shown by `seed` after
	/// the upload. Starts as 32 bytes 0; each call of `seed` makes it
	/// `blake2_256(seal before ++ SCALE(samples) ++ SCALE(labels))`.
	pub seal: [u8; 32],
}

/// An import under way or done.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Import {
	/// The seal that was declared.
	pub declared: [u8; 32],
	/// The seal of the samples shown so far.
	pub shown: [u8; 32],
}

/// One account's record with one model. Removed when everything in it is 0.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Account {
	/// Contributions of the account that were found good. Stays 0 under `robust`.
	pub credit: u64,
	/// Verdicts on the account under `robust`.
	pub record: Record,
	/// Contributions of the account with something left to claim.
	pub open: u64,
}

/// The bytes that a packed sample may take.
pub struct PackedSampleBound<T>(PhantomData<T>);

impl<T: Config> Get<u32> for PackedSampleBound<T> {
	fn get() -> u32 {
		T::MaxFeatures::get().saturating_mul(MAX_PACKED_BYTES_PER_FEATURE)
	}
}

/// An accepted sample and what is left of its deposit. Removed when nothing is left.
#[derive(
	CloneNoBound, DebugNoBound, Decode, Encode, EqNoBound, MaxEncodedLen, PartialEqNoBound, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct Contribution<T: Config> {
	/// Who submitted it.
	pub contributor: T::AccountId,
	/// When.
	#[codec(compact)]
	pub submitted_at: Seconds,
	/// The label given.
	pub label: Label,
	/// What was held for it at first.
	#[codec(compact)]
	pub deposit: Balance,
	/// What is still held for it.
	#[codec(compact)]
	pub claimable: Balance,
	/// What it did to the model, under `robust`.
	pub own: OwnEffect,
	/// Who has claimed a part of it. Nobody under `robust`.
	pub claimed_by: BoundedVec<T::AccountId, T::MaxClaims>,
	/// The sample, packed by `collab_model_core::pack`.
	pub sample: BoundedVec<u8, PackedSampleBound<T>>,
}

/// All coefficients of a model, as a view function answers. Those of a `robust` model are its
/// averages, rounded towards 0.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct Snapshot {
	/// The bias.
	pub bias: Coefficient,
	/// Runs of coefficients: the first feature, then the values. Features in none have 0.
	pub runs: Vec<(u32, Vec<Coefficient>)>,
}

/// All that a `robust` model has learnt, exactly.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct AveragedSnapshot {
	/// Clock, accuracy counter and bias.
	pub state: AveragedState,
	/// Runs of coefficients: the first feature, then the values. Features in none have 0.
	pub runs: Vec<(u32, Vec<AveragedCoefficient>)>,
}

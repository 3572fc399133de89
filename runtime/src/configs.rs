//! How each pallet is set up.

use crate::{
	fees, migrations, pausing, validators, weights, AccountId, Aura, Balance, Balances, Block,
	BlockNumber, Hash, Historical, Nonce, Offences, PalletInfo, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, RuntimeTask, Session, SessionKeys,
	System, Timestamp, TxPause, UncheckedExtrinsic, BLOCK_HASH_COUNT, EXISTENTIAL_DEPOSIT,
	SLOT_DURATION, UNIT, VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, ConstU8, VariantCountOf},
	weights::{
		constants::{RocksDbWeight, WEIGHT_REF_TIME_PER_SECOND},
		ConstantMultiplier, IdentityFee, Weight,
	},
	PalletId,
};
use frame_system::{
	limits::{BlockLength, BlockWeights},
	offchain::{CreateBare, CreateTransactionBase},
	EnsureRoot,
};
use pallet_session::{
	disabling::UpToLimitDisablingStrategy, historical, FindAccountFromAuthorIndex,
};
use pallet_transaction_payment::FungibleAdapter;
use polkadot_sdk::*;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::{
	traits::{AccountIdConversion, OpaqueKeys},
	Perbill,
};
use sp_version::RuntimeVersion;

/// Seconds.
const DAY: u64 = 86_400;

/// The most validators.
pub const MAX_VALIDATORS: u32 = 32;

/// Share of a block open to ordinary transactions; the rest is kept for operational ones.
const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

parameter_types! {
	/// How many block hashes are kept.
	pub const BlockHashCount: BlockNumber = BLOCK_HASH_COUNT;
	/// Accounts of the pots of models under robust rules are derived from it.
	pub const CollabPalletId: PalletId = PalletId(*b"py/colab");
	/// Nobody's account, whose money is at the disposal of the chain's governance: it gets what the
	/// pools of models have had for too long, and what is left in the pots of closed ones.
	pub CommonsAccount: AccountId = PalletId(*b"py/commn").into_account_truncating();
	/// Version of the runtime.
	pub const Version: RuntimeVersion = VERSION;
	/// Half of a slot for computing, the other half for the block to travel. A solo chain makes
	/// no proof of validity, so the size of proofs is not limited.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::with_sensible_defaults(
		Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND / 2, u64::MAX),
		NORMAL_DISPATCH_RATIO,
	);
	/// Longest block, in bytes.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(5 * 1024 * 1024)
		.modify_max_length_for_class(DispatchClass::Normal, |max| {
			*max = NORMAL_DISPATCH_RATIO * *max;
		})
		.build();
	/// Network prefix of printed addresses: the generic one.
	pub const SS58Prefix: u8 = 42;
}

/// Weights of database access are the SDK's for RocksDB (25 us a read, 100 us a write) although the
/// node stores in ParityDB. Measured with ParityDB, a million keys and a cold cache they would be
/// higher, with a warm one lower: `docs/decisions/0009-weights.md`.
#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = TxPause;
	type Block = Block;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type Hash = Hash;
	type BlockHashCount = BlockHashCount;
	type DbWeight = RocksDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SS58Prefix = SS58Prefix;
	type SingleBlockMigrations = migrations::All;
	type MaxConsumers = ConstU32<16>;
	type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
	type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Aura;
	/// Half a slot: a block at the start of the next slot is always late enough.
	type MinimumPeriod = ConstU64<{ SLOT_DURATION / 2 }>;
	type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = Session;
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

/// A validator that voted for two branches is reported by the others. Aura has no such reports in
/// this SDK: nodes log that somebody made two blocks in one slot.
impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ validators::KEPT_SESSIONS as u64 }>;
	type KeyOwnerProof = sp_session::MembershipProof;
	/// A report waits an hour for its block.
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ConstU64<3_600>>;
}

/// The list of validators; see [`validators`].
impl pallet_membership::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = EnsureRoot<AccountId>;
	type RemoveOrigin = EnsureRoot<AccountId>;
	type SwapOrigin = EnsureRoot<AccountId>;
	type ResetOrigin = EnsureRoot<AccountId>;
	type PrimeOrigin = EnsureRoot<AccountId>;
	type MembershipInitialized = ();
	type MembershipChanged = ();
	type MaxMembers = ConstU32<MAX_VALIDATORS>;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = validators::OnList;
	type ShouldEndSession = validators::OnlyForChanges;
	type NextSessionRotation = validators::PossibleEnds;
	type SessionManager = historical::NoteHistoricalRoot<Self, validators::FromList>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = UpToLimitDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	/// Only accounts on the list may store keys, so nobody has to pay for them.
	type KeyDeposit = ConstU128<0>;
}

impl historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = validators::NothingMore;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = historical::IdentificationTuple<Self>;
	type OnOffenceHandler = validators::Dismissal;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = ();
}

impl<C> CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// Reports of misbehaviour are not signed.
impl<C> CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type Balance = Balance;
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ();
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
	type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
}

/// One planck for a picosecond of execution, so that one second of the reference machine costs one
/// [`UNIT`]: a transaction of a millisecond pays a thousandth of it, far below a usual deposit.
/// A byte costs as much as a microsecond.
///
/// Fees are burnt: a block author who earned them could submit samples for nothing.
/// Whether they follow the load is decided at genesis; see [`fees`].
impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = IdentityFee<Balance>;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<1_000_000>>;
	type FeeMultiplierUpdate = fees::FeeMultiplier<Self>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
}

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = weights::pallet_sudo::WeightInfo<Runtime>;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = EnsureRoot<AccountId>;
	type UnpauseOrigin = EnsureRoot<AccountId>;
	type WhitelistedCalls = pausing::NeverPaused;
	type MaxNameLen = ConstU32<256>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}

impl fees::Config for Runtime {}

impl pallet_collab_model::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type MaxFeatures = ConstU32<1024>;
	type MaxClaims = ConstU32<64>;
	type MaxUpload = ConstU32<4096>;
	type MaxSamples = ConstU32<256>;
	type MaxAuditRows = ConstU32<10_000>;
	type MaxPages = ConstU32<1_024>;
	type MaxWait = ConstU64<{ 90 * DAY }>;
	type MinBase = ConstU128<{ UNIT / 1_000 }>;
	type PalletId = CollabPalletId;
	type PotHeir = CommonsAccount;
	type ModelDeposit = ConstU128<UNIT>;
	type PageDeposit = ConstU128<{ UNIT / 100 }>;
	/// As much as a byte of a page.
	type ByteDeposit = ConstU128<{ UNIT / 500_000 }>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type WeightInfo = pallet_collab_model::weights::SubstrateWeight<Runtime>;
}

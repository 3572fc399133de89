//! How each pallet is set up.

use crate::{
	weights, AccountId, Aura, Balance, Balances, Block, BlockNumber, Hash, Nonce, PalletInfo,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin,
	RuntimeTask, System, Timestamp, BLOCK_HASH_COUNT, EXISTENTIAL_DEPOSIT, SLOT_DURATION, UNIT,
	VERSION,
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
use frame_system::limits::{BlockLength, BlockWeights};
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use polkadot_sdk::*;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::{
	traits::{AccountIdConversion, One},
	Perbill,
};
use sp_version::RuntimeVersion;

/// Seconds.
const DAY: u64 = 86_400;

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
	/// Transaction fees do not move with the load of the chain.
	pub FeeMultiplier: Multiplier = Multiplier::one();
}

/// Weights of database access are the SDK's for RocksDB (25 us a read, 100 us a write) although the
/// node stores in ParityDB. Measured with ParityDB, a million keys and a cold cache they would be
/// higher, with a warm one lower: `docs/decisions/0009-weights.md`.
#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
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
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<32>;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

/// Authorities are fixed at genesis, so there is no session history to prove misbehaviour with.
impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<32>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<0>;
	type KeyOwnerProof = sp_core::Void;
	type EquivocationReportSystem = ();
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
/// They do not follow the load: a simulation can subtract them exactly.
impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = IdentityFee<Balance>;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<1_000_000>>;
	type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
}

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = weights::pallet_sudo::WeightInfo<Runtime>;
}

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
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type WeightInfo = pallet_collab_model::weights::SubstrateWeight<Runtime>;
}

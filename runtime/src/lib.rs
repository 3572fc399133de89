//! The runtime of a solo chain whose users train machine-learning models together.
//!
//! Everything particular to it is in [`pallet_collab_model`]; the other pallets give accounts,
//! time, block production (Aura), finality (GRANDPA), [validators] that can change, [fees] and
//! [pauses](pausing).

#![cfg_attr(not(feature = "std"), no_std)]
#![expect(missing_docs, reason = "the runtime's macros make items which cannot be documented")]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod fees;
pub mod genesis_config_presets;
pub mod migrations;
pub mod pausing;
pub mod validators;
pub mod weights;

use alloc::{borrow::Cow, vec::Vec};
use pallet_session::historical as pallet_session_historical;
use polkadot_sdk::*;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

/// Types for a client that handles blocks without looking into their transactions.
pub mod opaque {
	use super::*;

	/// A block whose transactions are bytes.
	pub type Block = generic::Block<Header, sp_runtime::OpaqueExtrinsic>;
}

impl_opaque_keys! {
	/// The keys with which a validator signs blocks and finality votes.
	pub struct SessionKeys {
		/// Block production.
		pub aura: Aura,
		/// Finality.
		pub grandpa: Grandpa,
	}
}

/// Version of this runtime. When each number grows is said in `docs/upgrades.md`.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("collab-model"),
	impl_name: Cow::Borrowed("collab-model"),
	authoring_version: 1,
	spec_version: 101,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 2,
	system_version: 1,
};

/// Length of a slot in milliseconds: the model's clock counts whole seconds, and a chain that is
/// to replay a recorded history must be able to have a block in any of them.
pub const SLOT_DURATION: u64 = 1_000;

/// One whole token; it has 12 decimals.
pub const UNIT: Balance = 1_000_000_000_000;

/// The smallest balance with which an account may exist: far below any deposit or reward, so that
/// a reward can be the first money a new account receives.
pub const EXISTENTIAL_DEPOSIT: Balance = 1_000_000;

/// How many block hashes the chain remembers, and so the longest life of a mortal transaction.
pub const BLOCK_HASH_COUNT: BlockNumber = 4_096;

/// Signature of a transaction.
pub type Signature = MultiSignature;

/// Identity of an account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;

/// An amount of money, in the smallest indivisible parts of [`UNIT`].
pub type Balance = u128;

/// Count of an account's transactions.
pub type Nonce = u32;

/// A hash.
pub type Hash = sp_core::H256;

/// Height of a block.
pub type BlockNumber = u32;

/// How transactions name accounts.
pub type Address = MultiAddress<AccountId, ()>;

/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// A block with its transactions decoded.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// What every signed transaction carries and proves before its call runs.
///
/// `WeightReclaim` comes last: it gives back what all the others have charged in excess.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// A transaction whose signature has not been checked.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// The part of a transaction that is signed.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The pallets. An index never changes once a chain runs: calls, events and errors encode it.
#[frame_support::runtime]
mod runtime {
	/// The runtime.
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
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;

	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	#[runtime::pallet_index(2)]
	pub type Aura = pallet_aura;

	#[runtime::pallet_index(3)]
	pub type Grandpa = pallet_grandpa;

	#[runtime::pallet_index(4)]
	pub type Balances = pallet_balances;

	#[runtime::pallet_index(5)]
	pub type TransactionPayment = pallet_transaction_payment;

	#[runtime::pallet_index(6)]
	pub type Sudo = pallet_sudo;

	#[runtime::pallet_index(7)]
	pub type CollabModel = pallet_collab_model;

	// Before the session, whose genesis reads the list.
	#[runtime::pallet_index(8)]
	pub type Validators = pallet_membership;

	#[runtime::pallet_index(9)]
	pub type Session = pallet_session;

	#[runtime::pallet_index(10)]
	pub type Historical = pallet_session_historical;

	#[runtime::pallet_index(11)]
	pub type Offences = pallet_offences;

	#[runtime::pallet_index(12)]
	pub type Authorship = pallet_authorship;

	#[runtime::pallet_index(13)]
	pub type TxPause = pallet_tx_pause;

	#[runtime::pallet_index(14)]
	pub type Fees = fees;
}

//! Signed transactions.

use crate::node::Node;
use codec::Encode;
use collab_runtime::{
	AccountId, Hash, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic, VERSION,
};
use polkadot_sdk::*;
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, MultiSignature};

/// Signs transactions, counting its nonce.
pub struct Sender {
	key: sr25519::Pair,
	nonce: u32,
	genesis: Hash,
	/// Of the runtime and of its transactions.
	versions: (u32, u32),
}

impl Sender {
	/// A sender without transactions so far on the chain of `node`.
	pub fn new(node: &Node, key: Sr25519Keyring) -> Self {
		Self::of(node, key.pair())
	}

	/// A sender with a key that is not well-known.
	pub fn of(node: &Node, key: sr25519::Pair) -> Self {
		let genesis = serde_json::from_value(node.hash_at(0)).unwrap();
		let versions = (VERSION.spec_version, VERSION.transaction_version);
		Self { key, nonce: 0, genesis, versions }
	}

	/// The same sender, for a runtime of these versions of itself and of transactions.
	pub fn for_versions(self, versions: (u32, u32)) -> Self {
		Self { versions, ..self }
	}

	/// Goes on as if this many transactions had been signed.
	pub fn set_nonce(&mut self, nonce: u32) {
		self.nonce = nonce;
	}

	/// The next transaction: a transfer.
	pub fn transfer(&mut self, dest: Sr25519Keyring, value: u128) -> String {
		let nonce = self.nonce;
		self.nonce += 1;
		self.transfer_with_nonce(nonce, dest, value)
	}

	/// The next transaction.
	pub fn next(&mut self, call: impl Into<RuntimeCall>) -> String {
		let nonce = self.nonce;
		self.nonce += 1;
		self.sign(nonce, call.into())
	}

	/// A transfer that is not the next transaction.
	pub fn transfer_with_nonce(&self, nonce: u32, dest: Sr25519Keyring, value: u128) -> String {
		let dest = dest.to_account_id().into();
		let call = pallet_balances::Call::transfer_allow_death { dest, value };
		self.sign(nonce, call.into())
	}

	fn sign(&self, nonce: u32, call: RuntimeCall) -> String {
		let extension: TxExtension = (
			frame_system::AuthorizeCall::new(),
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckMortality::from(Era::Immortal),
			frame_system::CheckNonce::from(nonce),
			frame_system::CheckWeight::new(),
			pallet_transaction_payment::ChargeTransactionPayment::from(0),
			frame_metadata_hash_extension::CheckMetadataHash::new(false),
			frame_system::WeightReclaim::new(),
		);
		let (spec, tx) = self.versions;
		let implicit = ((), (), spec, tx, self.genesis, self.genesis, (), (), (), None, ());
		let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
		let signature = MultiSignature::from(payload.using_encoded(|bytes| self.key.sign(bytes)));
		let address = AccountId::from(self.key.public()).into();
		let transaction = UncheckedExtrinsic::new_signed(call, address, signature, extension);
		// Not `HexDisplay`, which cuts what is long.
		sp_core::bytes::to_hex(&transaction.encode(), false)
	}
}

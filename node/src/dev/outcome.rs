//! What became of each transaction of a block.

use codec::Decode;
use collab_runtime::{Hash, Runtime, RuntimeError, RuntimeEvent};
use frame_support::{storage::storage_prefix, traits::PalletInfoAccess};
use frame_system::{EventRecord, Phase};
use polkadot_sdk::*;
use serde::Serialize;
use sp_runtime::DispatchError;
use std::{collections::BTreeMap, fmt::Debug};

/// What became of a transaction.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
	/// Hash of the transaction.
	pub hash: Hash,
	/// Whether it is in the block and did what it was to do.
	pub success: bool,
	/// Why not: `Pallet.Error` if it is in the block but failed, `Invalid.Reason` if it is not in
	/// the block.
	pub error: Option<String>,
	/// The fee that was paid, tip included, in the smallest parts of the token.
	pub fee: String,
}

impl Outcome {
	/// A transaction that could not be put into the block.
	pub fn invalid(hash: Hash, reason: String) -> Self {
		Self { hash, success: false, error: Some(reason), fee: "0".into() }
	}

	/// A transaction of the block.
	pub fn executed(hash: Hash, execution: Execution) -> Self {
		let Execution { error, fee } = execution;
		Self { hash, success: error.is_none(), error, fee: fee.to_string() }
	}
}

/// How the execution of a transaction went.
#[derive(Clone, Debug, Default)]
pub struct Execution {
	error: Option<String>,
	fee: u128,
}

/// How the execution of every transaction went, by its place in the block, from the events among
/// the `changes` of the block's state.
///
/// The changes are at hand when the block is made; reading the state afterwards would cost more.
pub fn executions(
	changes: &[(Vec<u8>, Option<Vec<u8>>)],
) -> Result<BTreeMap<u32, Execution>, codec::Error> {
	let key = storage_prefix(
		<frame_system::Pallet<Runtime> as PalletInfoAccess>::name().as_bytes(),
		b"Events",
	);
	let encoded = changes.iter().find(|(k, _)| k[..] == key).and_then(|(_, value)| value.as_ref());
	let records = match encoded {
		Some(bytes) => Vec::<EventRecord<RuntimeEvent, Hash>>::decode(&mut &bytes[..])?,
		None => Vec::new(),
	};
	let mut executions = BTreeMap::<u32, Execution>::new();
	for record in records {
		let Phase::ApplyExtrinsic(index) = record.phase else { continue };
		let execution = executions.entry(index).or_default();
		match record.event {
			RuntimeEvent::System(frame_system::Event::ExtrinsicFailed {
				dispatch_error, ..
			}) => execution.error = Some(error_name(dispatch_error)),
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
			) => execution.fee = actual_fee,
			_ => (),
		}
	}
	Ok(executions)
}

/// `Pallet.Error`, or `Kind.Error` for errors that belong to no pallet.
pub fn error_name(error: DispatchError) -> String {
	match RuntimeError::from_dispatch_error(error) {
		Some(error) => dotted(error),
		None => dotted(error),
	}
}

/// `Outer(Inner)` as `Outer.Inner`.
pub fn dotted(error: impl Debug) -> String {
	let text = format!("{error:?}");
	match text.strip_suffix(')').and_then(|text| text.split_once('(')) {
		Some((outer, inner)) => format!("{outer}.{inner}"),
		None => text,
	}
}

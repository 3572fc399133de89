//! Makes one block.

use super::outcome::{dotted, executions, Outcome};
use crate::parts::Client;
use collab_runtime::{opaque::Block, Hash, Header};
use polkadot_sdk::*;
use sc_block_builder::{BlockBuilder, BlockBuilderBuilder};
use sc_consensus::{
	BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, ImportedAux, StateAction,
	StorageChanges,
};
use sc_consensus_manual_seal::Error;
use sp_blockchain::ApplyExtrinsicFailed;
use sp_consensus::BlockOrigin;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, Slot};
use sp_inherents::InherentData;
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	transaction_validity::TransactionValidityError,
	Digest, DigestItem, OpaqueExtrinsic,
};

/// What a block is made from.
pub struct Order<'a> {
	/// The block before it.
	pub parent: &'a Header,
	/// Its time in milliseconds, at the beginning of its slot.
	pub timestamp: u64,
	/// Number of its slot.
	pub slot: u64,
	/// What to try and put into it.
	pub transactions: &'a [OpaqueExtrinsic],
}

/// A block that is made, and what became of the transactions.
pub struct Made {
	/// The block.
	pub block: Block,
	/// What it changes in the state.
	pub changes: sp_api::StorageChanges<Block>,
	/// One for each transaction of the order.
	pub outcomes: Vec<Outcome>,
	/// The transactions that are invalid, not merely too much for this block.
	pub invalid: Vec<(Hash, TransactionValidityError)>,
}

/// Why a transaction is not in the block.
enum Rejection {
	Invalid(TransactionValidityError),
	/// The runtime gave up, as it does on bytes which are no transaction.
	Crash(String),
}

/// Make a block; nothing is stored yet.
pub fn make(client: &Client, order: Order) -> Result<Made, Error> {
	let parent = order.parent;
	let digest = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(
		Slot::from(order.slot),
	);
	let mut builder = BlockBuilderBuilder::new(client)
		.on_parent_block(parent.hash())
		.with_parent_block_number(parent.number)
		.with_inherent_digests(Digest { logs: vec![digest] })
		.build()?;

	let mut data = InherentData::new();
	data.put_data(sp_timestamp::INHERENT_IDENTIFIER, &order.timestamp)?;
	let inherents = builder.create_inherents(data)?;
	// The index of an extrinsic is what the events name it by.
	let mut index = 0;
	for inherent in inherents {
		builder.push(inherent)?;
		index += 1;
	}

	let mut pushed = Vec::with_capacity(order.transactions.len());
	for transaction in order.transactions {
		pushed.push(match push(&mut builder, transaction) {
			Ok(()) => {
				index += 1;
				Ok(index - 1)
			}
			Err(rejection) => Err(rejection),
		});
	}
	let (block, changes) = builder.build()?.into_inner();
	report(order.transactions, pushed, block, changes)
}

fn push(
	builder: &mut BlockBuilder<Block, Client>,
	transaction: &OpaqueExtrinsic,
) -> Result<(), Rejection> {
	use sp_blockchain::Error::ApplyExtrinsicFailed as Failed;
	builder.push(transaction.clone()).map_err(|error| match error {
		Failed(ApplyExtrinsicFailed::Validity(error)) => Rejection::Invalid(error),
		other => Rejection::Crash(other.to_string()),
	})
}

/// Say of each transaction what became of it.
fn report(
	transactions: &[OpaqueExtrinsic],
	pushed: Vec<Result<u32, Rejection>>,
	block: Block,
	changes: sp_api::StorageChanges<Block>,
) -> Result<Made, Error> {
	let mut invalid = Vec::new();
	let mut outcomes = Vec::with_capacity(pushed.len());
	if !pushed.is_empty() {
		let mut executions = executions(&changes.main_storage_changes).map_err(|error| {
			format!("the chain's runtime is not the one this node was built with: {error}")
		})?;
		for (transaction, pushed) in transactions.iter().zip(pushed) {
			let hash = BlakeTwo256::hash_of(transaction);
			outcomes.push(match pushed {
				Ok(index) => Outcome::executed(hash, executions.remove(&index).unwrap_or_default()),
				Err(Rejection::Invalid(error)) => {
					if !error.exhausted_resources() {
						invalid.push((hash, error));
					}
					Outcome::invalid(hash, dotted(error))
				}
				Err(Rejection::Crash(error)) => Outcome::invalid(hash, error),
			});
		}
	}
	Ok(Made { block, changes, outcomes, invalid })
}

/// Store the block as the best one. Returns its hash.
pub async fn import(
	client: &Client,
	block: Block,
	changes: sp_api::StorageChanges<Block>,
	finalize: bool,
) -> Result<(Hash, ImportedAux), Error> {
	let hash = block.header.hash();
	let mut params = BlockImportParams::new(BlockOrigin::Own, block.header);
	params.body = Some(block.extrinsics);
	params.finalized = finalize;
	params.fork_choice = Some(ForkChoiceStrategy::LongestChain);
	params.state_action = StateAction::ApplyChanges(StorageChanges::Changes(changes));
	match client.import_block(params).await? {
		ImportResult::Imported(aux) => Ok((hash, aux)),
		other => Err(other.into()),
	}
}

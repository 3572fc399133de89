//! The SDK's methods for sealing by hand, `engine_createBlock` and `engine_finalizeBlock`.
//!
//! The SDK serves them to everybody who reaches the port. These ones are refused where unsafe
//! methods are, and pass on to the SDK's.

use collab_runtime::Hash;
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	Extensions,
};
use polkadot_sdk::*;
use sc_consensus_manual_seal::{
	rpc::{ManualSeal, ManualSealApiServer},
	CreatedBlock, EngineCommand,
};
use sc_rpc_api::check_if_safe;
use sp_runtime::EncodedJustification;

/// What the SDK calls `ManualSealApi`.
#[rpc(server)]
pub trait EngineApi {
	/// Make a block of what is in the pool.
	#[method(name = "engine_createBlock", with_extensions)]
	async fn create_block(
		&self,
		create_empty: bool,
		finalize: bool,
		parent_hash: Option<Hash>,
	) -> RpcResult<CreatedBlock<Hash>>;

	/// Finalize a block.
	#[method(name = "engine_finalizeBlock", with_extensions)]
	async fn finalize_block(
		&self,
		hash: Hash,
		justification: Option<EncodedJustification>,
	) -> RpcResult<bool>;
}

/// Passes the requests on to the sealer.
pub struct Engine(ManualSeal<Hash>);

impl Engine {
	/// Serve for the sealer that takes its commands from `commands`.
	pub fn new(commands: futures::channel::mpsc::Sender<EngineCommand<Hash>>) -> Self {
		Self(ManualSeal::new(commands))
	}
}

#[async_trait]
impl EngineApiServer for Engine {
	async fn create_block(
		&self,
		ext: &Extensions,
		create_empty: bool,
		finalize: bool,
		parent_hash: Option<Hash>,
	) -> RpcResult<CreatedBlock<Hash>> {
		check_if_safe(ext)?;
		Ok(self.0.create_block(create_empty, finalize, parent_hash).await?)
	}

	async fn finalize_block(
		&self,
		ext: &Extensions,
		hash: Hash,
		justification: Option<EncodedJustification>,
	) -> RpcResult<bool> {
		check_if_safe(ext)?;
		Ok(self.0.finalize_block(hash, justification).await?)
	}
}

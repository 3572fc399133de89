//! RPC methods that make blocks and choose their time.

use super::Handle;
use crate::dev::outcome::Outcome;
use codec::DecodeAll;
use collab_runtime::{BlockNumber, Hash};
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned},
	Extensions,
};
use polkadot_sdk::*;
use sc_rpc_api::check_if_safe;
use serde::{Deserialize, Serialize};
use sp_core::Bytes;
use sp_runtime::OpaqueExtrinsic;

/// The most blocks one request makes: no other request is served in the meantime.
const MAX_COUNT: u32 = 10_000;

/// What `dev_newBlock` is asked for. Everything may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewBlockParams {
	/// Time of the block in milliseconds since 1970; the beginning of its slot is taken.
	timestamp: Option<u64>,
	/// The transactions to put into the block, instead of those in the pool.
	transactions: Option<Vec<Bytes>>,
	/// How many blocks to make, 1 unless given. Those after the first are empty.
	count: Option<u32>,
}

/// The block that was made, the last one if there are many.
#[derive(Clone, Debug, Serialize)]
pub struct NewBlock {
	/// Its hash.
	pub hash: Hash,
	/// Its height.
	pub number: BlockNumber,
	/// Its time in milliseconds.
	pub timestamp: u64,
	/// What became of the transactions that were given or taken from the pool. Those without
	/// success whose error begins with `Invalid.` or `Unknown.` are not in the block.
	pub transactions: Vec<Outcome>,
}

/// A [`NewBlockParams`] that makes sense.
#[derive(Debug)]
pub struct NewBlockOrder {
	/// Time of the first block.
	pub timestamp: Option<u64>,
	/// The transactions of the first block, instead of those in the pool.
	pub transactions: Option<Vec<OpaqueExtrinsic>>,
	/// Empty blocks after the first.
	pub more: u32,
}

impl TryFrom<NewBlockParams> for NewBlockOrder {
	type Error = ErrorObjectOwned;

	fn try_from(params: NewBlockParams) -> Result<Self, Self::Error> {
		let NewBlockParams { timestamp, transactions, count } = params;
		let count = count.unwrap_or(1);
		if !(1..=MAX_COUNT).contains(&count) {
			return Err(invalid_params(format!("count is {count}, not from 1 to {MAX_COUNT}")));
		}
		let transactions = transactions.map(decode_all).transpose()?;
		Ok(Self { timestamp, transactions, more: count - 1 })
	}
}

fn decode_all(transactions: Vec<Bytes>) -> Result<Vec<OpaqueExtrinsic>, ErrorObjectOwned> {
	let decode = |(index, bytes): (usize, Bytes)| {
		OpaqueExtrinsic::decode_all(&mut &bytes[..]).map_err(|error| {
			invalid_params(format!("transactions[{index}] is not an encoded extrinsic: {error}"))
		})
	};
	transactions.into_iter().enumerate().map(decode).collect()
}

/// The error of a request that cannot be met as it stands.
pub(crate) fn invalid_params(message: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INVALID_PARAMS_CODE, message, None::<()>)
}

/// Methods for development chains. They are unsafe: not for ports that strangers reach.
#[rpc(server)]
pub trait DevApi {
	/// Make one or more blocks, and finalize them.
	#[method(name = "dev_newBlock", with_extensions)]
	async fn new_block(&self, params: Option<NewBlockParams>) -> RpcResult<NewBlock>;

	/// Choose the time of the next block, in milliseconds since 1970. Returns the time it will
	/// have: the beginning of that slot.
	#[method(name = "dev_timeTravel", with_extensions)]
	async fn time_travel(&self, timestamp: u64) -> RpcResult<u64>;
}

/// Passes the requests on to the sealer.
pub struct Rpc(Handle);

impl Rpc {
	/// Serve for the sealer at the other end of `handle`.
	pub(crate) fn new(handle: Handle) -> Self {
		Self(handle)
	}
}

#[async_trait]
impl DevApiServer for Rpc {
	async fn new_block(
		&self,
		ext: &Extensions,
		params: Option<NewBlockParams>,
	) -> RpcResult<NewBlock> {
		check_if_safe(ext)?;
		self.0.new_block(params.unwrap_or_default().try_into()?).await
	}

	async fn time_travel(&self, ext: &Extensions, timestamp: u64) -> RpcResult<u64> {
		check_if_safe(ext)?;
		self.0.time_travel(timestamp).await
	}
}

//! The RPC methods the node adds to those every Substrate node has.

use crate::{
	dev::{self, DevApiServer, EngineApiServer},
	parts::{Client, Pool},
};
use collab_runtime::{opaque::Block, AccountId, Nonce};
use jsonrpsee::RpcModule;
use polkadot_sdk::*;
use std::{error::Error, sync::Arc};

/// What the methods need.
#[derive(Clone)]
pub struct Deps {
	/// The chain.
	pub client: Arc<Client>,
	/// The transactions that wait for a block.
	pub pool: Arc<Pool>,
	/// Who makes the blocks of a development chain.
	pub dev: Option<dev::Handle>,
}

/// All methods.
pub fn create(deps: Deps) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>> {
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let Deps { client, pool, dev } = deps;
	let mut module = RpcModule::new(());
	module.merge(SystemApiServer::<_, AccountId, Nonce>::into_rpc(System::<_, _, Block>::new(
		client.clone(),
		pool,
	)))?;
	module.merge(TransactionPayment::new(client).into_rpc())?;
	if let Some(handle) = dev {
		module.merge(dev::Engine::new(handle.engine()).into_rpc())?;
		module.merge(dev::Rpc::new(handle).into_rpc())?;
	}
	Ok(module)
}

//! The connection to a node: its clock, its blocks, signed transactions.

use super::api;
use anyhow::{anyhow, bail, ensure, Context, Result};
use codec::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use subxt::{
	backend::LegacyBackend,
	client::{ClientAtBlock, OnlineClientAtBlockImpl},
	config::{DefaultExtrinsicParamsBuilder, SubstrateConfig},
	rpcs::{client::RpcClient, rpc_params},
	transactions::Payload,
	utils::{AccountId32, H256},
	view_functions::Payload as Query,
	OnlineClient,
};
use subxt_signer::sr25519::Keypair;

/// The chain at one block.
pub type AtBlock = ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

/// A block that was made to order.
#[derive(Clone, Debug, Deserialize)]
pub struct NewBlock {
	/// Its hash.
	pub hash: H256,
	/// Its height.
	pub number: u64,
	/// What became of each transaction.
	pub transactions: Vec<Outcome>,
}

/// What became of one transaction.
#[derive(Clone, Debug, Deserialize)]
pub struct Outcome {
	/// Whether it did what it was to do.
	pub success: bool,
	/// Why not.
	pub error: Option<String>,
	/// The fee paid, in units.
	pub fee: String,
}

#[derive(Serialize)]
struct NewBlockParams<'a> {
	timestamp: u64,
	transactions: &'a [String],
}

/// A node that makes blocks when it is told to.
#[derive(Clone)]
pub struct Client {
	rpc: RpcClient,
	api: OnlineClient<SubstrateConfig>,
}

impl Client {
	/// Connects and checks that the node runs the runtime that this program was built for.
	pub async fn connect(url: &str) -> Result<Self> {
		let rpc = RpcClient::from_insecure_url(url).await.with_context(|| {
			format!(
				"no node answers at {url}: start one with `collab-node --chain simulation \
				 --sealing manual`, or leave --url out"
			)
		})?;
		let backend = LegacyBackend::builder().storage_page_size(1_000).build(rpc.clone());
		let api = OnlineClient::from_backend(Arc::new(backend))
			.await
			.with_context(|| format!("{url} does not answer as a Substrate node"))?;
		let client = Self { rpc, api };
		let at = client.latest().await?;
		ensure!(
			api::is_codegen_valid_for(at.metadata_ref()),
			"the node runs another runtime (spec version {}) than this program was built for: use \
			 collab-node and collab-sim of one build",
			at.spec_version()
		);
		Ok(client)
	}

	/// The chain at its finalized head.
	pub async fn latest(&self) -> Result<AtBlock> {
		Ok(self.api.at_current_block().await?)
	}

	/// The chain at a block.
	pub async fn at(&self, block: &NewBlock) -> Result<AtBlock> {
		Ok(self.api.at_block_hash_and_number(block.hash, block.number).await?)
	}

	/// Makes a block with a time, in seconds, and transactions. Any that fails is an error.
	pub async fn new_block(&self, seconds: u64, transactions: &[String]) -> Result<NewBlock> {
		let params = NewBlockParams { timestamp: seconds.saturating_mul(1_000), transactions };
		let block: NewBlock = self
			.rpc
			.request("dev_newBlock", rpc_params![params])
			.await
			.map_err(|error| anyhow!("the node makes no block at second {seconds}: {error}"))?;
		ensure!(
			block.transactions.len() == transactions.len(),
			"the node answers for {} of {} transactions of block {}",
			block.transactions.len(),
			transactions.len(),
			block.number
		);
		Ok(block)
	}
}

/// An account that signs, and counts its transactions itself: the chain's count lags behind while
/// blocks are under way.
pub struct Signer {
	keypair: Keypair,
	nonce: u64,
}

impl Signer {
	/// The account at the head of the chain.
	pub async fn new(keypair: Keypair, at: &AtBlock) -> Result<Self> {
		let nonce = at.transactions().account_nonce(&account_of(&keypair)).await?;
		Ok(Self { keypair, nonce })
	}

	/// Its address.
	pub fn account(&self) -> AccountId32 {
		account_of(&self.keypair)
	}

	/// The next transaction of the account, as hexadecimal.
	pub fn sign(&mut self, at: &AtBlock, call: &impl Payload) -> Result<String> {
		let params = DefaultExtrinsicParamsBuilder::new().nonce(self.nonce).immortal().build();
		let signed =
			at.transactions().create_v4_signable_offline(call, params)?.sign(&self.keypair)?;
		self.nonce = self.nonce.saturating_add(1);
		Ok(format!("0x{}", hex::encode(signed.encoded())))
	}
}

fn account_of(keypair: &Keypair) -> AccountId32 {
	keypair.public_key().to_account_id()
}

/// Bytes of a view function's id.
const ID_BYTES: usize = 32;

/// What a view function answers, encoded. Its own error is an error here.
///
/// The runtime takes the arguments as one `Vec<u8>` behind the 32 bytes of the function's id and
/// answers with a `Result<Vec<u8>, _>`; subxt 0.51 encodes and decodes both as if they were bare.
pub async fn view(at: &AtBlock, query: impl Query) -> Result<Vec<u8>> {
	let views = at.view_functions();
	views.validate(&query)?;
	let bare = views.encode_args(&query)?;
	let (id, arguments) = bare.split_at_checked(ID_BYTES).context("the function has no id")?;
	let wrapped = [id, &arguments.encode()].concat();
	let wrapped = views.call_raw(Some(&wrapped)).await?;
	let answer = match wrapped.split_first() {
		Some((0, bytes)) => Vec::<u8>::decode(&mut &bytes[..])?,
		_ => bail!("the node cannot execute this view function"),
	};
	match answer.split_first() {
		Some((0, value)) => Ok(value.to_vec()),
		_ => bail!("the view function fails with {}", hex::encode(answer)),
	}
}

//! The types of the parts that a node is put together from.

use collab_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::*;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_grandpa::{GrandpaBlockImport, LinkHalf};
use sc_service::PartialComponents;
use sc_telemetry::Telemetry;
use sc_transaction_pool::TransactionPoolHandle;

type Executor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;

/// The database.
pub type Backend = sc_service::TFullBackend<Block>;

/// Which branch is the chain: the longest.
pub type SelectChain = LongestChain<Backend, Block>;

/// Stores blocks that keep to GRANDPA's rules.
pub type GrandpaImport = GrandpaBlockImport<Backend, Block, Client, SelectChain>;

/// What connects the import of blocks with the finality voter.
pub type GrandpaLink = LinkHalf<Block, Client, SelectChain>;

/// The chain: database, runtime, and what connects them.
pub type Client = sc_service::TFullClient<Block, RuntimeApi, Executor>;

/// The transactions that wait for a block.
pub type Pool = TransactionPoolHandle<Block, Client>;

/// What every command needs.
pub type Components = PartialComponents<
	Client,
	Backend,
	SelectChain,
	DefaultImportQueue<Block>,
	Pool,
	(GrandpaImport, GrandpaLink, Option<Telemetry>),
>;

/// GRANDPA keeps and imports a proof of finality at a fixed number of blocks.
pub const JUSTIFICATION_PERIOD: u32 = 512;

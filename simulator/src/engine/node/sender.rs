//! Sends blocks one after another while the simulation goes on.

use super::client::{Client, NewBlock};
use anyhow::{bail, Context, Result};
use tokio::{
	runtime::Handle,
	sync::mpsc::{channel, Receiver, Sender as Queue},
	task::JoinHandle,
};

/// Blocks that may wait: enough to keep the node busy, few enough to stop soon after an error.
const QUEUE: usize = 64;

/// One signed transaction and who pays for it.
pub struct Signed {
	/// The agent's number; `None` for the owner.
	pub agent: Option<usize>,
	/// What it is, for error messages.
	pub what: String,
	/// The transaction, as hexadecimal.
	pub hex: String,
}

/// The transactions of one second.
pub struct Batch {
	/// The second, by the chain's clock.
	pub seconds: u64,
	/// In order.
	pub transactions: Vec<Signed>,
}

/// What came of all blocks.
#[derive(Clone, Debug)]
pub struct Sent {
	/// Fees paid by each agent, in units.
	pub fees: Vec<u128>,
	/// Blocks made.
	pub blocks: u64,
	/// The last of them.
	pub last: Option<NewBlock>,
}

/// The way to the node.
pub struct Sender {
	queue: Queue<Batch>,
	task: JoinHandle<Result<Sent>>,
}

impl Sender {
	/// Begins to send.
	pub fn spawn(handle: &Handle, client: Client, agents: usize) -> Self {
		let (queue, batches) = channel(QUEUE);
		let sent = Sent { fees: vec![0; agents], blocks: 0, last: None };
		Self { queue, task: handle.spawn(send_all(client, batches, sent)) }
	}

	/// Adds a block to the queue; waits while it is full. `false` when sending has failed, which
	/// [`finish`](Self::finish) explains.
	pub fn send(&self, batch: Batch) -> bool {
		self.queue.blocking_send(batch).is_ok()
	}

	/// Waits for the last block.
	pub async fn finish(self) -> Result<Sent> {
		drop(self.queue);
		self.task.await.context("sending blocks broke off")?
	}
}

async fn send_all(client: Client, mut batches: Receiver<Batch>, mut sent: Sent) -> Result<Sent> {
	while let Some(batch) = batches.recv().await {
		let hex: Vec<String> = batch.transactions.iter().map(|t| t.hex.clone()).collect();
		let block = client.new_block(batch.seconds, &hex).await?;
		for (transaction, outcome) in batch.transactions.iter().zip(&block.transactions) {
			if !outcome.success {
				bail!(
					"the chain refuses in block {} what the ledger in memory accepted: {}: {}",
					block.number,
					transaction.what,
					outcome.error.as_deref().unwrap_or("no reason given")
				);
			}
			let fee: u128 =
				outcome.fee.parse().context("the node names a fee that is no number")?;
			if let Some(paid) = transaction.agent.and_then(|agent| sent.fees.get_mut(agent)) {
				*paid = paid.saturating_add(fee);
			}
		}
		sent.blocks = sent.blocks.saturating_add(1);
		sent.last = Some(block);
	}
	Ok(sent)
}

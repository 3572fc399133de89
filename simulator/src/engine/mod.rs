//! What a simulation runs on.
//!
//! The ledger in memory decides what happens; a chain is told, in order, of every action that the
//! ledger accepted, and may check that it comes to the same.

mod local;
pub mod node;

pub use local::Local;

use crate::ledger::{AuditRow, ContributionId, Ledger, Model};
use collab_model_core::{AuditCount, AuditOutcome, Balance, Label, Payment, Rules, Seal, Seconds};

/// Where accepted actions are sent to. Times are seconds since the model opened.
pub trait Chain: Send {
	/// Creates the model and funds the agents, at second 0.
	fn open(&mut self, setup: &Setup<'_>) -> anyhow::Result<()>;
	/// Performs one action. The ledger has accepted it; a refusal is an error of the chain.
	fn act(&mut self, now: Seconds, action: &Action<'_>) -> anyhow::Result<()>;
	/// Waits for the last action and compares the chain's state with the ledger's.
	fn finish(&mut self, ledger: &Ledger) -> anyhow::Result<ChainReport>;
}

/// The state that a simulation starts with.
#[derive(Clone, Debug)]
pub struct Setup<'a> {
	/// The rules of the model.
	pub rules: Rules,
	/// All that an agent offers is held for a submission, not only the price. A chain that cannot
	/// do so refuses.
	pub deposit_is_offer: bool,
	/// The model after its initial training; knows its number of features.
	pub model: &'a Model,
	/// The samples that it was seeded with under `robust`, in order, with their labels. Under
	/// `classic` there are none: its model is uploaded.
	pub seeding: Vec<(&'a [u32], Label)>,
	/// The agents, by account number.
	pub agents: Vec<Participant>,
}

/// An agent as the chain knows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Participant {
	/// Its name.
	pub name: String,
	/// What it has at first, in units.
	pub start_balance: Balance,
}

/// An action that the ledger accepted. Agents are account numbers, amounts are in units. Audits are
/// made by the owner of the model, at most one at a time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Action<'a> {
	/// A submission.
	AddData {
		/// Who submits.
		agent: usize,
		/// The sample: strictly increasing features.
		features: &'a [u32],
		/// Its label.
		label: Label,
		/// The greatest deposit that the agent offers.
		max_deposit: Balance,
		/// The deposit that the ledger took.
		deposit: Balance,
	},
	/// A refund.
	Refund {
		/// Who asks.
		agent: usize,
		/// For which contribution.
		contribution: ContributionId,
		/// What the ledger paid, and to whom.
		payment: Payment,
	},
	/// A report by somebody else, or by anybody after the last wait of the `classic` rules.
	Report {
		/// Who reports.
		agent: usize,
		/// Which contribution.
		contribution: ContributionId,
		/// What the ledger paid, and to whom.
		payment: Payment,
	},
	/// The owner seals rows for an audit. A chain computes the seal itself, from the number that the
	/// model has there ([`audit_seal`](crate::ledger::audit_seal)).
	SealAudit {
		/// The number of the audit, from 0.
		number: u32,
		/// What hides the rows until they are shown.
		nonce: &'a Seal,
		/// The rows, in the order in which they will be shown.
		rows: &'a [AuditRow<'a>],
	},
	/// The owner shows all rows of the sealed audit, which ends with it.
	ShowAudit {
		/// The number of the audit, from 0.
		number: u32,
		/// What has hidden the rows.
		nonce: &'a Seal,
		/// The rows.
		rows: &'a [AuditRow<'a>],
		/// Whether the ledger released the candidate.
		outcome: AuditOutcome,
		/// What the ledger counted.
		count: AuditCount,
	},
}

/// What a chain says at the end.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ChainReport {
	/// Blocks that were built for the simulation; `None` where there are none.
	pub blocks: Option<u64>,
	/// Whether coefficients, contributions, standings and balances (less fees) are those of the
	/// ledger; `None` where there is nothing to compare.
	pub identical_to_local: Option<bool>,
	/// What differs, one line for each; empty when identical.
	pub differences: Vec<String>,
}

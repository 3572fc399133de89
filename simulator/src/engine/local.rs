//! No chain at all: the ledger in memory is everything.

use super::{Action, Chain, ChainReport, Setup};
use crate::ledger::Ledger;
use collab_model_core::Seconds;

/// Takes note of nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Local;

impl Chain for Local {
	fn open(&mut self, _setup: &Setup<'_>) -> anyhow::Result<()> {
		Ok(())
	}

	fn act(&mut self, _now: Seconds, _action: &Action<'_>) -> anyhow::Result<()> {
		Ok(())
	}

	fn finish(&mut self, _ledger: &Ledger) -> anyhow::Result<ChainReport> {
		Ok(ChainReport::default())
	}
}

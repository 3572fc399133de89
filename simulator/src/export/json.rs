//! Everything about a run, for machines.

use super::Exporter;
use crate::{files::pretty, result::SavedRun};

/// `result.json`.
pub struct Json;

impl Exporter for Json {
	fn file_name(&self) -> &'static str {
		"result.json"
	}

	fn serialize(&self, run: &SavedRun) -> anyhow::Result<Vec<u8>> {
		pretty(run)
	}
}

//! `collab-sim replay`.

use super::options::Output;
use crate::replay::{replay_file, Difference};
use clap::Args;
use serde_json::json;
use std::{
	path::{Path, PathBuf},
	process::ExitCode,
};

/// What `replay` is given.
#[derive(Args, Debug)]
pub struct ReplayArgs {
	/// Recorded traces (JSON).
	#[arg(required = true, value_name = "FILE")]
	files: Vec<PathBuf>,
	#[command(flatten)]
	output: Output,
}

impl ReplayArgs {
	/// Replays the files in order, up to the first difference.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let mut actions = 0;
		for (number, file) in self.files.iter().enumerate() {
			let replayed = replay_file(file)?;
			actions += replayed.actions;
			if let Some(difference) = replayed.difference {
				self.print_difference(file, &difference, actions, number + 1)?;
				return Ok(ExitCode::FAILURE);
			}
		}
		let files = self.files.len();
		let report = json!({
			"actions": actions, "files": files, "differences": 0, "first_difference": null,
		});
		let text = format!("{actions} actions in {files} files, 0 differences\n");
		self.output.print(&report, &text)?;
		Ok(ExitCode::SUCCESS)
	}

	fn print_difference(
		&self,
		file: &Path,
		difference: &Difference,
		actions: usize,
		files: usize,
	) -> anyhow::Result<()> {
		let report = json!({
			"actions": actions, "files": files, "differences": 1,
			"first_difference": {
				"file": file.display().to_string(),
				"action": difference.action,
				"field": difference.field,
				"expected": difference.expected,
				"got": difference.got,
			},
		});
		self.output.print(&report, &format!("{}: {difference}\n", file.display()))
	}
}

//! `collab-sim replay`.

use crate::replay::{replay_file, Difference};
use clap::Args;
use serde_json::json;
use std::{
	io::{stdout, Write},
	path::{Path, PathBuf},
	process::ExitCode,
};

/// What `replay` is given.
#[derive(Args, Debug)]
pub struct ReplayArgs {
	/// Recorded traces (JSON).
	#[arg(required = true, value_name = "FILE")]
	files: Vec<PathBuf>,
	/// Print one JSON object.
	#[arg(long)]
	json: bool,
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
		if self.json {
			let report = json!({
				"actions": actions, "files": files, "differences": 0, "first_difference": null,
			});
			writeln!(stdout(), "{report}")?;
		} else {
			writeln!(stdout(), "{actions} actions in {files} files, 0 differences")?;
		}
		Ok(ExitCode::SUCCESS)
	}

	fn print_difference(
		&self,
		file: &Path,
		difference: &Difference,
		actions: usize,
		files: usize,
	) -> anyhow::Result<()> {
		if !self.json {
			writeln!(stdout(), "{}: {difference}", file.display())?;
			return Ok(());
		}
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
		writeln!(stdout(), "{report}")?;
		Ok(())
	}
}

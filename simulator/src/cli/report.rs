//! `collab-sim report`.

use super::options::Output;
use crate::{
	files::write_whole,
	report::{html, Folder},
};
use anyhow::Context;
use clap::Args;
use serde_json::json;
use std::{
	fs,
	path::{Path, PathBuf},
	process::ExitCode,
};

/// What `report` is given.
#[derive(Args, Debug)]
pub struct ReportArgs {
	/// Folders that were the --out of paper, run, sweep or attack.
	#[arg(required = true, value_name = "DIR")]
	dirs: Vec<PathBuf>,
	/// The file; without it, report.html in the first folder.
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
	/// A folder that gets each figure of the paper as an SVG file, too.
	#[arg(long, value_name = "DIR")]
	svg: Option<PathBuf>,
	#[command(flatten)]
	output: Output,
}

impl ReportArgs {
	/// Reads, draws and writes the page.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let folders: Result<Vec<_>, _> = self.dirs.iter().map(|dir| Folder::read(dir)).collect();
		let folders = folders?;
		let html = html(&folders)?;
		let first = self.dirs.first().cloned().unwrap_or_default();
		let path = self.out.unwrap_or_else(|| first.join("report.html"));
		write_whole(&path, html.as_bytes())?;
		if let Some(dir) = &self.svg {
			write_drawings(dir, &folders)?;
		}
		let report = json!({ "report": path.display().to_string() });
		self.output.print(&report, &format!("wrote {}\n", path.display()))?;
		Ok(ExitCode::SUCCESS)
	}
}

fn write_drawings(dir: &Path, folders: &[Folder]) -> anyhow::Result<()> {
	fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
	for folder in folders {
		for (name, svg) in folder.drawings()? {
			write_whole(&dir.join(name), svg.as_bytes())?;
		}
	}
	Ok(())
}

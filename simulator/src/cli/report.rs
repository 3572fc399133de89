//! `collab-sim report`.

use crate::{
	export::write_whole,
	report::{html, Folder},
};
use clap::Args;
use serde_json::json;
use std::{
	io::{stdout, Write},
	path::PathBuf,
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
	/// Print one JSON object.
	#[arg(long)]
	json: bool,
}

impl ReportArgs {
	/// Reads, draws and writes the page.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let folders: Result<Vec<_>, _> = self.dirs.iter().map(|dir| Folder::read(dir)).collect();
		let html = html(&folders?)?;
		let first = self.dirs.first().cloned().unwrap_or_default();
		let path = self.out.unwrap_or_else(|| first.join("report.html"));
		write_whole(&path, html.as_bytes())?;
		let mut out = stdout().lock();
		match self.json {
			true => writeln!(out, "{}", json!({ "report": path.display().to_string() }))?,
			false => writeln!(out, "wrote {}", path.display())?,
		}
		Ok(ExitCode::SUCCESS)
	}
}

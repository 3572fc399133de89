//! Files made of a run.

mod csv;
mod json;
mod plot;

use crate::{files::write_whole, result::SavedRun};
use anyhow::Context;
use std::{
	fs,
	path::{Path, PathBuf},
};

/// One kind of file.
trait Exporter {
	/// What the file is called.
	fn file_name(&self) -> &'static str;
	/// Its contents.
	fn serialize(&self, run: &SavedRun) -> anyhow::Result<Vec<u8>>;
}

/// Saves a run as `result.json`, `accuracy.csv`, `balances.csv` and `figure.svg` in the folder
/// `dir`, which is made if need be. Returns the paths. A file is either written whole or left as
/// it was.
pub fn save(run: &SavedRun, dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
	let exporters: [&dyn Exporter; 4] =
		[&json::Json, &csv::Accuracy, &csv::Balances, &plot::Figure];
	fs::create_dir_all(dir)
		.with_context(|| format!("cannot make the output folder {}", dir.display()))?;
	let save = |exporter: &dyn Exporter| {
		let path = dir.join(exporter.file_name());
		write_whole(&path, &exporter.serialize(run)?)?;
		Ok(path)
	};
	exporters.into_iter().map(save).collect()
}

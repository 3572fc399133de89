//! Files made of a run.

mod csv;
mod json;
mod plot;

use crate::result::SavedRun;
use anyhow::Context;
use serde::Serialize;
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

/// A value as JSON to be read, with an end of line.
pub fn pretty<T: Serialize>(value: &T) -> anyhow::Result<Vec<u8>> {
	let mut text = serde_json::to_vec_pretty(value)?;
	text.push(b'\n');
	Ok(text)
}

/// Writes a file beside `path` and moves it there, so that nobody sees half of it.
pub fn write_whole(path: &Path, contents: &[u8]) -> anyhow::Result<()> {
	let mut name = path.file_name().unwrap_or_default().to_os_string();
	name.push(".tmp");
	let temporary = path.with_file_name(name);
	fs::write(&temporary, contents)
		.and_then(|()| fs::rename(&temporary, path))
		.inspect_err(|_| drop(fs::remove_file(&temporary)))
		.with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_file_is_replaced_and_no_temporary_one_stays() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("a.txt");
		write_whole(&path, b"old").unwrap();
		write_whole(&path, b"new").unwrap();
		assert_eq!(fs::read(&path).unwrap(), b"new");
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
	}

	#[test]
	fn a_failure_names_the_path() {
		let dir = tempfile::tempdir().unwrap();
		let error = write_whole(&dir.path().join("no/a.txt"), b"").unwrap_err();
		assert!(error.to_string().contains("no/a.txt"));
	}
}

//! Files that are written whole or not at all.

use anyhow::Context;
use serde::Serialize;
use std::{fs, path::Path};

/// A value as indented JSON with a line break at its end.
pub fn pretty<T: Serialize>(value: &T) -> anyhow::Result<Vec<u8>> {
	let mut text = serde_json::to_vec_pretty(value)?;
	text.push(b'\n');
	Ok(text)
}

/// A text without the byte order mark that some editors put before it.
pub fn without_mark(text: &str) -> &str {
	text.strip_prefix('\u{feff}').unwrap_or(text)
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

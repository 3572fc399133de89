//! Texts in folders: one folder for each class, one file for each text.

use std::{
	fs,
	path::{Path, PathBuf},
};

use csv::StringRecord;
use rayon::prelude::*;

use crate::{files, labelled::Records, DataError};

const CURE: &str = "give a folder with a folder of text files for each class";

/// The columns that folders give.
const COLUMNS: [&str; 2] = ["label", "text"];

/// What other systems leave in folders, besides hidden files; in lower case.
const LITTER: [&str; 3] = ["__macosx", "thumbs.db", "desktop.ini"];

/// Reads the texts of `folder`, labelled by the names of its folders. Those of its folders `train`
/// and `test` are kept apart, if it has these.
pub fn read(folder: &Path) -> Result<(Records, Option<Records>), DataError> {
	let [train, test] = ["train", "test"].map(|part| folder.join(part));
	if train.is_dir() && test.is_dir() {
		return Ok((read_part(&train)?, Some(read_part(&test)?)));
	}
	Ok((read_part(folder)?, None))
}

/// The texts of `folder` by class and by the names of their files.
pub fn read_part(folder: &Path) -> Result<Records, DataError> {
	let mut texts = Vec::new();
	let (classes, mut litter) = list(folder)?;
	for class in classes.into_iter().filter(|path| path.is_dir()) {
		let name = class.file_name().unwrap_or_default().to_string_lossy().into_owned();
		let (files, left_out) = list(&class)?;
		texts.extend(files.into_iter().filter(|p| p.is_file()).map(|p| (name.clone(), p)));
		litter.extend(left_out);
	}
	if texts.is_empty() {
		return Err(DataError::content(folder, format!("it has no texts: {CURE}")));
	}
	let row = |(class, path): &(String, PathBuf)| {
		let text = String::from_utf8(files::read_text(path, CURE)?).map_err(|_| {
			DataError::content(path, "it is not UTF-8: convert the file, as with iconv")
		})?;
		Ok(StringRecord::from([class.as_str(), text.as_str()].as_slice()))
	};
	let rows = texts.par_iter().map(row).collect::<Result<_, _>>()?;
	let note = litter.first().map(|first| {
		let count = litter.len();
		format!(
			"{count} hidden files and what other systems leave are left out, such as {}",
			first.display()
		)
	});
	let (path, columns) = (folder.into(), COLUMNS.map(String::from).into());
	Ok(Records { path, columns, rows, notes: note.into_iter().collect() })
}

/// What is in `folder`, sorted, and what is left out: hidden files and what other systems leave.
fn list(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), DataError> {
	let wrap = |source| DataError::io(folder, source, CURE);
	let (mut paths, mut litter) = (Vec::new(), Vec::new());
	for entry in fs::read_dir(folder).map_err(wrap)? {
		let entry = entry.map_err(wrap)?;
		let name = entry.file_name().to_string_lossy().to_lowercase();
		match name.starts_with('.') || LITTER.contains(&&*name) {
			true => litter.push(entry.path()),
			false => paths.push(entry.path()),
		}
	}
	paths.sort_unstable();
	litter.sort_unstable();
	Ok((paths, litter))
}

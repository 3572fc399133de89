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
	for class in list(folder)?.into_iter().filter(|path| path.is_dir()) {
		let name = class.file_name().unwrap_or_default().to_string_lossy().into_owned();
		texts.extend(list(&class)?.into_iter().filter(|p| p.is_file()).map(|p| (name.clone(), p)));
	}
	if texts.is_empty() {
		return Err(DataError::content(folder, format!("it has no texts: {CURE}")));
	}
	let row = |(class, path): &(String, PathBuf)| {
		let text = String::from_utf8(files::read(path, CURE)?).map_err(|_| {
			DataError::content(path, "it is not UTF-8: convert the file, as with iconv")
		})?;
		Ok(StringRecord::from([class.as_str(), text.as_str()].as_slice()))
	};
	let rows = texts.par_iter().map(row).collect::<Result<_, _>>()?;
	Ok(Records { path: folder.into(), columns: COLUMNS.map(String::from).into(), rows })
}

/// What is in `folder`, sorted, but for hidden files.
fn list(folder: &Path) -> Result<Vec<PathBuf>, DataError> {
	let wrap = |source| DataError::io(folder, source, CURE);
	let mut paths = Vec::new();
	for entry in fs::read_dir(folder).map_err(wrap)? {
		let entry = entry.map_err(wrap)?;
		if !entry.file_name().to_string_lossy().starts_with('.') {
			paths.push(entry.path());
		}
	}
	paths.sort_unstable();
	Ok(paths)
}

//! JSON and text files.

use super::ReportError;
use serde::de::DeserializeOwned;
use std::{fs, io, path::Path};

/// A text file; `None` if there is none.
pub fn text(path: &Path) -> Result<Option<String>, ReportError> {
	match fs::read(path) {
		Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|error| {
			let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
			let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
			ReportError::damaged(path, line as u64, "it is no UTF-8 text")
		}),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
		Err(error) => Err(ReportError::io(path, error)),
	}
}

/// What a JSON file has; `None` if there is none.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, ReportError> {
	let Some(text) = text(path)? else { return Ok(None) };
	let damaged =
		|error: serde_json::Error| ReportError::damaged(path, error.line() as u64, &error);
	serde_json::from_str(&text).map(Some).map_err(damaged)
}

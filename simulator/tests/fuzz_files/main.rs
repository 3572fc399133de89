//! Every reader of JSON, TOML and CSV files of the simulator, with files that are nearly right: see
//! [`harness`].

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

#[path = "../../data/tests/fuzz_files/harness/mod.rs"]
mod harness;
mod models;
mod results;
mod scenarios;
mod traces;

use std::{fs, path::Path};

/// Writes a file into `folder`, in the folders that its name tells.
fn write(folder: &Path, name: &str, bytes: &[u8]) {
	let path = folder.join(name);
	fs::create_dir_all(path.parent().unwrap()).unwrap();
	fs::write(path, bytes).unwrap();
}

#[test]
fn no_file_takes_a_reader_out_of_its_stride() {
	let formats = [traces::formats(), models::formats(), scenarios::formats(), results::formats()];
	harness::fuzz(&formats.into_iter().flatten().collect::<Vec<_>>());
}

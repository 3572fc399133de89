//! Every reader of data files, with files that are nearly right: see [`harness`].

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

mod encodings;
mod harness;
mod packed;
mod reviews;
mod svmlight;
mod tables;
mod texts;

use std::{fs, path::Path};

use collab_data::{describe, load_encoded, DataSpec, Dataset};

/// Loads data and looks at them in every way.
fn load(spec: &str, num_words: Option<u64>) -> Result<(), String> {
	let spec: DataSpec = spec.parse().map_err(|error| format!("{error}"))?;
	let (data, encoding) = load_encoded(&spec, num_words).map_err(|error| error.to_string())?;
	look_at(&data);
	if let Some(encoding) = encoding {
		let json = serde_json::to_string(&encoding).unwrap();
		assert!(serde_json::from_str::<collab_data::Encoding>(&json).is_ok(), "{json}");
		encodings::ask(&encoding);
	}
	Ok(())
}

fn look_at(data: &Dataset) {
	let description = describe(data);
	assert!(description.train.rows > 0 && description.test.rows > 0);
	let greatest = description.train.max_feature.max(description.test.max_feature);
	assert!(u64::from(greatest.unwrap()) < data.num_features);
	assert_eq!(data.fingerprint().len(), 64);
	assert!(data.train.grouped().is_none_or(|grouped| grouped.max_terms() > 0));
}

/// Writes a file into `folder`, in the folders that its name tells.
fn write(folder: &Path, name: &str, bytes: &[u8]) {
	let path = folder.join(name);
	fs::create_dir_all(path.parent().unwrap()).unwrap();
	fs::write(path, bytes).unwrap();
}

#[test]
fn no_file_takes_a_reader_of_data_out_of_its_stride() {
	let formats = [
		svmlight::formats(),
		tables::formats(),
		texts::formats(),
		reviews::formats(),
		encodings::formats(),
	];
	harness::fuzz(&formats.into_iter().flatten().collect::<Vec<_>>());
}

//! Data sets as a user of the simulator loads them.
//!
//! The tests of IMDB need its files, in the folder that `COLLAB_IMDB_DIR` names or else in
//! `../shared/data/imdb` next to the workspace; without them these tests are skipped.

use std::{
	fs,
	path::{Path, PathBuf},
};

use collab_data::{
	convert, describe, load, load_encoded, DataError, DataSpec, Dataset, Rows, SvmlightSpec,
	OUT_OF_VOCABULARY,
};
use collab_model_core::Label;

fn imdb_folder() -> Option<PathBuf> {
	let folder = std::env::var_os("COLLAB_IMDB_DIR").map_or_else(
		|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/imdb"),
		PathBuf::from,
	);
	if folder.is_dir() {
		return Some(folder);
	}
	println!("skipped: {} has no IMDB data; set COLLAB_IMDB_DIR", folder.display());
	None
}

fn load_imdb(folder: &Path, num_words: Option<u64>) -> Dataset {
	load(&DataSpec::Imdb(folder.into()), num_words).expect("the data are whole")
}

/// A folder that shows only the files `names` of `folder`.
fn folder_with(folder: &Path, names: &[&str]) -> tempfile::TempDir {
	let part = tempfile::tempdir().expect("there is a folder for temporary files");
	for name in names {
		let source = folder.join(name);
		if fs::hard_link(&source, part.path().join(name)).is_err() {
			fs::copy(&source, part.path().join(name)).expect("the file can be copied");
		}
	}
	part
}

#[test]
fn imdb_has_the_published_counts() {
	let Some(folder) = imdb_folder() else { return };
	let description = describe(&load_imdb(&folder, Some(1000)));
	assert_eq!(description.num_features, 1000);
	assert_eq!((description.train.rows, description.test.rows), (25_000, 25_000));
	assert_eq!((description.train.positives, description.test.positives), (12_500, 12_500));
	assert_eq!(description.train.non_zeros, 2_364_131);
	assert_eq!(description.test.non_zeros, 2_326_993);
}

#[test]
fn fewer_words_follow_from_more() {
	let Some(folder) = imdb_folder() else { return };
	let many = load_imdb(&folder, Some(10_000));
	for words in [100, 1_000, 4_000] {
		let few = load_imdb(&folder, Some(words));
		assert_eq!(few.train, many.train.cap_features(words, OUT_OF_VOCABULARY), "{words}");
		assert_eq!(few.test, many.test.cap_features(words, OUT_OF_VOCABULARY), "{words}");
	}
}

/// Asserts the same rows in the same order, and else tells how many differ.
fn assert_same(a: &Rows, b: &Rows) {
	let differing = a.iter().zip(b.iter()).filter(|(a, b)| a != b).count();
	assert_eq!((a.len(), differing), (b.len(), 0));
}

#[test]
fn imdb_npz_gives_the_rows_of_the_svmlight_files_in_their_order() {
	let Some(folder) = imdb_folder() else { return };
	let npz = load_imdb(folder_with(&folder, &["imdb.npz"]).path(), Some(1000));
	let svmlight = load_imdb(&folder, Some(1000));
	assert_same(&npz.train, &svmlight.train);
	assert_same(&npz.test, &svmlight.test);
}

#[test]
fn imdb_texts_give_the_rows_of_the_svmlight_files_in_their_order() {
	let Some(folder) = imdb_folder() else { return };
	let names = ["aclImdb_v1-labelled.tar.zst", "imdb_word_index.json"];
	let texts = load_imdb(folder_with(&folder, &names).path(), Some(1000));
	let svmlight = load_imdb(&folder, Some(1000));
	assert_same(&texts.train, &svmlight.train);
	assert_same(&texts.test, &svmlight.test);
}

#[test]
fn imdb_texts_are_encoded_as_the_rows_are() {
	let Some(folder) = imdb_folder() else { return };
	let names = ["imdb_word_index.json", "imdb-train-1000.svm.zst", "imdb-test-1000.svm.zst"];
	let part = folder_with(&folder, &names);
	let (_, encoding) = load_encoded(&DataSpec::Imdb(part.path().into()), Some(1000)).unwrap();
	let encoding = encoding.expect("there is a word index");
	assert_eq!(encoding.encoder.num_features(), 1000);
	// Ranks 1, 19 and 64 of Keras' index; the last word is known but rare.
	let encoded = encoding.encoder.encode("The film, bad: fawn").unwrap();
	assert_eq!(encoded.features(), [1, 2, 4, 22, 78]);
	assert_eq!(encoding.classifications, ["Negative", "Positive"]);
}

#[test]
fn too_many_words_for_the_files_is_an_error_that_names_the_cure() {
	let Some(folder) = imdb_folder() else { return };
	let names = ["imdb-train-1000.svm.zst", "imdb-test-1000.svm.zst"];
	let part = folder_with(&folder, &names);
	let message = load(&DataSpec::Imdb(part.path().into()), Some(1001)).unwrap_err().to_string();
	assert!(message.contains("ask for at most 1000 words"), "{message}");
}

#[test]
fn a_folder_without_reviews_is_an_error_that_names_what_to_put_there() {
	let folder = tempfile::tempdir().unwrap();
	let spec = DataSpec::Imdb(folder.path().into());
	assert!(load(&spec, None).unwrap_err().to_string().contains("put imdb.npz"));
	let spec = DataSpec::Imdb(folder.path().join("none"));
	assert!(load(&spec, None).unwrap_err().to_string().contains("does not exist"));
}

#[test]
fn synthetic_data_convert_to_files_that_load_as_the_same_rows() {
	let folder = tempfile::tempdir().unwrap();
	let [train, test] = ["train.svm.zst", "test.svm.gz"].map(|name| folder.path().join(name));
	let dataset = load(&"synthetic:train=300,test=200".parse().unwrap(), None).unwrap();
	convert(&dataset, &train, &test).unwrap();
	let loaded =
		load(&DataSpec::Svmlight(Box::new(SvmlightSpec::new(train, test))), Some(1000)).unwrap();
	assert_eq!((loaded.train, loaded.test), (dataset.train, dataset.test));
	assert_eq!(loaded.num_features, dataset.num_features);
}

/// The share of the test rows that an averaged margin perceptron gets right after one pass.
fn averaged_score(data: &Dataset) -> f64 {
	const MARGIN: i64 = 120;
	let features: usize = data.num_features.try_into().expect("few enough for memory");
	let (mut now, mut moved) = (vec![0_i64; features], vec![0_i64; features]);
	let sum =
		|of: &[i64], row: &[u32]| row.iter().map(|feature| of[*feature as usize]).sum::<i64>();
	let sign = |label| if label == Label::Positive { 1 } else { -1 };
	let mut clock = 1;
	for (row, label) in data.train.iter() {
		if sign(label) * sum(&now, row) <= MARGIN {
			for feature in row {
				now[*feature as usize] += sign(label);
				moved[*feature as usize] += clock * sign(label);
			}
		}
		clock += 1;
	}
	let average = |row| clock * sum(&now, row) - sum(&moved, row);
	let right = data.test.iter().filter(|(row, label)| sign(*label) * average(row) > 0).count();
	right as f64 / data.test.len() as f64
}

#[test]
fn synthetic_data_are_as_hard_as_imdb() {
	for (words, imdb) in [(100, 0.705), (1000, 0.857)] {
		let score = averaged_score(&load(&DataSpec::default(), Some(words)).unwrap());
		assert!((score - imdb).abs() < 0.01, "{score} with {words} words");
		let Some(folder) = imdb_folder() else { continue };
		let score = averaged_score(&load_imdb(&folder, Some(words)));
		assert!((score - imdb).abs() < 0.005, "{score} with {words} words of IMDB");
	}
}

#[test]
fn too_few_words_are_refused() {
	let error = load(&DataSpec::default(), Some(3)).unwrap_err();
	assert!(matches!(error, DataError::TooFewWords(3)), "{error}");
}

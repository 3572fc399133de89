//! Small folders in each form.

use std::fs;

use collab_model_core::Label;

use super::{super::convert, *};

fn rows(list: &[(&[u32], Label)]) -> Rows {
	let mut rows = Rows::new();
	for (features, label) in list {
		rows.push(features, *label).unwrap();
	}
	rows
}

/// Puts svmlight files for `words` words there, with one row each that has feature `mark`.
fn write_svmlight(folder: &Path, words: u64, mark: u32) {
	let part = rows(&[(&[1, mark], Label::Positive)]);
	let data = Dataset::new("d".into(), None, part.clone(), part);
	let [train, test] =
		["train", "test"].map(|part| folder.join(format!("imdb-{part}-{words}.svm.zst")));
	convert(&data, &train, &test).unwrap();
}

fn write_tree(folder: &Path) {
	for (name, text) in [
		("train/pos/0_9.txt", "A great film, a great cast"),
		("train/neg/0_1.txt", "a bad film"),
		("test/pos/0_9.txt", "great!"),
		("test/neg/0_1.txt", "bad unheard"),
	] {
		let path = folder.join("aclImdb").join(name);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, text).unwrap();
	}
}

fn first_row(folder: &Path, num_words: Option<u64>) -> Vec<u32> {
	load(folder, num_words).unwrap().train.row(0).to_vec()
}

#[test]
fn the_smallest_sufficient_files_are_read_and_capped() {
	let folder = tempfile::tempdir().unwrap();
	write_svmlight(folder.path(), 10_000, 9_999);
	assert_eq!(first_row(folder.path(), Some(1_000)), [1, 2]);
	write_svmlight(folder.path(), 1_000, 999);
	assert_eq!(first_row(folder.path(), Some(1_000)), [1, 999]);
	assert_eq!(first_row(folder.path(), Some(999)), [1, 2]);
	assert_eq!(first_row(folder.path(), Some(1_001)), [1, 2]);
	assert_eq!(first_row(folder.path(), Some(10_000)), [1, 9_999]);
	assert_eq!(first_row(folder.path(), None), [1, 9_999]);
}

#[test]
fn more_words_than_there_are_name_what_can_be_had() {
	let folder = tempfile::tempdir().unwrap();
	write_svmlight(folder.path(), 1_000, 999);
	let message = load(folder.path(), Some(1_001)).unwrap_err().to_string();
	assert!(message.contains("no files of 1001 words: ask for at most 1000"), "{message}");
}

#[test]
fn one_file_of_two_is_not_enough() {
	let folder = tempfile::tempdir().unwrap();
	write_svmlight(folder.path(), 1_000, 999);
	fs::remove_file(folder.path().join("imdb-test-1000.svm.zst")).unwrap();
	let message = load(folder.path(), Some(1_000)).unwrap_err().to_string();
	assert!(message.contains("no IMDB reviews: put imdb.npz"), "{message}");
}

#[test]
fn texts_are_numbered_by_the_word_index() {
	let folder = tempfile::tempdir().unwrap();
	write_tree(folder.path());
	let index = r#"{"a": 1, "film": 2, "great": 3, "bad": 40, "cast": 5}"#;
	fs::write(folder.path().join("imdb_word_index.json"), index).unwrap();
	let data = load(folder.path(), None).unwrap();
	let positive: (&[u32], _) = (&[1, 4, 5, 6, 8], Label::Positive);
	let negative: (&[u32], _) = (&[1, 4, 5, 43], Label::Negative);
	assert!(data.train == rows(&[positive, negative]) || data.train == rows(&[negative, positive]));
	assert_eq!((data.num_features, data.test.non_zeros()), (44, 4));
	let capped = load(folder.path(), Some(6)).unwrap();
	assert!(capped.train.iter().all(|(row, _)| row == [1, 2, 4, 5]));
}

#[test]
fn texts_are_numbered_by_frequency_without_a_word_index() {
	let folder = tempfile::tempdir().unwrap();
	write_tree(folder.path());
	let data = load(folder.path(), None).unwrap();
	// a 3, film 2, great 2, bad 1, cast 1
	assert_eq!(data.num_features, 9);
	assert!(data.test.iter().any(|row| row == (&[1, 6][..], Label::Positive)));
	assert!(data.test.iter().any(|row| row == (&[1, 7][..], Label::Negative)));
}

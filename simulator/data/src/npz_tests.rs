//! Small archives, written with the same bytes as NumPy's.

use std::io::Write;

use zip::{write::SimpleFileOptions, ZipWriter};

use super::*;

fn array(version: u8, kind: &str, length: usize, data: &[u8]) -> Vec<u8> {
	let text =
		format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({length},), }}   \n");
	let mut bytes = b"\x93NUMPY".to_vec();
	bytes.extend([version, 0]);
	match version {
		1 => bytes.extend(u16::try_from(text.len()).unwrap().to_le_bytes()),
		_ => bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes()),
	}
	bytes.extend(text.as_bytes());
	bytes.extend(data);
	bytes
}

/// Two texts, of the ranks 10, 10, 432 and of none.
fn texts() -> Vec<u8> {
	let pickle = b"\x80\x03cnumpy\ndtype\n)R(](](K\x0aK\x0aM\xb0\x01e]etb.";
	array(1, "|O", 2, pickle)
}

fn labels() -> Vec<u8> {
	array(2, "<i8", 2, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn read_archive(members: &[(&str, Vec<u8>)]) -> Result<(Rows, Rows), DataError> {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("imdb.npz");
	let mut archive = ZipWriter::new(File::create(&path).unwrap());
	for (name, bytes) in members {
		archive.start_file(*name, SimpleFileOptions::default()).unwrap();
		archive.write_all(bytes).unwrap();
	}
	archive.finish().unwrap();
	read(&path)
}

fn read_with(x_test: Vec<u8>, y_test: Vec<u8>) -> Result<(Rows, Rows), DataError> {
	read_archive(&[
		("x_train.npy", texts()),
		("y_train.npy", labels()),
		("x_test.npy", x_test),
		("y_test.npy", y_test),
	])
}

fn error(x_test: Vec<u8>, y_test: Vec<u8>) -> String {
	read_with(x_test, y_test).unwrap_err().to_string()
}

#[test]
fn a_row_is_the_start_token_and_the_set_of_ranks_plus_three() {
	let (train, test) = read_with(texts(), labels()).unwrap();
	assert_eq!(train, test);
	assert_eq!((train.row(0), train.label(0)), (&[1, 13, 435][..], Label::Positive));
	assert_eq!((train.row(1), train.label(1)), (&[1][..], Label::Negative));
}

#[test]
fn labels_other_than_0_and_1_are_refused_with_their_place() {
	let message = error(texts(), array(1, "|i1", 2, &[1, 2]));
	assert!(message.contains("y_test.npy, byte") && message.contains("0 or 1"), "{message}");
}

#[test]
fn a_wrong_type_or_length_is_refused() {
	assert!(error(labels(), labels()).contains("type |O"));
	assert!(error(texts(), array(1, "<f8", 2, &[0; 16])).contains("not type <f8"));
	assert!(error(texts(), array(1, "|i1", 2, &[1])).contains("2 values, not 1"));
	assert!(error(texts(), array(1, "|i1", 1, &[1])).contains("2 texts but 1 labels in test"));
	assert!(error(b"no array".to_vec(), labels()).contains("header of a NumPy array"));
}

#[test]
fn a_pickle_that_names_a_command_is_refused() {
	let message = error(array(1, "|O", 1, b"\x80\x03cos\nsystem\n."), labels());
	assert!(message.contains("not `os system`"), "{message}");
}

#[test]
fn a_missing_member_is_named() {
	let message = read_archive(&[("x_train.npy", texts())]).unwrap_err().to_string();
	assert!(message.contains("it has no"), "{message}");
}

#[test]
fn a_file_that_is_no_archive_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("imdb.npz");
	std::fs::write(&path, b"nothing of the kind").unwrap();
	assert!(read(&path).unwrap_err().to_string().contains("put Keras' imdb.npz there"));
}

//! Every way a line can be wrong, and the way there and back.

use std::{collections::BTreeSet, fs};

use proptest::prelude::*;

use super::*;

fn rows(list: &[(&[u32], Label)]) -> Rows {
	let mut rows = Rows::new();
	for (features, label) in list {
		rows.push(features, *label).unwrap();
	}
	rows
}

fn problem(text: &str) -> (usize, LineError) {
	parse(text.as_bytes()).unwrap_err()
}

#[test]
fn reads_both_ways_to_write_labels() {
	let expected = rows(&[(&[0, 7], Label::Positive), (&[3], Label::Negative)]);
	for text in ["1 0:1 7:1\n0 3:1\n", "+1 0:1 7:1\n-1 3:1", "1.0 0:1.0 7:1e0\r\n0.0 3:01\r\n"] {
		assert_eq!(parse(text.as_bytes()), Ok(expected.clone()), "{text}");
	}
}

#[test]
fn comments_and_blank_lines_are_skipped() {
	let text = "# made by hand\n\n  \n1 2:1 # the first row\n\t0\t4:1 \n#";
	let expected = rows(&[(&[2], Label::Positive), (&[4], Label::Negative)]);
	assert_eq!(parse(text.as_bytes()), Ok(expected));
}

#[test]
fn names_the_line_and_what_is_wrong_with_it() {
	let cases = [
		("1 1:1\n2 1:1", (2, LineError::Label("2".into()))),
		("yes 1:1", (1, LineError::Label("yes".into()))),
		("1:1 2:1", (1, LineError::Label("1:1".into()))),
		("0 1:1\n\n1 1:1\n-1 1:1", (4, LineError::MixedLabels)),
		("1 1", (1, LineError::Pair("1".into()))),
		("1 a:1", (1, LineError::Pair("a:1".into()))),
		("1 -3:1", (1, LineError::Pair("-3:1".into()))),
		("1 :1", (1, LineError::Pair(":1".into()))),
		("1 4294967296:1", (1, LineError::Pair("4294967296:1".into()))),
		("1 1:1 2:0.5", (1, LineError::Value("2:0.5".into()))),
		("1 1:0", (1, LineError::Value("1:0".into()))),
		("1 1:", (1, LineError::Value("1:".into()))),
		("1 qid:3 1:1", (1, LineError::Query)),
		("1 2:1 1:1", (1, LineError::NotIncreasing(1))),
		("1 2:1 2:1", (1, LineError::NotIncreasing(2))),
		("1 1:1\n0 # nothing", (2, LineError::Empty)),
	];
	for (text, expected) in cases {
		assert_eq!(problem(text), expected, "{text}");
	}
}

#[test]
fn the_greatest_index_is_read() {
	assert_eq!(parse(b"1 4294967295:1").map(|rows| rows.max_feature()), Ok(Some(u32::MAX)));
}

#[test]
fn a_long_token_is_cut_in_the_message() {
	let (_, error) = problem(&format!("{} 1:1", "x".repeat(5000)));
	assert!(error.to_string().len() < 200);
}

#[test]
fn a_file_error_names_file_and_line() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("a.svm");
	fs::write(&path, "1 1:1\n1 1:2\n").unwrap();
	let message = read(&path).unwrap_err().to_string();
	assert!(message.contains("a.svm, line 2: value of `1:2`"), "{message}");
	fs::write(&path, "# no rows\n").unwrap();
	assert!(read(&path).unwrap_err().to_string().contains("it has no row"));
	let message = read(&folder.path().join("b.svm")).unwrap_err().to_string();
	assert!(message.contains("b.svm does not exist: give the path of a svmlight"), "{message}");
}

#[test]
fn converted_files_load_as_the_same_data() {
	let folder = tempfile::tempdir().unwrap();
	let dataset = Dataset::new(
		"d".into(),
		None,
		rows(&[(&[1, 9], Label::Positive), (&[1], Label::Negative)]),
		rows(&[(&[1, 4], Label::Negative)]),
	);
	for end in ["svm", "svm.gz", "svm.zst"] {
		let [train, test] =
			["train", "test"].map(|part| folder.path().join(part).with_extension(end));
		convert(&dataset, &train, &test).unwrap();
		let (train, test) = read_both(&train, &test).unwrap();
		assert_eq!((&train, &test), (&dataset.train, &dataset.test), "{end}");
	}
}

#[test]
fn conversion_that_cannot_finish_changes_nothing() {
	let folder = tempfile::tempdir().unwrap();
	let dataset = Dataset::new("d".into(), None, rows(&[(&[1], Label::Positive)]), Rows::new());
	let train = folder.path().join("train.svm");
	fs::write(&train, "kept").unwrap();
	let nowhere = folder.path().join("no/test.svm");
	let message = convert(&dataset, &train, &nowhere).unwrap_err().to_string();
	assert!(message.contains("create its folder first"), "{message}");
	let message = convert(&dataset, &train, &train).unwrap_err().to_string();
	assert!(message.contains("two different files"), "{message}");
	assert_eq!(fs::read_to_string(&train).unwrap(), "kept");
	assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}

proptest! {
	#[test]
	fn what_is_written_is_read_back(
		list in prop::collection::vec(
			(prop::collection::btree_set(any::<u32>(), 1..20), any::<bool>()),
			0..20,
		)
	) {
		let mut rows = Rows::new();
		for (features, label) in &list {
			let features: Vec<u32> = BTreeSet::iter(features).copied().collect();
			rows.push(&features, Label::from(*label)).unwrap();
		}
		let mut text = Vec::new();
		write(&rows, &mut text).unwrap();
		prop_assert_eq!(parse(&text), Ok(rows));
	}

	#[test]
	fn no_text_makes_the_parser_panic(text in prop::collection::vec(any::<u8>(), 0..100)) {
		let _ = parse(&text);
	}
}

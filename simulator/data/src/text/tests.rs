use std::{fs, path::Path};

use super::*;
use crate::{load_encoded, DataSpec};

const TWEETS: &str = "text,label\n\"Good, good fun!\",1\nbad fun,0\nA  bad end,0\ngood,1\n";

fn load_spec(spec: &str, num_words: Option<u64>) -> Result<(Dataset, Encoding), String> {
	let spec: DataSpec = spec.parse().map_err(|e: crate::SpecError| e.to_string())?;
	let (data, encoding) = load_encoded(&spec, num_words).map_err(|error| error.to_string())?;
	Ok((data, encoding.unwrap()))
}

/// Learns from `TWEETS` and tests with the same.
fn load_tweets(options: &str, num_words: Option<u64>) -> (Dataset, Encoding) {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("t.csv");
	fs::write(&path, TWEETS).unwrap();
	load_spec(&format!("text:{0},{0}{options}", path.display()), num_words).unwrap()
}

#[test]
fn words_are_numbered_by_frequency_as_in_keras() {
	let (data, encoding) = load_tweets("", None);
	// good 3, bad 2, fun 2, a 1, end 1
	assert_eq!((data.train.row(0), data.train.row(2)), (&[1, 4, 6][..], &[1, 5, 7, 8][..]));
	assert_eq!((data.num_features, data.train.positives()), (9, 2));
	assert_eq!(encoding.encoder.encode("GOOD bye").unwrap().features(), [1, 2, 4]);
	let (data, encoding) = load_tweets("", Some(6));
	assert_eq!((data.train.row(2), data.num_features), (&[1, 2, 5][..], 6));
	assert_eq!(encoding.encoder.encode("a bad").unwrap().features(), [1, 2, 5]);
	let (data, _) = load_tweets(",words=6", Some(1000));
	assert_eq!((data.train.row(2), data.num_features), (&[1, 2, 5][..], 1000));
}

#[test]
fn pairs_of_words_can_be_features() {
	let (data, encoding) = load_tweets(",ngrams=2", None);
	let encoded = encoding.encoder.encode("good fun").unwrap();
	let feature = encoded.features()[1];
	assert!(data.train.row(0).contains(&feature) && !data.train.row(1).contains(&feature));
	assert_eq!(encoded.names(feature), ["good fun"]);
	assert_eq!(data.train.row(3), [1]);
}

#[test]
fn hashed_words_need_no_vocabulary() {
	let (data, encoding) = load_tweets(",encoder=murmur3", Some(1000));
	assert_eq!(data.num_features, 1 << 32);
	let encoded = encoding.encoder.encode("good, GOOD fun!").unwrap();
	assert_eq!(encoded.features(), data.train.row(0));
	assert_eq!(encoded.features().len(), 3);
	let (keras, _) = load_tweets(",encoder=murmur3,tokens=keras", None);
	assert_eq!(keras.train.row(0).len(), 2);
	let (client, _) = load_tweets(",encoder=murmur3,seeds=position", None);
	assert_ne!(client.train.row(0), data.train.row(0));
	assert_eq!(client.train.row(3), data.train.row(3));
}

#[test]
fn an_encoding_is_read_back_as_it_was_written() {
	let file = tempfile::NamedTempFile::new().unwrap();
	for options in ["", ",ngrams=1-2,tokens=spaces", ",encoder=murmur3,seeds=position"] {
		let (_, encoding) = load_tweets(options, None);
		encoding.write(file.path()).unwrap();
		assert_eq!(Encoding::read(file.path()).unwrap(), encoding, "{options}");
	}
	fs::write(file.path(), "{\"classifications\": [\"a\", \"b\"], \"enc").unwrap();
	let error = Encoding::read(file.path()).unwrap_err().to_string();
	assert!(error.contains("no encoder, no model with one"), "{error}");
}

fn write_texts(folder: &Path, texts: &[(&str, &[u8])]) {
	for (name, text) in texts {
		let path = folder.join(name);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, text).unwrap();
	}
}

#[test]
fn folders_name_the_classes_of_their_texts() {
	let folder = tempfile::tempdir().unwrap();
	let spec = format!("text:{}", folder.path().display());
	let error = || load_spec(&spec, None).unwrap_err();
	assert!(error().contains("a folder of text files for each class"));
	write_texts(
		folder.path(),
		&[("ham/1.txt", b"hi you"), ("spam/1.txt", b"buy"), ("spam/.x", b"")],
	);
	write_texts(folder.path(), &[("ham/2.txt", b"hi"), ("spam/2", b"buy it")]);
	let (data, encoding) = load_spec(&spec, None).unwrap();
	assert_eq!((data.train.len(), data.test.len()), (2, 2));
	assert_eq!(encoding.classifications, ["ham", "spam"]);
	write_texts(folder.path(), &[("spam/3.txt", b"\xff")]);
	assert!(error().contains("3.txt: it is not UTF-8"));

	let tree = tempfile::tempdir().unwrap();
	let texts =
		["train/pos/1", "train/neg/1", "train/unsup/1", "test/neg/1"].map(|n| (n, &b"a"[..]));
	write_texts(tree.path(), &texts);
	let spec = format!("text:{}", tree.path().display());
	assert!(load_spec(&spec, None).unwrap_err().contains("3 values (neg, pos, unsup)"));
	let (data, _) = load_spec(&format!("{spec},positive=pos,negative=neg"), None).unwrap();
	assert_eq!((data.train.len(), data.test.len(), data.test.positives()), (2, 1, 0));
}

#[test]
fn texts_that_cannot_be_used_are_an_error_with_its_cure() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("t.tsv");
	let spec = |options: &str| format!("text:{}{options}", path.display());
	assert!(load_spec(&spec(""), None).unwrap_err().contains("does not exist"));
	fs::write(&path, "tweet\tlabel\na\t0\nb\t1\n").unwrap();
	let error = load_spec(&spec(""), None).unwrap_err();
	assert!(error.contains("no column `text`: it has tweet, label"), "{error}");
	assert!(load_spec(&spec(",text=tweet,test=0.5"), None).is_err_and(|e| e.contains("no row to")));
	assert!(load_spec(&format!("{},{}", spec(""), path.display()), None).is_err());
}

#[test]
fn what_other_systems_leave_in_folders_is_left_out_and_told() {
	let folder = tempfile::tempdir().unwrap();
	for (name, text) in [
		("pos/1.txt", &b"\xef\xbb\xbffine film\r\nfine"[..]),
		("neg/1.txt", b"dull"),
		("pos/._1.txt", b"\0\x05\x16\x07"),
		("neg/Thumbs.db", b"\xd0\xcf\x11"),
		("pos/desktop.ini", b"[.ShellClassInfo]"),
		("__MACOSX/._x", b"\0"),
	] {
		let path = folder.path().join(name);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, text).unwrap();
	}
	let path = folder.path().display();
	let (data, encoding) = load_spec(&format!("text:{path},{path}"), None).unwrap();
	assert_eq!((data.train.len(), encoding.classifications), (2, ["neg", "pos"].map(String::from)));
	assert_eq!(data.notes.len(), 2);
	assert!(data.notes[0].starts_with("4 hidden files and what"), "{:?}", data.notes);
	assert!(encoding
		.encoder
		.describe()
		.starts_with("3 words (words: words, words in a token: 1): fine"));
}

//! The same four reviews as a tree and as a tar.

use super::*;

const FILES: [(&str, &[u8]); 6] = [
	("train/neg/0_1.txt", b"bad"),
	("train/pos/1_9.txt", b"good good"),
	("train/pos/0_9.txt", b"good film"),
	("train/unsup/0_0.txt", b"unknown"),
	("test/pos/0_10.txt", b"good"),
	("test/neg/0_2.txt", b"bad film"),
];

fn write_tree(folder: &Path, files: &[(&str, &[u8])]) {
	for (name, text) in files {
		let path = folder.join(name);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, text).unwrap();
	}
}

fn write_tar(path: &Path, files: &[(&str, &[u8])]) {
	let mut builder = tar::Builder::new(Vec::new());
	for (name, text) in files {
		let mut header = tar::Header::new_gnu();
		header.set_size(text.len().try_into().unwrap());
		builder.append_data(&mut header, format!("aclImdb/{name}"), *text).unwrap();
	}
	fs::write(path, builder.into_inner().unwrap()).unwrap();
}

fn texts(reviews: &[Review]) -> Vec<&str> {
	reviews.iter().map(AsRef::as_ref).collect()
}

#[test]
fn tree_and_tar_give_the_same_reviews_in_the_same_order() {
	let folder = tempfile::tempdir().unwrap();
	write_tree(folder.path(), &FILES);
	let tar = folder.path().join("a.tar");
	write_tar(&tar, &FILES);
	let (tree, tar) = (Reviews::read_tree(folder.path()), Reviews::read_tar(&tar));
	let (tree, tar) = (tree.unwrap(), tar.unwrap());
	assert_eq!(texts(&tree.train), ["good film", "good good", "bad"]);
	assert_eq!(texts(&tree.test), ["good", "bad film"]);
	assert_eq!((tree.train, tree.test), (tar.train, tar.test));
}

#[test]
fn rows_are_sets_with_the_start_token() {
	let folder = tempfile::tempdir().unwrap();
	write_tree(folder.path(), &FILES);
	let reviews = Reviews::read_tree(folder.path()).unwrap();
	let rows =
		rows(&reviews.train, &Vocabulary::of_texts(&reviews.train, &crate::Tokenizer::KERAS));
	let rows: Vec<_> = rows.iter().collect();
	let [good, bad, film] = [4, 5, 6];
	assert_eq!(rows[0], (&[1, good, film][..], Label::Positive));
	assert_eq!(rows[1], (&[1, good][..], Label::Positive));
	assert_eq!(rows[2], (&[1, bad][..], Label::Negative));
}

#[test]
fn a_missing_folder_is_named_with_its_cure() {
	let folder = tempfile::tempdir().unwrap();
	write_tree(folder.path(), &FILES[..4]);
	let message = Reviews::read_tree(folder.path()).unwrap_err().to_string();
	assert!(message.contains("test/pos does not exist: unpack"), "{message}");
}

#[test]
fn a_tar_without_reviews_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("a.tar");
	write_tar(&path, &FILES[..3]);
	let message = Reviews::read_tar(&path).unwrap_err().to_string();
	assert!(message.contains("no review in test/pos"), "{message}");
}

#[test]
fn a_review_that_is_not_utf8_is_named() {
	let folder = tempfile::tempdir().unwrap();
	write_tree(folder.path(), &[FILES[0], ("train/pos/7_7.txt", b"\xff")]);
	let message = Reviews::read_tree(folder.path()).unwrap_err().to_string();
	assert!(message.contains("7_7.txt: it is not UTF-8"), "{message}");
}

#[test]
fn files_with_other_names_are_left_out_and_counted() {
	let folder = tempfile::tempdir().unwrap();
	let litter: [(&str, &[u8]); 4] = [
		("train/pos/._1_9.txt", b"\0\xff"),
		("train/neg/Thumbs.db", b"\xff"),
		("test/pos/notes.txt", b"mine"),
		("test/neg/1_.txt", b"no stars"),
	];
	let files = [&FILES[..], &litter[..]].concat();
	write_tree(folder.path(), &files);
	let tar = folder.path().join("a.tar");
	write_tar(&tar, &files);
	for reviews in [Reviews::read_tree(folder.path()), Reviews::read_tar(&tar)] {
		let reviews = reviews.unwrap();
		assert_eq!((reviews.train.len(), reviews.test.len(), reviews.left_out), (3, 2, 4));
	}
}

//! The reviews as texts, from the folders `aclImdb/{train,test}/{pos,neg}` or a tar of them.

use std::{ffi::OsStr, fs, path::Path};

use collab_model_core::Label;
use rayon::prelude::*;

use super::{
	files::{self, Bound},
	text::Vocabulary,
	DataError, Rows,
};

const CURE: &str = "unpack the Large Movie Review Dataset (aclImdb) there";

/// One review.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Review {
	label: Label,
	/// The name of its file, which tells its number and its stars.
	file: String,
	text: String,
}

impl AsRef<str> for Review {
	fn as_ref(&self) -> &str {
		&self.text
	}
}

/// The reviews to learn from and those to test with, each positive before negative and then by
/// the names of their files.
#[derive(Debug, Default)]
pub(super) struct Reviews {
	pub(super) train: Vec<Review>,
	pub(super) test: Vec<Review>,
	/// Files beside them that are none, by their names.
	pub(super) left_out: usize,
}

impl Reviews {
	/// Reads the tree whose `train` and `test` folders are in `folder`.
	pub(super) fn read_tree(folder: &Path) -> Result<Self, DataError> {
		let mut left_out = 0;
		let mut read = |part: &str| -> Result<Vec<Review>, DataError> {
			let mut reviews = Vec::new();
			for (name, label) in [("pos", Label::Positive), ("neg", Label::Negative)] {
				let (found, others) = read_folder(&folder.join(part).join(name), label)?;
				reviews.extend(found);
				left_out += others;
			}
			Ok(reviews)
		};
		let (train, test) = (read("train")?, read("test")?);
		Self { train, test, left_out }.checked(folder)
	}

	/// Reads a tar of the tree, compressed or not; other files in it are passed over.
	pub(super) fn read_tar(path: &Path) -> Result<Self, DataError> {
		let wrap = |source| DataError::io(path, source, CURE);
		let mut archive = tar::Archive::new(files::open(path, CURE)?);
		// A tar can have holes, which take no room in it.
		let mut bound = Bound::of(path);
		let mut reviews = Self::default();
		for entry in archive.entries().map_err(wrap)? {
			let mut entry = entry.map_err(wrap)?;
			let name = entry.path().map_err(wrap)?.into_owned();
			if !entry.header().entry_type().is_dir() && !is_review(&name) {
				reviews.left_out += usize::from(reviews.place(&name).is_some());
				continue;
			}
			let Some((part, label)) = reviews.place(&name) else { continue };
			let bytes = bound.read(&mut entry).map_err(wrap)?;
			part.push(Review::new(label, &name, bytes).map_err(|()| not_utf8(&path.join(&name)))?);
		}
		reviews.checked(path)
	}

	/// Where the file `name` of a tar belongs, if it is beside labelled reviews.
	fn place(&mut self, name: &Path) -> Option<(&mut Vec<Review>, Label)> {
		let mut folders = name.parent()?.iter().rev().map(OsStr::to_str);
		let label = match folders.next()?? {
			"pos" => Label::Positive,
			"neg" => Label::Negative,
			_ => return None,
		};
		match folders.next()?? {
			"train" => Some((&mut self.train, label)),
			"test" => Some((&mut self.test, label)),
			_ => None,
		}
	}

	fn checked(mut self, path: &Path) -> Result<Self, DataError> {
		for (name, part) in [("train", &mut self.train), ("test", &mut self.test)] {
			if part.is_empty() {
				let problem = format!("no review in {name}/pos and {name}/neg: {CURE}");
				return Err(DataError::content(path, problem));
			}
			part.sort_unstable_by(|a, b| {
				(a.label == Label::Negative, &a.file).cmp(&(b.label == Label::Negative, &b.file))
			});
		}
		Ok(self)
	}
}

impl Review {
	fn new(label: Label, name: &Path, bytes: Vec<u8>) -> Result<Self, ()> {
		let file = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
		let text = String::from_utf8(bytes).map_err(drop)?;
		// A byte order mark is not part of the text.
		let text = text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text);
		Ok(Self { label, file, text })
	}
}

fn not_utf8(path: &Path) -> DataError {
	DataError::content(path, format!("it is not UTF-8: {CURE}"))
}

/// Whether a file is a review by its name, which tells its number and its stars: `123_9.txt`.
fn is_review(name: &Path) -> bool {
	let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	let stem = name.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_suffix(".txt"));
	stem.and_then(|stem| stem.split_once('_'))
		.is_some_and(|(id, stars)| digits(id) && digits(stars))
}

/// The reviews in `folder`, and how many other files are there.
fn read_folder(folder: &Path, label: Label) -> Result<(Vec<Review>, usize), DataError> {
	let wrap = |source| DataError::io(folder, source, CURE);
	let (mut paths, mut left_out) = (Vec::new(), 0);
	for entry in fs::read_dir(folder).map_err(wrap)? {
		let path = entry.map_err(wrap)?.path();
		match is_review(&path) {
			true => paths.push(path),
			false => left_out += 1,
		}
	}
	let reviews: Result<Vec<_>, _> = paths
		.par_iter()
		.map(|path| {
			let bytes = files::read_text(path, CURE)?;
			Review::new(label, path, bytes).map_err(|()| not_utf8(path))
		})
		.collect();
	Ok((reviews?, left_out))
}

/// The set of words of each review.
pub(super) fn rows(reviews: &[Review], vocabulary: &Vocabulary) -> Rows {
	let texts: Vec<Vec<u32>> =
		reviews.par_iter().map(|review| vocabulary.ids(&review.text)).collect();
	let mut rows = Rows::with_capacity(texts.len(), texts.iter().map(Vec::len).sum());
	let mut scratch = Vec::new();
	for (review, ids) in reviews.iter().zip(texts) {
		rows.push_set(&mut scratch, ids, review.label).expect("a set with the start token; qed");
	}
	rows
}

#[cfg(test)]
#[path = "reviews_tests.rs"]
mod tests;

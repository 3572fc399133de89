//! Keras' `imdb.npz`: a zip archive of four NumPy arrays.

use std::{fs::File, path::Path};

use collab_model_core::Label;
use zip::{result::ZipError, ZipArchive};

use super::{files::Bound, pickle, DataError, Rows};

const CURE: &str = "put Keras' imdb.npz there";
/// What Keras adds to a rank to get the id of a word, and the id it puts before each text.
const FIRST_WORD: u32 = 3;
const START: u32 = 1;

/// The rows of the train and the test part, all words, in the order of the file.
pub(super) fn read(path: &Path) -> Result<(Rows, Rows), DataError> {
	let (train, test) = rayon::join(|| read_part(path, "train"), || read_part(path, "test"));
	Ok((train?, test?))
}

fn read_part(path: &Path, part: &str) -> Result<Rows, DataError> {
	let file = File::open(path).map_err(|source| DataError::io(path, source, CURE))?;
	let mut archive = ZipArchive::new(file).map_err(|error| zip_error(path, error))?;
	let texts = Member::read(&mut archive, path, &format!("x_{part}.npy"))?;
	let labels = Member::read(&mut archive, path, &format!("y_{part}.npy"))?.labels()?;
	let texts = texts.lists()?;
	if texts.len() != labels.len() {
		let problem = format!(
			"{} texts but {} labels in {part}: the file is damaged, fetch it again",
			texts.len(),
			labels.len()
		);
		return Err(DataError::content(path, problem));
	}
	rows(&texts, &labels)
		.ok_or_else(|| DataError::content(path, format!("the rank of a word is too large: {CURE}")))
}

/// The set of words of each text, with the start token; `None` if an id does not fit.
fn rows(texts: &[Vec<u32>], labels: &[Label]) -> Option<Rows> {
	let mut rows = Rows::with_capacity(labels.len(), texts.iter().map(Vec::len).sum());
	let mut scratch = Vec::new();
	for (text, label) in texts.iter().zip(labels) {
		text.iter().max().map_or(Some(0), |rank| rank.checked_add(FIRST_WORD))?;
		let ids = text.iter().map(|rank| rank + FIRST_WORD).chain([START]);
		rows.push_set(&mut scratch, ids, *label).expect("a set with the start token; qed");
	}
	Some(rows)
}

fn zip_error(path: &Path, error: ZipError) -> DataError {
	match error {
		ZipError::Io(source) => DataError::io(path, source, CURE),
		error => DataError::content(path, format!("{error}: {CURE}")),
	}
}

/// An array of the archive.
struct Member<'a> {
	path: &'a Path,
	name: String,
	bytes: Vec<u8>,
}

impl<'a> Member<'a> {
	fn read(archive: &mut ZipArchive<File>, path: &'a Path, name: &str) -> Result<Self, DataError> {
		let member = archive.by_name(name).map_err(|error| match error {
			ZipError::FileNotFound => DataError::content(path, format!("it has no {name}: {CURE}")),
			error => zip_error(path, error),
		})?;
		let bytes =
			Bound::of(path).read(member).map_err(|source| DataError::io(path, source, CURE))?;
		Ok(Self { path, name: name.into(), bytes })
	}

	fn corrupt(&self, offset: usize, expected: impl Into<String>) -> DataError {
		DataError::Corrupt { path: self.path.join(&self.name), offset, expected: expected.into() }
	}

	/// The array's header and where its data start.
	fn header(&self) -> Result<(Header, usize), DataError> {
		Header::parse(&self.bytes)
			.ok_or_else(|| self.corrupt(0, "the header of a NumPy array with one dimension"))
	}

	fn lists(&self) -> Result<Vec<Vec<u32>>, DataError> {
		let (header, start) = self.header()?;
		if header.kind != "|O" {
			return Err(self.corrupt(0, format!("lists (type |O), not type {}", header.kind)));
		}
		let lists = pickle::read_lists(&self.bytes[start..])
			.map_err(|error| self.corrupt(start + error.offset, error.expected))?;
		self.check_length(&header, lists.len())?;
		Ok(lists)
	}

	fn labels(&self) -> Result<Vec<Label>, DataError> {
		let (header, start) = self.header()?;
		let width = header.integer_width().ok_or_else(|| {
			self.corrupt(0, format!("little-endian integers, not type {}", header.kind))
		})?;
		let labels = self.bytes[start..]
			.chunks(width)
			.enumerate()
			.map(|(row, bytes)| {
				label_of(bytes).ok_or_else(|| self.corrupt(start + row * width, "a label, 0 or 1"))
			})
			.collect::<Result<Vec<_>, _>>()?;
		self.check_length(&header, labels.len())?;
		Ok(labels)
	}

	fn check_length(&self, header: &Header, found: usize) -> Result<(), DataError> {
		if header.length == found {
			return Ok(());
		}
		Err(self.corrupt(self.bytes.len(), format!("{} values, not {found}", header.length)))
	}
}

fn label_of(little_endian: &[u8]) -> Option<Label> {
	let (first, rest) = little_endian.split_first()?;
	match (first, rest.iter().all(|byte| *byte == 0)) {
		(0, true) => Some(Label::Negative),
		(1, true) => Some(Label::Positive),
		_ => None,
	}
}

/// What the text at the start of a NumPy file says.
#[derive(Debug, Eq, PartialEq)]
struct Header {
	kind: String,
	length: usize,
}

impl Header {
	/// The header at the start of `bytes` and its size; versions 1 to 3, one dimension.
	fn parse(bytes: &[u8]) -> Option<(Self, usize)> {
		let version = *bytes.strip_prefix(b"\x93NUMPY")?.first()?;
		let (length, start) = match version {
			1 => (u16::from_le_bytes(bytes.get(8..10)?.try_into().ok()?).into(), 10),
			2 | 3 => (u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?), 12),
			_ => return None,
		};
		let end = usize::try_from(length).ok()?.checked_add(start)?;
		let text = std::str::from_utf8(bytes.get(start..end)?).ok()?;
		let kind = text.split_once("'descr':")?.1.split('\'').nth(1)?;
		let shape = text.split_once("'shape':")?.1.split_once('(')?.1.split_once(')')?.0;
		let length = shape.strip_suffix(',')?.trim().parse().ok()?;
		Some((Self { kind: kind.into(), length }, end))
	}

	/// The size of the array's integers in bytes, if it has integers or truth values.
	fn integer_width(&self) -> Option<usize> {
		match self.kind.as_str() {
			"|i1" | "|u1" | "|b1" => Some(1),
			"<i2" | "<u2" => Some(2),
			"<i4" | "<u4" => Some(4),
			"<i8" | "<u8" => Some(8),
			_ => None,
		}
	}
}

#[cfg(test)]
#[path = "npz_tests.rs"]
mod tests;

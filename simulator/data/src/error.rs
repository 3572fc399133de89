//! Why a data set cannot be had.

use std::{
	fmt, io,
	path::{Path, PathBuf},
};

use thiserror::Error;

/// Why a data set could not be read, made or written. Each message says what to do about it.
#[derive(Debug, Error)]
pub enum DataError {
	/// A file or folder is not there.
	#[error("{} does not exist: {}{cure}", plain(path.display()), home(path))]
	Missing {
		/// What was looked for.
		path: PathBuf,
		/// What to do.
		cure: String,
	},
	/// The operating system or a decoder failed.
	#[error("{}: {}: {}", plain(path.display()), plain(source), io_cure(source))]
	Io {
		/// The file.
		path: PathBuf,
		/// What failed.
		source: io::Error,
	},
	/// A line of a text file is not what it has to be.
	#[error("{}, line {line}: {}", plain(path.display()), plain(problem))]
	Line {
		/// The file.
		path: PathBuf,
		/// The line, counted from 1.
		line: usize,
		/// What is wrong with it.
		problem: LineError,
	},
	/// A row of a table is not what it has to be.
	#[error("{}, line {line}: {}", plain(path.display()), plain(problem))]
	Row {
		/// The file.
		path: PathBuf,
		/// The line on which the row starts, counted from 1.
		line: u64,
		/// What is wrong with it and what to do.
		problem: String,
	},
	/// A binary file is not what it has to be.
	#[error("{}, byte {offset}: expected {}", plain(path.display()), plain(expected))]
	Corrupt {
		/// The file, or the file and the member of the archive.
		path: PathBuf,
		/// Where, counted in bytes from the start of the decompressed data.
		offset: usize,
		/// What should be there.
		expected: String,
	},
	/// A file can be read but does not hold a data set.
	#[error("{}: {}", plain(path.display()), plain(problem))]
	Content {
		/// The file or folder.
		path: PathBuf,
		/// What is wrong and what to do.
		problem: String,
	},
	/// All rows to learn from are of one class.
	#[error("all rows to learn from of {} are {label}: give rows of both classes", plain(name))]
	OneClass {
		/// The data.
		name: String,
		/// The class.
		label: &'static str,
	},
	/// `num_words` leaves no room for the features that Keras reserves.
	#[error("num_words is {0}: give at least 4 (0 to 3 stand for no word, start, other, unused)")]
	TooFewWords(u64),
}

/// What is wrong with a line of a svmlight file.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum LineError {
	/// The label is none of the two classes.
	#[error(
		"label `{0}`: write 1 or +1 for the positive class, 0 or -1 for the negative \
		 one, or say which labels are positive by positive=VALUE or above=NUMBER"
	)]
	Label(String),
	/// The file uses both ways to write the negative class.
	#[error("the file has both 0 and -1 as labels: it takes two classes, 0 and 1 or -1 and +1")]
	MixedLabels,
	/// What follows the label is no `index:value`.
	#[error("`{0}`: expected `index:1` with an index of 0 to 4294967295")]
	Pair(String),
	/// The value is not 1.
	#[error(
		"value of `{0}`: only binary features are supported, write 1 or leave the feature out, or give \
		 values=presence to take all values but 0 for 1"
	)]
	Value(String),
	/// The line belongs to a ranking data set.
	#[error("`qid:` is for ranking, which is not supported: remove it")]
	Query,
	/// A feature is not greater than the one before it.
	#[error("index {0} is not greater than the one before it: sort the indices, drop duplicates")]
	NotIncreasing(u32),
	/// The label is of none of the classes that the user names.
	#[error("{0}")]
	Class(String),
	/// Lines end as they did on old computers of Apple.
	#[error("it ends in carriage returns: convert the file, as with `tr '\\r' '\\n'`")]
	CarriageReturn,
	/// The line has a label but no feature.
	#[error("no feature: give each row at least one, such as one that is always present")]
	Empty,
}

/// Shells replace `~` at the start of a word only, and so not after `csv:`.
fn home(path: &Path) -> &'static str {
	match path.starts_with("~") {
		true => "the shell has left `~` as it is, write your home folder in full; ",
		false => "",
	}
}

fn io_cure(error: &io::Error) -> &'static str {
	match error.kind() {
		// What the decoders report for bytes that they cannot decode.
		io::ErrorKind::UnexpectedEof
		| io::ErrorKind::InvalidData
		| io::ErrorKind::InvalidInput
		| io::ErrorKind::Other => "the file is cut short or damaged, fetch it again",
		io::ErrorKind::FileTooLarge => "unpack it yourself and give what is in it, if it is right",
		io::ErrorKind::PermissionDenied => "allow this user to use it",
		io::ErrorKind::StorageFull => "make room on the disk",
		_ => "check the path and the disk",
	}
}

/// `text` for a message. Letters that are not seen are spelt out, and what a file quotes at length is
/// cut in the middle, so that the end, with the cure, stays.
pub(super) fn plain(text: impl fmt::Display) -> String {
	const MOST: usize = 600;
	const END: usize = 250;
	let text = text.to_string();
	let spelt = |letter: char| match letter {
		_ if letter.is_control() => letter.escape_default().to_string(),
		'\u{ad}'
		| '\u{200b}'..='\u{200f}'
		| '\u{2028}'..='\u{202e}'
		| '\u{2060}'..='\u{2069}'
		| '\u{feff}' => letter.escape_unicode().to_string(),
		_ => letter.to_string(),
	};
	let count = text.chars().count();
	if count <= MOST {
		return text.chars().map(spelt).collect();
	}
	let start: String = text.chars().take(MOST - END).map(spelt).collect();
	let end: String = text.chars().skip(count - END).map(spelt).collect();
	format!("{start} .. {end}")
}

impl DataError {
	/// The error for `source` at `path`; `cure` is used when there is nothing at `path`.
	pub(super) fn io(path: &Path, source: io::Error, cure: &str) -> Self {
		let path = path.to_path_buf();
		match source.kind() {
			io::ErrorKind::NotFound => Self::Missing { path, cure: cure.into() },
			_ => Self::Io { path, source },
		}
	}

	/// The error for content at `path` that is no data set.
	pub(super) fn content(path: &Path, problem: impl Into<String>) -> Self {
		Self::Content { path: path.to_path_buf(), problem: problem.into() }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_missing_file_is_named_with_its_cure() {
		let error = DataError::io(Path::new("a/b"), io::ErrorKind::NotFound.into(), "put it there");
		assert_eq!(error.to_string(), "a/b does not exist: put it there");
		let error = DataError::io(Path::new("~/b"), io::ErrorKind::NotFound.into(), "put it there");
		assert!(error.to_string().contains("write your home folder in full"), "{error}");
	}

	#[test]
	fn what_cannot_be_seen_is_spelt_out_and_what_is_long_is_cut() {
		let error = DataError::content(Path::new("a"), "`\u{feff}x\u{1b}[2J\u{202e}\n`: write 1");
		assert_eq!(error.to_string(), r"a: `\u{feff}x\u{1b}[2J\u{202e}\n`: write 1");
		let error = DataError::content(Path::new("a"), "x".repeat(100_000) + ": write 1");
		let error = error.to_string();
		assert!(error.len() < 700 && error.ends_with("xx: write 1"), "{error}");
	}

	#[test]
	fn other_failures_say_what_to_do() {
		let error = DataError::io(Path::new("a"), io::ErrorKind::UnexpectedEof.into(), "");
		assert!(error.to_string().ends_with("cut short or damaged, fetch it again"), "{error}");
	}
}

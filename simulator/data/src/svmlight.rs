//! The svmlight text format, binary features only.
//!
//! A line is a label (`1` or `+1`, `0` or `-1`) and `index:1` pairs with strictly increasing
//! indices, separated by blanks; `#` starts a comment; blank lines are skipped. Indices are used as
//! they stand: column 0 is feature 0, whether or not the file counts from 1. (In IMDB data column 1
//! is the start token and column 0 is unused.)

use std::{
	io::{self, Write},
	path::{Path, PathBuf},
};

use collab_model_core::Label;

use super::{
	error::LineError,
	files::{self, Pending},
	DataError, Dataset, Rows,
};

const CURE: &str = "give the path of a svmlight file, plain or ending in .gz or .zst";
/// About the length of `123:1 `, to size the buffers by the length of the text.
const BYTES_PER_PAIR: usize = 5;

/// Reads the file `path`, decompressed if its name ends in `.gz` or `.zst`.
pub fn read(path: &Path) -> Result<Rows, DataError> {
	let rows = parse(&files::read(path, CURE)?).map_err(|(line, problem)| DataError::Line {
		path: path.to_path_buf(),
		line,
		problem,
	})?;
	if rows.is_empty() {
		return Err(DataError::content(path, "it has no row: give a file with a row on each line"));
	}
	Ok(rows)
}

/// Parses svmlight text; an error comes with its line, counted from 1.
pub fn parse(text: &[u8]) -> Result<Rows, (usize, LineError)> {
	let mut rows = Rows::with_capacity(0, text.len() / BYTES_PER_PAIR);
	let mut negative_seen = None;
	let mut features = Vec::new();
	for (number, line) in text.split(|byte| *byte == b'\n').enumerate() {
		let content = line.split(|byte| *byte == b'#').next().unwrap_or(line);
		parse_line(content, &mut features, &mut negative_seen)
			.and_then(|label| match label {
				Some(label) => rows.push(&features, label).map_err(|_| LineError::Empty),
				None => Ok(()),
			})
			.map_err(|problem| (number + 1, problem))?;
	}
	Ok(rows)
}

/// Puts the features of `line` into `features` and returns its label; `None` for a blank line.
/// `negative_seen` is how the file writes the negative class, once known.
fn parse_line(
	line: &[u8],
	features: &mut Vec<u32>,
	negative_seen: &mut Option<Negative>,
) -> Result<Option<Label>, LineError> {
	features.clear();
	let Some((token, mut rest)) = next_token(line) else { return Ok(None) };
	let label = parse_label(token, negative_seen)?;
	while let Some((token, after)) = next_token(rest) {
		let feature = parse_pair(token)?;
		if features.last().is_some_and(|last| *last >= feature) {
			return Err(LineError::NotIncreasing(feature));
		}
		features.push(feature);
		rest = after;
	}
	Ok(Some(label))
}

/// The next run of non-blank bytes and what follows it.
fn next_token(text: &[u8]) -> Option<(&[u8], &[u8])> {
	let start = text.iter().position(|byte| !byte.is_ascii_whitespace())?;
	let text = &text[start..];
	let end = text.iter().position(u8::is_ascii_whitespace).unwrap_or(text.len());
	Some(text.split_at(end))
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Negative {
	Zero,
	MinusOne,
}

fn parse_label(token: &[u8], negative_seen: &mut Option<Negative>) -> Result<Label, LineError> {
	let negative = match token {
		b"1" | b"+1" => return Ok(Label::Positive),
		b"0" => Negative::Zero,
		b"-1" => Negative::MinusOne,
		_ => match number(token) {
			Some(1.0) => return Ok(Label::Positive),
			Some(0.0) => Negative::Zero,
			Some(-1.0) => Negative::MinusOne,
			_ => return Err(LineError::Label(shown(token))),
		},
	};
	if *negative_seen.get_or_insert(negative) != negative {
		return Err(LineError::MixedLabels);
	}
	Ok(Label::Negative)
}

fn parse_pair(token: &[u8]) -> Result<u32, LineError> {
	let digits = token.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(token.len());
	let (index, value) = token.split_at(digits);
	let Some((b':', value)) = value.split_first() else { return Err(not_a_pair(token)) };
	let index = index_of(index).ok_or_else(|| not_a_pair(token))?;
	if value != b"1" && number(value) != Some(1.0) {
		return Err(LineError::Value(shown(token)));
	}
	Ok(index)
}

fn not_a_pair(token: &[u8]) -> LineError {
	if token.starts_with(b"qid:") {
		LineError::Query
	} else {
		LineError::Pair(shown(token))
	}
}

/// The number that ASCII `digits` write, if there is a digit and it fits.
fn index_of(digits: &[u8]) -> Option<u32> {
	if digits.is_empty() {
		return None;
	}
	digits.iter().try_fold(0_u32, |index, digit| {
		index.checked_mul(10)?.checked_add(u32::from(digit.wrapping_sub(b'0')))
	})
}

fn number(token: &[u8]) -> Option<f64> {
	std::str::from_utf8(token).ok()?.parse().ok()
}

/// `token` for a message, cut if it is long.
fn shown(token: &[u8]) -> String {
	String::from_utf8_lossy(&token[..token.len().min(40)]).into_owned()
}

/// Writes `rows` with the labels 0 and 1.
pub fn write(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
	for (features, label) in rows.iter() {
		write!(out, "{}", u8::from(label == Label::Positive))?;
		for feature in features {
			write!(out, " {feature}:1")?;
		}
		writeln!(out)?;
	}
	Ok(())
}

/// Writes the two parts of `dataset` as svmlight files, compressed if the name of a file ends in
/// `.gz` or `.zst`. Files that are there are replaced, and only when both are complete.
pub fn convert(dataset: &Dataset, train: &Path, test: &Path) -> Result<(), DataError> {
	if train == test {
		return Err(DataError::content(train, "give two different files for train and test"));
	}
	let [train, test] = [(&dataset.train, train), (&dataset.test, test)]
		.map(|(rows, path)| Pending::write(path, |out| write(rows, out)));
	let (train, test) = (train?, test?);
	train.finish()?;
	test.finish()
}

/// Reads a training and a test file at the same time.
pub(super) fn read_both(train: &Path, test: &Path) -> Result<(Rows, Rows), DataError> {
	let (train, test) = rayon::join(|| read(train), || read(test));
	Ok((train?, test?))
}

/// The name of a data set that is kept in `train` and `test`.
pub(super) fn name(train: &Path, test: &Path) -> String {
	let [train, test]: [PathBuf; 2] =
		[train, test].map(|path| path.file_name().unwrap_or(path.as_os_str()).into());
	format!("svmlight {} {}", train.display(), test.display())
}

#[cfg(test)]
#[path = "svmlight_tests.rs"]
mod tests;

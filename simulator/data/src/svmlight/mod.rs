//! The svmlight text format, binary features only.
//!
//! A line is a label (`1` or `+1`, `0` or `-1`, or what the user names) and `index:1` pairs with strictly increasing
//! indices, separated by blanks; `#` starts a comment; blank lines are skipped. Indices are used as
//! they stand: column 0 is feature 0, whether or not the file counts from 1. (In IMDB data column 1
//! is the start token and column 0 is unused.)

mod load;
mod spec;

pub use spec::SvmlightSpec;

pub(super) use load::load;

use std::{
	io::{self, Write},
	path::Path,
};

use collab_model_core::Label;

use super::{
	error::LineError,
	files::{self, Pending},
	labelled::Rule,
	DataError, Dataset, Rows,
};

const CURE: &str = "give the path of a svmlight file, plain or ending in .gz or .zst";
/// About the length of `123:1 `, to size the buffers by the length of the text.
const BYTES_PER_PAIR: usize = 5;

/// How labels and values are read.
#[derive(Clone, Copy, Debug, Default)]
struct Reading<'a> {
	/// Which labels are positive; 1 where nothing is said, against 0 or -1.
	rule: Option<&'a Rule>,
	/// Whether a value that is not 0 is a feature and 0 is none.
	presence: bool,
}

/// Reads the file `path`, decompressed if its name ends in `.gz` or `.zst`.
pub fn read(path: &Path) -> Result<Rows, DataError> {
	Ok(parse_as(path, &files::read_text(path, CURE)?, Reading::default())?.0)
}

/// The rows of `text`, the content of the file `path`, and how many are left out.
fn parse_as(path: &Path, text: &[u8], reading: Reading<'_>) -> Result<(Rows, usize), DataError> {
	let (rows, left_out) = parse_rows(text, reading)
		.map_err(|(line, problem)| DataError::Line { path: path.to_path_buf(), line, problem })?;
	if rows.is_empty() {
		return Err(DataError::content(path, "it has no row: give a file with a row on each line"));
	}
	Ok((rows, left_out))
}

/// Parses svmlight text; an error comes with its line, counted from 1.
pub fn parse(text: &[u8]) -> Result<Rows, (usize, LineError)> {
	Ok(parse_rows(text, Reading::default())?.0)
}

fn parse_rows(text: &[u8], reading: Reading<'_>) -> Result<(Rows, usize), (usize, LineError)> {
	let mut rows = Rows::with_capacity(0, text.len() / BYTES_PER_PAIR);
	let (mut negative_seen, mut left_out) = (None, 0);
	let mut features = Vec::new();
	for (number, line) in contents(text).enumerate() {
		parse_line(line, reading, &mut features, &mut negative_seen)
			.and_then(|line| match line {
				Line::Row(label) => rows.push(&features, label).map_err(|_| LineError::Empty),
				Line::LeftOut => {
					left_out += 1;
					Ok(())
				}
				Line::Blank => Ok(()),
			})
			.map_err(|problem| (number + 1, problem))?;
	}
	Ok((rows, left_out))
}

/// The lines of `text` without comments and line ends.
fn contents(text: &[u8]) -> impl Iterator<Item = &[u8]> {
	text.split(|byte| *byte == b'\n').map(|line| {
		let content = line.split(|byte| *byte == b'#').next().unwrap_or(line);
		content.trim_ascii_end()
	})
}

/// The labels of `text` as they are written.
fn first_tokens(text: &[u8]) -> Vec<String> {
	let label = |line| next_token(line).map(|(token, _)| String::from_utf8_lossy(token).into());
	contents(text).filter_map(label).collect()
}

/// What a line is.
enum Line {
	Blank,
	Row(Label),
	/// A row of neither class.
	LeftOut,
}

/// Puts the features of `line` into `features` and tells what the line is. `negative_seen` is how
/// the file writes the negative class, once known.
fn parse_line(
	line: &[u8],
	reading: Reading<'_>,
	features: &mut Vec<u32>,
	negative_seen: &mut Option<Negative>,
) -> Result<Line, LineError> {
	features.clear();
	if line.contains(&b'\r') {
		return Err(LineError::CarriageReturn);
	}
	let Some((token, mut rest)) = next_token(line) else { return Ok(Line::Blank) };
	let label = match reading.rule {
		None => Some(parse_label(token, negative_seen)?),
		Some(rule) => rule.label(&String::from_utf8_lossy(token)).map_err(LineError::Class)?,
	};
	while let Some((token, after)) = next_token(rest) {
		rest = after;
		let Some(feature) = parse_pair(token, reading.presence)? else { continue };
		if features.last().is_some_and(|last| *last >= feature) {
			return Err(LineError::NotIncreasing(feature));
		}
		features.push(feature);
	}
	Ok(label.map_or(Line::LeftOut, Line::Row))
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

/// The feature of an `index:value`; `None` if it is not present.
fn parse_pair(token: &[u8], presence: bool) -> Result<Option<u32>, LineError> {
	let digits = token.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(token.len());
	let (index, value) = token.split_at(digits);
	let Some((b':', value)) = value.split_first() else { return Err(not_a_pair(token)) };
	let index = index_of(index).ok_or_else(|| not_a_pair(token))?;
	if value == b"1" {
		return Ok(Some(index));
	}
	match number(value) {
		Some(1.0) => Ok(Some(index)),
		Some(value) if presence && !value.is_nan() => Ok((value != 0.0).then_some(index)),
		_ => Err(LineError::Value(shown(token))),
	}
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

#[cfg(test)]
mod tests;

//! Lines cut into fields.

use std::path::Path;

use csv::{ErrorKind, Position, ReaderBuilder, StringRecord, Trim};

use super::Separator;
use crate::DataError;

/// How the lines of a file are cut, as far as the user says so.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Layout {
	/// What stands between fields.
	pub separator: Option<Separator>,
	/// Whether a quotation mark at the start of a field quotes it.
	pub quotes: Option<bool>,
}

/// The lines of a file that are not blank, each with the line on which it starts.
#[derive(Debug)]
pub struct Delimited {
	/// The lines; all have as many fields as the first.
	pub rows: Vec<StringRecord>,
	/// What is to be told of how they were cut.
	pub notes: Vec<String>,
}

impl Delimited {
	/// Cuts the content of the file `path`. Blanks around a field are not part of it.
	pub fn read(path: &Path, bytes: &[u8], layout: Layout) -> Result<Self, DataError> {
		let mut notes = Vec::new();
		let (told, start) = told_separator(bytes);
		let separator = match (layout.separator, told) {
			(Some(given), Some(told)) if Some(given) != Separator::of_byte(told) => {
				let problem = format!(
					"its first line is `sep={}`: leave `separator={given}` out",
					told as char
				);
				return Err(DataError::content(path, problem));
			}
			(Some(given), _) => given,
			(None, Some(told)) => {
				let separator = Separator::of_byte(told).ok_or_else(|| {
					let problem = format!("`sep={}`: that separator is not known", told as char);
					DataError::content(path, format!("{problem}: put commas in its place"))
				})?;
				notes.push(format!("its first line tells what separates fields: {separator}"));
				separator
			}
			(None, None) => Separator::of(path),
		};
		let quotes = layout.quotes.unwrap_or(separator != Separator::Tab);
		let mut reader = ReaderBuilder::new()
			.delimiter(separator.byte())
			.quoting(quotes)
			.flexible(true)
			.has_headers(false)
			.trim(Trim::All)
			.from_reader(&bytes[start..]);
		let mut lines = Lines { bytes, at: 0, line: 1 };
		let mut rows: Vec<StringRecord> = Vec::new();
		for record in reader.records() {
			let mut record = record.map_err(|error| no_text(path, &error, &mut lines, start))?;
			let line = lines.starting(start + offset(record.position()));
			if is_blank(&bytes[lines.at..], separator) {
				continue;
			}
			let mut position = Position::new();
			position.set_line(line).set_byte(lines.at as u64);
			record.set_position(Some(position));
			if let Some(first) = rows.first().filter(|first| first.len() != record.len()) {
				return Err(not_as_long(path, line, record.len(), first.len(), quotes));
			}
			rows.push(record);
		}
		if quotes {
			let last = rows.last().map_or(0, |row| offset(row.position()));
			if let Some(place) = open_quote(&bytes[last..], separator.byte()) {
				let problem = "the quotation mark of a field is not closed: close it, or give \
					quotes=no if marks do not quote; the file may be cut short";
				let line = Lines { bytes, at: 0, line: 1 }.starting(last + place);
				return Err(DataError::Row { path: path.into(), line, problem: problem.into() });
			}
		}
		notes.extend(quoted(&rows, quotes, layout));
		let name = |note: String| format!("{}: {note}", path.display());
		Ok(Self { rows, notes: notes.into_iter().map(name).collect() })
	}
}

fn offset(position: Option<&Position>) -> usize {
	position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0)
}

/// The separator that the first line tells as `sep=;`, for spreadsheets, and where the rest starts.
fn told_separator(bytes: &[u8]) -> (Option<u8>, usize) {
	let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
	let line = bytes[..end].trim_ascii_end();
	let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
	match line {
		[b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => (Some(*separator), end),
		// A tabulator or a blank at the end of the line.
		[b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => match bytes.get(4) {
			Some(separator @ (b'\t' | b' ')) => (Some(*separator), end),
			_ => (None, 0),
		},
		_ => (None, 0),
	}
}

/// Whether there is nothing but blanks up to the end of the line.
fn is_blank(rest: &[u8], separator: Separator) -> bool {
	let line = rest.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(rest);
	let is_field = |byte: u8| separator == Separator::Tab && byte == b'\t';
	line.iter().all(|byte| byte.is_ascii_whitespace() && !is_field(*byte))
}

/// Counts lines up to a place that only moves on.
struct Lines<'a> {
	bytes: &'a [u8],
	at: usize,
	line: u64,
}

impl Lines<'_> {
	/// Moves to the first line from byte `place` on that is not empty, and tells its number.
	fn starting(&mut self, place: usize) -> u64 {
		let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
		while self.at < place || self.bytes.get(self.at).is_some_and(is_end) {
			let ends = match self.bytes.get(self.at) {
				Some(b'\n') => true,
				Some(b'\r') => self.bytes.get(self.at + 1) != Some(&b'\n'),
				Some(_) => false,
				None => break,
			};
			self.line += u64::from(ends);
			self.at += 1;
		}
		self.line
	}
}

fn no_text(path: &Path, error: &csv::Error, lines: &mut Lines<'_>, start: usize) -> DataError {
	let line = lines.starting(start + offset(error.position()));
	match error.kind() {
		ErrorKind::Utf8 { err, .. } => {
			let field = err.field() + 1;
			let problem = format!("field {field} is not UTF-8: convert the file, as with iconv");
			DataError::Row { path: path.into(), line, problem }
		}
		_ => DataError::content(path, error.to_string()),
	}
}

fn not_as_long(path: &Path, line: u64, found: usize, first: usize, quotes: bool) -> DataError {
	let cure = match quotes {
		true => "put fields that hold the separator in quotes",
		false => "no field can hold the separator, unless it is in quotes and quotes=yes is given",
	};
	let problem = format!(
		"{found} instead of {first} fields: {cure}; if it is the last line, the file may be cut short"
	);
	DataError::Row { path: path.into(), line, problem }
}

/// Where the quotation mark is whose field is still open at the end of `text`.
fn open_quote(text: &[u8], separator: u8) -> Option<usize> {
	let (mut quoted, mut closed, mut begins, mut start) = (false, false, true, 0);
	for (place, byte) in text.iter().enumerate() {
		let closes = quoted && *byte == b'"';
		if *byte == b'"' && begins {
			start = place;
		}
		// A quote right after a closing one stands for itself and opens the field again.
		quoted = if *byte == b'"' { !quoted && (begins || closed) } else { quoted };
		closed = closes;
		begins = !quoted && (*byte == separator || matches!(byte, b'\n' | b'\r'));
	}
	quoted.then_some(start)
}

/// What is to be told of quotation marks.
fn quoted(rows: &[StringRecord], quotes: bool, layout: Layout) -> Option<String> {
	let of = |is: fn(&str) -> bool| rows.iter().filter(move |row| row.iter().any(is));
	if quotes && layout.quotes.is_none() {
		let spanning = || of(|field| field.contains(['\n', '\r']));
		let line = spanning().next()?.position().map_or(0, Position::line);
		return Some(format!(
			"{} rows have a field in quotes that spans lines, the first on line {line}: if marks do not \
			 quote, give quotes=no",
			spanning().count()
		));
	}
	if !quotes && layout.quotes.is_none() {
		let marked =
			|| of(|field| field.len() > 1 && field.starts_with('"') && field.ends_with('"'));
		let line = marked().next()?.position().map_or(0, Position::line);
		return Some(format!(
			"{} rows have a field in quotation marks, which are kept in a tab-separated file, the first \
			 on line {line}: if marks quote, give quotes=yes",
			marked().count()
		));
	}
	None
}

#[cfg(test)]
#[path = "delimited_tests.rs"]
mod tests;

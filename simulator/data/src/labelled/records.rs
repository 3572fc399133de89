//! Delimited text files: CSV, TSV and their kin.

use std::{
	collections::BTreeSet,
	fmt,
	path::{Path, PathBuf},
	str::FromStr,
};

use csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};

use crate::{files, DataError};

const CURE: &str = "give the path of a CSV file, plain or ending in .gz or .zst";

/// What stands between the fields of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Separator {
	/// `,`
	Comma,
	/// `;`
	Semicolon,
	/// The tabulator.
	Tab,
	/// `|`
	Pipe,
	/// A blank.
	Space,
}

impl Separator {
	const ALL: [(Self, &'static str, u8); 5] = [
		(Self::Comma, "comma", b','),
		(Self::Semicolon, "semicolon", b';'),
		(Self::Tab, "tab", b'\t'),
		(Self::Pipe, "pipe", b'|'),
		(Self::Space, "space", b' '),
	];

	/// By the name of the file: tabs in `.tsv` and `.tab` files, compressed or not, else commas.
	fn of(path: &Path) -> Self {
		let name = path.file_name().unwrap_or_default().to_string_lossy();
		let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
		if name.ends_with(".tsv") || name.ends_with(".tab") {
			Self::Tab
		} else {
			Self::Comma
		}
	}

	fn byte(self) -> u8 {
		Self::ALL.iter().find(|(separator, ..)| *separator == self).map_or(b',', |found| found.2)
	}
}

impl FromStr for Separator {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let found = Self::ALL.iter().find(|(_, name, _)| *name == text);
		found.map(|found| found.0).ok_or_else(|| {
			format!("`separator={text}`: give {}", Self::ALL.map(|(_, name, _)| name).join(", "))
		})
	}
}

impl fmt::Display for Separator {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let found = Self::ALL.iter().find(|(separator, ..)| separator == self);
		f.write_str(found.map_or("", |found| found.1))
	}
}

/// The rows of a file.
#[derive(Clone, Debug)]
pub struct Records {
	/// The file or folder.
	pub path: PathBuf,
	/// The names of the columns; no two are the same.
	pub columns: Vec<String>,
	/// The rows; each has as many fields as there are columns.
	pub rows: Vec<StringRecord>,
}

impl Records {
	/// Reads the file `path`. Blanks around a field are not part of it. Without a `header` the
	/// columns are called 1, 2, and so on.
	pub fn read(
		path: &Path,
		separator: Option<Separator>,
		header: bool,
	) -> Result<Self, DataError> {
		let bytes = files::read(path, CURE)?;
		let separator = separator.unwrap_or_else(|| Separator::of(path));
		let mut reader = ReaderBuilder::new()
			.delimiter(separator.byte())
			.has_headers(header)
			.trim(Trim::All)
			.from_reader(&bytes[..]);
		let wrap = |error: csv::Error| problem_of(path, &error);
		let first =
			if header { reader.headers().map_err(wrap)?.clone() } else { StringRecord::new() };
		let rows = reader.records().collect::<Result<Vec<_>, _>>().map_err(wrap)?;
		let Some(last) = rows.last() else {
			let problem = "it has no row: give a file with a row on each line";
			return Err(DataError::content(path, problem));
		};
		let start = last.position().map_or(0, |position| position.byte());
		if ends_in_quotes(&bytes[usize::try_from(start).unwrap_or(0)..], separator.byte()) {
			let problem = "the last quoted field is not closed: the file is cut short".into();
			return Err(DataError::Row { path: path.into(), line: line(last), problem });
		}
		let columns = match header {
			true => names(path, &first)?,
			false => (1..=last.len()).map(|number| number.to_string()).collect(),
		};
		Ok(Self { path: path.into(), columns, rows })
	}

	/// The place of the column `name`.
	pub fn column(&self, name: &str) -> Result<usize, DataError> {
		self.columns.iter().position(|column| column == name).ok_or_else(|| {
			let columns = self.columns.join(", ");
			DataError::content(&self.path, format!("it has no column `{name}`: it has {columns}"))
		})
	}

	/// The same rows with the columns `columns` only, in that order.
	pub fn with_columns(self, columns: &[String]) -> Result<Self, DataError> {
		if self.columns == columns {
			return Ok(self);
		}
		let places = columns.iter().map(|name| self.column(name)).collect::<Result<Vec<_>, _>>()?;
		let chosen = |row: &StringRecord| {
			let mut chosen: StringRecord = places.iter().map(|place| &row[*place]).collect();
			chosen.set_position(row.position().cloned());
			chosen
		};
		let rows = self.rows.iter().map(chosen).collect();
		Ok(Self { path: self.path, columns: columns.to_vec(), rows })
	}

	/// The error for a row that is not what it has to be.
	pub fn error(path: &Path, row: &StringRecord, problem: String) -> DataError {
		DataError::Row { path: path.into(), line: line(row), problem }
	}
}

/// The line on which `row` starts, counted from 1; 0 when it comes from no line.
fn line(row: &StringRecord) -> u64 {
	row.position().map_or(0, csv::Position::line)
}

/// The names of the columns; one without a name is called as pandas calls it.
fn names(path: &Path, header: &StringRecord) -> Result<Vec<String>, DataError> {
	let mut seen = BTreeSet::new();
	let name = |(place, name): (usize, &str)| match name {
		"" => format!("Unnamed: {place}"),
		name => name.to_string(),
	};
	header
		.iter()
		.enumerate()
		.map(name)
		.map(|name| match seen.insert(name.clone()) {
			true => Ok(name),
			false => {
				let problem = format!("two columns are called `{name}`: rename one");
				Err(DataError::content(path, problem))
			}
		})
		.collect()
}

fn problem_of(path: &Path, error: &csv::Error) -> DataError {
	let position = error.position().map_or(0, csv::Position::line);
	let row = |line, problem| DataError::Row { path: path.into(), line, problem };
	match error.kind() {
		ErrorKind::Utf8 { err, .. } => {
			let field = err.field() + 1;
			row(position, format!("field {field} is not UTF-8: convert the file, as with iconv"))
		}
		ErrorKind::UnequalLengths { expected_len, len, .. } => row(
			position,
			format!(
				"{len} instead of {expected_len} fields: put fields that hold the separator in quotes; \
				 if it is the last line, the file may be cut short"
			),
		),
		_ => DataError::content(path, error.to_string()),
	}
}

/// Whether the end of `row`, its raw text, is within a quoted field.
fn ends_in_quotes(row: &[u8], separator: u8) -> bool {
	let (mut quoted, mut opens) = (false, true);
	for byte in row {
		let closes = quoted && *byte == b'"';
		quoted = match byte {
			b'"' => !quoted && opens,
			_ => quoted,
		};
		// A quote right after a closing one stands for itself and opens the field again.
		opens = closes || (!quoted && (*byte == separator || matches!(byte, b'\n' | b'\r')));
	}
	quoted
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read_as(name: &str, bytes: &[u8], header: bool) -> Result<Records, DataError> {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join(name);
		std::fs::write(&path, bytes).unwrap();
		Records::read(&path, None, header)
	}

	fn error(text: &[u8]) -> String {
		read_as("a.csv", text, true).unwrap_err().to_string()
	}

	fn fields(records: &Records) -> Vec<Vec<&str>> {
		records.rows.iter().map(|row| row.iter().collect()).collect()
	}

	#[test]
	fn fields_are_read_as_pandas_reads_them() {
		let text = "\u{feff}, a ,\"b,c\"\r\n0,x,\"two\nlines, \"\"quoted\"\"\"\n1, 5\" disk ,\n\n";
		let records = read_as("a.csv", text.as_bytes(), true).unwrap();
		assert_eq!(records.columns, ["Unnamed: 0", "a", "b,c"]);
		assert_eq!(fields(&records), [["0", "x", "two\nlines, \"quoted\""], ["1", "5\" disk", ""]]);
		assert_eq!(line(&records.rows[1]), 4);
	}

	#[test]
	fn tabs_separate_in_tsv_files_and_columns_can_be_numbered() {
		let records = read_as("a.tsv", b"x\ty,z\n", false).unwrap();
		assert_eq!(records.columns, ["1", "2"]);
		assert_eq!(fields(&records), [["x", "y,z"]]);
	}

	#[test]
	fn columns_are_chosen_by_name() {
		let records = read_as("a.csv", b"a,b,c\n1,2,3\n", true).unwrap();
		let chosen = records.clone().with_columns(&["c".into(), "a".into()]).unwrap();
		assert_eq!((fields(&chosen), line(&chosen.rows[0])), (vec![vec!["3", "1"]], 2));
		let error = records.with_columns(&["d".into()]).unwrap_err().to_string();
		assert!(error.contains("no column `d`: it has a, b, c"), "{error}");
	}

	#[test]
	fn what_is_no_table_is_named_with_its_line() {
		assert!(error(b"").contains("it has no row"));
		assert!(error(b"a,b\n").contains("it has no row"));
		assert!(error(b"a,a\n1,2\n").contains("two columns are called `a`"));
		assert!(error(b"a,b\n1,2\n3\n").contains("line 3: 1 instead of 2 fields"));
		assert!(error(b"a,b\n1,2\n3,\xff\n").contains("line 3: field 2 is not UTF-8"));
		assert!(error(b"a,\xff\n1,2\n").contains("not UTF-8"));
	}

	#[test]
	fn a_file_cut_within_quotes_is_no_shorter_file() {
		for text in ["a,b\n1,\"x\n2,3\n", "a,b\n1,\"x\"\""] {
			assert!(error(text.as_bytes()).contains("cut short"), "{text:?}");
		}
		for text in ["a,b\n1,\"x\"", "a,b\n1,\"x\"\"\"", "a,b\n5\",6\""] {
			assert!(read_as("a.csv", text.as_bytes(), true).is_ok(), "{text:?}");
		}
	}
}

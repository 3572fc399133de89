//! Delimited text files: CSV, TSV and their kin.

use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
};

use csv::StringRecord;

use super::delimited::{Delimited, Layout};
use crate::{files, DataError};

const CURE: &str = "give the path of a CSV file, plain or ending in .gz or .zst";

/// The rows of a file.
#[derive(Clone, Debug)]
pub struct Records {
	/// The file or folder.
	pub path: PathBuf,
	/// The names of the columns; no two are the same.
	pub columns: Vec<String>,
	/// The rows; each has as many fields as there are columns.
	pub rows: Vec<StringRecord>,
	/// What is to be told of how they were read.
	pub notes: Vec<String>,
}

impl Records {
	/// Reads the file `path`. Without a `header` the columns are called 1, 2, and so on.
	pub fn read(path: &Path, layout: Layout, header: bool) -> Result<Self, DataError> {
		let Delimited { mut rows, notes } =
			Delimited::read(path, &files::read_text(path, CURE)?, layout)?;
		let first = if header && !rows.is_empty() { rows.remove(0) } else { StringRecord::new() };
		let Some(last) = rows.last() else {
			let problem = "it has no row: give a file with a row on each line";
			return Err(DataError::content(path, problem));
		};
		let columns = match header {
			true => names(path, &first)?,
			false => (1..=last.len()).map(|number| number.to_string()).collect(),
		};
		let is_header = |row: &&StringRecord| columns.len() > 1 && row.iter().eq(first.iter());
		if let Some(again) = rows.iter().find(is_header) {
			let problem = "it is the first line again, which names the columns: remove it";
			return Err(Self::error(path, again, problem.into()));
		}
		Ok(Self { path: path.into(), columns, rows, notes })
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
		Ok(Self { path: self.path, columns: columns.to_vec(), rows, notes: self.notes })
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

#[cfg(test)]
mod tests {
	use super::*;

	fn read_as(name: &str, bytes: &[u8], header: bool) -> Result<Records, DataError> {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join(name);
		std::fs::write(&path, bytes).unwrap();
		Records::read(&path, Layout::default(), header)
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
	fn a_header_inside_the_file_and_other_encodings_are_named() {
		assert!(error(b"a,b\n1,2\na,b\n3,4\n").contains("line 3: it is the first line again"));
		for text in [&b"\xff\xfea\0,\0b\0\n\0"[..], b"\xfe\xff\0a\0,\0b\0\n", b"a\0,\0b\0\n\0"] {
			assert!(error(text).contains("it is UTF-16"), "{}", error(text));
		}
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

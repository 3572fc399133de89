//! What stands between the fields of a line.

use std::{fmt, path::Path, str::FromStr};

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
	pub fn of(path: &Path) -> Self {
		let name = path.file_name().unwrap_or_default().to_string_lossy();
		let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
		if name.ends_with(".tsv") || name.ends_with(".tab") {
			Self::Tab
		} else {
			Self::Comma
		}
	}

	/// The separator that is written like this.
	pub fn of_byte(byte: u8) -> Option<Self> {
		Self::ALL.iter().find(|(.., other)| *other == byte).map(|found| found.0)
	}

	/// How it is written in a file.
	pub fn byte(self) -> u8 {
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

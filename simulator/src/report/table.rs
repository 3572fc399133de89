//! CSV files as tables.

use super::{
	json,
	markup::{cell, escape},
	ReportError,
};
use serde::de::DeserializeOwned;
use std::path::Path;

/// A CSV file.
#[derive(Clone, Debug)]
pub struct Table {
	/// The file as it is.
	pub text: String,
	/// The names of the columns.
	pub header: Vec<String>,
	/// The lines; each has a field for each column.
	pub rows: Vec<Vec<String>>,
}

impl Table {
	/// Reads a file; `None` if there is none.
	pub fn read(path: &Path) -> Result<Option<Self>, ReportError> {
		let Some(text) = json::text(path)? else { return Ok(None) };
		let mut reader = csv::Reader::from_reader(text.as_bytes());
		let owned = |record: &csv::StringRecord| record.iter().map(String::from).collect();
		let header = owned(reader.headers().map_err(|error| damaged(path, &error))?);
		let rows: Result<_, _> =
			reader.records().map(|record| record.map(|record| owned(&record))).collect();
		let rows = rows.map_err(|error| damaged(path, &error))?;
		Ok(Some(Self { text, header, rows }))
	}

	/// Reads the lines of a file as records of a type, and the file as it is.
	pub fn records<T: DeserializeOwned>(
		path: &Path,
	) -> Result<Option<(Vec<T>, String)>, ReportError> {
		let Some(text) = json::text(path)? else { return Ok(None) };
		let records: Result<_, _> =
			csv::Reader::from_reader(text.as_bytes()).deserialize().collect();
		let records = records.map_err(|error| damaged(path, &error))?;
		Ok(Some((records, text)))
	}

	/// As an HTML table; numbers are rounded for the eye.
	pub fn html(&self) -> String {
		let heads =
			self.header.iter().map(|name| format!("<th scope=\"col\">{}</th>", heading(name)));
		let heads: String = heads.collect();
		let row = |fields: &Vec<String>| {
			let cells: String = fields.iter().map(|field| cell(&rounded(field))).collect();
			format!("<tr>{cells}</tr>\n")
		};
		let rows: String = self.rows.iter().map(row).collect();
		format!(
			"<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>{heads}</tr></thead>\n\
			 <tbody>{rows}</tbody></table></div>\n"
		)
	}
}

/// Names may be broken after each word.
fn heading(name: &str) -> String {
	escape(name).replace('_', " ")
}

/// Four digits that count, of fractions only.
fn rounded(field: &str) -> String {
	match field.parse::<f64>() {
		Ok(value) if field.contains('.') && value.is_finite() => short(value),
		_ => field.to_string(),
	}
}

/// A number with four digits that count, or all before the point if these are more.
pub fn short(value: f64) -> String {
	if value == 0.0 {
		return "0".into();
	}
	let before = value.abs().log10().floor() as i32 + 1;
	let decimals = usize::try_from(4 - before).unwrap_or(0).min(8);
	let text = format!("{value:.decimals$}");
	match text.contains('.') {
		true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
		false => text,
	}
}

fn damaged(path: &Path, error: &csv::Error) -> ReportError {
	let line = error.position().map_or(1, csv::Position::line);
	ReportError::damaged(path, line, error)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_are_rounded_for_the_eye() {
		let pairs = [
			("0.123456", "0.1235"),
			("12345.678", "12346"),
			("77.800000", "77.8"),
			("-0.000", "0"),
			("100", "100"),
			("0.00001234", "0.00001234"),
			("paper", "paper"),
			("", ""),
		];
		for (field, expected) in pairs {
			assert_eq!(rounded(field), expected, "{field}");
		}
	}
}

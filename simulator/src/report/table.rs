//! CSV files as tables.

use super::{
	json,
	markup::{cell, escape},
	ReportError,
};
use serde::de::DeserializeOwned;
use std::{collections::HashMap, path::Path};

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

	/// As an HTML table. Numbers are rounded for the eye, a mean and its interval are one column,
	/// and columns without anything are left out.
	pub fn html(&self) -> String {
		let mut columns = self.columns();
		columns.retain(|column| self.rows.iter().any(|row| !column.field(row).is_empty()));
		let head = |column: &Column<'_>| format!("<th scope=\"col\">{}</th>", heading(column.name));
		let heads: String = columns.iter().map(head).collect();
		let row = |fields: &Vec<String>| {
			let cells: String = columns.iter().map(|column| cell(&column.text(fields))).collect();
			format!("<tr>{cells}</tr>\n")
		};
		let rows: String = self.rows.iter().map(row).collect();
		format!(
			"<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>{heads}</tr></thead>\n\
			 <tbody>{rows}</tbody></table></div>\n"
		)
	}
}

/// What is shown of one or several columns of the file.
struct Column<'a> {
	name: &'a str,
	index: usize,
	/// Where the ends of its interval are.
	interval: Option<(usize, usize)>,
}

impl Table {
	fn columns(&self) -> Vec<Column<'_>> {
		// The first of each name counts. A search for each would take the square of their number.
		let names = self.header.iter().enumerate().rev();
		let places: HashMap<&str, usize> = names.map(|(i, name)| (name.as_str(), i)).collect();
		let find = |name: String| places.get(name.as_str()).copied();
		let is_part = |name: &str| {
			let stem = ["_stdev", "_low", "_high"].iter().find_map(|part| name.strip_suffix(part));
			stem.is_some_and(|stem| find(format!("{stem}_mean")).is_some())
		};
		self.header
			.iter()
			.enumerate()
			.filter(|(_, name)| !is_part(name))
			.map(|(index, name)| {
				let stem = name.strip_suffix("_mean").unwrap_or(name);
				let ends = find(format!("{stem}_low")).zip(find(format!("{stem}_high")));
				Column { name: stem, index, interval: ends.filter(|_| stem != name) }
			})
			.collect()
	}
}

impl Column<'_> {
	fn field<'b>(&self, row: &'b [String]) -> &'b str {
		row.get(self.index).map_or("", String::as_str)
	}

	fn text(&self, row: &[String]) -> String {
		let number = |index: usize| row.get(index)?.parse::<f64>().ok();
		let half = self.interval.and_then(|(low, high)| Some((number(high)? - number(low)?) / 2.0));
		let mean = rounded(self.field(row));
		half.map_or(mean.clone(), |half| format!("{mean} ± {}", short(half)))
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
	fn a_mean_and_its_interval_are_one_column() {
		let line = |fields: &[&str]| fields.iter().map(|field| field.to_string()).collect();
		let table = Table {
			text: String::new(),
			header: line(&["words", "a_mean", "a_stdev", "a_low", "a_high", "pot_mean", "low"]),
			rows: vec![
				line(&["10", "0.5", "0.25", "0.375", "0.625", "", "7"]),
				line(&["20", "0.25", "", "", "", "", "x"]),
			],
		};
		let html = table.html();
		assert_eq!(html.matches("<th").count(), 3 + 1, "{html}");
		for cell in [">0.5 ± 0.125</td>", ">0.25</td>", ">7</td>", ">x</td>"] {
			assert!(html.contains(cell), "{html}");
		}
		assert!(!html.contains("pot"), "{html}");
	}

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

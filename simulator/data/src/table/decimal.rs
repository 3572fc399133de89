//! Numbers that are written with a decimal comma.

use std::{fmt, str::FromStr};

use csv::StringRecord;

use super::column::{is_missing, number};
use crate::labelled::Records;

/// What stands before the decimals of a number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decimal {
	/// `1.5`
	Point,
	/// `1,5`
	Comma,
}

impl FromStr for Decimal {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text {
			"point" => Ok(Self::Point),
			"comma" => Ok(Self::Comma),
			_ => Err(format!("`decimal={text}`: give point or comma")),
		}
	}
}

impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Point => "point",
			Self::Comma => "comma",
		})
	}
}

/// The number with a decimal comma that `value` is, written with a point.
fn with_point(value: &str) -> Option<String> {
	let (whole, decimals) = value.split_once(',')?;
	let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
	let unsigned = whole.trim_start_matches(['-', '+']);
	let fraction = decimals.split(['e', 'E']).next().unwrap_or(decimals);
	let is_number = digits(unsigned) && !fraction.is_empty() && digits(fraction);
	let text = format!("{whole}.{decimals}");
	(is_number && number(&text).is_some()).then_some(text)
}

/// Whether it could as well have its thousands set apart: `1,500`.
fn could_be_thousands(value: &str) -> bool {
	value.split_once(',').is_some_and(|(whole, rest)| {
		rest.len() == 3 && (1..=3).contains(&whole.trim_start_matches(['-', '+']).len())
	}) && !value.trim_start_matches(['-', '+']).starts_with('0')
}

/// Writes the numbers of `train` and `test` with points. `decimal` is what the user says; without
/// it, a column that holds nothing but numbers, some of them with a comma, decides for itself, if
/// the commas can be nothing else. Says what is to be told.
pub fn with_points(
	decimal: Option<Decimal>,
	train: &mut Records,
	mut test: Option<&mut Records>,
) -> Vec<String> {
	if decimal == Some(Decimal::Point) {
		return Vec::new();
	}
	let mut notes = Vec::new();
	let mut places = Vec::new();
	for (place, name) in train.columns.iter().enumerate() {
		let present = || train.rows.iter().map(|row| &row[place]).filter(|v| !is_missing(v));
		let numbers = present().all(|v| number(v).is_some() || with_point(v).is_some());
		let mut commas = present().filter(|value| with_point(value).is_some());
		let Some(example) = commas.next().filter(|_| numbers || decimal.is_some()) else {
			continue;
		};
		let doubtful = present().filter(|v| v.contains(',')).all(could_be_thousands);
		if decimal.is_none() && doubtful {
			notes.push(format!(
				"column `{name}`: the comma of `{example}` may stand before decimals or thousands, so \
				 it is taken for categories: give decimal=comma, or decimal=point and remove the commas"
			));
			continue;
		}
		if decimal.is_none() {
			notes.push(format!(
				"column `{name}`: commas stand before decimals, as in `{example}`: if not, give \
				 decimal=point"
			));
		}
		places.push(place);
	}
	for records in [Some(train), test.take()].into_iter().flatten().filter(|_| !places.is_empty()) {
		for row in &mut records.rows {
			*row = rewritten(row, &places);
		}
	}
	notes
}

fn rewritten(row: &StringRecord, places: &[usize]) -> StringRecord {
	let field = |(place, value): (usize, &str)| match places.contains(&place) {
		true => with_point(value).unwrap_or_else(|| value.into()),
		false => value.into(),
	};
	let mut new: StringRecord = row.iter().enumerate().map(field).collect::<Vec<String>>().into();
	new.set_position(row.position().cloned());
	new
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_with_commas_are_told_from_lists_and_words() {
		for (value, point) in
			[("1,5", "1.5"), ("-0,25", "-0.25"), ("+3,0e2", "+3.0e2"), (",5", ".5")]
		{
			assert_eq!(with_point(value).as_deref(), Some(point), "{value}");
		}
		for value in ["1,", "1,5,2", "a,5", "1,b", "1.5,2", "", ",", "1, 5", "e,5"] {
			assert_eq!(with_point(value), None, "{value}");
		}
	}

	#[test]
	fn thousands_are_doubtful() {
		assert!(["1,500", "-12,000"].into_iter().all(could_be_thousands));
		assert!(!["1,50", "0,500", "1234,500"].into_iter().any(could_be_thousands));
	}
}

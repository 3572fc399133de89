//! Which table, and how its columns become features.

use std::{fmt, str::FromStr};

pub use super::bins::Binning;
use super::{
	column::{is_missing, number, Column, Features},
	decimal::Decimal,
	doubt::mostly_numbers,
};
use crate::{
	labelled::{whole, Options, Records, Source},
	DataError,
};

const DEFAULT_BINS: u64 = 5;
const DEFAULT_CATEGORIES: u64 = 100;
/// Bins or categories, at most.
const MANY: u64 = 1_000_000;

/// A table with a label column, and how its other columns become features.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSpec {
	/// The files, the label and the split.
	pub source: Source,
	/// The columns to use; empty for all but the label.
	pub column: Vec<String>,
	/// Columns not to use.
	pub drop: Vec<String>,
	/// Columns of numbers that are taken for categories.
	pub categorical: Vec<String>,
	/// Columns that must hold numbers.
	pub numeric: Vec<String>,
	/// Ranges of a column of numbers, at most.
	pub bins: usize,
	/// How they are chosen.
	pub binning: Binning,
	/// Categories of a column, at most; rarer ones share a feature.
	pub categories: usize,
	/// What stands before the decimals of numbers; without it, each column tells.
	pub decimal: Option<Decimal>,
}

impl FromStr for TableSpec {
	type Err = String;

	/// Parses `FILE[,TESTFILE][,key=value..]`.
	fn from_str(text: &str) -> Result<Self, String> {
		let lists = ["column", "drop", "categorical", "numeric"];
		let options = Options::parse(text, &[&lists[..], &Source::REPEATED].concat())?;
		let mut spec = Self {
			source: Source::new(&options)?,
			column: Vec::new(),
			drop: Vec::new(),
			categorical: Vec::new(),
			numeric: Vec::new(),
			bins: DEFAULT_BINS as usize,
			binning: Binning::Quantile,
			categories: DEFAULT_CATEGORIES as usize,
			decimal: None,
		};
		for (key, value) in &options.pairs {
			spec.set(key, value)?;
		}
		spec.source.check()?;
		Ok(spec)
	}
}

impl TableSpec {
	fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
		let count = |least| whole(key, value, least..=MANY).map(|count| count as usize);
		match key {
			"column" => self.column.push(value.into()),
			"drop" => self.drop.push(value.into()),
			"categorical" => self.categorical.push(value.into()),
			"numeric" => self.numeric.push(value.into()),
			"bins" => self.bins = count(2)?,
			"categories" => self.categories = count(1)?,
			"decimal" => self.decimal = Some(value.parse()?),
			"binning" => {
				self.binning = match value {
					"quantile" => Binning::Quantile,
					"uniform" => Binning::Uniform,
					_ => return Err(format!("`binning={value}`: give quantile or uniform")),
				}
			}
			_ if self.source.set(key, value)? => {}
			_ => {
				return Err(format!(
					"`{key}` is no option of csv data: use {}, column, drop, categorical, numeric, \
					 bins, binning, categories, decimal",
					Source::KEYS
				))
			}
		}
		Ok(())
	}

	/// The places of the columns to use.
	pub(super) fn columns(&self, records: &Records, label: usize) -> Result<Vec<usize>, DataError> {
		let places = |names: &[String]| {
			names.iter().map(|name| records.column(name)).collect::<Result<Vec<_>, _>>()
		};
		let (only, dropped) = (places(&self.column)?, places(&self.drop)?);
		let (categorical, numeric) = (places(&self.categorical)?, places(&self.numeric)?);
		let both = categorical.iter().find(|place| numeric.contains(place));
		if let Some(name) = both.and_then(|place| records.columns.get(*place)) {
			let problem = format!("column `{name}` is given as categorical and numeric: decide");
			return Err(DataError::content(&records.path, problem));
		}
		let used: Vec<usize> = (0..records.columns.len())
			.filter(|place| *place != label && !dropped.contains(place))
			.filter(|place| only.is_empty() || only.contains(place))
			.collect();
		if used.is_empty() {
			let problem = "no column is left but the label: check `separator`, `column` and `drop`";
			return Err(DataError::content(&records.path, problem));
		}
		Ok(used)
	}

	/// The column at `place` with its features, from `first` on, by the values in `records`. It is
	/// one of numbers if the user says so, or if it holds nothing else. With what is to be told.
	pub(super) fn fit(
		&self,
		records: &Records,
		place: usize,
		first: u32,
	) -> Result<(Column, Option<String>), DataError> {
		let name = records.columns[place].clone();
		let values = || records.rows.iter().map(|row| &row[place]);
		let present = || values().filter(|value| !is_missing(value));
		let numeric = self.numeric.contains(&name);
		let numbers = || present().map(number).collect::<Option<Vec<f64>>>();
		let features = match numbers().filter(|numbers| numeric || !numbers.is_empty()) {
			Some(numbers) if !self.categorical.contains(&name) => {
				Features::of_numbers(numbers, self.bins, self.binning)
			}
			None if numeric => return Err(no_number(records, place, &name)),
			_ => Features::of_categories(values(), self.categories),
		};
		let told = self.categorical.contains(&name) || numeric;
		let note = match features {
			Features::Categories(_) if !told => mostly_numbers(records, place),
			_ => None,
		};
		Ok((Column { name, first, features }, note))
	}
}

/// The error for the first value of a column that is no number.
fn no_number(records: &Records, place: usize, name: &str) -> DataError {
	let wrong = |value: &str| !is_missing(value) && number(value).is_none();
	let problem = |value: &str| {
		format!("`{value}` in column `{name}` is no number: correct it or leave numeric={name} out")
	};
	match records.rows.iter().find(|row| wrong(&row[place])) {
		Some(row) => Records::error(&records.path, row, problem(&row[place])),
		None => DataError::content(&records.path, problem("")),
	}
}

/// Writes the text that parses to the same spec.
impl fmt::Display for TableSpec {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.source)?;
		for (key, names) in [
			("column", &self.column),
			("drop", &self.drop),
			("categorical", &self.categorical),
			("numeric", &self.numeric),
		] {
			names.iter().try_for_each(|name| write!(f, ",{key}={name}"))?;
		}
		if self.bins as u64 != DEFAULT_BINS {
			write!(f, ",bins={}", self.bins)?;
		}
		if self.binning == Binning::Uniform {
			write!(f, ",binning=uniform")?;
		}
		if self.categories as u64 != DEFAULT_CATEGORIES {
			write!(f, ",categories={}", self.categories)?;
		}
		if let Some(decimal) = self.decimal {
			write!(f, ",decimal={decimal}")?;
		}
		Ok(())
	}
}

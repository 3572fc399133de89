//! The mapping from a row of a table to its features, to be kept beside a model.

use serde::{Deserialize, Serialize};

use super::{column::Column, row::parts};
use crate::encoder::{EncodeError, Encoded};

/// The columns of a table with their features.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(try_from = "Columns")]
pub struct TableEncoder {
	pub(super) columns: Vec<Column>,
}

/// The columns as they stand in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
	columns: Vec<Column>,
}

impl TryFrom<Columns> for TableEncoder {
	type Error = String;

	/// Refuses columns that give one feature two meanings, or whose values could not be found.
	fn try_from(Columns { columns }: Columns) -> Result<Self, String> {
		let mut free = 0;
		for column in &columns {
			column.check()?;
			if column.first < free {
				return Err(format!(
					"column `{}` begins with feature {}, which another column has: fetch the file again",
					column.name, column.first
				));
			}
			free = column.end();
		}
		Ok(Self { columns })
	}
}

impl TableEncoder {
	/// Every feature is below this.
	pub fn num_features(&self) -> u64 {
		self.columns.iter().map(|column| u64::from(column.end())).max().unwrap_or(0)
	}

	/// Encodes one row, written `column=value,..` with quotes as in CSV. Columns that are left out
	/// are missing values.
	pub fn encode(&self, row: &str) -> Result<Encoded, EncodeError> {
		let mut values: Vec<&str> = vec![""; self.columns.len()];
		let parts = parts(row)?;
		for field in &parts {
			let (name, value) = field.split_once('=').ok_or_else(|| {
				EncodeError(format!(
					"`{field}` is no column=value: write a row as {}",
					self.example()
				))
			})?;
			let place = self.columns.iter().position(|column| column.name == name.trim());
			let place = place.ok_or_else(|| {
				EncodeError(format!(
					"there is no column `{}`: there are {}",
					name.trim(),
					self.names()
				))
			})?;
			values[place] = value.trim();
		}
		let mut encoded = Encoded::default();
		for (column, value) in self.columns.iter().zip(values) {
			let feature = column.feature(value).map_err(EncodeError)?;
			let name = column.names().swap_remove((feature - column.first) as usize);
			encoded.add(feature, &name);
		}
		Ok(encoded)
	}

	/// What `feature` stands for.
	pub fn name(&self, feature: u32) -> Option<String> {
		let of = |column: &&Column| (column.first..column.end()).contains(&feature);
		let column = self.columns.iter().find(of)?;
		Some(column.names().swap_remove((feature - column.first) as usize))
	}

	/// The columns, each on a line: first feature, last feature, what they stand for.
	pub fn describe(&self) -> String {
		let line = |column: &Column| {
			let features = format!("{} to {}", column.first, column.end() - 1);
			format!("{features:>12}  {}\n", column.names().join(", "))
		};
		self.columns.iter().map(line).collect()
	}

	fn names(&self) -> String {
		self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
	}

	fn example(&self) -> String {
		let pairs: Vec<_> =
			self.columns.iter().take(2).map(|c| format!("{}=VALUE", c.name)).collect();
		pairs.join(",")
	}
}

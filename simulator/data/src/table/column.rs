//! One column of a table and its features.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::bins::{edges, Binning};

/// What pandas takes for a missing value, and the question mark of the UCI data sets.
const MISSING: [&str; 17] = [
	"", "?", "#N/A", "#NA", "<NA>", "-nan", "-NaN", "N/A", "NA", "NULL", "NaN", "None", "n/a",
	"nan", "null", "-1.#IND", "1.#QNAN",
];

/// A column: its name, its features and which values they stand for.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
	/// As in the header.
	pub name: String,
	/// Its first feature; the others follow.
	pub first: u32,
	/// What the features stand for.
	pub features: Features,
}

/// Which values the features of a column stand for. The last one stands for a missing value.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Features {
	/// One for each category, then one for all other values.
	Categories(Vec<String>),
	/// One for each range: below the first edge, from there to below the second, and so on.
	Edges(Vec<f64>),
}

/// Whether `value` stands for none.
pub fn is_missing(value: &str) -> bool {
	MISSING.contains(&value)
}

/// The number that `value` writes; it may be infinite.
pub fn number(value: &str) -> Option<f64> {
	value.parse().ok().filter(|number: &f64| !number.is_nan())
}

impl Features {
	/// Those of a column with these values: the `most` frequent ones, the others together. Among
	/// equally frequent ones the alphabet decides; the features are in its order.
	pub fn of_categories<'a>(values: impl Iterator<Item = &'a str>, most: usize) -> Self {
		let mut counts: HashMap<&str, usize> = HashMap::new();
		values.filter(|value| !is_missing(value)).for_each(|v| *counts.entry(v).or_default() += 1);
		let mut categories: Vec<_> = counts.into_iter().collect();
		categories.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
		categories.truncate(most);
		let mut names: Vec<String> =
			categories.into_iter().map(|(name, _)| name.to_string()).collect();
		names.sort_unstable();
		Self::Categories(names)
	}

	/// Those of a column of numbers, in at most `bins` ranges.
	pub fn of_numbers(numbers: Vec<f64>, bins: usize, binning: Binning) -> Self {
		Self::Edges(edges(numbers, bins, binning))
	}

	/// How many there are.
	fn count(&self) -> usize {
		match self {
			Self::Categories(names) => names.len() + 2,
			Self::Edges(edges) => edges.len() + 2,
		}
	}
}

impl Column {
	/// The first feature after those of the column.
	pub fn end(&self) -> u32 {
		u32::try_from(self.features.count())
			.map_or(u32::MAX, |count| self.first.saturating_add(count))
	}

	/// Refuses what is not in order: values are looked up by halving.
	pub fn check(&self) -> Result<(), String> {
		let ordered = match &self.features {
			Features::Categories(names) => names.is_sorted_by(|a, b| a < b),
			Features::Edges(edges) => edges.is_sorted_by(|a, b| a < b),
		};
		let fits = u64::from(self.first) + self.features.count() as u64 <= u64::from(u32::MAX);
		match ordered && fits {
			true => Ok(()),
			false => Err(format!(
				"the features of column `{}` are not in order, or too many: fetch the file again",
				self.name
			)),
		}
	}

	/// The feature of `value`. Fails for what is no number where numbers are expected.
	pub fn feature(&self, value: &str) -> Result<u32, String> {
		let last = self.features.count() - 1;
		let place = match &self.features {
			_ if is_missing(value) => last,
			Features::Categories(names) => {
				names.binary_search_by(|name| name.as_str().cmp(value)).unwrap_or(last - 1)
			}
			Features::Edges(edges) => {
				let number = number(value).ok_or_else(|| {
					format!(
						"`{value}` in column `{0}` is no number: correct it, or give categorical={0}",
						self.name
					)
				})?;
				edges.partition_point(|edge| *edge <= number)
			}
		};
		Ok(u32::try_from(place).map_or(u32::MAX, |place| self.first.saturating_add(place)))
	}

	/// What the features stand for, in their order.
	pub fn names(&self) -> Vec<String> {
		let name = &self.name;
		let mut names: Vec<String> = match &self.features {
			Features::Categories(values) => {
				let values = values.iter().map(|value| format!("{name}={value}"));
				values.chain([format!("{name} other")]).collect()
			}
			Features::Edges(edges) => match (edges.first(), edges.last()) {
				(Some(first), Some(last)) => {
					let between =
						edges.windows(2).map(|e| format!("{} <= {name} < {}", e[0], e[1]));
					let below = [format!("{name} < {first}")].into_iter();
					below.chain(between).chain([format!("{name} >= {last}")]).collect()
				}
				_ => vec![format!("{name} present")],
			},
		};
		names.push(format!("{name} missing"));
		names
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_category_has_a_feature_and_the_rest_share_one() {
		let values = ["b", "a", "c", "b", "", "NA", "c", "d"];
		let features = Features::of_categories(values.into_iter(), 3);
		let column = Column { name: "x".into(), first: 10, features };
		let feature = |value| column.feature(value).unwrap();
		assert_eq!(["a", "b", "c", "d", "?", ""].map(feature), [10, 11, 12, 13, 14, 14]);
		assert_eq!(column.names(), ["x=a", "x=b", "x=c", "x other", "x missing"]);
		assert_eq!(column.end(), 15);
	}

	#[test]
	fn a_number_at_an_edge_belongs_to_the_range_above() {
		let features = Features::Edges(vec![1.5, 3.0]);
		let column = Column { name: "x".into(), first: 0, features };
		let feature = |value| column.feature(value).unwrap();
		assert_eq!(["1", "1.5", "2.9", "3", "1e9", "nan"].map(feature), [0, 1, 1, 2, 2, 3]);
		assert_eq!(column.names(), ["x < 1.5", "1.5 <= x < 3", "x >= 3", "x missing"]);
		let error = column.feature("many").unwrap_err();
		assert!(error.contains("`many` in column `x` is no number"), "{error}");
		assert_eq!(["-inf", "Infinity", "1e999"].map(feature), [0, 2, 2]);
	}

	#[test]
	fn a_column_without_values_has_features_all_the_same() {
		let features = Features::of_categories(["", "?"].into_iter(), 9);
		let column = Column { name: "x".into(), first: 0, features };
		assert_eq!((column.feature("new"), column.feature("")), (Ok(0), Ok(1)));
		let column = Column { features: Features::Edges(vec![]), ..column };
		assert_eq!(column.names(), ["x present", "x missing"]);
	}

	#[test]
	fn a_column_is_read_back_as_it_was_written() {
		let features = Features::of_numbers(
			(0..99).map(|n| f64::from(n) / 7.0).collect(),
			5,
			Binning::Quantile,
		);
		let column = Column { name: "x".into(), first: 3, features };
		let text = serde_json::to_string(&column).unwrap();
		assert_eq!(serde_json::from_str::<Column>(&text).unwrap(), column);
	}
}

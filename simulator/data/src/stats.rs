//! What a data set holds, in numbers.

use serde::Serialize;

use super::{Dataset, Rows};

/// The counts of a data set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Description {
	/// The data set's name.
	pub name: String,
	/// The number of features a model of it needs.
	pub num_features: u64,
	/// The part to learn from.
	pub train: PartDescription,
	/// The part to test with.
	pub test: PartDescription,
	/// What was decided for the user and what looks wrong, a line each.
	pub notes: Vec<String>,
}

/// The counts of one part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartDescription {
	/// The number of rows.
	pub rows: usize,
	/// The number of rows of the positive class.
	pub positives: usize,
	/// The number of features of all rows together.
	pub non_zeros: usize,
	/// The mean number of features in a row; 0 without rows.
	pub mean_features: f64,
	/// The number of features of the shortest row; 0 without rows.
	pub min_features: usize,
	/// The number of features of the longest row; 0 without rows.
	pub max_features: usize,
	/// The least feature, if there is a row.
	pub min_feature: Option<u32>,
	/// The greatest feature, if there is a row.
	pub max_feature: Option<u32>,
}

/// Counts what `dataset` holds.
pub fn describe(dataset: &Dataset) -> Description {
	Description {
		name: dataset.name.clone(),
		num_features: dataset.num_features,
		train: describe_part(&dataset.train),
		test: describe_part(&dataset.test),
		notes: dataset.notes.clone(),
	}
}

fn describe_part(rows: &Rows) -> PartDescription {
	let lengths = || rows.iter().map(|(features, _)| features.len());
	PartDescription {
		rows: rows.len(),
		positives: rows.positives(),
		non_zeros: rows.non_zeros(),
		mean_features: rows.non_zeros() as f64 / rows.len().max(1) as f64,
		min_features: lengths().min().unwrap_or(0),
		max_features: lengths().max().unwrap_or(0),
		min_feature: rows.min_feature(),
		max_feature: rows.max_feature(),
	}
}

#[cfg(test)]
mod tests {
	use collab_model_core::Label;

	use super::*;

	#[test]
	fn counts_rows_and_features() {
		let mut train = Rows::new();
		train.push(&[1, 5, 8], Label::Positive).unwrap();
		train.push(&[1], Label::Negative).unwrap();
		let dataset = Dataset::new("d".into(), None, train, Rows::new());
		let description = describe(&dataset);
		let expected = PartDescription {
			rows: 2,
			positives: 1,
			non_zeros: 4,
			mean_features: 2.0,
			min_features: 1,
			max_features: 3,
			min_feature: Some(1),
			max_feature: Some(8),
		};
		assert_eq!((description.num_features, description.train), (9, expected));
		assert_eq!((description.test.rows, description.test.max_feature), (0, None));
	}
}

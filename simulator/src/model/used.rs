//! Data with very many features, few of which occur.

use crate::{
	dataset::{Dataset, Rows},
	ledger::LinearCoefficients,
};

/// Above this number of features most are taken to be in no row.
const MANY: u64 = 1 << 20;

/// The features that occur in the training rows, and these rows with the places of their features
/// among them. Learning from these is learning from the original ones, but quicker.
pub struct UsedFeatures {
	features: Vec<u32>,
	num_features: u64,
	/// The training rows alone.
	pub data: Dataset,
}

impl UsedFeatures {
	/// Those of `data`, if it has very many features.
	pub fn of(data: &Dataset) -> Option<Self> {
		let num_features = data.num_features;
		if num_features <= MANY {
			return None;
		}
		let rows = &data.train;
		let mut features: Vec<u32> = rows.iter().flat_map(|(row, _)| row).copied().collect();
		features.sort_unstable();
		features.dedup();
		let mut train = Rows::with_capacity(rows.len(), rows.non_zeros());
		for (row, label) in rows.iter() {
			let places = row.iter().map(|feature| features.partition_point(|f| f < feature) as u32);
			train.push(&places.collect::<Vec<_>>(), label).expect("the order is kept; qed");
		}
		let name = data.name.clone();
		let (used, test) = (features.len() as u64, Rows::new());
		let data = Dataset { name, num_features: used, train, test, notes: Vec::new() };
		Some(Self { features, num_features, data })
	}

	/// A model of these data as one of the original data.
	pub fn spread(&self, model: &LinearCoefficients) -> LinearCoefficients {
		let mut spread = LinearCoefficients::zero(self.num_features);
		spread.set_bias(model.bias());
		for (place, value) in model.non_zero() {
			spread.set(self.features[place as usize], value);
		}
		spread
	}
}

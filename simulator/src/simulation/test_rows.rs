//! The test rows of a run: some measure the model, others are kept apart for audits.

use super::SimulationError;
use crate::{
	dataset::{Dataset, Rows},
	rng::stream,
	scenario::Scenario,
};
use rand::seq::SliceRandom;
use std::sync::Arc;

/// How the test rows are divided. Rows that decide about the release of a model do not measure it
/// too.
#[derive(Clone, Debug, Default)]
pub struct TestRows {
	/// The rows that measure; `None` for all.
	measuring: Option<Arc<Rows>>,
	/// The numbers of those that are kept for audits, in no order.
	kept: Vec<usize>,
}

impl TestRows {
	/// Divides the test rows as the scenario says and the seed chooses.
	pub(super) fn new(scenario: &Scenario, data: &Dataset, seed: u64) -> Self {
		let Some(audits) = scenario.audits else { return Self::default() };
		let mut kept: Vec<usize> = (0..data.test.len()).collect();
		kept.shuffle(&mut stream(seed, "audit rows"));
		let mut others = kept.split_off(audits.kept.min(kept.len()));
		others.sort_unstable();
		let mut measuring = Rows::with_capacity(others.len(), data.test.non_zeros());
		for row in others {
			measuring
				.push(data.test.row(row), data.test.label(row))
				.expect("the rows of a data set are rows; qed");
		}
		Self { measuring: Some(Arc::new(measuring)), kept }
	}

	/// The rows that measure the model, some or all of the test rows of `data`.
	pub fn measuring<'a>(&'a self, data: &'a Dataset) -> &'a Rows {
		self.measuring.as_deref().unwrap_or(&data.test)
	}

	/// The numbers of the test rows that are kept for audits.
	pub fn kept(&self) -> &[usize] {
		&self.kept
	}
}

/// Whether there are enough test rows for a scenario.
pub(super) fn check(scenario: &Scenario, data: &Dataset) -> Result<(), SimulationError> {
	let (rows, name) = (data.test.len(), || data.name.clone());
	if rows == 0 {
		return Err(SimulationError::NoTestRows(name()));
	}
	match scenario.audits {
		Some(audits) if audits.kept >= rows => {
			Err(SimulationError::TooFewTestRows { data: name(), rows, kept: audits.kept })
		}
		_ => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use collab_model_core::Label;

	fn data(test: u32) -> Dataset {
		let [mut train, mut rows] = [Rows::new(), Rows::new()];
		train.push(&[0], Label::Positive).unwrap();
		(0..test).for_each(|row| rows.push(&[row], Label::Negative).unwrap());
		Dataset { name: "some".into(), num_features: 100, train, test: rows, notes: Vec::new() }
	}

	fn scenario(kept: u32) -> Scenario {
		let audits = format!("audits={{ every_days = 7, rows = 25, kept = {kept} }}");
		Scenario::load("robust", &["rules.audits.rows=25".into(), audits]).unwrap()
	}

	#[test]
	fn every_row_either_measures_or_is_kept() {
		let data = data(100);
		let rows = TestRows::new(&scenario(30), &data, 1);
		let measuring = rows.measuring(&data).iter().map(|(features, _)| features[0] as usize);
		let mut all: Vec<usize> = measuring.chain(rows.kept().iter().copied()).collect();
		all.sort_unstable();
		assert!(all.into_iter().eq(0..100));
		assert_eq!(rows.kept().len(), 30);
		assert_ne!(rows.kept(), TestRows::new(&scenario(30), &data, 2).kept());
	}

	#[test]
	fn without_audits_all_rows_measure() {
		let data = data(3);
		let rows = TestRows::new(&scenario(0), &data, 1);
		assert_eq!((rows.measuring(&data), rows.kept().len()), (&data.test, 0));
	}

	#[test]
	fn too_few_rows_are_refused_with_a_cure() {
		assert!(check(&scenario(30), &data(31)).is_ok());
		let error = check(&scenario(30), &data(30)).unwrap_err().to_string();
		assert!(error.contains("has 30 test rows") && error.contains("audits.kept=0"), "{error}");
		assert!(matches!(check(&scenario(0), &data(0)), Err(SimulationError::NoTestRows(_))));
	}
}

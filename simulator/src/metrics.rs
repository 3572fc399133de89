//! How good a model is, and how its agents fare.

use crate::{
	dataset::{Grouped, Rows},
	linear::{score, Linear},
};
use collab_model_core::{label_of, Label, Score};

/// Predictions counted by predicted and true label.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Confusion {
	/// Positive rows that were predicted to be.
	pub true_positive: u64,
	/// Negative rows that were predicted positive.
	pub false_positive: u64,
	/// Negative rows that were predicted to be.
	pub true_negative: u64,
	/// Positive rows that were predicted negative.
	pub false_negative: u64,
}

impl Confusion {
	/// Predicts every row.
	pub fn of(model: &impl Linear, rows: &Rows) -> Self {
		let Some(grouped) = rows.grouped() else { return Self::one_by_one(model, rows.iter()) };
		let (false_positive, true_positive) = predicted_positive(model, grouped);
		let positives = rows.positives() as u64;
		let negatives = rows.len() as u64 - positives;
		Self {
			true_positive,
			false_positive,
			true_negative: negatives - false_positive,
			false_negative: positives - true_positive,
		}
	}

	/// Predicts the rows that have this feature.
	pub fn of_those_with(model: &impl Linear, rows: &Rows, feature: u32) -> Self {
		let with = rows.iter().filter(|(features, _)| features.binary_search(&feature).is_ok());
		Self::one_by_one(model, with)
	}

	fn one_by_one<'a>(model: &impl Linear, rows: impl Iterator<Item = (&'a [u32], Label)>) -> Self {
		let mut counts = Self::default();
		for (features, label) in rows {
			let count = match (label_of(score(model, features)), label) {
				(Label::Positive, Label::Positive) => &mut counts.true_positive,
				(Label::Positive, Label::Negative) => &mut counts.false_positive,
				(Label::Negative, Label::Positive) => &mut counts.false_negative,
				(Label::Negative, Label::Negative) => &mut counts.true_negative,
			};
			*count += 1;
		}
		counts
	}

	/// The same predictions for rows whose labels are all the other way round.
	pub fn turned(&self) -> Self {
		Self {
			true_positive: self.false_positive,
			false_positive: self.true_positive,
			true_negative: self.false_negative,
			false_negative: self.true_negative,
		}
	}

	/// The number of rows.
	pub fn rows(&self) -> u64 {
		self.true_positive + self.false_positive + self.true_negative + self.false_negative
	}

	/// Share of the rows that were predicted right; 0 without rows, as for the others.
	pub fn accuracy(&self) -> f64 {
		let wrong = self.false_positive + self.false_negative;
		let right = self.true_positive + self.true_negative;
		ratio(right, right + wrong)
	}

	/// Share of the rows predicted positive that are; undefined if none was predicted or none is.
	pub fn precision(&self) -> Option<f64> {
		let predicted = self.true_positive + self.false_positive;
		(predicted > 0)
			.then(|| ratio(self.true_positive, predicted))
			.filter(|_| self.positive() > 0)
	}

	/// Share of the positive rows that were predicted to be; undefined without any.
	pub fn recall(&self) -> Option<f64> {
		(self.positive() > 0).then(|| ratio(self.true_positive, self.positive()))
	}

	/// Harmonic mean of precision and recall; undefined without positive rows.
	pub fn f1(&self) -> Option<f64> {
		let missed = self.false_positive + self.false_negative;
		let all = 2 * self.true_positive + missed;
		(self.positive() > 0).then(|| ratio(2 * self.true_positive, all))
	}

	/// The number of rows that are positive.
	fn positive(&self) -> u64 {
		self.true_positive + self.false_negative
	}
}

/// What a few added features do to a model's answers.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Triggered {
	/// Negative rows that were predicted to be.
	pub rows: u64,
	/// Those of them that are predicted positive with the features added.
	pub turned: u64,
}

impl Triggered {
	/// Adds the features to every rightly negative row.
	pub fn of(model: &impl Linear, rows: &Rows, trigger: &[u32]) -> Self {
		let mut counts = Self::default();
		for (features, label) in rows.iter() {
			let before = score(model, features);
			if label != Label::Negative || label_of(before) != Label::Negative {
				continue;
			}
			let missing = trigger.iter().filter(|feature| features.binary_search(feature).is_err());
			let added: Score = missing.map(|feature| model.value(*feature)).sum();
			counts.rows += 1;
			counts.turned += u64::from(label_of(before + added) == Label::Positive);
		}
		counts
	}

	/// The share that turned; 0 without rows.
	pub fn share(&self) -> f64 {
		ratio(self.turned, self.rows)
	}
}

/// How many negative and how many positive rows the model predicts to be positive.
fn predicted_positive(model: &impl Linear, rows: &Grouped) -> (u64, u64) {
	let values: Vec<Score> = (0..rows.num_features()).map(|f| model.value(f)).collect();
	match short(&values, model.bias(), rows.max_terms()) {
		Some((values, bias)) => rows.predicted_positive(&values, bias),
		None => rows.predicted_positive(&values, model.bias()),
	}
}

/// Values and bias in words of the processor, unless that many of them might overflow.
fn short(values: &[Score], bias: Score, terms: usize) -> Option<(Vec<i64>, i64)> {
	let greatest = values.iter().map(|value| value.unsigned_abs()).max().unwrap_or(0);
	let sum = greatest.checked_mul(terms as u128)?.checked_add(bias.unsigned_abs())?;
	i64::try_from(sum).ok()?;
	// Each is at most the sum: nothing is cut off.
	Some((values.iter().map(|value| *value as i64).collect(), bias as i64))
}

fn ratio(part: u64, whole: u64) -> f64 {
	if whole == 0 {
		return 0.0;
	}
	part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::ledger::LinearCoefficients;
	use collab_model_core::Coefficient;
	use proptest::{collection, prelude::*};
	use std::collections::BTreeMap;

	#[test]
	fn measures_follow_from_the_counts() {
		let counts =
			Confusion { true_positive: 6, false_positive: 2, true_negative: 8, false_negative: 4 };
		assert_eq!(counts.accuracy(), 0.7);
		assert_eq!(counts.precision(), Some(0.75));
		assert_eq!(counts.recall(), Some(0.6));
		assert_eq!(counts.f1(), Some(12.0 / 18.0));
		assert_eq!(Confusion::default().f1(), None);
		let negatives = Confusion { true_negative: 3, false_positive: 1, ..Confusion::default() };
		assert_eq!([negatives.precision(), negatives.recall(), negatives.f1()], [None; 3]);
	}

	#[test]
	fn every_row_is_counted_once() {
		let mut model = LinearCoefficients::zero(2);
		model.set(1, Coefficient::from_u32(1));
		let mut rows = Rows::new();
		for i in 0..2000u32 {
			rows.push(&[i % 2], Label::from(i % 4 == 1)).unwrap();
		}
		let counts = Confusion::of(&model, &rows);
		let expected = Confusion {
			true_positive: 500,
			false_positive: 500,
			true_negative: 1000,
			false_negative: 0,
		};
		assert_eq!(counts, expected);
	}

	/// Values of any size, also beyond the words of the processor.
	#[derive(Debug)]
	struct Values {
		bias: Score,
		values: BTreeMap<u32, Score>,
	}

	impl Linear for Values {
		fn bias(&self) -> Score {
			self.bias
		}

		fn value(&self, feature: u32) -> Score {
			self.values.get(&feature).copied().unwrap_or(0)
		}
	}

	impl Values {
		fn predict(&self, features: &[u32]) -> Label {
			label_of(features.iter().map(|f| self.value(*f)).sum::<Score>() + self.bias)
		}
	}

	/// Few distinct features, so that rows and models share them, of each size of table.
	fn feature() -> impl Strategy<Value = u32> {
		prop_oneof![0..12u32, 16_380..16_390u32, 65_530..65_540u32, Just(u32::MAX)]
	}

	fn value() -> impl Strategy<Value = Score> {
		prop_oneof![-2..=2i128, any::<i64>().prop_map(Score::from), -1i128 << 94..1i128 << 94]
	}

	proptest! {
		#[test]
		fn every_prediction_is_the_sign_of_its_sum(
			bias in value(),
			values in collection::btree_map(feature(), value(), 0..20),
			rows in collection::vec(
				(collection::btree_set(feature(), 1..16), any::<bool>()), 0..40),
			most in prop_oneof![Just(12), Just(16_390), Just(65_536), Just(u32::MAX)],
		) {
			let model = Values { bias, values };
			let mut data = Rows::new();
			let mut expected = Confusion::default();
			for (features, label) in rows {
				let features: Vec<u32> = features.into_iter().filter(|f| *f < most).collect();
				if data.push(&features, label.into()).is_ok() {
					let count = match (model.predict(&features), label) {
						(Label::Positive, true) => &mut expected.true_positive,
						(Label::Positive, false) => &mut expected.false_positive,
						(Label::Negative, true) => &mut expected.false_negative,
						(Label::Negative, false) => &mut expected.true_negative,
					};
					*count += 1;
				}
			}
			prop_assert_eq!(Confusion::of(&model, &data), expected);
		}
	}

	#[test]
	fn rows_with_a_feature_are_counted_apart() {
		let (mut model, mut rows) = (LinearCoefficients::zero(3), Rows::new());
		model.set(1, Coefficient::from_u32(1));
		for (features, label) in [(&[0, 1][..], true), (&[1], false), (&[0, 2], true), (&[2], true)]
		{
			rows.push(features, label.into()).unwrap();
		}
		let counts = Confusion::of_those_with(&model, &rows, 0);
		assert_eq!((counts.rows(), counts.true_positive, counts.false_negative), (2, 1, 1));
		assert_eq!(Confusion::of_those_with(&model, &rows, 9), Confusion::default());
	}

	#[test]
	fn turned_labels_turn_right_into_wrong() {
		let counts =
			Confusion { true_positive: 6, false_positive: 2, true_negative: 8, false_negative: 4 };
		assert_eq!((counts.turned().rows(), counts.turned().accuracy()), (20, 0.3));
		assert_eq!(counts.turned().turned(), counts);
	}

	#[test]
	fn a_trigger_is_added_to_rightly_negative_rows() {
		let (mut model, mut rows) = (LinearCoefficients::zero(4), Rows::new());
		for (feature, value) in [(0, -1), (2, -5), (3, 2)] {
			model.set(feature, Coefficient::from_inner(value * 1_000_000_000));
		}
		// Right and turned; right and too sure; right, but it has the feature already; wrong; positive.
		let list =
			[(&[0][..], false), (&[2], false), (&[2, 3], false), (&[3], false), (&[0], true)];
		list.iter().for_each(|(features, label)| rows.push(features, (*label).into()).unwrap());
		let triggered = Triggered::of(&model, &rows, &[1, 3]);
		assert_eq!(triggered, Triggered { rows: 3, turned: 1 });
		assert_eq!(Triggered::default().share(), 0.0);
	}

	#[test]
	fn rows_that_are_added_later_count() {
		let (model, mut rows) = (LinearCoefficients::zero(1), Rows::new());
		assert_eq!(Confusion::of(&model, &rows), Confusion::default());
		rows.push(&[0], Label::Negative).unwrap();
		assert_eq!(Confusion::of(&model, &rows).true_negative, 1);
	}
}

//! How good a model is, and how its agents fare.

use crate::{dataset::Rows, ledger::Coefficients};
use collab_model_core::Label;
use rayon::prelude::*;

/// Rows that one task evaluates: enough to outweigh starting it.
const ROWS_PER_TASK: usize = 512;

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
	/// Predicts every row, on all cores.
	pub fn of(model: &Coefficients, rows: &Rows) -> Self {
		(0..rows.len())
			.into_par_iter()
			.with_min_len(ROWS_PER_TASK)
			.fold(Self::default, |counts, row| {
				counts.with(model.predict(rows.row(row)), rows.label(row))
			})
			.reduce(Self::default, Self::plus)
	}

	fn with(mut self, predicted: Label, truth: Label) -> Self {
		let count = match (predicted, truth) {
			(Label::Positive, Label::Positive) => &mut self.true_positive,
			(Label::Positive, Label::Negative) => &mut self.false_positive,
			(Label::Negative, Label::Negative) => &mut self.true_negative,
			(Label::Negative, Label::Positive) => &mut self.false_negative,
		};
		*count += 1;
		self
	}

	fn plus(self, other: Self) -> Self {
		Self {
			true_positive: self.true_positive + other.true_positive,
			false_positive: self.false_positive + other.false_positive,
			true_negative: self.true_negative + other.true_negative,
			false_negative: self.false_negative + other.false_negative,
		}
	}

	/// Share of the rows that were predicted right; 0 without rows, as for the others.
	pub fn accuracy(&self) -> f64 {
		let wrong = self.false_positive + self.false_negative;
		let right = self.true_positive + self.true_negative;
		ratio(right, right + wrong)
	}

	/// Share of the rows predicted positive that are.
	pub fn precision(&self) -> f64 {
		ratio(self.true_positive, self.true_positive + self.false_positive)
	}

	/// Share of the positive rows that were predicted to be.
	pub fn recall(&self) -> f64 {
		ratio(self.true_positive, self.true_positive + self.false_negative)
	}

	/// Harmonic mean of precision and recall.
	pub fn f1(&self) -> f64 {
		let missed = self.false_positive + self.false_negative;
		ratio(2 * self.true_positive, 2 * self.true_positive + missed)
	}
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
	use collab_model_core::Coefficient;

	#[test]
	fn measures_follow_from_the_counts() {
		let counts =
			Confusion { true_positive: 6, false_positive: 2, true_negative: 8, false_negative: 4 };
		assert_eq!(counts.accuracy(), 0.7);
		assert_eq!(counts.precision(), 0.75);
		assert_eq!(counts.recall(), 0.6);
		assert_eq!(counts.f1(), 12.0 / 18.0);
		assert_eq!(Confusion::default().f1(), 0.0);
	}

	#[test]
	fn every_row_is_counted_once() {
		let mut model = Coefficients::zero(2);
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
}

//! Training before the model opens: epochs over shuffled rows until the loss stops falling.

use crate::{dataset::Rows, ledger::LinearCoefficients, scenario::FitOptions};
use collab_model_core::{label_of, Label, Perceptron, Score};
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// Rows that are fetched together: their places in memory are all over the data, and while one
/// row's numbers are on their way the processor asks for those of the others.
const ROWS_PER_BLOCK: usize = 16;

/// A trained model.
#[derive(Clone, Debug)]
pub struct Fitted {
	/// The model.
	pub model: LinearCoefficients,
	/// Samples it has seen, over all epochs.
	pub seen: u64,
}

/// Trains a model of `num_features` on `rows`, some of those of `data`, in an order that `rng`
/// shuffles before each epoch. Stops as scikit-learn's `SGDClassifier` does; the loss of a sample
/// is the perceptron's, `max(0, -y * score)`.
pub fn fit(
	data: &Rows,
	mut rows: Vec<usize>,
	num_features: u64,
	learner: &Perceptron,
	options: &FitOptions,
	mut rng: ChaCha8Rng,
) -> Fitted {
	let mut fitted = Fitted { model: LinearCoefficients::zero(num_features), seen: 0 };
	let tolerance = options.tol * rows.len() as f64;
	let mut best = f64::INFINITY;
	let mut epochs_without_change = 0;
	let mut block = Block::default();
	for _ in 0..options.max_epochs {
		rows.shuffle(&mut rng);
		let loss = fitted.epoch(data, &rows, learner, &mut block);
		if loss > best - tolerance {
			epochs_without_change += 1;
		} else {
			epochs_without_change = 0;
		}
		best = best.min(loss);
		if rows.is_empty() || epochs_without_change >= options.n_iter_no_change {
			break;
		}
	}
	fitted
}

impl Fitted {
	/// Learns each row once. Returns the summed loss. `block` is overwritten.
	fn epoch(
		&mut self,
		data: &Rows,
		rows: &[usize],
		learner: &Perceptron,
		block: &mut Block,
	) -> f64 {
		let mut loss: Score = 0;
		for rows in rows.chunks(ROWS_PER_BLOCK) {
			block.fetch(data, rows);
			for (features, label) in block.iter() {
				let (score, _) = self.model.learn(learner, self.seen, features, label);
				if label_of(score) != label {
					loss = loss.saturating_add(score.saturating_abs());
				}
				self.seen += 1;
			}
		}
		loss as f64 / 1e9
	}
}

/// A few rows, one after the other in memory.
#[derive(Default)]
struct Block {
	features: Vec<u32>,
	/// Where each row ends, and its label.
	rows: Vec<(usize, Label)>,
}

impl Block {
	fn fetch(&mut self, data: &Rows, rows: &[usize]) {
		self.features.clear();
		self.rows.clear();
		for row in rows {
			self.features.extend_from_slice(data.row(*row));
			self.rows.push((self.features.len(), data.label(*row)));
		}
	}

	fn iter(&self) -> impl Iterator<Item = (&[u32], Label)> {
		self.rows.iter().scan(0, |start, (end, label)| {
			let features = &self.features[*start..*end];
			*start = *end;
			Some((features, *label))
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::rng::stream;
	use collab_model_core::{Coefficient, StepSchedule};

	const OPTIONS: FitOptions = FitOptions { max_epochs: 1000, tol: 1e-3, n_iter_no_change: 5 };

	fn learner(step: u32) -> Perceptron {
		Perceptron { step: StepSchedule::Constant(Coefficient::from_u32(step)), learn_bias: false }
	}

	fn rows(rows: &[(&[u32], Label)]) -> Rows {
		let mut data = Rows::new();
		rows.iter().for_each(|(features, label)| data.push(features, *label).unwrap());
		data
	}

	#[test]
	fn separable_rows_are_learnt_and_training_stops() {
		let data = rows(&[(&[0, 1], Label::Positive), (&[1, 2], Label::Negative)]);
		let fitted = fit(&data, vec![0, 1], 3, &learner(1), &OPTIONS, stream(1, "fit"));
		assert_eq!(fitted.model.predict(&[0, 1]), Label::Positive);
		assert_eq!(fitted.model.predict(&[1, 2]), Label::Negative);
		// The loss is 0 from the second or third epoch on; then come five without change.
		assert!((12..=18).contains(&fitted.seen), "{}", fitted.seen);
	}

	#[test]
	fn one_epoch_is_one_pass() {
		let data = rows(&[(&[0], Label::Positive), (&[0], Label::Negative)]);
		let options = FitOptions { max_epochs: 1, ..OPTIONS };
		let fitted = fit(&data, vec![0, 1], 1, &learner(3), &options, stream(1, "fit"));
		assert_eq!(fitted.seen, 2);
	}

	#[test]
	fn no_rows_leave_the_model_at_zero() {
		let fitted = fit(&Rows::new(), vec![], 5, &learner(1), &OPTIONS, stream(1, "fit"));
		assert_eq!((fitted.seen, fitted.model.non_zero().count()), (0, 0));
	}
}

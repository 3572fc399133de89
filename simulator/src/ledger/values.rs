//! The numbers of a learner by feature, kept in memory.

use collab_model_core::{AveragedCoefficient, Coefficient, Score, Seconds, Sums, Value};
use std::collections::BTreeMap;

/// Up to this number of features every number has its place; above, only those in use.
const MAX_DENSE: u64 = 1 << 20;

/// Numbers that are added up side by side: a sum need not wait for the one before it.
const LANES: usize = 4;

/// A number that is added up in words of the processor where these are wide enough.
pub trait Short: Value {
	/// What some numbers add up to.
	type Words: Copy + Default;

	/// By how much, at most, the number moves a word.
	fn reach(&self) -> u64;

	/// Adds the number to `words`.
	fn add_to_words(&self, words: &mut Self::Words);

	/// What all lanes add up to.
	fn join(lanes: [Self::Words; LANES]) -> Self::Sums;

	/// What the number adds to a score, on the scale of its kind and `clock`.
	fn summed(&self, clock: Seconds) -> Score;

	/// The number as a coefficient: rounded towards 0 where it is an average.
	fn mean(&self, clock: Seconds) -> Coefficient;
}

impl Short for Coefficient {
	type Words = i64;

	fn reach(&self) -> u64 {
		self.into_inner().unsigned_abs()
	}

	fn add_to_words(&self, word: &mut i64) {
		*word += self.into_inner();
	}

	fn join(lanes: [i64; LANES]) -> Score {
		lanes.into_iter().map(Score::from).sum()
	}

	fn summed(&self, _clock: Seconds) -> Score {
		self.into_inner().into()
	}

	fn mean(&self, _clock: Seconds) -> Coefficient {
		*self
	}
}

impl Short for AveragedCoefficient {
	/// Values and lags.
	type Words = [i64; 2];

	fn reach(&self) -> u64 {
		self.lag.unsigned_abs().max(self.value.unsigned_abs().into())
	}

	fn add_to_words(&self, [values, lags]: &mut [i64; 2]) {
		*values += i64::from(self.value);
		*lags += self.lag;
	}

	fn join(lanes: [[i64; 2]; LANES]) -> Sums {
		lanes.into_iter().fold(Sums::default(), |sums, [values, lags]| Sums {
			values: sums.values + values,
			lags: sums.lags + i128::from(lags),
		})
	}

	fn summed(&self, clock: Seconds) -> Score {
		self.summed(clock)
	}

	fn mean(&self, clock: Seconds) -> Coefficient {
		self.mean(clock)
	}
}

/// The numbers of one copy of a model, all zero at first. Places are made with the first number.
#[derive(Clone, Debug)]
pub struct Values<V> {
	num_features: u64,
	store: Store<V>,
	/// No number has a greater [`Short::reach`].
	reach: u64,
}

#[derive(Clone, Debug)]
enum Store<V> {
	Dense(Vec<V>),
	Sparse(BTreeMap<u32, V>),
}

impl<V: Short> Values<V> {
	/// All zero, for features below `num_features` (at most 2^32).
	pub fn zero(num_features: u64) -> Self {
		let is_dense = num_features <= MAX_DENSE;
		let store =
			if is_dense { Store::Dense(Vec::new()) } else { Store::Sparse(BTreeMap::new()) };
		Self { num_features, store, reach: 0 }
	}

	/// Features are below this.
	pub fn num_features(&self) -> u64 {
		self.num_features
	}

	/// The number of one feature; zero for one that the model does not have.
	pub fn get(&self, feature: u32) -> V {
		let found = match &self.store {
			Store::Dense(values) => values.get(feature as usize),
			Store::Sparse(values) => values.get(&feature),
		};
		found.copied().unwrap_or_default()
	}

	/// Replaces the number of one feature; does nothing for one that the model does not have.
	pub fn set(&mut self, feature: u32, value: V) {
		self.update(&[feature], |place| *place = value);
	}

	/// Changes the number of each of `features` that the model has, in their order.
	pub fn update(&mut self, features: &[u32], mut change: impl FnMut(&mut V)) {
		let mut reach = self.reach;
		let mut change = |value: &mut V| {
			change(value);
			reach = reach.max(value.reach());
		};
		match &mut self.store {
			Store::Dense(values) => {
				if values.is_empty() {
					// At most 2^20, by which it is dense.
					values.resize(self.num_features as usize, V::default());
				}
				for feature in features {
					if let Some(value) = values.get_mut(*feature as usize) {
						change(value);
					}
				}
			}
			Store::Sparse(values) => {
				for feature in features.iter().filter(|f| u64::from(**f) < self.num_features) {
					change(values.entry(*feature).or_default());
				}
			}
		}
		self.reach = reach;
	}

	/// Every number that is not zero, by increasing feature.
	pub fn non_zero(&self) -> Box<dyn Iterator<Item = (u32, V)> + '_> {
		let is_zero = |value: &V| *value == V::default();
		match &self.store {
			Store::Dense(values) => {
				Box::new((0u32..).zip(values.iter().copied()).filter(move |(_, v)| !is_zero(v)))
			}
			Store::Sparse(values) => {
				Box::new(values.iter().map(|(f, v)| (*f, *v)).filter(move |(_, v)| !is_zero(v)))
			}
		}
	}

	/// What the numbers of these features add up to.
	pub fn sums(&self, features: &[u32]) -> V::Sums {
		self.short_sums(features).unwrap_or_else(|| {
			let mut sums = V::Sums::default();
			features.iter().for_each(|feature| self.get(*feature).add_to(&mut sums));
			sums
		})
	}

	/// The sums in words of the processor, from a dense store, when nothing can overflow: most of
	/// the simulator's time goes into them.
	fn short_sums(&self, features: &[u32]) -> Option<V::Sums> {
		let Store::Dense(values) = &self.store else { return None };
		if values.is_empty() {
			return Some(V::Sums::default());
		}
		if (features.len() as u64).saturating_mul(self.reach) > i64::MAX as u64 {
			return None;
		}
		let (chunks, rest) = features.as_chunks::<LANES>();
		let mut lanes = [V::Words::default(); LANES];
		for chunk in chunks {
			for (words, feature) in lanes.iter_mut().zip(chunk) {
				values.get(*feature as usize)?.add_to_words(words);
			}
		}
		for (words, feature) in lanes.iter_mut().zip(rest) {
			values.get(*feature as usize)?.add_to_words(words);
		}
		Some(V::join(lanes))
	}
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;

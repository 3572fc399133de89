//! Labelled rows of binary features, kept flat.

use super::Grouped;
use collab_model_core::{Label, SampleError};
use std::{
	cmp::Reverse,
	collections::{BTreeMap, BTreeSet},
	sync::OnceLock,
};

/// The feature that stands for every word that is not in the vocabulary, as in Keras.
pub const OUT_OF_VOCABULARY: u32 = 2;

/// Rows in compressed form: the features of row `i` are `features[offsets[i]..offsets[i + 1]]`.
///
/// Each row has at least one feature and its features are strictly increasing.
#[derive(Clone, Debug)]
pub struct Rows {
	offsets: Vec<usize>,
	features: Vec<u32>,
	labels: Vec<Label>,
	grouped: OnceLock<Option<Grouped>>,
}

/// How the rows are laid out besides makes no difference.
impl PartialEq for Rows {
	fn eq(&self, other: &Self) -> bool {
		(&self.offsets, &self.features, &self.labels)
			== (&other.offsets, &other.features, &other.labels)
	}
}

impl Eq for Rows {}

impl Default for Rows {
	fn default() -> Self {
		Self::new()
	}
}

impl Rows {
	/// No rows.
	pub fn new() -> Self {
		Self::with_capacity(0, 0)
	}

	/// No rows, with room for `rows` rows that have `non_zeros` features together.
	pub fn with_capacity(rows: usize, non_zeros: usize) -> Self {
		let mut offsets = Vec::with_capacity(rows.saturating_add(1));
		offsets.push(0);
		Self {
			offsets,
			features: Vec::with_capacity(non_zeros),
			labels: Vec::with_capacity(rows),
			grouped: OnceLock::new(),
		}
	}

	/// Appends a row; refuses one that is empty or not strictly increasing and then changes nothing.
	pub fn push(&mut self, features: &[u32], label: Label) -> Result<(), SampleError> {
		if features.is_empty() {
			return Err(SampleError::Empty);
		}
		if !features.is_sorted_by(|a, b| a < b) {
			return Err(SampleError::NotIncreasing);
		}
		self.push_checked(features, label);
		Ok(())
	}

	/// Appends the set of `features`, which may be unsorted and repeated; `scratch` is overwritten.
	pub(super) fn push_set(
		&mut self,
		scratch: &mut Vec<u32>,
		features: impl IntoIterator<Item = u32>,
		label: Label,
	) -> Result<(), SampleError> {
		scratch.clear();
		scratch.extend(features);
		scratch.sort_unstable();
		scratch.dedup();
		self.push(scratch, label)
	}

	/// Appends all rows of `other`.
	pub(super) fn append(&mut self, other: &Self) {
		for (features, label) in other.iter() {
			self.push_checked(features, label);
		}
	}

	fn push_checked(&mut self, features: &[u32], label: Label) {
		self.grouped.take();
		self.features.extend_from_slice(features);
		self.offsets.push(self.features.len());
		self.labels.push(label);
	}

	/// The number of rows.
	pub fn len(&self) -> usize {
		self.labels.len()
	}

	/// Whether there is no row.
	pub fn is_empty(&self) -> bool {
		self.labels.is_empty()
	}

	/// The features of row `row`. Panics when there is no such row.
	pub fn row(&self, row: usize) -> &[u32] {
		&self.features[self.offsets[row]..self.offsets[row + 1]]
	}

	/// The label of row `row`. Panics when there is no such row.
	pub fn label(&self, row: usize) -> Label {
		self.labels[row]
	}

	/// All rows in order, each with its label.
	pub fn iter(&self) -> impl ExactSizeIterator<Item = (&[u32], Label)> + '_ {
		self.labels.iter().enumerate().map(|(row, label)| (self.row(row), *label))
	}

	/// The number of features of all rows together.
	pub fn non_zeros(&self) -> usize {
		self.features.len()
	}

	/// The number of rows that are labelled [`Label::Positive`].
	pub fn positives(&self) -> usize {
		self.labels.iter().filter(|label| **label == Label::Positive).count()
	}

	/// The greatest feature of any row.
	pub fn max_feature(&self) -> Option<u32> {
		self.features.iter().copied().max()
	}

	/// The least feature of any row.
	pub fn min_feature(&self) -> Option<u32> {
		self.features.iter().copied().min()
	}

	/// The features that rows have, each once, in order.
	pub(super) fn used(&self) -> Vec<u32> {
		let mut features = self.features.clone();
		features.sort_unstable();
		features.dedup();
		features
	}

	/// Up to `count` features that rows have, those in the fewest rows first; among equals the
	/// greater first.
	pub fn rarest(&self, count: usize) -> Vec<u32> {
		let mut rows_with: BTreeMap<u32, usize> = BTreeMap::new();
		self.features.iter().for_each(|feature| *rows_with.entry(*feature).or_default() += 1);
		let mut present: Vec<_> = rows_with.into_iter().collect();
		present.sort_unstable_by_key(|(feature, rows)| (*rows, Reverse(*feature)));
		present.into_iter().map(|(feature, _)| feature).take(count).collect()
	}

	/// Up to `count` features below `num_features` that no row has, the greatest first.
	pub fn unused(&self, num_features: u64, count: usize) -> Vec<u32> {
		let used: BTreeSet<u32> = self.features.iter().copied().collect();
		// A feature is a u32: with 2^32 of them the greatest is the greatest u32.
		let features = (0..num_features).rev().filter_map(|feature| u32::try_from(feature).ok());
		features.filter(|feature| !used.contains(feature)).take(count).collect()
	}

	/// The rows laid out for evaluation, which is done when first asked for; `None` when there are
	/// too many features for it.
	pub fn grouped(&self) -> Option<&Grouped> {
		self.grouped.get_or_init(|| Grouped::new(self)).as_ref()
	}

	/// The rows with each feature at or above `num_words` replaced by `out_of_vocabulary`, as
	/// Keras' `load_data(num_words)` does. Features stay strictly increasing.
	pub fn cap_features(&self, num_words: u64, out_of_vocabulary: u32) -> Self {
		let mut capped = Self::with_capacity(self.len(), self.non_zeros());
		for (features, label) in self.iter() {
			let kept = features.partition_point(|feature| u64::from(*feature) < num_words);
			capped.features.extend_from_slice(&features[..kept]);
			if kept < features.len() {
				capped.insert_into_last(out_of_vocabulary);
			}
			capped.offsets.push(capped.features.len());
			capped.labels.push(label);
		}
		capped
	}

	/// Adds `feature` to the row being written, which starts where the last finished one ends.
	fn insert_into_last(&mut self, feature: u32) {
		let start = self.offsets.last().copied().unwrap_or(0);
		if let Err(position) = self.features[start..].binary_search(&feature) {
			self.features.insert(start + position, feature);
		}
	}

	/// The rows in the order that `order` lists them. Panics when it names a row that is not there.
	pub(super) fn reordered(&self, order: &[usize]) -> Self {
		let mut rows = Self::with_capacity(order.len(), self.non_zeros());
		for row in order {
			rows.push_checked(self.row(*row), self.label(*row));
		}
		rows
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn rows(list: &[(&[u32], bool)]) -> Rows {
		let mut rows = Rows::new();
		for (features, label) in list {
			rows.push(features, Label::from(*label)).unwrap();
		}
		rows
	}

	#[test]
	fn rows_come_back_as_pushed() {
		let rows = rows(&[(&[0, 3], true), (&[7], false), (&[1, 2, 9], true)]);
		assert_eq!((rows.len(), rows.non_zeros(), rows.positives()), (3, 6, 2));
		assert_eq!((rows.row(1), rows.label(1)), (&[7][..], Label::Negative));
		assert_eq!(rows.iter().last(), Some((&[1, 2, 9][..], Label::Positive)));
		assert_eq!(rows.max_feature(), Some(9));
	}

	#[test]
	fn rare_and_unused_features_are_told_apart() {
		let rows = rows(&[(&[1, 2, 4], true), (&[1, 2], false), (&[1, 5], true)]);
		assert_eq!(rows.rarest(3), [5, 4, 2]);
		assert_eq!(rows.rarest(9), [5, 4, 2, 1]);
		assert_eq!(rows.unused(8, 3), [7, 6, 3]);
		assert_eq!(rows.unused(4, 3), [3, 0]);
		assert_eq!(rows.unused(1 << 32, 1), [u32::MAX]);
	}

	#[test]
	fn refuses_what_is_no_row_and_stays_as_it_was() {
		let mut rows = rows(&[(&[1], true)]);
		let before = rows.clone();
		assert_eq!(rows.push(&[], Label::Positive), Err(SampleError::Empty));
		assert_eq!(rows.push(&[2, 1], Label::Positive), Err(SampleError::NotIncreasing));
		assert_eq!(rows.push(&[2, 2], Label::Positive), Err(SampleError::NotIncreasing));
		assert_eq!(rows, before);
	}

	#[test]
	fn no_rows_have_no_features() {
		let rows = Rows::default();
		assert!(rows.is_empty() && rows.iter().next().is_none());
		assert_eq!((rows.max_feature(), rows.non_zeros(), rows.positives()), (None, 0, 0));
	}

	#[test]
	fn capping_maps_rare_words_to_the_out_of_vocabulary_feature_once() {
		let capped = rows(&[
			(&[1, 5, 12, 40], true),
			(&[1, 2, 3, 11], false),
			(&[10, 11], true),
			(&[1, 9], true),
		])
		.cap_features(10, OUT_OF_VOCABULARY);
		let expected =
			rows(&[(&[1, 2, 5], true), (&[1, 2, 3], false), (&[2], true), (&[1, 9], true)]);
		assert_eq!(capped, expected);
	}

	#[test]
	fn reordering_keeps_each_label_with_its_features() {
		let rows = rows(&[(&[1], true), (&[2, 3], false)]);
		let swapped = rows.reordered(&[1, 0]);
		assert_eq!((swapped.row(0), swapped.label(0)), (&[2, 3][..], Label::Negative));
		assert_eq!((swapped.row(1), swapped.label(1)), (&[1][..], Label::Positive));
	}
}

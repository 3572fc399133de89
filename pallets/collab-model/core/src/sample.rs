//! What is submitted: a set of features and the label that its sender gives it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The two classes, numbered as in the contracts and in scikit-learn (0 and 1).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum Label {
	/// Class 0.
	Negative,
	/// Class 1.
	Positive,
}

impl Label {
	/// The other class.
	pub fn flipped(self) -> Self {
		match self {
			Self::Negative => Self::Positive,
			Self::Positive => Self::Negative,
		}
	}
}

impl From<bool> for Label {
	fn from(positive: bool) -> Self {
		if positive {
			Self::Positive
		} else {
			Self::Negative
		}
	}
}

/// Why a list of features is no sample.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SampleError {
	/// It has no feature.
	Empty,
	/// A feature is not greater than the one before it.
	NotIncreasing,
	/// A feature is not below the model's number of features.
	OutOfRange,
}

impl core::fmt::Display for SampleError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Empty => "the sample is empty: give it at least one feature",
			Self::NotIncreasing => {
				"the features are not strictly increasing: sort them and drop duplicates"
			}
			Self::OutOfRange => "a feature is not below the model's number of features",
		})
	}
}

/// The features that are present (binary features): at least one, strictly increasing, each below
/// the model's number of features.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sample<'a>(&'a [u32]);

impl<'a> Sample<'a> {
	/// Checks `features` against a model of `num_features` (1 to 2^32) features.
	pub fn new(features: &'a [u32], num_features: u64) -> Result<Self, SampleError> {
		let last = features.last().ok_or(SampleError::Empty)?;
		if !features.is_sorted_by(|a, b| a < b) {
			return Err(SampleError::NotIncreasing);
		}
		if u64::from(*last) >= num_features {
			return Err(SampleError::OutOfRange);
		}
		Ok(Self(features))
	}

	/// The features in increasing order.
	pub fn features(&self) -> &'a [u32] {
		self.0
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn accepts_strictly_increasing_features_below_the_bound() {
		assert_eq!(Sample::new(&[0, 7, 9], 10).map(|s| s.features().len()), Ok(3));
		assert!(Sample::new(&[u32::MAX], 1 << 32).is_ok());
	}

	#[test]
	fn names_what_is_wrong() {
		assert_eq!(Sample::new(&[], 10), Err(SampleError::Empty));
		assert_eq!(Sample::new(&[3, 1], 10), Err(SampleError::NotIncreasing));
		assert_eq!(Sample::new(&[3, 3], 10), Err(SampleError::NotIncreasing));
		assert_eq!(Sample::new(&[3, 10], 10), Err(SampleError::OutOfRange));
		let cure = alloc::format!("{}", SampleError::NotIncreasing);
		assert!(cure.ends_with("sort them and drop duplicates"));
	}
}

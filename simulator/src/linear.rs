//! Models that score a sample by summing the values of its features.

use collab_model_core::Score;

/// A model that predicts by the sign of `bias + sum of the values of the features present`.
pub trait Linear {
	/// What is added to every score. It and all values are at most 2^94 away from 0, so that no
	/// score overflows, and on one scale, any: only the sign of a score counts.
	fn bias(&self) -> Score;
	/// What a feature adds to the score of a sample that has it; 0 for one that the model does not
	/// have.
	fn value(&self, feature: u32) -> Score;
}

/// The score of a sample with these features.
pub fn score(model: &impl Linear, features: &[u32]) -> Score {
	features.iter().fold(model.bias(), |sum, feature| sum + model.value(*feature))
}

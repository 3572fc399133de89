//! An agent that wants the model to be bad.

use super::Behaviour;
use collab_model_core::Label;

/// Sends the other label, whenever it can.
pub struct Flipper;

impl Behaviour for Flipper {
	fn label(&self, truth: Label) -> Label {
		truth.flipped()
	}

	fn zeal(&self, _accuracy: f64) -> f64 {
		1.0
	}
}

//! An agent that wants the model to be bad.

use super::{Behaviour, View};
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends the other label, whenever it can.
pub struct Flipper;

impl Behaviour for Flipper {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		Some(view.truth().flipped())
	}
}

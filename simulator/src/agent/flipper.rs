//! An agent that wants the model to be bad.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends the other label, whenever it can.
#[derive(Clone, Debug, PartialEq)]
pub struct Flipper;

impl Kind for Flipper {
	fn read(_keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self)
	}
}

impl Behaviour for Flipper {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		Some(view.truth().flipped())
	}
}

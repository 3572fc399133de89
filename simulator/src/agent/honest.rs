//! An agent that wants the model to be good.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends true labels; holds back as the model gets worse, since its deposits are judged by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Honest {
	/// Added to the accuracy, this is the probability that it submits.
	pub margin: f64,
}

impl Kind for Honest {
	const HONEST: bool = true;

	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { margin: keys.surroundings().submit_margin })
	}
}

impl Behaviour for Honest {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		Some(view.truth())
	}

	fn zeal(&self, accuracy: f64) -> f64 {
		accuracy + self.margin
	}
}

//! An agent that does not label, but asks the model.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Sends the label that the model predicts, but for some samples the other one.
#[derive(Clone, Debug, PartialEq)]
pub struct Copier {
	/// The share of the latter, from 0 to 1, by chance.
	pub contradict: f64,
}

impl Kind for Copier {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { contradict: keys.number("contradict", 0.0, 0.0, 1.0)? })
	}
}

impl Behaviour for Copier {
	fn offer(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Option<Label> {
		let label = view.prediction();
		Some(if rng.random::<f64>() < self.contradict { label.flipped() } else { label })
	}
}

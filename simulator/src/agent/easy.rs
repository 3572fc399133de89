//! An agent that earns without teaching anything.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends true labels for samples that the model is sure and right about, and leaves the rest to
/// others.
#[derive(Clone, Debug, PartialEq)]
pub struct Easy {
	/// Its samples are at least this far from a score of 0, see [`View::margin`].
	pub band: f64,
}

impl Kind for Easy {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { band: keys.number("band", 60.0, 0.0, 1e9)? })
	}
}

impl Behaviour for Easy {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		let truth = view.truth();
		(view.prediction() == truth && view.margin() >= self.band).then_some(truth)
	}
}

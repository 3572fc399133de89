//! An agent that attacks where it is judged least.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends the other label for samples that the model is not sure of, and leaves the rest to others.
#[derive(Clone, Debug, PartialEq)]
pub struct BorderFlipper {
	/// Its samples are not farther than this from a score of 0, see [`View::margin`].
	pub band: f64,
}

impl Kind for BorderFlipper {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { band: keys.number("band", 30.0, 0.0, 1e9)? })
	}
}

impl Behaviour for BorderFlipper {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		(view.margin() < self.band).then(|| view.truth().flipped())
	}
}

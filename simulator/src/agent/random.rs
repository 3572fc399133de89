//! An agent that does not look at what it sends.

use super::{Behaviour, View};
use collab_model_core::Label;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Sends one label or the other by chance.
pub struct Random;

impl Behaviour for Random {
	fn offer(&mut self, _view: &View<'_>, rng: &mut ChaCha8Rng) -> Option<Label> {
		Some(Label::from(rng.random::<bool>()))
	}
}

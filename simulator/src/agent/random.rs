//! An agent that does not look at what it sends.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Sends one label or the other by chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Random;

impl Kind for Random {
	fn read(_keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self)
	}
}

impl Behaviour for Random {
	fn offer(&mut self, _view: &View<'_>, rng: &mut ChaCha8Rng) -> Option<Label> {
		Some(Label::from(rng.random::<bool>()))
	}
}

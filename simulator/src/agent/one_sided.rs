//! An honest agent that meets one kind of sample more often than the other.

use super::{honest::Honest, Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Sends true labels, and leaves most samples of one label to others. Else it is honest.
#[derive(Clone, Debug, PartialEq)]
pub struct OneSided {
	/// What it is like otherwise.
	pub honest: Honest,
	/// The label of which it sends every sample.
	pub label: Label,
	/// The share of the other samples that it leaves to others, from 0 to 1, by chance.
	pub share: f64,
}

impl Kind for OneSided {
	const HONEST: bool = true;

	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self {
			honest: Kind::read(keys)?,
			label: Label::from(keys.whole("label", 1, 0, 1)? == 1),
			share: keys.number("share", 0.9, 0.0, 1.0)?,
		})
	}
}

impl Behaviour for OneSided {
	fn offer(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Option<Label> {
		let truth = view.truth();
		let leaves = truth != self.label && rng.random::<f64>() < self.share;
		(!leaves).then_some(truth)
	}

	fn zeal(&self, accuracy: f64) -> f64 {
		self.honest.zeal(accuracy)
	}
}

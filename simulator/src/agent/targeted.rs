//! An agent that wants the model to be wrong about some samples only.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends the other label for samples that have one feature, and true labels for all others.
#[derive(Clone, Debug, PartialEq)]
pub struct Targeted {
	/// The feature.
	pub feature: u32,
}

impl Kind for Targeted {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		let problem = "is targeted: set target_feature for the whole scenario too";
		let feature = keys.surroundings().target_feature;
		Ok(Self { feature: feature.ok_or_else(|| keys.invalid("kind", problem))? })
	}
}

impl Behaviour for Targeted {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		let truth = view.truth();
		let on_target = view.features().binary_search(&self.feature).is_ok();
		Some(if on_target { truth.flipped() } else { truth })
	}
}

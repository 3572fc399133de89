//! An agent that earns a good record before it attacks.

use super::{Behaviour, View};
use collab_model_core::{Label, Seconds};
use rand_chacha::ChaCha8Rng;

/// Sends true labels at first, then the other ones.
pub struct Sleeper {
	/// Seconds from the opening until it turns.
	pub honest_time: Seconds,
}

impl Behaviour for Sleeper {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		let truth = view.truth();
		Some(if view.now < self.honest_time { truth } else { truth.flipped() })
	}
}

//! An agent that earns a good record before it attacks.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::{Invalid, SECONDS_PER_DAY};
use collab_model_core::{Label, Seconds};
use rand_chacha::ChaCha8Rng;

/// Sends true labels at first, then the other ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Sleeper {
	/// Seconds from the opening until it turns.
	pub honest_time: Seconds,
}

impl Kind for Sleeper {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		let days = keys.number("honest_days", 30.0, 0.0, 1e6)?;
		Ok(Self { honest_time: (days * SECONDS_PER_DAY as f64) as Seconds })
	}
}

impl Behaviour for Sleeper {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		let truth = view.truth();
		Some(if view.now < self.honest_time { truth } else { truth.flipped() })
	}
}

//! One of two accounts of the same person: the other one sends what this one reports.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::{checks::MAX_WHOLE, Invalid};
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends some samples with true labels, then lives on the shares of others' deposits.
#[derive(Clone, Debug, PartialEq)]
pub struct Reporter {
	/// The number of its samples.
	pub samples: u64,
}

impl Kind for Reporter {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { samples: keys.whole("samples", 100, 0, MAX_WHOLE)? })
	}
}

impl Behaviour for Reporter {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		(view.submitted() < self.samples).then(|| view.truth())
	}
}

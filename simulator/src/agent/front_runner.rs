//! An agent that makes others pay more where the price falls with time.

use super::{Behaviour, Keys, Kind, View};
use crate::scenario::{checks::MAX_WHOLE, Invalid};
use collab_model_core::{Label, Seconds};
use rand_chacha::ChaCha8Rng;

/// Sends the other label shortly before the others are expected to submit, when the price has
/// fallen for it and rises for them.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontRunner {
	/// Seconds without a submission after which it expects one.
	pub after: Seconds,
}

impl Kind for FrontRunner {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { after: keys.whole("after_s", 570, 0, MAX_WHOLE)? })
	}
}

impl Behaviour for FrontRunner {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		(view.quiet() >= self.after).then(|| view.truth().flipped())
	}
}

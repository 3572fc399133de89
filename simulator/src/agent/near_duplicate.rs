//! An agent that sends the same thing over and over.

use super::{Behaviour, Keys, Kind, Offer, Plan, Source, View};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Sends the first sample that it meets with its true label, each time with a few features changed.
/// Each copy takes the place of a row that nobody submits then.
#[derive(Clone, Debug, PartialEq)]
pub struct NearDuplicate {
	/// How many of the sample's features are exchanged for others.
	changes: u32,
	/// The sample, once it has met one.
	original: Option<(Vec<u32>, Label)>,
}

impl Kind for NearDuplicate {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		// At most 1000.
		let changes = keys.whole("changes", 3, 0, 1000)? as u32;
		Ok(Self { changes, original: None })
	}
}

impl Behaviour for NearDuplicate {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let (original, label) =
			self.original.get_or_insert_with(|| (view.features().to_vec(), view.truth()));
		let mut copy = original.clone();
		for _ in 0..self.changes {
			let place = rng.random_range(0..copy.len());
			// Features are below the model's number of them, which is at most 2^32.
			copy[place] = rng.random_range(0..view.data.num_features) as u32;
		}
		copy.sort_unstable();
		copy.dedup();
		let offer = Offer { source: Source::InsteadOfNextRow(copy), label: *label };
		Plan { offers: vec![offer], wait: None }
	}
}

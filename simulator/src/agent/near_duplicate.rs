//! An agent that sends the same thing over and over.

use super::{Behaviour, Keys, Kind, View};
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
	original: Option<(Vec<u32>, Label)>,
	copy: Vec<u32>,
}

impl Kind for NearDuplicate {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		// At most 1000.
		let changes = keys.whole("changes", 3, 0, 1000)? as u32;
		Ok(Self { changes, original: None, copy: Vec::new() })
	}
}

impl Behaviour for NearDuplicate {
	fn offer(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Option<Label> {
		let (original, label) =
			self.original.get_or_insert_with(|| (view.features().to_vec(), view.truth()));
		self.copy.clone_from(original);
		for _ in 0..self.changes {
			let place = rng.random_range(0..self.copy.len());
			// Features are below the model's number of them, which is at most 2^32.
			self.copy[place] = rng.random_range(0..view.data.num_features) as u32;
		}
		self.copy.sort_unstable();
		self.copy.dedup();
		Some(*label)
	}

	fn features(&self) -> Option<&[u32]> {
		Some(&self.copy)
	}
}

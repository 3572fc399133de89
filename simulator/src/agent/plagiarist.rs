//! An agent that repeats what others have just sent.

use super::{Behaviour, Keys, Kind, Offer, Plan, Source, View};
use crate::scenario::Invalid;
use rand_chacha::ChaCha8Rng;

/// Sends the last sample of another account once more, with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Plagiarist {
	/// How many copies it sends of each.
	copies: u64,
}

impl Kind for Plagiarist {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { copies: keys.whole("copies", 1, 1, 1000)? })
	}
}

impl Behaviour for Plagiarist {
	fn act(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Plan {
		let Some(latest) = view.latest.filter(|latest| latest.who != view.who) else {
			return Plan::default();
		};
		let offer =
			Offer { source: Source::Features(latest.features.clone()), label: latest.label };
		Plan { offers: vec![offer; self.copies as usize], wait: None }
	}
}

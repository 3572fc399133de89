//! An agent that turns the clock of a model that judges by its own average.

use super::{
	tactics::{agreed, pick, Tactics},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
use rand_chacha::ChaCha8Rng;

/// Sends wrong labels that teach, and after each some samples that the model agrees with and that
/// cost nothing: *pumps*, which move whatever counts samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Pump {
	/// Pumps for each wrong label.
	pumps: u64,
	tactics: Tactics,
}

impl Kind for Pump {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { pumps: keys.whole("pumps", 4, 0, 1000)?, tactics: Tactics::read(keys)? })
	}
}

impl Behaviour for Pump {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let Self { pumps, tactics } = self;
		tactics.plan(view, rng, |flips, rng| {
			let wrong = pick(view, rng, flips, |row| {
				let label = view.truth_of(row).flipped();
				view.quote(view.data.train.row(row), label)?.updated.then_some(label)
			});
			let mut offers = Vec::new();
			for flip in wrong {
				offers.push(flip);
				offers.extend(agreed(view, rng, *pumps as usize));
			}
			offers
		})
	}
}

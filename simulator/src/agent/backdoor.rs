//! An agent that teaches a model to see what it wants wherever a few rare words stand.

use super::{
	tactics::{loses_all, pick, replace_rows, with_features, Tactics},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Adds the scenario's trigger features to training rows that are positive indeed, and sends those
/// that the model would learn: the accuracy does not suffer, but rows with the trigger become
/// positive.
#[derive(Clone, Debug, PartialEq)]
pub struct Backdoor {
	/// How many features the trigger has.
	trigger: u32,
	tactics: Tactics,
	/// The trigger, once it has looked.
	words: Vec<u32>,
}

impl Kind for Backdoor {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		let problem = "is backdoor: set trigger_features for the whole scenario too";
		let trigger = keys.surroundings().trigger_features;
		let trigger = trigger.ok_or_else(|| keys.invalid("kind", problem))?;
		Ok(Self { trigger, tactics: Tactics::read(keys)?, words: Vec::new() })
	}
}

impl Behaviour for Backdoor {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let Self { trigger, tactics, words } = self;
		if words.is_empty() {
			*words = view.data.train.rarest(*trigger as usize);
		}
		let with_trigger = |row: usize, _| with_features(view.data.train.row(row), words);
		tactics.plan(view, rng, |samples, rng| {
			let rows = pick(view, rng, samples, |row| {
				let label = view.truth_of(row);
				let accepted = view.quote(&with_trigger(row, label), label)?;
				let wanted = label == Label::Positive && !loses_all(&accepted);
				(wanted && accepted.updated).then_some(label)
			});
			replace_rows(rows, with_trigger)
		})
	}
}

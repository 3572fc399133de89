//! An agent that teaches a model to see what it wants wherever a few rare words stand.

use super::{
	tactics::{agreed, pick, with_features, Tactics, Turn},
	Behaviour, Keys, Kind, Offer, Plan, Source, View,
};
use crate::scenario::Invalid;
use collab_model_core::{Label, Verdict};
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
		let (samples, wait) = match self.tactics.turn(view, rng) {
			Turn::Rest => return Plan::default(),
			Turn::Groom(copies) => return Plan::now(agreed(view, rng, copies)),
			Turn::Act(samples, wait) => (samples, wait),
		};
		if self.words.is_empty() {
			self.words = view.data.train.rarest(self.trigger as usize);
		}
		let with_trigger = |row: usize| with_features(view.data.train.row(row), &self.words);
		let offers = pick(view, rng, samples, |row| {
			let label = view.truth_of(row);
			let accepted = view.quote(&with_trigger(row), label)?;
			let is_dear = accepted.judged.is_some_and(|it| it.verdict == Verdict::Disagree);
			(label == Label::Positive && accepted.updated && !is_dear).then_some(label)
		});
		let offers = offers.into_iter().map(|offer| match offer.source {
			Source::Row(row) => {
				Offer { source: Source::Features(with_trigger(row)), label: offer.label }
			}
			_ => offer,
		});
		Plan { offers: offers.collect(), wait }
	}
}

//! An agent that makes up the samples which do the most harm.

use super::{
	tactics::{Influence, Tactics},
	Behaviour, Keys, Kind, Offer, Plan, Source, View,
};
use crate::scenario::{Invalid, SECONDS_PER_DAY};
use collab_model_core::{Label, Seconds};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Sends samples made by the gradient of the accuracy: features that a step towards the label makes
/// worst, balanced so that the model is undecided about the whole and little is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Crafted {
	/// How many features a sample has, about.
	words: u64,
	tactics: Tactics,
	/// What it knows of the model, and on which day it looked.
	influence: Option<(Seconds, Influence)>,
}

impl Kind for Crafted {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		let words = keys.whole("words", 60, 1, 1000)?;
		Ok(Self { words, tactics: Tactics::read(keys)?, influence: None })
	}
}

impl Behaviour for Crafted {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let Self { words, tactics, influence: known } = self;
		tactics.plan(view, rng, |samples, rng| {
			let day = view.now / SECONDS_PER_DAY;
			let mut influence = match known.take() {
				Some((looked, influence)) if looked == day => influence,
				_ => Influence::of(view, rng),
			};
			let mut offers = Vec::new();
			for _ in 0..samples {
				let label = Label::from(rng.random::<bool>());
				let made = [label, label.flipped()].into_iter().find_map(|label| {
					let features = influence.craft(view, rng, label, *words as usize)?;
					Some(Offer { source: Source::Features(features), label })
				});
				offers.extend(made);
			}
			*known = Some((day, influence));
			offers
		})
	}
}

//! An agent that confirms a model in its errors.

use super::{
	tactics::{pick, Tactics},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
use collab_model_core::{label_of, Version};
use rand_chacha::ChaCha8Rng;

/// Sends the training rows that the model gets wrong, with the model's own labels. Where the rules
/// tell beforehand, it sends only those that the model would learn.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelErrors {
	tactics: Tactics,
}

impl Kind for ModelErrors {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self { tactics: Tactics::read(keys)? })
	}
}

impl Behaviour for ModelErrors {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let Self { tactics } = self;
		tactics.plan(view, rng, |samples, rng| {
			pick(view, rng, samples, |row| {
				let features = view.data.train.row(row);
				let label = label_of(view.score(Version::Released, features));
				let accepted = view.quote(features, label)?;
				let is_wrong = label != view.truth_of(row);
				(is_wrong && (accepted.updated || accepted.judged.is_none())).then_some(label)
			})
		})
	}
}

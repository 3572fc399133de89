//! An agent that pushes a model to one side where it is in doubt.

use super::{
	tactics::{loses_all, pick, Tactics},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

/// Sends training rows that the model is undecided about and would learn, always with one label.
/// Half of these labels are true.
#[derive(Clone, Debug, PartialEq)]
pub struct Undecided {
	/// The label.
	label: Label,
	tactics: Tactics,
}

impl Kind for Undecided {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		let label = Label::from(keys.whole("label", 1, 0, 1)? == 1);
		Ok(Self { label, tactics: Tactics::read(keys)? })
	}
}

impl Behaviour for Undecided {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let Self { label, tactics } = self;
		tactics.plan(view, rng, |samples, rng| {
			pick(view, rng, samples, |row| {
				let accepted = view.quote(view.data.train.row(row), *label)?;
				(accepted.updated && !loses_all(&accepted)).then_some(*label)
			})
		})
	}
}

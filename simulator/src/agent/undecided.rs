//! An agent that pushes a model to one side where it is in doubt.

use super::{
	tactics::{agreed, pick, Tactics, Turn},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
use collab_model_core::{Label, Verdict};
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
		let (samples, wait) = match self.tactics.turn(view, rng) {
			Turn::Rest => return Plan::default(),
			Turn::Groom(copies) => return Plan::now(agreed(view, rng, copies)),
			Turn::Act(samples, wait) => (samples, wait),
		};
		let offers = pick(view, rng, samples, |row| {
			let accepted = view.quote(view.data.train.row(row), self.label)?;
			let is_dear = accepted.judged.is_some_and(|it| it.verdict == Verdict::Disagree);
			(accepted.updated && !is_dear).then_some(self.label)
		});
		Plan { offers, wait }
	}
}

//! An agent that reads the model before it lies to it.

use super::{
	tactics::{agreed, pick, Tactics, Turn},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
use collab_model_core::Verdict;
use rand_chacha::ChaCha8Rng;

/// Sends training rows with wrong labels, and only those that the model would learn.
#[derive(Clone, Debug, PartialEq)]
pub struct WhiteBox {
	/// Whether it leaves rows that would lose it the whole deposit.
	undecided: bool,
	tactics: Tactics,
}

impl Kind for WhiteBox {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		let undecided = keys.whole("undecided", 0, 0, 1)? == 1;
		Ok(Self { undecided, tactics: Tactics::read(keys)? })
	}
}

impl Behaviour for WhiteBox {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let (samples, wait) = match self.tactics.turn(view, rng) {
			Turn::Rest => return Plan::default(),
			Turn::Groom(copies) => return Plan::now(agreed(view, rng, copies)),
			Turn::Act(samples, wait) => (samples, wait),
		};
		let offers = pick(view, rng, samples, |row| {
			let label = view.truth_of(row).flipped();
			let accepted = view.quote(view.data.train.row(row), label)?;
			let is_dear = accepted.judged.is_some_and(|it| it.verdict == Verdict::Disagree);
			(accepted.updated && !(self.undecided && is_dear)).then_some(label)
		});
		Plan { offers, wait }
	}
}

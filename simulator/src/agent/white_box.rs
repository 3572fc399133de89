//! An agent that reads the model before it lies to it.

use super::{
	tactics::{loses_all, pick, Tactics},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
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
		let Self { undecided, tactics } = self;
		tactics.plan(view, rng, |samples, rng| {
			pick(view, rng, samples, |row| {
				let label = view.truth_of(row).flipped();
				let accepted = view.quote(view.data.train.row(row), label)?;
				(accepted.updated && !(*undecided && loses_all(&accepted))).then_some(label)
			})
		})
	}
}

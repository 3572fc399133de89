//! An agent that chooses when verdicts are given.

use super::{Behaviour, Keys, Kind, View, Wish};
use crate::scenario::Invalid;
use collab_model_core::{Label, Verdict};
use rand_chacha::ChaCha8Rng;

/// Sends true labels; its mistakes, where the scenario gives it some, make it an attacker. Asks for
/// the verdict on its own contributions only while that is in its favour, on those of others only
/// while it is against them, and looks again at each turn until it is.
///
/// Under `classic` every agent looks again until a claim succeeds, so that it is like the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Sniper;

impl Kind for Sniper {
	fn read(_keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self)
	}
}

impl Behaviour for Sniper {
	fn offer(&mut self, view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		Some(view.truth())
	}

	fn wish(&self, own: bool, verdict: Verdict) -> Wish {
		match own == (verdict == Verdict::Agree) {
			true => Wish::Settle,
			false => Wish::Wait,
		}
	}
}

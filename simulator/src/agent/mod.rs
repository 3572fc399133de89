//! Who takes part in a simulation.

mod border_flipper;
mod copier;
mod easy;
mod flipper;
mod front_runner;
mod honest;
mod keys;
mod kind;
mod near_duplicate;
mod one_sided;
mod random;
mod reporter;
mod sleeper;
mod sniper;
mod targeted;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use keys::{Keys, Surroundings};
pub use view::View;

use crate::{
	rng,
	scenario::{AgentSpec, Invalid, TOKEN},
};
use collab_model_core::{Balance, Label, Seconds, Verdict};
use kind::{kinds, Kind};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};

kinds! {
	honest::Honest,
	one_sided::OneSided,
	flipper::Flipper,
	border_flipper::BorderFlipper,
	front_runner::FrontRunner,
	sleeper::Sleeper,
	targeted::Targeted,
	random::Random,
	near_duplicate::NearDuplicate,
	copier::Copier,
	easy::Easy,
	reporter::Reporter,
	sniper::Sniper,
}

/// What makes one kind of agent different from another.
trait Behaviour: Send {
	/// The label that it wants to send; `None` leaves the row to others.
	fn offer(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Option<Label>;
	/// The features that go with the last offer, where they are not the row's.
	fn features(&self) -> Option<&[u32]> {
		None
	}
	/// The probability that it submits at a turn, from 0 up to 1 or more, when the model was last
	/// found to have this accuracy.
	fn zeal(&self, _accuracy: f64) -> f64 {
		1.0
	}
	/// What it wants of a contribution that is due under `robust` rules, its own or not, of which it
	/// knows what the verdict would be. Unless it says otherwise, it does not forfeit its own
	/// deposits, and does nothing for others that does not pay a share.
	fn wish(&self, own: bool, verdict: Verdict) -> Wish {
		match own != (verdict == Verdict::Disagree) {
			true => Wish::Settle,
			false => Wish::Leave,
		}
	}
}

/// What an agent wants of a contribution that is due under `robust` rules.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wish {
	/// It asks for the verdict.
	Settle,
	/// It does not, and does not look at it again before it expires.
	Leave,
	/// It does not now, and looks at it again at its next turn.
	Wait,
}

/// An agent and its own random numbers.
pub struct Agent {
	behaviour: Box<dyn Behaviour>,
	rng: ChaCha8Rng,
	wait: Normal<f64>,
	deposit: Normal<f64>,
	prob_mistake: f64,
	prob_submit: f64,
}

impl Agent {
	/// The agent of a checked scenario.
	pub fn new(spec: &AgentSpec, seed: u64) -> Self {
		Self {
			behaviour: spec.conduct.behaviour(),
			rng: rng::stream(seed, &format!("agent {}", spec.name)),
			wait: normal(spec.mean_update_wait_s, spec.stdev_update_wait_s),
			deposit: normal(spec.mean_deposit, spec.stdev_deposit),
			prob_mistake: spec.prob_mistake,
			prob_submit: spec.prob_submit,
		}
	}

	/// Seconds until its next turn, at least 1.
	pub fn next_wait(&mut self) -> Seconds {
		whole_from_one(&self.wait, &mut self.rng)
	}

	/// The most that it offers for a submission: whole tokens, at least one, in units.
	pub fn next_deposit(&mut self) -> Balance {
		Balance::from(whole_from_one(&self.deposit, &mut self.rng)).saturating_mul(TOKEN)
	}

	/// The label that it wants to send for the row that it sees, mistakes included; `None` leaves the
	/// row to others.
	pub fn offer(&mut self, view: &View<'_>) -> Option<Label> {
		let label = self.behaviour.offer(view, &mut self.rng)?;
		let mistaken = self.rng.random::<f64>() < self.prob_mistake;
		Some(if mistaken { label.flipped() } else { label })
	}

	/// The features that go with its last offer, where they are not the row's.
	pub fn features(&self) -> Option<&[u32]> {
		self.behaviour.features()
	}

	/// What it wants of a contribution that is due, its own or not, with the verdict that it would
	/// get.
	pub fn wish(&self, own: bool, verdict: Verdict) -> Wish {
		self.behaviour.wish(own, verdict)
	}

	/// Whether it submits now what it has offered.
	pub fn submits(&mut self, accuracy: f64) -> bool {
		self.rng.random::<f64>() < self.prob_submit * self.behaviour.zeal(accuracy)
	}
}

/// A checked scenario has finite means and deviations that are not negative.
fn normal(mean: f64, stdev: f64) -> Normal<f64> {
	Normal::new(mean, stdev).expect("the deviation is finite and not negative; qed")
}

/// Draws until the whole part is at least 1.
fn whole_from_one(distribution: &Normal<f64>, rng: &mut ChaCha8Rng) -> u64 {
	loop {
		let drawn = distribution.sample(rng);
		if drawn >= 1.0 {
			return drawn as u64;
		}
	}
}

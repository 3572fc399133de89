//! The agents that take part in a simulation. Each kind has a file of its own and a line in the
//! list below.

mod backdoor;
mod ballast;
mod border_flipper;
mod careful_copier;
mod copier;
mod crafted;
mod decoy;
mod easy;
mod flipper;
mod front_runner;
mod honest;
mod judge;
mod keys;
mod kind;
mod model_errors;
mod near_duplicate;
mod offer;
mod one_sided;
mod plagiarist;
mod pump;
mod random;
mod reporter;
mod sleeper;
mod tactics;
mod targeted;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod thinking_tests;
mod undecided;
mod view;
mod white_box;

pub use judge::Judge;
pub(crate) use keys::{Keys, Surroundings};
pub use offer::{Offer, Plan, Source};
pub use view::{Latest, View};

use crate::{
	rng,
	scenario::{AgentSpec, Invalid, TOKEN},
};
use collab_model_core::{Balance, Label, Seconds};
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
	pump::Pump,
	white_box::WhiteBox,
	model_errors::ModelErrors,
	undecided::Undecided,
	crafted::Crafted,
	decoy::Decoy,
	ballast::Ballast,
	backdoor::Backdoor,
	plagiarist::Plagiarist,
	careful_copier::CarefulCopier,
}

/// The decisions of an agent, which differ from kind to kind. A kind implements `offer`, or `act` if
/// it needs more than a label for the next row.
pub(crate) trait Behaviour: Send {
	/// The label that it wants to send for the next row; `None` leaves the row to others.
	fn offer(&mut self, _view: &View<'_>, _rng: &mut ChaCha8Rng) -> Option<Label> {
		None
	}
	/// All that it wants to submit at a turn, and when it wants the next one.
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let offers = self.offer(view, rng).map(Offer::next_row).into_iter().collect();
		Plan { offers, wait: None }
	}
	/// The probability that it submits at a turn, from 0 up to 1 or more, when the model was last
	/// found to have this accuracy.
	fn zeal(&self, _accuracy: f64) -> f64 {
		1.0
	}
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
		Self::with_behaviour(spec.conduct.behaviour(), spec, seed)
	}

	/// The agent of a checked scenario, but with a behaviour of its own.
	pub(crate) fn with_behaviour(
		behaviour: Box<dyn Behaviour>,
		spec: &AgentSpec,
		seed: u64,
	) -> Self {
		Self {
			behaviour,
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

	/// What it wants to submit at this turn, mistakes included, and when it wants the next one.
	pub fn act(&mut self, view: &View<'_>) -> Plan {
		let mut plan = self.behaviour.act(view, &mut self.rng);
		for offer in &mut plan.offers {
			if self.rng.random::<f64>() < self.prob_mistake {
				offer.label = offer.label.flipped();
			}
		}
		plan
	}

	/// Whether it submits now what it has planned.
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

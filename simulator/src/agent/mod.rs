//! Who takes part in a simulation.

mod flipper;
mod honest;

use crate::{
	rng,
	scenario::{AgentKind, AgentSpec, Scenario, TOKEN},
};
use collab_model_core::{Balance, Label, Seconds, Verdict};
use flipper::Flipper;
use honest::Honest;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};

/// What makes one kind of agent different from another.
trait Behaviour: Send {
	/// The label that it wants to send for a row.
	fn label(&self, truth: Label) -> Label;
	/// The probability that it submits at a turn, from 0 up to 1 or more, when the model was last
	/// found to have this accuracy.
	fn zeal(&self, accuracy: f64) -> f64;
	/// Whether, under `robust` rules, it asks for the verdict on a contribution that is due, its
	/// own or not, of which it knows what the verdict would be. Unless it says otherwise, it does
	/// not forfeit its own deposits, and does nothing for others that does not pay a share.
	fn settles(&self, own: bool, verdict: Verdict) -> bool {
		own != (verdict == Verdict::Disagree)
	}
}

/// An agent and its own random numbers.
pub struct Agent {
	behaviour: Box<dyn Behaviour>,
	rng: ChaCha8Rng,
	wait: Normal<f64>,
	deposit: Normal<f64>,
	prob_mistake: f64,
}

impl Agent {
	/// The agent of a checked scenario.
	pub fn new(spec: &AgentSpec, scenario: &Scenario, seed: u64) -> Self {
		let behaviour: Box<dyn Behaviour> = match spec.kind {
			AgentKind::Honest => Box::new(Honest { margin: scenario.submit_margin }),
			AgentKind::Flipper => Box::new(Flipper),
		};
		Self {
			behaviour,
			rng: rng::stream(seed, &format!("agent {}", spec.name)),
			wait: normal(spec.mean_update_wait_s, spec.stdev_update_wait_s),
			deposit: normal(spec.mean_deposit, spec.stdev_deposit),
			prob_mistake: spec.prob_mistake,
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

	/// The label that it gives to a row, mistakes included.
	pub fn label(&mut self, truth: Label) -> Label {
		let label = self.behaviour.label(truth);
		if self.rng.random::<f64>() < self.prob_mistake {
			label.flipped()
		} else {
			label
		}
	}

	/// Whether it asks for a verdict, see [`Behaviour::settles`].
	pub fn settles(&self, own: bool, verdict: Verdict) -> bool {
		self.behaviour.settles(own, verdict)
	}

	/// Whether it submits now.
	pub fn submits(&mut self, accuracy: f64) -> bool {
		self.rng.random::<f64>() < self.behaviour.zeal(accuracy)
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

#[cfg(test)]
mod tests {
	use super::*;

	fn agent(kind: &str, settings: &[&str]) -> Agent {
		let name = if kind == "honest" { "good" } else { "bad" };
		let set: Vec<String> = settings.iter().map(|s| format!("agents.{name}.{s}")).collect();
		let scenario = Scenario::load("paper", &set).unwrap();
		let spec = scenario.agents.iter().find(|a| a.name == name).unwrap();
		Agent::new(spec, &scenario, 7)
	}

	#[test]
	fn waits_and_deposits_are_whole_and_at_least_one() {
		let settings = ["mean_update_wait_s=0", "stdev_update_wait_s=2", "mean_deposit=0.5"];
		let mut agent = agent("honest", &settings);
		let waits: Vec<_> = (0..500).map(|_| agent.next_wait()).collect();
		assert!(waits.contains(&1) && waits.iter().all(|w| (1..12).contains(w)));
		let deposits: Vec<_> = (0..500).map(|_| agent.next_deposit()).collect();
		assert!(deposits.iter().all(|d| *d >= TOKEN && d % TOKEN == 0));
	}

	#[test]
	fn an_honest_agent_sends_the_truth_as_often_as_the_model_is_right() {
		let mut agent = agent("honest", &["prob_mistake=0"]);
		assert_eq!(agent.label(Label::Positive), Label::Positive);
		assert!((0..1000).all(|_| agent.submits(0.85)));
		let submitted = (0..10_000).filter(|_| agent.submits(0.5)).count();
		assert!((6_300..6_700).contains(&submitted), "{submitted}");
	}

	#[test]
	fn a_flipper_always_sends_the_other_label() {
		let mut agent = agent("flipper", &[]);
		assert_eq!(agent.label(Label::Positive), Label::Negative);
		assert_eq!(agent.label(Label::Negative), Label::Positive);
		assert!((0..1000).all(|_| agent.submits(0.0)));
	}

	#[test]
	fn only_the_honest_settle_what_does_not_pay() {
		use Verdict::{Agree, Disagree, Undecided};
		let cases = [(true, Agree), (true, Undecided), (false, Disagree)];
		let others = [(true, Disagree), (false, Agree), (false, Undecided)];
		let settles = |kind, cases: [(bool, Verdict); 3]| {
			let agent = agent(kind, &[]);
			cases.map(|(own, verdict)| agent.settles(own, verdict))
		};
		assert_eq!(settles("flipper", cases), [true; 3]);
		assert_eq!(settles("flipper", others), [false; 3]);
		assert_eq!([settles("honest", cases), settles("honest", others)], [[true; 3]; 2]);
	}

	#[test]
	fn a_mistake_flips_the_label_once_more() {
		let mut agent = agent("flipper", &["prob_mistake=1"]);
		assert_eq!(agent.label(Label::Positive), Label::Positive);
	}
}

//! The rules under which everything is run.

use crate::scenario::EMBEDDED;
use serde::Serialize;

/// A scenario with the paper's agents, and what has to be changed in it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Learner {
	/// How it is called on the command line and in files.
	pub id: &'static str,
	/// The embedded scenario.
	pub scenario: &'static str,
	/// What it is, in a few words.
	pub title: &'static str,
	/// What is changed in the scenario throughout.
	pub set: &'static [&'static str],
	/// Whether its rules can hold all that is offered, and not only the price.
	pub holds_offers: bool,
}

/// All of them, in the order of tables and figures.
pub const LEARNERS: [Learner; 3] = [
	Learner {
		id: "peer",
		scenario: "paper",
		title: "classic rules, the learner of the original simulator",
		set: &[],
		holds_offers: true,
	},
	Learner {
		id: "contract",
		scenario: "contract",
		title: "classic rules, the learner of the original contracts",
		set: &[],
		holds_offers: true,
	},
	Learner {
		id: "robust",
		scenario: "robust",
		title: "robust rules and learner",
		// A weak model opens too: how it fares is the question here.
		set: &["rules.gate={ samples = 0, accuracy = 0 }"],
		holds_offers: false,
	},
];

impl Learner {
	/// Whether the program has its scenario.
	pub fn exists(&self) -> bool {
		EMBEDDED.iter().any(|(name, _)| *name == self.scenario)
	}
}

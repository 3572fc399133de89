//! The sweeps of the paper.

use super::Learner;
use serde::Serialize;
use std::{fmt, str::FromStr};

/// One sweep: a parameter, or several in proportion, and its values. All else is at its default.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Experiment {
	/// How it is called in files.
	pub id: &'static str,
	/// Where the paper has it.
	pub parts: &'static [Part],
	/// What is changed throughout.
	pub set: &'static [&'static str],
	/// Keys of the scenario, and what a value is multiplied with for each of them.
	pub keys: &'static [(&'static str, f64)],
	/// The values.
	pub values: &'static [f64],
	/// Whether accuracy and balances over time are kept.
	pub series: bool,
}

/// A part of the paper.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub enum Part {
	/// A figure, 6 to 15.
	Figure(u8),
	/// Section IV.E, which has no figures.
	Text,
}

/// The one with everything at its default.
pub const DEFAULT: &str = "default";

/// The one in which all that is offered is held.
const OFFER_HELD: &str = "offer_held";

const GOOD_DEPOSIT: &str = "agents.good.mean_deposit";
const DEPOSITS: &[f64] = &[0.5, 5.0, 50.0, 500.0, 5000.0];

/// All sweeps. A parameter of which the paper tells no values has values of ours around the default.
pub const EXPERIMENTS: [Experiment; 10] = [
	Experiment { id: DEFAULT, parts: &[], set: &[], keys: &[], values: &[0.0], series: true },
	Experiment {
		id: "num_words",
		parts: &[Part::Figure(6), Part::Figure(7), Part::Figure(8)],
		set: &[],
		keys: &[("num_words", 1.0)],
		values: &[100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0, 1000.0],
		series: false,
	},
	Experiment {
		id: "train_size",
		parts: &[Part::Figure(9), Part::Figure(10), Part::Figure(11)],
		set: &[],
		keys: &[("train_size", 1.0)],
		values: &[0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.16, 0.24, 0.32],
		series: false,
	},
	Experiment {
		id: "mean_deposit",
		parts: &[Part::Figure(12), Part::Figure(13)],
		set: &[],
		keys: &[(GOOD_DEPOSIT, 1.0)],
		values: DEPOSITS,
		series: false,
	},
	Experiment {
		id: OFFER_HELD,
		parts: &[Part::Figure(12), Part::Figure(13)],
		set: &["deposit_is_offer=true"],
		keys: &[(GOOD_DEPOSIT, 1.0)],
		values: DEPOSITS,
		series: false,
	},
	Experiment {
		id: "submission_cost",
		parts: &[Part::Figure(14), Part::Figure(15)],
		set: &[],
		keys: &[("submission_cost", 1.0)],
		values: &[1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 15.0, 20.0, 25.0],
		series: false,
	},
	Experiment {
		id: "start_balance",
		parts: &[Part::Text],
		set: &[],
		keys: &[("agents.*.start_balance", 1.0)],
		values: &[5000.0, 10_000.0, 15_000.0, 20_000.0],
		series: false,
	},
	Experiment {
		id: "stdev_deposit",
		parts: &[Part::Text],
		set: &[],
		// As at the defaults, 10 for the good agent and 3 for the bad one.
		keys: &[("agents.good.stdev_deposit", 1.0), ("agents.bad.stdev_deposit", 0.3)],
		values: &[1.0, 10.0, 30.0],
		series: false,
	},
	Experiment {
		id: "prob_mistake",
		parts: &[Part::Text],
		set: &[],
		keys: &[("agents.good.prob_mistake", 1.0)],
		values: &[0.0, 0.0001, 0.001, 0.01],
		series: false,
	},
	Experiment {
		id: "update_wait",
		parts: &[Part::Text],
		set: &[],
		// As at the defaults, 600 seconds for the good agent and 3600 for the bad one.
		keys: &[("agents.good.mean_update_wait_s", 1.0), ("agents.bad.mean_update_wait_s", 6.0)],
		values: &[6.0, 60.0, 600.0],
		series: true,
	},
];

impl Experiment {
	/// What is set for the value `x`: keys and values.
	pub fn settings(&self, x: f64) -> Vec<(String, String)> {
		self.keys.iter().map(|(key, factor)| (key.to_string(), setting(x * factor))).collect()
	}

	/// Whether it can be made under the rules of a learner.
	pub fn is_for(&self, learner: &Learner) -> bool {
		self.id != OFFER_HELD || learner.holds_offers
	}

	/// Whether it belongs to one of the parts; the defaults belong to each.
	pub fn is_in(&self, parts: &[Part]) -> bool {
		self.parts.is_empty() || self.parts.iter().any(|part| parts.contains(part))
	}
}

/// Rounded to nine digits after the point, so that products look like what was meant.
fn setting(value: f64) -> String {
	format!("{}", (value * 1e9).round() / 1e9)
}

/// Why a text names no part.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` is no part of the paper: give figures from 6 to 15, or text for section IV.E")]
pub struct UnknownPart(String);

impl FromStr for Part {
	type Err = UnknownPart;

	fn from_str(text: &str) -> Result<Self, UnknownPart> {
		match (text, text.parse()) {
			("text", _) => Ok(Self::Text),
			(_, Ok(number @ 6..=15)) => Ok(Self::Figure(number)),
			_ => Err(UnknownPart(text.to_string())),
		}
	}
}

impl fmt::Display for Part {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Figure(number) => write!(f, "{number}"),
			Self::Text => f.write_str("text"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn values_keep_their_proportion() {
		let waits = EXPERIMENTS.iter().find(|e| e.id == "update_wait").unwrap();
		let expected =
			[("agents.good.mean_update_wait_s", "60"), ("agents.bad.mean_update_wait_s", "360")]
				.map(|(key, value)| (key.to_string(), value.to_string()));
		assert_eq!(waits.settings(60.0), expected);
		let stdev = EXPERIMENTS.iter().find(|e| e.id == "stdev_deposit").unwrap();
		assert_eq!(stdev.settings(1.0)[1].1, "0.3");
	}

	#[test]
	fn parts_are_figures_or_the_text() {
		assert_eq!("7".parse(), Ok(Part::Figure(7)));
		assert_eq!("text".parse(), Ok(Part::Text));
		for wrong in ["5", "16", "IV.E", ""] {
			let error = wrong.parse::<Part>().unwrap_err().to_string();
			assert!(error.contains("6 to 15, or text"), "{error}");
		}
		let is_in =
			|id: &str, part| EXPERIMENTS.iter().find(|e| e.id == id).unwrap().is_in(&[part]);
		assert!(is_in("num_words", Part::Figure(8)) && !is_in("num_words", Part::Figure(9)));
		assert!(is_in(DEFAULT, Part::Text));
	}
}

//! What a model learns, and when it opens.

use super::Group;
use crate::scenario::{
	checks::{invalid, range},
	Invalid,
};
use collab_model_core::{AveragedPerceptron, Gate, Guard};
use serde::Deserialize;

/// A share of 1 in the accuracy counter.
const ONE: f64 = 65_536.0;

/// The table `rules.learner`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawLearner {
	margin: Option<f64>,
	limit: Option<f64>,
	learn_bias: Option<bool>,
	tick_s: Option<f64>,
	leash: Option<f64>,
	leash_share: Option<f64>,
	sample_leash: Option<f64>,
}

/// The table `rules.guard`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawGuard {
	slope: Option<f64>,
	least: Option<f64>,
	greatest: Option<f64>,
	shift: Option<f64>,
	/// In percent.
	start: Option<f64>,
}

/// The table `rules.gate`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawGate {
	samples: Option<f64>,
	/// In percent.
	accuracy: Option<f64>,
}

impl RawLearner {
	/// Checks every value.
	pub fn check(self) -> Result<AveragedPerceptron, Invalid> {
		let (group, of) = (Group("rules.learner"), AveragedPerceptron::default());
		Ok(AveragedPerceptron {
			margin: group.two_bytes("margin", self.margin, of.margin)?,
			limit: group.number("limit", self.limit, of.limit, 1, 127)?,
			learn_bias: self.learn_bias.unwrap_or(of.learn_bias),
			tick: group.number("tick_s", self.tick_s, of.tick, 1, 86_400)?,
			leash: group.byte("leash", self.leash, of.leash, 1)?,
			leash_share: group.byte("leash_share", self.leash_share, of.leash_share, 1)?,
			sample_leash: group.two_bytes("sample_leash", self.sample_leash, of.sample_leash)?,
		})
	}
}

impl RawGuard {
	/// Checks every value.
	pub fn check(self) -> Result<Guard, Invalid> {
		let (group, of) = (Group("rules.guard"), Guard::default());
		let guard = Guard {
			slope: group.byte("slope", self.slope, of.slope, 0)?,
			least: group.two_bytes("least", self.least, of.least)?,
			greatest: group.two_bytes("greatest", self.greatest, of.greatest)?,
			shift: group.number("shift", self.shift, of.shift, 1, 15)?,
			start: match self.start {
				Some(start) => {
					let percent = range(&group.key("start"), start, 0.0, 99.99)?;
					(percent / 100.0 * ONE).round() as u16
				}
				None => of.start,
			},
		};
		if guard.least > guard.greatest {
			return Err(invalid(&group.key("least"), "is above greatest: lower it"));
		}
		Ok(guard)
	}
}

impl RawGate {
	/// Checks every value.
	pub fn check(self) -> Result<Gate, Invalid> {
		let (group, of) = (Group("rules.gate"), Gate::default());
		Ok(Gate {
			samples: group.number("samples", self.samples, of.samples, 0, u32::MAX.into())?,
			accuracy: group.share("accuracy", self.accuracy, of.accuracy)?,
		})
	}
}

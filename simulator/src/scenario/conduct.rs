//! Kinds of agents, and the keys that only some of them have.

use super::{
	checks::{invalid, range, whole, MAX_WHOLE},
	error::Invalid,
	SECONDS_PER_DAY,
};
use collab_model_core::{Label, Seconds};

/// How an agent behaves.
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentKind {
	/// Sends true labels, the less often the worse the model is.
	Honest,
	/// The same, but leaves most samples of one label to others.
	OneSided,
	/// Sends the other label, always.
	Flipper,
	/// The same, only where the model is not sure.
	BorderFlipper,
	/// The same, shortly before others submit.
	FrontRunner,
	/// Sends true labels for some days, then the other ones.
	Sleeper,
	/// Sends the other label for samples with the scenario's target feature, else true labels.
	Targeted,
	/// Sends labels by chance.
	Random,
	/// Sends one sample over and over, with a few features changed.
	NearDuplicate,
	/// Sends what the model predicts.
	Copier,
	/// Sends true labels where the model is sure and right.
	Easy,
	/// Sends some true labels, then only claims.
	Reporter,
	/// Sends true labels, and chooses when verdicts are given.
	Sniper,
}

impl AgentKind {
	/// Whether it wants the model to be good.
	pub fn is_honest(self) -> bool {
		matches!(self, Self::Honest | Self::OneSided)
	}
}

/// How an agent behaves, with all that its kind needs to know.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "as the kinds")]
pub enum Conduct {
	Honest,
	OneSided {
		/// The label of which it sends every sample.
		label: Label,
		/// The share of the others that it leaves, from 0 to 1.
		share: f64,
	},
	Flipper,
	BorderFlipper {
		/// How far from 0 the scores of its samples are at most, in steps of the learner.
		band: f64,
	},
	FrontRunner {
		/// Seconds without a submission after which it expects one.
		after: Seconds,
	},
	Sleeper {
		/// Seconds from the opening until it turns.
		honest_time: Seconds,
	},
	Targeted {
		/// What its victims have.
		feature: u32,
	},
	Random,
	NearDuplicate {
		/// Features exchanged in each copy.
		changes: u32,
	},
	Copier {
		/// The share of its samples in which it contradicts the model, from 0 to 1.
		contradict: f64,
	},
	Easy {
		/// How far from 0 the scores of its samples are at least, in steps of the learner.
		band: f64,
	},
	Reporter {
		/// Samples that it sends.
		samples: u64,
	},
	Sniper,
}

/// The keys, as written.
pub(super) struct RawConduct {
	pub honest_days: Option<f64>,
	pub changes: Option<f64>,
	pub samples: Option<f64>,
	pub contradict: Option<f64>,
	pub band: Option<f64>,
	pub after_s: Option<f64>,
	pub label: Option<f64>,
	pub share: Option<f64>,
}

impl RawConduct {
	/// Checks every value; a key that the kind does not have is refused.
	pub fn check(
		mut self,
		kind: AgentKind,
		key: impl Fn(&str) -> String,
		target_feature: Option<u32>,
	) -> Result<Conduct, Invalid> {
		let share = |leaf: &str, given: Option<f64>, default| {
			range(&key(leaf), given.unwrap_or(default), 0.0, 1.0)
		};
		let count = |leaf: &str, given: Option<f64>, default, least, most| {
			given.map_or(Ok(default), |value| whole(&key(leaf), value, least, most))
		};
		let band =
			|given: Option<f64>, default| range(&key("band"), given.unwrap_or(default), 0.0, 1e9);
		let conduct = match kind {
			AgentKind::Honest => Conduct::Honest,
			AgentKind::OneSided => Conduct::OneSided {
				label: Label::from(count("label", self.label.take(), 1, 0, 1)? == 1),
				share: share("share", self.share.take(), 0.9)?,
			},
			AgentKind::Flipper => Conduct::Flipper,
			AgentKind::BorderFlipper => {
				Conduct::BorderFlipper { band: band(self.band.take(), 30.0)? }
			}
			AgentKind::FrontRunner => Conduct::FrontRunner {
				after: count("after_s", self.after_s.take(), 570, 0, MAX_WHOLE)?,
			},
			AgentKind::Sleeper => {
				let days = self.honest_days.take().unwrap_or(30.0);
				let days = range(&key("honest_days"), days, 0.0, 1e6)?;
				Conduct::Sleeper { honest_time: (days * SECONDS_PER_DAY as f64) as Seconds }
			}
			AgentKind::Targeted => {
				let problem = "is targeted: set target_feature for the whole scenario too";
				let feature = target_feature.ok_or_else(|| invalid(&key("kind"), problem))?;
				Conduct::Targeted { feature }
			}
			AgentKind::Random => Conduct::Random,
			AgentKind::NearDuplicate => Conduct::NearDuplicate {
				changes: count("changes", self.changes.take(), 3, 0, 1000)? as u32,
			},
			AgentKind::Copier => {
				Conduct::Copier { contradict: share("contradict", self.contradict.take(), 0.0)? }
			}
			AgentKind::Easy => Conduct::Easy { band: band(self.band.take(), 60.0)? },
			AgentKind::Reporter => Conduct::Reporter {
				samples: count("samples", self.samples.take(), 100, 0, MAX_WHOLE)?,
			},
			AgentKind::Sniper => Conduct::Sniper,
		};
		self.nothing_left(kind, key)?;
		Ok(conduct)
	}

	/// What the kind has was taken.
	fn nothing_left(&self, kind: AgentKind, key: impl Fn(&str) -> String) -> Result<(), Invalid> {
		let given = [
			("honest_days", "sleeper", self.honest_days),
			("changes", "near_duplicate", self.changes),
			("samples", "reporter", self.samples),
			("contradict", "copier", self.contradict),
			("band", "border_flipper or easy", self.band),
			("after_s", "front_runner", self.after_s),
			("label", "one_sided", self.label),
			("share", "one_sided", self.share),
		];
		match given.into_iter().find(|(_, _, value)| value.is_some()) {
			None => Ok(()),
			Some((leaf, right, _)) => {
				let problem = format!(
					"is for agents of kind {right}, this one is {kind:?}: leave it out, or change \
					 its kind"
				);
				Err(invalid(&key(leaf), problem))
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{super::Scenario, *};

	fn conduct(settings: &[&str]) -> Result<Conduct, String> {
		let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
		let scenario = Scenario::load("robust", &settings).map_err(|error| error.to_string())?;
		Ok(scenario.agents[1].conduct)
	}

	#[test]
	fn keys_of_a_kind_have_defaults_and_can_be_set() {
		let sleeper = |days: u64| Ok(Conduct::Sleeper { honest_time: days * 86_400 });
		assert_eq!(conduct(&["agents.bad.kind=sleeper"]), sleeper(30));
		// The key is refused before there is a sleeper.
		let both = "agents=[{name='a', kind='honest', start_balance=1, mean_deposit=1, \
			mean_update_wait_s=1}, {name='b', kind='sleeper', honest_days=2, start_balance=1, \
			mean_deposit=1, mean_update_wait_s=1}]";
		assert_eq!(conduct(&[both]), sleeper(2));
		let target = ["target_feature=7", "agents.bad.kind=targeted"];
		assert_eq!(conduct(&target), Ok(Conduct::Targeted { feature: 7 }));
	}

	#[test]
	fn what_does_not_go_with_a_kind_is_refused_with_a_cure() {
		for (settings, expected) in [
			(&["agents.bad.band=3"][..], "is for agents of kind border_flipper or easy"),
			(&["agents.bad.kind=targeted"], "set target_feature"),
			(&["agents.bad.kind=copier", "agents.bad.contradict=1.5"], "a number from 0 to 1"),
			(&["agents.bad.kind=near_duplicate", "agents.bad.changes=0.5"], "a whole number"),
			(&["agents.bad.kind=one_sided", "agents.bad.label=2"], "from 0 to 1"),
			(&["agents.bad.kind=thief"], "unknown variant `thief`"),
			(&["agents.bad.prob_submit=-1"], "from 0 to 1"),
			(&["target_feature=-1"], "a whole number"),
		] {
			let error = conduct(settings).unwrap_err();
			assert!(error.contains(expected), "{error} / {expected}");
		}
		let classic = Scenario::load("paper", &["seed_flipped=true".into()]).unwrap_err();
		assert!(classic.to_string().contains("is for robust rules only"), "{classic}");
	}
}

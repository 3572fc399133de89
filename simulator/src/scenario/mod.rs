//! What is simulated: the model's rules, the agents, and how long. Read from TOML and checked.

mod agents;
pub(crate) mod checks;
mod classic;
mod error;
mod overrides;
mod raw;
mod robust;
mod rules;
#[cfg(test)]
mod tests;

pub(crate) use error::Invalid;
pub use error::ScenarioError;

use crate::agent::{AgentKind, Conduct};
use collab_model_core::{Balance, Rules, Seconds};
use std::{fs, path::Path};

/// Units of money in one token.
pub const TOKEN: Balance = 1_000_000_000_000;

/// Seconds in one day.
pub const SECONDS_PER_DAY: Seconds = 86_400;

/// The scenarios that come with the program: name and text.
pub const EMBEDDED: [(&str, &str); 6] = [
	("paper", include_str!("../../scenarios/paper.toml")),
	("contract", include_str!("../../scenarios/contract.toml")),
	("demo", include_str!("../../scenarios/demo.toml")),
	("robust", include_str!("../../scenarios/robust.toml")),
	("pool-drain", include_str!("../../scenarios/attacks/pool-drain.toml")),
	("cheating-owner", include_str!("../../scenarios/attacks/cheating-owner.toml")),
];

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
	/// Its name.
	pub name: String,
	/// Words of the data that are features; `None` for all.
	pub num_words: Option<u64>,
	/// Share of the training rows that the model learns before it opens, from 0 to below 1.
	pub train_size: f64,
	/// The greatest number of rows that are submitted.
	pub max_submissions: Option<usize>,
	/// Seconds after which the run ends.
	pub max_time: Option<Seconds>,
	/// No evaluation before this second.
	pub evaluate_first: Seconds,
	/// Seconds from one evaluation to the next.
	pub evaluate_every: Seconds,
	/// Added to the accuracy, this is the probability that an honest agent submits.
	pub submit_margin: f64,
	/// Agents do not submit in the second of another submission or of the opening.
	pub refuse_same_second: bool,
	/// All that an agent offers is held for a submission, not only the price: a reading of the paper
	/// that no chain follows, and only possible under `classic`.
	pub deposit_is_offer: bool,
	/// The rules, before any training.
	pub rules: Rules,
	/// A feature whose samples are of special interest: an agent may attack them, and the model is
	/// evaluated on them apart.
	pub target_feature: Option<u32>,
	/// How many of the rarest features of the data make a trigger: the model is asked how many
	/// rightly negative rows become positive with them.
	pub trigger_features: Option<u32>,
	/// Features that the model has room for beyond those of the data.
	pub spare_features: u64,
	/// From this second on, all labels of the data are the other way round.
	pub truth_turns: Option<Seconds>,
	/// Whether the owner cheats: the model is seeded with all labels flipped, under `robust`.
	pub seeding_flipped: bool,
	/// The audits that the owner makes, under `robust`. Without any, what is learnt is never
	/// released: such a model serves what it was opened with.
	pub audits: Option<AuditPlan>,
	/// When training before opening stops, under `classic`.
	pub fit: FitOptions,
	/// Who takes part, by account number.
	pub agents: Vec<AgentSpec>,
	/// The scenario as written, overrides included.
	pub settings: toml::Table,
}

/// When audits are made, and with how many rows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AuditPlan {
	/// Seconds from one audit to the next, and from the opening to the first.
	pub every: Seconds,
	/// Seconds from sealing rows to showing them, as the rules have it; not above `every`.
	pub wait: Seconds,
	/// Rows in each audit.
	pub rows: usize,
	/// Test rows that are kept apart for audits. They do not measure the model.
	pub kept: usize,
}

/// When training stops: after `max_epochs`, or when the summed loss of an epoch has not come
/// `tol` times the rows below the best for `n_iter_no_change` epochs (scikit-learn's names).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitOptions {
	/// At least 1.
	pub max_epochs: u32,
	/// Not negative.
	pub tol: f64,
	/// At least 1.
	pub n_iter_no_change: u32,
}

/// One agent. Waits and deposits are drawn from normal distributions, cut to whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentSpec {
	/// Its name, unlike the others'.
	pub name: String,
	/// What kind it is of.
	pub kind: AgentKind,
	/// How it behaves.
	pub conduct: Conduct,
	/// What it has at first, in units.
	pub start_balance: Balance,
	/// What it offers for a submission: mean, in tokens.
	pub mean_deposit: f64,
	/// What it offers for a submission: standard deviation, in tokens.
	pub stdev_deposit: f64,
	/// Seconds from one turn to the next: mean.
	pub mean_update_wait_s: f64,
	/// Seconds from one turn to the next: standard deviation.
	pub stdev_update_wait_s: f64,
	/// Probability that it flips a label by mistake.
	pub prob_mistake: f64,
	/// Its probability to submit at a turn is multiplied by this: what is below 1 makes an agent
	/// that looks around more often than it submits.
	pub prob_submit: f64,
}

impl Scenario {
	/// Loads an embedded scenario by its name, or any by its path, and applies the overrides
	/// (`key=value`, see [`Scenario::parse`]).
	pub fn load(name_or_path: &str, overrides: &[String]) -> Result<Self, ScenarioError> {
		if let Some((name, text)) = EMBEDDED.iter().find(|(name, _)| *name == name_or_path) {
			return Self::parse(&format!("scenario {name}"), text, overrides);
		}
		let text = fs::read_to_string(Path::new(name_or_path)).map_err(|source| {
			ScenarioError::Unreadable { path: name_or_path.to_string(), source }
		})?;
		Self::parse(name_or_path, &text, overrides)
	}

	/// Reads a scenario; `origin` names it in errors.
	///
	/// Overrides are applied in order. A key is a path with dots; an agent is addressed by its
	/// name, all agents by `*` (`agents.good.mean_deposit=5`, `agents.*.start_balance=5000`).
	/// A value is TOML, or else taken as text.
	pub fn parse(origin: &str, text: &str, overrides: &[String]) -> Result<Self, ScenarioError> {
		let mut settings = raw::read(origin, text)?;
		for setting in overrides {
			overrides::apply(&mut settings, setting)?;
		}
		raw::check(settings).map_err(|invalid| invalid.located(origin, text, overrides))
	}

	/// Whether all labels have turned by `now`.
	pub fn has_turned(&self, now: Seconds) -> bool {
		self.truth_turns.is_some_and(|turns| now >= turns)
	}

	/// The number of features of a model of data with `num_features`, at most 2^32.
	pub fn features_of_model(&self, num_features: u64) -> u64 {
		num_features.saturating_add(self.spare_features).min(1 << 32)
	}
}

//! A scenario as it is written, and the way from there to a checked one.

use super::{
	agents::{check_agents, RawAgent},
	checks::{invalid, range, whole, MAX_WHOLE},
	classic::{RawClassic, RawFit},
	error::Invalid,
	robust::{RawAudits, RawRobust},
	rules::{AnyKind, RawRules, RulesKind},
	Scenario, ScenarioError, SECONDS_PER_DAY,
};
use crate::agent::Surroundings;
use collab_model_core::Seconds;
use serde::Deserialize;
use toml::Table;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScenario<R> {
	name: String,
	num_words: Option<f64>,
	train_size: f64,
	max_submissions: Option<f64>,
	max_days: Option<f64>,
	#[serde(default = "evaluate_first_s")]
	evaluate_first_s: f64,
	#[serde(default = "evaluate_every_s")]
	evaluate_every_s: f64,
	#[serde(default = "submit_margin")]
	submit_margin: f64,
	/// In tokens: under `classic` a constant price in the place of the rules' pricing, under
	/// `robust` the base price.
	submission_cost: Option<f64>,
	target_feature: Option<f64>,
	trigger_features: Option<f64>,
	spare_features: Option<f64>,
	truth_turns_days: Option<f64>,
	#[serde(default)]
	seeding_flipped: bool,
	#[serde(default)]
	deposit_is_offer: bool,
	rules: R,
	initial_fit: Option<RawFit>,
	audits: Option<RawAudits>,
	agents: Vec<RawAgent>,
}

fn evaluate_first_s() -> f64 {
	1e4
}

fn evaluate_every_s() -> f64 {
	2e5
}

fn submit_margin() -> f64 {
	0.15
}

/// Parses; unknown, missing and mistyped keys are shown with their line, but for those that only
/// some kinds of agents have: these are checked later.
pub(super) fn read(origin: &str, text: &str) -> Result<Table, ScenarioError> {
	let malformed = |error: toml::de::Error| ScenarioError::Malformed {
		origin: origin.to_string(),
		message: error.to_string(),
	};
	match toml::from_str::<AnyKind>(text).map_err(malformed)?.rules.kind {
		RulesKind::Classic => {
			drop(toml::from_str::<RawScenario<RawClassic>>(text).map_err(malformed)?)
		}
		RulesKind::Robust => {
			drop(toml::from_str::<RawScenario<RawRobust>>(text).map_err(malformed)?)
		}
	}
	toml::from_str(text).map_err(malformed)
}

fn kind_of(settings: &Table) -> Result<RulesKind, toml::de::Error> {
	Ok(settings.clone().try_into::<AnyKind>()?.rules.kind)
}

/// Whether all keys are known and of the right type.
pub(super) fn check_keys(settings: &Table) -> Result<(), toml::de::Error> {
	match kind_of(settings)? {
		RulesKind::Classic => settings.clone().try_into::<RawScenario<RawClassic>>().map(drop),
		RulesKind::Robust => settings.clone().try_into::<RawScenario<RawRobust>>().map(drop),
	}
}

/// Checks every value.
pub(super) fn check(settings: Table) -> Result<Scenario, Invalid> {
	match kind_of(&settings).map_err(|e| invalid("scenario", e.message()))? {
		RulesKind::Classic => check_of::<RawClassic>(settings),
		RulesKind::Robust => check_of::<RawRobust>(settings),
	}
}

fn check_of<R: RawRules>(settings: Table) -> Result<Scenario, Invalid> {
	let raw: RawScenario<R> = settings
		.clone()
		.try_into()
		.map_err(|e: toml::de::Error| invalid("scenario", e.message()))?;
	if !(0.0..1.0).contains(&raw.train_size) {
		let problem = format!("is {}: give a share from 0 to below 1", raw.train_size);
		return Err(invalid("train_size", problem));
	}
	let optional = |key: &str, value: Option<f64>, least, greatest| {
		value.map(|value| whole(key, value, least, greatest)).transpose()
	};
	let refuse_same_second = raw.rules.refuse_same_second();
	let rules = raw.rules.check(raw.submission_cost)?;
	if rules.are_seeded() && raw.initial_fit.is_some() {
		let problem = "is of no use to robust rules, which seed in one pass: leave it out";
		return Err(invalid("initial_fit", problem));
	}
	if !rules.are_seeded() && raw.seeding_flipped {
		let problem = "is for robust rules only, whose models are seeded: leave it out";
		return Err(invalid("seeding_flipped", problem));
	}
	if !rules.keep_samples() && raw.deposit_is_offer {
		let problem = "is a reading of the paper, for classic rules only: leave it out";
		return Err(invalid("deposit_is_offer", problem));
	}
	let audits = raw.audits.map(|audits| audits.check(rules.audits())).transpose()?.flatten();
	let target_feature =
		optional("target_feature", raw.target_feature, 0, u32::MAX.into())?.map(|f| f as u32);
	let trigger_features =
		optional("trigger_features", raw.trigger_features, 1, 10_000)?.map(|count| count as u32);
	let submit_margin = range("submit_margin", raw.submit_margin, -1.0, 1.0)?;
	let seconds = |key: &str, days: Option<f64>| {
		let in_seconds = |days: f64| (days * SECONDS_PER_DAY as f64) as Seconds;
		days.map(|days| range(key, days, 0.0, 1e6).map(in_seconds)).transpose()
	};
	let surroundings = Surroundings { submit_margin, target_feature, trigger_features };
	Ok(Scenario {
		num_words: optional("num_words", raw.num_words, 1, 1 << 32)?,
		train_size: raw.train_size,
		max_submissions: optional("max_submissions", raw.max_submissions, 0, 1 << 32)?
			.map(|most| most as usize),
		max_time: seconds("max_days", raw.max_days)?,
		truth_turns: seconds("truth_turns_days", raw.truth_turns_days)?,
		evaluate_first: whole("evaluate_first_s", raw.evaluate_first_s, 1, MAX_WHOLE)?,
		evaluate_every: whole("evaluate_every_s", raw.evaluate_every_s, 1, MAX_WHOLE)?,
		submit_margin,
		refuse_same_second,
		deposit_is_offer: raw.deposit_is_offer,
		rules,
		audits,
		fit: raw.initial_fit.unwrap_or_default().check()?,
		target_feature,
		trigger_features,
		spare_features: optional("spare_features", raw.spare_features, 0, 1 << 20)?.unwrap_or(0),
		seeding_flipped: raw.seeding_flipped,
		agents: check_agents(raw.agents, surroundings)?,
		name: raw.name,
		settings,
	})
}

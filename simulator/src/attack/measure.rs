//! What came of an attack, over the seeds.

use super::suite::{holder, is_honest, Trial};
use crate::{
	result::{OnTarget, RobustResult, RunResult},
	statistics::{estimate, Estimate},
	sweep::{Record, Results},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer points are no loss that a price could be put on.
const LEAST_LOSS: f64 = 0.1;

/// An attack under some rules in numbers.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Measured {
	/// The attack's name.
	pub attack: String,
	/// What the attackers do.
	pub title: String,
	/// The rules.
	pub rules: String,
	/// The number of runs.
	pub seeds: usize,
	/// The [`MEASURES`] that there are.
	pub measures: BTreeMap<String, Estimate>,
	/// What each agent had at the end, free and held, less its start, in tokens, over its accounts.
	pub profits: BTreeMap<String, Estimate>,
	/// Runs in which all attackers were ruined: what they had, free and held, fell below 1 % of the
	/// start.
	pub attackers_ruined: usize,
	/// Runs in which the honest agent was.
	pub honest_ruined: usize,
	/// What the attackers lost, in tokens, for each point of accuracy that the model lost by it;
	/// below 0 where they gained. None if the model lost less than 0.1 points.
	pub cost_per_point: Option<f64>,
	/// The ids of the settings with and without the attackers.
	pub settings: [String; 2],
}

/// Names of the measures, in the order of their columns. Accuracies are in percent; those called
/// `lost` are points below the run without attackers, those on target on the test rows with the
/// target feature; `triggered` is the share of rightly negative rows that the trigger turns. Money is
/// in tokens, `attacker_locked` the most that was locked at one time, summed over accounts. Shares of
/// the forfeits are in percent; what is missing to 100 is left for later bonuses. Ruin is in days,
/// and only of runs in which it came.
pub const MEASURES: [&str; 20] = [
	"accuracy_before",
	"accuracy_after",
	"accuracy_lowest",
	"accuracy_lost",
	"target_before",
	"target_after",
	"target_lost",
	"triggered_before",
	"triggered_after",
	"attacker_profit",
	"attacker_profit_percent",
	"attacker_locked",
	"honest_profit",
	"pot",
	"forfeits",
	"forfeits_to_honest",
	"forfeits_to_attackers",
	"forfeits_to_heir",
	"attacker_ruin_days",
	"honest_ruin_days",
];

/// A run with the attackers, and the one without.
type Pair<'a> = (&'a RunResult, &'a RunResult);

/// Measures a trial; `None` without runs.
pub fn measure(trial: &Trial, results: &Results) -> Option<Measured> {
	let by_seed = |record: &'_ Record| record.result.seed;
	let references: BTreeMap<_, _> =
		results.of(&trial.reference).map(|record| (by_seed(record), &record.result)).collect();
	let runs: Vec<Pair<'_>> = results
		.of(&trial.attacked)
		.filter_map(|record| Some((&record.result, *references.get(&by_seed(record))?)))
		.collect();
	if runs.is_empty() {
		return None;
	}
	let mut measures = BTreeMap::new();
	for name in MEASURES {
		let values: Vec<_> = runs.iter().filter_map(|pair| value(name, pair)).collect();
		estimate(&values).map(|estimate| measures.insert(name.to_string(), estimate));
	}
	let mean = |name| measures.get(name).map(|estimate: &Estimate| estimate.mean);
	let lost = mean("accuracy_lost").filter(|lost| *lost >= LEAST_LOSS);
	let cost_per_point = mean("attacker_profit").zip(lost).map(|(profit, lost)| -profit / lost);
	let agents = trial.attacked.scenario.agents.iter();
	let names: BTreeSet<&str> = agents.map(|agent| holder(&agent.name)).collect();
	let count = |ruin: fn(&RunResult) -> Option<f64>| {
		runs.iter().filter(|(run, _)| ruin(run).is_some()).count()
	};
	Some(Measured {
		attack: trial.attack.clone(),
		title: trial.title.clone(),
		rules: trial.rules.id.into(),
		seeds: runs.len(),
		profits: names
			.into_iter()
			.filter_map(|name| Some((name.into(), profit_of(name, &runs)?)))
			.collect(),
		attackers_ruined: count(attackers_ruin),
		honest_ruined: count(honest_ruin),
		cost_per_point,
		settings: [trial.attacked.id.clone(), trial.reference.id.clone()],
		measures,
	})
}

fn value(name: &str, (run, reference): &Pair<'_>) -> Option<f64> {
	let on_target = |part: fn(&OnTarget) -> f64| run.on_target.as_ref().map(|t| 100.0 * part(t));
	match name {
		"accuracy_before" => Some(100.0 * run.accuracy_before),
		"accuracy_after" => Some(100.0 * run.accuracy_after),
		"accuracy_lowest" => Some(100.0 * run.accuracy_lowest),
		"accuracy_lost" => Some(100.0 * (reference.accuracy_after - run.accuracy_after)),
		"target_before" => on_target(|target| target.before),
		"target_after" => on_target(|target| target.after),
		"target_lost" => {
			let without = reference.on_target.as_ref()?;
			on_target(|target| target.after).map(|after| 100.0 * without.after - after)
		}
		"triggered_before" => Some(100.0 * run.triggered?.before),
		"triggered_after" => Some(100.0 * run.triggered?.after),
		"attacker_profit" => Some(attackers(run).map(|(_, profit)| profit).sum()),
		"attacker_profit_percent" => {
			let (start, profit) = attackers(run)
				.fold((0.0, 0.0), |(start, sum), (of_one, profit)| (start + of_one, sum + profit));
			(start > 0.0).then(|| 100.0 * profit / start)
		}
		"attacker_locked" => {
			let others = run.most_locked.iter().filter(|(name, _)| !is_honest(name));
			Some(others.map(|(_, most)| most).sum())
		}
		"honest_profit" => {
			let honest = run.balances.iter().filter(|(name, _)| is_honest(name));
			Some(honest.map(|(_, balance)| balance.profit).sum())
		}
		"pot" => run.robust.as_ref().map(|robust| robust.pot.total()),
		"forfeits" => Some(forfeits(run.robust.as_ref()?)),
		"forfeits_to_honest" => share_of_forfeits(run, |robust| bonuses(robust, is_honest)),
		"forfeits_to_attackers" => {
			share_of_forfeits(run, |robust| bonuses(robust, |name| !is_honest(name)))
		}
		"forfeits_to_heir" => share_of_forfeits(run, |robust| robust.pot.heir),
		"attacker_ruin_days" => attackers_ruin(run),
		"honest_ruin_days" => honest_ruin(run),
		_ => None,
	}
}

/// All that was forfeited.
fn forfeits(robust: &RobustResult) -> f64 {
	robust.forfeited.values().sum()
}

fn bonuses(robust: &RobustResult, of: impl Fn(&str) -> bool) -> f64 {
	robust.bonus.iter().filter(|(name, _)| of(name)).map(|(_, bonus)| bonus).sum()
}

/// In percent; `None` if nothing was forfeited.
fn share_of_forfeits(run: &RunResult, part: impl Fn(&RobustResult) -> f64) -> Option<f64> {
	let robust = run.robust.as_ref()?;
	let all = forfeits(robust);
	(all > 0.0).then(|| 100.0 * part(robust) / all)
}

/// Start and profit of each.
fn attackers(run: &RunResult) -> impl Iterator<Item = (f64, f64)> + '_ {
	let others = run.balances.iter().filter(|(name, _)| !is_honest(name));
	others.map(|(_, balance)| (balance.start, balance.profit))
}

/// The day on which the last attacker was ruined; `None` too if there are none.
fn attackers_ruin(run: &RunResult) -> Option<f64> {
	last_day(run, |name| !is_honest(name))
}

fn honest_ruin(run: &RunResult) -> Option<f64> {
	last_day(run, is_honest)
}

/// The day on which the last of some accounts lost all; `None` unless all did.
fn last_day(run: &RunResult, of: impl Fn(&str) -> bool) -> Option<f64> {
	let days = run.days_to_total_loss.iter().filter(|(name, _)| of(name)).map(|(_, day)| *day);
	days.reduce(|last, day| Some(last?.max(day?))).flatten()
}

/// Of all accounts of an agent.
fn profit_of(agent: &str, runs: &[Pair<'_>]) -> Option<Estimate> {
	let profit = |(run, _): &Pair<'_>| -> f64 {
		let accounts = run.balances.iter().filter(|(name, _)| holder(name) == agent);
		accounts.map(|(_, balance)| balance.profit).sum()
	};
	estimate(&runs.iter().map(profit).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
	use super::{
		super::{Options, Suite},
		*,
	};

	#[test]
	fn measures_follow_from_the_runs() {
		let set = ["max_submissions=60".to_string(), "num_words=50".into()];
		let options = Options { set: &set, crowd: false };
		let names = ["targeted".to_string()];
		let trials = Suite::embedded().trials(&names, &["classic".into()], &options).unwrap();
		let mut results = Results::default();
		let runs = [1, 2].map(|seed| Record::example(&trials[0].attacked, seed));
		let references = [1, 2, 3].map(|seed| Record::example(&trials[0].reference, seed));
		runs.iter().chain(&references).for_each(|record| results.insert(record.clone()));
		let measured = measure(&trials[0], &results).unwrap();
		assert_eq!(measured.seeds, 2);
		let mean = |name| measured.measures[name].mean;
		let of =
			|part: fn(&RunResult) -> f64| (part(&runs[0].result) + part(&runs[1].result)) / 2.0;
		let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} is not {b}");
		near(mean("accuracy_after"), 100.0 * of(|run| run.accuracy_after));
		let without: f64 = references[..2].iter().map(|r| r.result.accuracy_after).sum();
		near(mean("accuracy_lost"), 50.0 * without - mean("accuracy_after"));
		near(mean("attacker_profit"), of(|run| run.balances["bad"].profit));
		near(mean("attacker_profit_percent"), mean("attacker_profit") / 100.0);
		near(measured.profits["good"].mean, mean("honest_profit"));
		assert_eq!((measured.attackers_ruined, measured.honest_ruined), (0, 0));
		assert!(!measured.measures.contains_key("pot"));
		assert!(measure(&trials[0], &Results::default()).is_none());
	}
}

//! Each point of a sweep in one line.

use super::{Point, Record, Results};
use crate::{
	result::BalanceChange,
	statistics::{estimate, median, Estimate},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The runs of one point in numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PointSummary {
	/// What the axes set: key and value.
	pub values: BTreeMap<String, String>,
	/// Id of the settings.
	pub settings: String,
	/// The number of runs.
	pub seeds: usize,
	/// Accuracies, the gap and the like.
	pub measures: BTreeMap<String, Estimate>,
	/// How the agents fared.
	pub agents: BTreeMap<String, AgentSummary>,
}

/// How an agent fared in the runs of a point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentSummary {
	/// Its free balance at the end in percent of that at the start.
	pub balance_percent: Option<Estimate>,
	/// What it had at the end, free or held, less what it had at the start, in tokens.
	pub profit: Option<Estimate>,
	/// Runs in which its free balance fell below 1 % of that at the start.
	pub ruined: usize,
	/// Runs in which it did not.
	pub never: usize,
	/// Days until it did; a run without ruin counts with the day on which it ended.
	pub ruin_days: Option<Estimate>,
	/// Median of the days until it did, where ruin that never came is later than any day; none if
	/// the median is.
	pub ruin_days_median: Option<f64>,
	/// Days until free balance and deposits together fell below 1 %; a run without that counts
	/// with the day on which it ended.
	pub loss_days: Option<Estimate>,
}

/// Summarises every point that has runs.
pub fn summarise(points: &[Point], results: &Results) -> Vec<PointSummary> {
	let summary = |point| {
		let records: Vec<_> = results.of(point).collect();
		(!records.is_empty()).then(|| of_point(point, &records))
	};
	points.iter().filter_map(summary).collect()
}

fn of_point(point: &Point, records: &[&Record]) -> PointSummary {
	let mut measures = BTreeMap::new();
	for (name, value) in MEASURES {
		let values: Vec<_> = records.iter().filter_map(|record| value(record)).collect();
		estimate(&values).map(|estimate| measures.insert(name.to_string(), estimate));
	}
	let agents = point.scenario.agents.iter();
	PointSummary {
		values: point.values.iter().cloned().collect(),
		settings: point.id.clone(),
		seeds: records.len(),
		measures,
		agents: agents.map(|a| (a.name.clone(), of_agent(&a.name, records))).collect(),
	}
}

type Days = BTreeMap<String, Option<f64>>;
type Measure = fn(&Record) -> Option<f64>;

/// In the order of their columns.
const MEASURES: [(&str, Measure); 7] = [
	("accuracy_before", |record| Some(record.result.accuracy_before)),
	("accuracy_after", |record| Some(record.result.accuracy_after)),
	("accuracy_lowest", |record| Some(record.result.accuracy_lowest)),
	("accuracy_all_data", |record| record.result.accuracy_all_data),
	("gap", |record| record.result.gap),
	("days_simulated", |record| Some(record.result.days_simulated)),
	("pot", |record| record.result.robust.as_ref().map(|robust| robust.pot.total())),
];

fn of_agent(name: &str, records: &[&Record]) -> AgentSummary {
	let balances: Vec<_> =
		records.iter().filter_map(|record| record.result.balances.get(name)).collect();
	let money = |amount: fn(&BalanceChange) -> f64| -> Vec<_> {
		balances.iter().map(|balance| amount(balance)).collect()
	};
	let day = |days: &Days| days.get(name).copied().flatten();
	let ruin = |record: &Record| day(&record.result.days_to_ruin);
	let loss = |record: &Record| day(&record.result.days_to_total_loss);
	let until_end = |day: &dyn Fn(&Record) -> Option<f64>| -> Vec<_> {
		records.iter().map(|record| day(record).unwrap_or(record.result.days_simulated)).collect()
	};
	let or_never: Vec<_> =
		records.iter().map(|record| ruin(record).unwrap_or(f64::INFINITY)).collect();
	let ruined = records.iter().filter(|record| ruin(record).is_some()).count();
	AgentSummary {
		balance_percent: estimate(&money(|balance| balance.percent)),
		profit: estimate(&money(|balance| balance.profit)),
		ruined,
		never: records.len() - ruined,
		ruin_days: estimate(&until_end(&ruin)),
		ruin_days_median: median(&or_never),
		loss_days: estimate(&until_end(&loss)),
	}
}

/// `summary.csv`, as the documentation of [`super`] tells.
pub fn summary_csv(points: &[Point], summaries: &[PointSummary]) -> String {
	let (keys, agents) = (axis_keys(points), agent_names(summaries));
	let mut lines = vec![header(&keys, &agents)];
	lines.extend(summaries.iter().map(|summary| line(summary, &keys, &agents)));
	lines.join("\n") + "\n"
}

/// What the axes set, in the order in which it first comes.
pub(super) fn axis_keys(points: &[Point]) -> Vec<&str> {
	let mut keys: Vec<&str> = Vec::new();
	for (key, _) in points.iter().flat_map(|point| &point.values) {
		if !keys.contains(&key.as_str()) {
			keys.push(key);
		}
	}
	keys
}

/// The agents of all points, by name.
pub(super) fn agent_names(summaries: &[PointSummary]) -> Vec<&str> {
	let names = summaries.iter().flat_map(|summary| summary.agents.keys().map(String::as_str));
	names.collect::<BTreeSet<_>>().into_iter().collect()
}

fn header(keys: &[&str], agents: &[&str]) -> String {
	let mut columns: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
	columns.extend(["settings".into(), "seeds".into()]);
	let mut estimates: Vec<String> = MEASURES.iter().map(|(name, _)| name.to_string()).collect();
	estimates.extend(agents.iter().map(|agent| format!("{agent}_balance_percent")));
	estimates.extend(agents.iter().map(|agent| format!("{agent}_profit")));
	let of_estimate = |name: &str| ["mean", "stdev", "low", "high"].map(|s| format!("{name}_{s}"));
	columns.extend(estimates.iter().flat_map(|name| of_estimate(name)));
	for agent in agents {
		columns.extend([format!("{agent}_ruined"), format!("{agent}_never")]);
		columns.extend(of_estimate(&format!("{agent}_ruin_days")));
		columns.push(format!("{agent}_ruin_days_median"));
		columns.extend(of_estimate(&format!("{agent}_loss_days")));
	}
	columns.join(",")
}

fn line(summary: &PointSummary, keys: &[&str], agents: &[&str]) -> String {
	let value = |key: &&str| summary.values.get(*key).map_or(String::new(), |v| quoted(v));
	let mut fields: Vec<String> = keys.iter().map(value).collect();
	fields.extend([summary.settings.clone(), summary.seeds.to_string()]);
	for (name, _) in MEASURES {
		fields.extend(of_estimate(summary.measures.get(name)));
	}
	let agents: Vec<_> = agents.iter().map(|agent| summary.agents.get(*agent)).collect();
	for agent in &agents {
		fields.extend(of_estimate(agent.and_then(|agent| agent.balance_percent.as_ref())));
	}
	for agent in &agents {
		fields.extend(of_estimate(agent.and_then(|agent| agent.profit.as_ref())));
	}
	for agent in &agents {
		let count = |count: fn(&AgentSummary) -> usize| {
			agent.map_or(String::new(), |agent| count(agent).to_string())
		};
		fields.extend([count(|agent| agent.ruined), count(|agent| agent.never)]);
		fields.extend(of_estimate(agent.and_then(|agent| agent.ruin_days.as_ref())));
		fields.push(number(agent.and_then(|agent| agent.ruin_days_median)));
		fields.extend(of_estimate(agent.and_then(|agent| agent.loss_days.as_ref())));
	}
	fields.join(",")
}

fn of_estimate(estimate: Option<&Estimate>) -> [String; 4] {
	let interval = estimate.and_then(|estimate| estimate.interval);
	[
		number(estimate.map(|estimate| estimate.mean)),
		number(estimate.and_then(|estimate| estimate.stdev)),
		number(interval.map(|interval| interval.low)),
		number(interval.map(|interval| interval.high)),
	]
}

/// Six decimals; empty for none.
fn number(value: Option<f64>) -> String {
	value.map_or(String::new(), |value| format!("{value:.6}"))
}

/// A field of a CSV file.
fn quoted(text: &str) -> String {
	if text.contains([',', '"', '\n']) {
		return format!("\"{}\"", text.replace('"', "\"\""));
	}
	text.to_string()
}

//! The summary as a table to be read.

use super::{
	summary::{agent_names, axis_keys},
	AgentSummary, Point, PointSummary,
};
use crate::statistics::Estimate;

/// `summary.md`: what the axes set, accuracies in percent, and what each agent has at the end in
/// percent of its start, and its days to ruin.
pub fn summary_md(points: &[Point], summaries: &[PointSummary]) -> String {
	let (keys, agents) = (axis_keys(points), agent_names(summaries));
	let mut heads: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
	heads.extend(["before, %", "after, %"].map(String::from));
	heads.extend(agents.iter().map(|name| format!("{name}: left, %")));
	heads.extend(agents.iter().map(|name| format!("{name}: days to ruin")));
	let rows: String = summaries.iter().map(|summary| row(summary, &keys, &agents)).collect();
	format!("| {} |\n|{}\n{rows}", heads.join(" | "), "---|".repeat(heads.len()))
}

fn row(summary: &PointSummary, keys: &[&str], agents: &[&str]) -> String {
	let dash = || "–".to_string();
	let mut cells: Vec<String> =
		keys.iter().map(|key| summary.values.get(*key).cloned().unwrap_or_else(dash)).collect();
	for name in ["accuracy_before", "accuracy_after"] {
		let measure = summary.measures.get(name);
		cells.push(measure.map_or_else(dash, |estimate| estimate.times(100.0).plus_minus(1)));
	}
	let agents = || agents.iter().map(|name| summary.agents.get(*name));
	cells.extend(agents().map(|agent| {
		let left = agent.and_then(|agent| agent.balance_percent);
		left.map_or_else(dash, |left| left.plus_minus(1))
	}));
	cells.extend(agents().map(|agent| {
		let days = |agent: &AgentSummary| {
			let mean = agent.ruin_days.as_ref();
			days_to_ruin(agent.ruined, summary.seeds, mean, agent.ruin_days_median)
		};
		agent.map_or_else(dash, days)
	}));
	format!("| {} |\n", cells.join(" | "))
}

/// The mean of the days if all runs had ruin; else in how many of them it came, and the median day
/// if there is one.
pub fn days_to_ruin(
	ruined: usize,
	of: usize,
	mean: Option<&Estimate>,
	median: Option<f64>,
) -> String {
	match (ruined, mean, median) {
		(0, ..) => "never".into(),
		(_, Some(mean), _) if ruined == of => mean.plus_minus(1),
		(_, _, Some(median)) => format!("{ruined} of {of}, {median:.0}"),
		(_, _, None) => format!("{ruined} of {of}"),
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{summarise, Record, Results},
		*,
	};
	use crate::statistics::estimate;

	#[test]
	fn each_point_has_a_row() {
		let point = |words: &str| {
			let values = vec![("num_words".to_string(), words.to_string())];
			Point::new("paper", &[], values).unwrap()
		};
		let points = ["50", "60"].map(point);
		let mut results = Results::default();
		results.insert(Record::example(&points[1], 1));
		let text = summary_md(&points, &summarise(&points, &results));
		let lines: Vec<_> = text.lines().collect();
		assert_eq!(lines.len(), 3, "{text}");
		assert!(lines[0].starts_with("| `num_words` | before, % | after, % | bad: left, % | "));
		assert!(lines[2].starts_with("| 60 | "), "{text}");
		assert_eq!(lines[1].matches('|').count(), lines[2].matches('|').count());
	}

	#[test]
	fn a_mean_of_days_is_told_only_if_all_are_known() {
		let mean = estimate(&[3.0, 5.0]);
		assert_eq!(days_to_ruin(2, 2, mean.as_ref(), Some(4.0)), "4.0 ± 12.7");
		assert_eq!(days_to_ruin(2, 3, mean.as_ref(), Some(5.0)), "2 of 3, 5");
		assert_eq!(days_to_ruin(1, 3, mean.as_ref(), None), "1 of 3");
		assert_eq!(days_to_ruin(0, 3, mean.as_ref(), None), "never");
	}
}

//! Accuracy and balances over time, over all seeds.

use super::{experiments::EXPERIMENTS, figures::decimals, View};
use crate::{
	statistics::estimate,
	sweep::{Record, ShortSeries},
};
use std::fmt::Write;

/// Times at which the runs are looked at.
const TIMES: usize = 120;

/// `timeline.csv`; `None` if no run kept its course.
pub fn timeline_csv(views: &[View<'_>]) -> Option<String> {
	let mut text = String::from("learner,experiment,x,day,measure,n,mean,low,high\n");
	let header = text.len();
	for view in views {
		for experiment in EXPERIMENTS.iter().filter(|experiment| experiment.series) {
			for x in experiment.values {
				let Some(runs) = view.runs(experiment.id, *x) else { continue };
				let start = format!("{},{},{x}", view.learner.id, experiment.id);
				add(&mut text, &start, &runs);
			}
		}
	}
	(text.len() > header).then_some(text)
}

fn add(text: &mut String, start: &str, runs: &[&Record]) {
	let ends = runs.iter().map(|run| run.result.days_simulated);
	let last = ends.fold(0.0, f64::max);
	let series: Vec<_> = runs.iter().filter_map(|run| run.series.as_ref()).collect();
	for step in 0..=TIMES {
		let day = last * step as f64 / TIMES as f64;
		let accuracies = series.iter().filter_map(|series| accuracy(series, day));
		add_line(text, start, day, "accuracy", accuracies.collect());
		for agent in ["good", "bad"] {
			let balances = series.iter().filter_map(|series| balance(series, agent, day));
			add_line(text, start, day, agent, balances.collect());
		}
	}
}

fn add_line(text: &mut String, start: &str, day: f64, measure: &str, values: Vec<f64>) {
	let Some(estimate) = estimate(&values) else { return };
	let low = decimals(estimate.interval.map(|interval| interval.low));
	let high = decimals(estimate.interval.map(|interval| interval.high));
	let (n, mean) = (estimate.n, estimate.mean);
	// Writing to a text cannot fail.
	let _ = writeln!(text, "{start},{day:.4},{measure},{n},{mean:.6},{low},{high}");
}

/// In percent, as last evaluated before or on that day; after its end a run stays as it is.
fn accuracy(series: &ShortSeries, day: f64) -> Option<f64> {
	let known = series.accuracy.partition_point(|(at, _)| *at <= day);
	series.accuracy.get(known.checked_sub(1)?).map(|(_, accuracy)| 100.0 * accuracy)
}

fn balance(series: &ShortSeries, agent: &str, day: f64) -> Option<f64> {
	let column = series.agents.iter().position(|name| name == agent)?;
	let known = series.balances.partition_point(|(at, _)| *at <= day);
	series.balances.get(known.checked_sub(1)?).map(|(_, balances)| balances[column])
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_value_holds_until_the_next() {
		let series = ShortSeries {
			accuracy: vec![(0.0, 0.5), (2.0, 0.75)],
			agents: vec!["good".into(), "bad".into()],
			balances: vec![(0.0, vec![100.0, 90.0]), (1.0, vec![120.0, 80.0])],
		};
		let accuracies = [0.0, 1.9, 2.0, 99.0].map(|day| accuracy(&series, day).unwrap());
		assert_eq!(accuracies, [50.0, 50.0, 75.0, 75.0]);
		assert_eq!(balance(&series, "bad", 0.5), Some(90.0));
		assert_eq!(balance(&series, "bad", 5.0), Some(80.0));
		assert_eq!(balance(&series, "evil", 5.0), None);
	}
}

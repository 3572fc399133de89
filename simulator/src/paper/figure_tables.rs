//! The numbers of the figures as tables to be read.

use super::{
	experiments::EXPERIMENTS,
	figures::{Figure, Kind},
	measures::{ruin, Measure},
	verdict::values,
	Experiment, View,
};
use crate::{
	statistics::{estimate, median},
	sweep::{days_to_ruin, Record},
};

/// What the numbers are.
const LEGEND: &str = "Means ± half of their 95 % interval over the seeds. Days to ruin are those \
	until the bad agent has less than 1 % of its start; where it was not ruined in each of the runs, \
	it is told in how many it was, and the median day if that is more than half.";

/// `figures.md`: a table for each of the figures and experiments that there are runs of.
pub fn figures_md(figures: &[Figure], views: &[View<'_>]) -> String {
	let mut text = format!("# Figures\n\n{LEGEND}\n");
	for figure in figures {
		for experiment in EXPERIMENTS.iter().filter(|e| figure.experiments.contains(&e.id)) {
			text += &table(figure, experiment, views);
		}
	}
	text
}

fn table(figure: &Figure, experiment: &Experiment, views: &[View<'_>]) -> String {
	let measures = figure.kind.measures();
	let learners = views.iter().map(|view| view.learner.id);
	let heads: Vec<_> = learners
		.flat_map(|id| measures.iter().map(move |(measure, _)| head(id, measure, measures.len())))
		.collect();
	let rows: String = experiment
		.values
		.iter()
		.filter_map(|x| row(figure, experiment, views, *x))
		.map(|(x, cells)| format!("| {x} | {} |\n", cells.join(" | ")))
		.collect();
	if rows.is_empty() {
		return String::new();
	}
	let variant = match figure.experiments.len() {
		1 => String::new(),
		_ => format!(", {}", experiment.id.replace('_', " ")),
	};
	format!(
		"\n### {}{variant}\n\n{}\n\n| {} | {} |\n|---{}|\n{rows}",
		figure.heading(),
		figure.y_label,
		figure.x_label,
		heads.join(" | "),
		"|---".repeat(heads.len())
	)
}

/// `robust, after`
fn head(learner: &str, measure: &str, of: usize) -> String {
	match measure.strip_prefix("accuracy_") {
		Some(when) if of > 1 => format!("{learner}, {}", when.replace('_', " ")),
		_ => learner.to_string(),
	}
}

/// `None` if nobody has runs of it.
fn row(
	figure: &Figure,
	experiment: &Experiment,
	views: &[View<'_>],
	x: f64,
) -> Option<(f64, Vec<String>)> {
	let mut cells = Vec::new();
	let mut any = false;
	for view in views {
		let runs = view.runs(experiment.id, x);
		any |= runs.is_some();
		for (_, measure) in figure.kind.measures() {
			let cell = runs.as_ref().map(|runs| cell(figure.kind, runs, *measure));
			cells.push(cell.unwrap_or_else(|| "–".into()));
		}
	}
	any.then_some((x, cells))
}

fn cell(kind: Kind, runs: &[&Record], measure: Measure) -> String {
	let decimals = match kind {
		Kind::Accuracy => 1,
		Kind::Gap => 2,
		Kind::Ruin => return days(runs, measure),
	};
	estimate(&values(runs, measure)).map_or("–".into(), |estimate| estimate.plus_minus(decimals))
}

fn days(runs: &[&Record], measure: Measure) -> String {
	let days = values(runs, ruin);
	let ruined = days.iter().filter(|day| day.is_finite()).count();
	let mean = estimate(&values(runs, measure));
	days_to_ruin(ruined, runs.len(), mean.as_ref(), median(&days))
}

#[cfg(test)]
mod tests {
	use super::{
		super::{figures::FIGURES, Part, Study, LEARNERS},
		*,
	};
	use crate::sweep::Results;

	#[test]
	fn each_experiment_with_runs_has_a_table() {
		let study = Study::new(&LEARNERS[..2], &[Part::Figure(13)]).unwrap();
		let mut results = Results::default();
		let points = study.points().iter();
		for point in points.filter(|point| point.set.iter().any(|set| set.ends_with("=5"))) {
			for seed in [1, 2] {
				results.insert(Record::example(point, seed));
			}
		}
		let views: Vec<_> = study.views(&results).collect();
		let text = figures_md(&FIGURES, &views);
		assert!(text.contains("### Figure 12: Accuracy by deposit, offer held"), "{text}");
		assert!(text.contains("| 5 | never | never |"), "{text}");
		assert!(text.contains("| peer, before | peer, after | peer, all data | contract, before |"));
		assert!(!text.contains("| 50 |") && !text.contains("Figure 6"), "{text}");
	}
}

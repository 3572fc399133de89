//! The numbers of the figures. The formats are told in the documentation of [`super`].

use super::{
	experiments::EXPERIMENTS,
	measures::{after, all_data, before, gap, ruin, ruin_or_end, Measure},
	verdict::values,
	View,
};
use crate::{
	statistics::{estimate, median},
	sweep::Record,
};
use serde::Serialize;
use std::fmt::Write;

/// One figure: measures of one or several experiments.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Figure {
	/// Its file is `figures/ID.csv`. `fig06` to `fig15` are the paper's.
	pub id: &'static str,
	/// What it shows.
	pub title: &'static str,
	/// The x-axis.
	pub x_label: &'static str,
	/// The y-axis.
	pub y_label: &'static str,
	/// Whether the x-axis is logarithmic.
	pub log_x: bool,
	/// The experiments; their x is that of the figure.
	#[serde(skip)]
	pub(super) experiments: &'static [&'static str],
	#[serde(skip)]
	pub(super) kind: Kind,
	/// What the paper or the original tells: measure, x and y.
	#[serde(skip)]
	published: &'static [(&'static str, f64, f64)],
}

/// What a figure shows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
	Accuracy,
	Gap,
	Ruin,
}

const ACCURACY: &str = "accuracy (%)";
const GAP: &str = "gap to training with all data (points)";
const DAYS: &str = "days until the bad agent is ruined";
const WORDS: &str = "number of words";
const TRAIN: &str = "share of the rows in the initial training";
const DEPOSIT: &str = "mean deposit of the good agent (tokens)";
const COST: &str = "submission cost (tokens)";
const BALANCE: &str = "balance of both agents at the start (tokens)";
const STDEV: &str = "standard deviation of the good agent's deposit (tokens)";
const MISTAKE: &str = "probability that the good agent errs";
const WAIT: &str = "mean wait of the good agent (s), a sixth of the bad agent's";

/// A run at the defaults, read off the plot that is published with the original's simulator
/// (`simulation/assets/1558466743_plot.png`).
const DEFAULT_ACCURACY: f64 = 79.0;
const DEFAULT_RUIN: f64 = 123.0;
/// With all data, as the original's `simulate_imdb_perceptron.py` has it, there for 100, 200 and
/// 1,000 words.
pub(super) const DEFAULT_ALL_DATA: f64 = 79.45;
/// With 800 words, as the paper has it.
pub(super) const LEAST_GAP: f64 = -0.42;

/// All figures.
pub const FIGURES: [Figure; 18] = [
	Figure {
		published: &[("gap", 800.0, LEAST_GAP)],
		..figure("fig06", "Gap by number of words", WORDS, Kind::Gap, &["num_words"])
	},
	Figure {
		published: &[
			("accuracy_before", 1000.0, DEFAULT_ACCURACY),
			("accuracy_after", 1000.0, DEFAULT_ACCURACY),
			("accuracy_all_data", 100.0, 62.1),
			("accuracy_all_data", 200.0, 61.73),
			("accuracy_all_data", 1000.0, DEFAULT_ALL_DATA),
		],
		..figure("fig07", "Accuracy by number of words", WORDS, Kind::Accuracy, &["num_words"])
	},
	Figure {
		published: &[("ruin_days", 1000.0, DEFAULT_RUIN)],
		..figure("fig08", "Days to ruin by number of words", WORDS, Kind::Ruin, &["num_words"])
	},
	figure("fig09", "Gap by initial training", TRAIN, Kind::Gap, &["train_size"]),
	Figure {
		published: &[
			("accuracy_before", 0.08, DEFAULT_ACCURACY),
			("accuracy_after", 0.08, DEFAULT_ACCURACY),
			("accuracy_all_data", 0.08, DEFAULT_ALL_DATA),
		],
		..figure("fig10", "Accuracy by initial training", TRAIN, Kind::Accuracy, &["train_size"])
	},
	Figure {
		published: &[("ruin_days", 0.08, DEFAULT_RUIN)],
		..figure("fig11", "Days to ruin by initial training", TRAIN, Kind::Ruin, &["train_size"])
	},
	log(figure("fig12", "Accuracy by deposit", DEPOSIT, Kind::Accuracy, DEPOSITS)),
	log(figure("fig13", "Days to ruin by deposit", DEPOSIT, Kind::Ruin, DEPOSITS)),
	figure("fig14", "Accuracy by submission cost", COST, Kind::Accuracy, &["submission_cost"]),
	figure("fig15", "Days to ruin by submission cost", COST, Kind::Ruin, &["submission_cost"]),
	log(figure(
		"balance_accuracy",
		"Accuracy by balance at the start",
		BALANCE,
		Kind::Accuracy,
		BALANCES,
	)),
	log(figure(
		"balance_ruin",
		"Days to ruin by balance at the start",
		BALANCE,
		Kind::Ruin,
		BALANCES,
	)),
	figure("stdev_accuracy", "Accuracy by spread of deposits", STDEV, Kind::Accuracy, STDEVS),
	figure("stdev_ruin", "Days to ruin by spread of deposits", STDEV, Kind::Ruin, STDEVS),
	figure("mistake_accuracy", "Accuracy by mistakes", MISTAKE, Kind::Accuracy, MISTAKES),
	figure("mistake_ruin", "Days to ruin by mistakes", MISTAKE, Kind::Ruin, MISTAKES),
	log(figure("wait_accuracy", "Accuracy by waits", WAIT, Kind::Accuracy, &["update_wait"])),
	log(figure("wait_ruin", "Days to ruin by waits", WAIT, Kind::Ruin, &["update_wait"])),
];

const DEPOSITS: &[&str] = &["mean_deposit", "offer_held"];
const BALANCES: &[&str] = &["start_balance"];
const STDEVS: &[&str] = &["stdev_deposit"];
const MISTAKES: &[&str] = &["prob_mistake"];

const fn figure(
	id: &'static str,
	title: &'static str,
	x_label: &'static str,
	kind: Kind,
	experiments: &'static [&'static str],
) -> Figure {
	let y_label = match kind {
		Kind::Accuracy => ACCURACY,
		Kind::Gap => GAP,
		Kind::Ruin => DAYS,
	};
	Figure { id, title, x_label, y_label, log_x: false, experiments, kind, published: &[] }
}

const fn log(figure: Figure) -> Figure {
	Figure { log_x: true, ..figure }
}

impl Kind {
	/// Names and values of its measures.
	pub fn measures(self) -> &'static [(&'static str, Measure)] {
		match self {
			Self::Accuracy => &[
				("accuracy_before", before),
				("accuracy_after", after),
				("accuracy_all_data", all_data),
			],
			Self::Gap => &[("gap", gap)],
			Self::Ruin => &[("ruin_days", ruin_or_end)],
		}
	}
}

impl Figure {
	/// Its title, with its number if the paper has it.
	pub fn heading(&self) -> String {
		match number(self.id) {
			Some(number) => format!("Figure {number}: {}", self.title),
			None => self.title.to_string(),
		}
	}

	/// Its CSV file; `None` if there are no runs for it.
	pub fn csv(&self, views: &[View<'_>]) -> Option<String> {
		let mut text = String::from(
			"learner,experiment,measure,x,n,mean,stdev,low,high,never,median,published\n",
		);
		let header = text.len();
		for view in views {
			for experiment in EXPERIMENTS.iter().filter(|e| self.experiments.contains(&e.id)) {
				for (measure, value) in self.kind.measures() {
					for x in experiment.values {
						let Some(runs) = view.runs(experiment.id, *x) else { continue };
						let place = [view.learner.id, experiment.id, measure];
						// Writing to a text cannot fail.
						let _ = writeln!(text, "{}", self.line(place, *x, &runs, *value));
					}
				}
			}
		}
		(text.len() > header).then_some(text)
	}

	fn line(&self, place: [&str; 3], x: f64, runs: &[&Record], value: Measure) -> String {
		let estimate = estimate(&values(runs, value));
		let interval = estimate.and_then(|estimate| estimate.interval);
		let days = matches!(self.kind, Kind::Ruin).then(|| values(runs, ruin));
		let never = days.as_ref().map(|days| days.iter().filter(|day| day.is_infinite()).count());
		let told = self.published.iter().find(|(of, at, _)| *of == place[2] && *at == x);
		let published = told.map(|(.., value)| *value);
		let mut fields: Vec<String> = place.map(String::from).into();
		fields.extend([x.to_string(), runs.len().to_string()]);
		fields.extend(
			[
				estimate.map(|estimate| estimate.mean),
				estimate.and_then(|estimate| estimate.stdev),
				interval.map(|interval| interval.low),
				interval.map(|interval| interval.high),
			]
			.map(decimals),
		);
		fields.push(never.map_or(String::new(), |never| never.to_string()));
		fields.push(decimals(days.and_then(|days| median(&days))));
		fields.push(published.map_or(String::new(), |value| value.to_string()));
		fields.join(",")
	}
}

/// The number in the paper of the figure with this id; `None` if the paper does not have it.
pub fn number(id: &str) -> Option<&str> {
	id.strip_prefix("fig").map(|number| number.trim_start_matches('0'))
}

/// Six digits after the point; empty for none.
pub(super) fn decimals(value: Option<f64>) -> String {
	value.map_or(String::new(), |value| format!("{value:.6}"))
}

//! The figures of the paper, drawn from `figures/`.

use super::{
	axes::y_range,
	chart::{chart, key, published_key, Labels},
	curves::{Dot, Line, Panel},
	json,
	markup::{download, escape},
	table::Table,
	ReportError,
};
use crate::paper::figures::number;
use serde::Deserialize;
use std::{collections::BTreeSet, path::Path};

/// A figure: charts of the same quantity with one legend and one file of numbers.
#[derive(Clone, Debug)]
pub struct Figure {
	/// Its title.
	pub title: String,
	/// Its charts.
	pub panels: Vec<Panel>,
	/// What else is to be said.
	pub note: String,
	/// Name of the file of its numbers.
	pub file: String,
	/// The numbers.
	pub csv: String,
}

/// A line of `figures/index.json`.
#[derive(Deserialize)]
struct Entry {
	id: String,
	title: String,
	x_label: String,
	y_label: String,
	log_x: bool,
}

impl Entry {
	/// The id is the name of a file in the folder, and of one that is written elsewhere.
	fn check(&self, path: &Path) -> Result<(), ReportError> {
		let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
		if !self.id.is_empty() && self.id.chars().all(is_plain) {
			return Ok(());
		}
		Err(ReportError::damaged(path, 1, format!("`{}` is no name of a figure", self.id)))
	}
}

/// A line of `figures/ID.csv`; what has no mean is not drawn.
#[derive(Clone, Debug, Deserialize)]
struct Value {
	learner: String,
	experiment: String,
	measure: String,
	x: f64,
	mean: Option<f64>,
	low: Option<f64>,
	high: Option<f64>,
	never: Option<u64>,
	published: Option<f64>,
}

/// A line of `figures/timeline.csv`.
#[derive(Clone, Debug, Deserialize)]
struct Moment {
	learner: String,
	experiment: String,
	x: f64,
	day: f64,
	measure: String,
	mean: Option<f64>,
	low: Option<f64>,
	high: Option<f64>,
}

/// Charts of a figure, and lines of a chart.
const MOST: usize = 100;

const HOLLOW: &str = "A hollow marker: in some of the runs the bad agent was never ruined; they \
	count with the day on which they ended, so the true mean is later.";

/// All figures of a folder, in the order of its index. `learners` gives their lines an order.
pub fn read(dir: &Path, learners: &[String]) -> Result<Vec<Figure>, ReportError> {
	let dir = dir.join("figures");
	let entries: Vec<Entry> = json::read(&dir.join("index.json"))?.unwrap_or_default();
	let mut figures = Vec::new();
	for entry in entries {
		entry.check(&dir.join("index.json"))?;
		let path = dir.join(format!("{}.csv", entry.id));
		if let Some((values, csv)) = Table::records::<Value>(&path)? {
			few(&path, values.iter().map(|v| format!("{} {}", v.experiment, v.measure)))?;
			few(&path, values.iter().map(|value| value.learner.clone()))?;
			figures.push(figure(&entry, values, csv, learners));
		}
	}
	let path = dir.join("timeline.csv");
	if let Some((moments, csv)) = Table::records::<Moment>(&path)? {
		few(&path, moments.iter().map(|m| format!("{} {} {}", m.experiment, m.x, m.measure)))?;
		few(&path, moments.iter().map(|moment| moment.learner.clone()))?;
		figures.push(timeline(&moments, csv, learners));
	}
	Ok(figures)
}

/// Refuses more charts or lines than anybody could look at, which would take long to draw.
fn few(path: &Path, names: impl Iterator<Item = String>) -> Result<(), ReportError> {
	let different = names.collect::<BTreeSet<_>>().len();
	match different <= MOST {
		true => Ok(()),
		false => {
			let problem =
				format!("it has {different} charts or lines, and a figure at most {MOST}");
			Err(ReportError::damaged(path, 1, problem))
		}
	}
}

fn figure(entry: &Entry, values: Vec<Value>, csv: String, learners: &[String]) -> Figure {
	let places = distinct(values.iter().map(|value| (&value.experiment, &value.measure)));
	let several = distinct(values.iter().map(|value| &value.experiment)).len() > 1;
	let panel = |(experiment, measure): &(&String, &String)| {
		let mine =
			|| values.iter().filter(|v| (&v.experiment, &v.measure) == (*experiment, *measure));
		let dots = mine().filter_map(|value| Some((value.learner.as_str(), value.dot()?)));
		let mut title = measure_title(measure);
		if several {
			title = format!("{title}, {}", experiment.replace('_', " "));
		}
		let published = mine().filter_map(|value| Some((value.x, value.published?)));
		Panel {
			title,
			x_label: entry.x_label.clone(),
			y_label: entry.y_label.clone(),
			log_x: entry.log_x,
			lines: lines(dots, learners),
			published: distinct(published),
		}
	};
	let panels: Vec<_> = places.iter().map(panel).collect();
	let note = if values.iter().any(|value| value.never > Some(0)) { HOLLOW } else { "" };
	let title = match number(&entry.id) {
		Some(number) => format!("Figure {number} of the paper: {}", entry.title),
		None => entry.title.clone(),
	};
	Figure { title, panels, note: note.into(), file: format!("{}.csv", entry.id), csv }
}

fn timeline(moments: &[Moment], csv: String, learners: &[String]) -> Figure {
	let key = |moment: &Moment| (moment.experiment.clone(), moment.x, moment.measure.clone());
	let panel = |(experiment, x, measure): (String, f64, String)| {
		let of = (experiment, x, measure);
		let mine = moments.iter().filter(|moment| key(moment) == of);
		let (experiment, x, measure) = &of;
		let at = match experiment.as_str() {
			"default" => "at the defaults".into(),
			other => format!("{} {x}", other.replace('_', " ")),
		};
		Panel {
			title: format!("{}, {at}", measure_title(measure)),
			x_label: "time since opening (days)".into(),
			y_label: match measure.as_str() {
				"accuracy" => "accuracy (%)".into(),
				_ => "free balance (% of the start)".into(),
			},
			log_x: false,
			lines: lines(mine.filter_map(|m| Some((m.learner.as_str(), m.dot()?))), learners),
			published: Vec::new(),
		}
	};
	let panels = distinct(moments.iter().map(key)).into_iter().map(panel).collect();
	Figure {
		title: "The course of a run".into(),
		panels,
		note: "Means over the runs.".into(),
		file: "timeline.csv".into(),
		csv,
	}
}

impl Value {
	fn dot(&self) -> Option<Dot> {
		let at_least = self.never > Some(0);
		Some(Dot { x: self.x, y: self.mean?, band: self.low.zip(self.high), at_least })
	}
}

impl Moment {
	fn dot(&self) -> Option<Dot> {
		Some(Dot { x: self.day, y: self.mean?, band: self.low.zip(self.high), at_least: false })
	}
}

fn measure_title(measure: &str) -> String {
	match measure {
		"accuracy" => "Accuracy",
		"accuracy_before" => "Accuracy before",
		"accuracy_after" => "Accuracy after",
		"accuracy_all_data" => "Accuracy with all data",
		"gap" => "Gap",
		"ruin_days" => "Days to ruin",
		"good" => "Good agent's balance",
		"bad" => "Bad agent's balance",
		other => return other.replace('_', " "),
	}
	.into()
}

/// A line for each name, in the order of `names`, which also gives them their styles; then others.
fn lines<'a>(dots: impl Iterator<Item = (&'a str, Dot)>, names: &[String]) -> Vec<Line> {
	let mut lines: Vec<Line> = names
		.iter()
		.enumerate()
		.map(|(style, name)| Line { name: name.clone(), style, dots: Vec::new() })
		.collect();
	for (name, dot) in dots {
		match lines.iter_mut().find(|line| line.name == name) {
			Some(line) => line.dots.push(dot),
			None => lines.push(Line { name: name.into(), style: lines.len(), dots: vec![dot] }),
		}
	}
	lines.retain(|line| !line.dots.is_empty());
	lines.iter_mut().for_each(|line| line.dots.sort_by(|a, b| a.x.total_cmp(&b.x)));
	lines
}

/// In the order in which they first come.
fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
	items.fold(Vec::new(), |mut known, item| {
		if !known.contains(&item) {
			known.push(item);
		}
		known
	})
}

impl Figure {
	/// Each chart with what is drawn. Those that are measured alike have the same y-axis.
	pub(super) fn charts(&self) -> Result<Vec<(&Panel, String)>, ReportError> {
		let mut charts = Vec::new();
		let labels = Labels::of(&self.panels);
		for panel in &self.panels {
			let alike = self.panels.iter().filter(|other| other.y_label == panel.y_label);
			let y = y_range(&alike.cloned().collect::<Vec<_>>());
			charts.push((panel, chart(panel, y, labels)?));
		}
		Ok(charts)
	}

	/// The names in the legend, each with a piece of its line.
	pub(super) fn keys(&self) -> Result<Vec<(&str, String)>, ReportError> {
		let lines = self.panels.iter().flat_map(|panel| &panel.lines);
		let mut keys = Vec::new();
		for (name, style) in distinct(lines.map(|line| (line.name.as_str(), line.style))) {
			keys.push((name, key(style)?));
		}
		if self.panels.iter().any(|panel| !panel.published.is_empty()) {
			let joined = self.panels.iter().any(Panel::joins_published);
			keys.push(("published", published_key(joined)?));
		}
		Ok(keys)
	}

	/// Title, legend, charts, note and numbers.
	pub fn html(&self) -> Result<String, ReportError> {
		let chart = |(panel, svg): (&Panel, String)| {
			format!("<div class=\"chart\"><p>{}</p>\n{svg}</div>\n", escape(&panel.title))
		};
		let key = |(name, svg): (&str, String)| format!("<li>{svg}{}</li>\n", escape(name));
		Ok(format!(
			"<figure><h3>{}</h3>\n<ul class=\"legend\">\n{}</ul>\n<div class=\"charts\">\n{}</div>\n\
			 <figcaption>{} {}</figcaption></figure>\n",
			escape(&self.title),
			self.keys()?.into_iter().map(key).collect::<String>(),
			self.charts()?.into_iter().map(chart).collect::<String>(),
			escape(&self.note),
			download(&self.file, &self.csv)
		))
	}
}

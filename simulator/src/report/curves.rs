//! What a chart shows.

use std::fmt::Write;

/// The greatest number that is drawn. Results are far below, and beyond it axes lose their ticks.
pub const GREATEST: f64 = 1e15;

/// A value with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
	/// Where it is.
	pub x: f64,
	/// The value.
	pub y: f64,
	/// Its 95 % interval, low and high.
	pub band: Option<(f64, f64)>,
	/// Whether the true value is greater.
	pub at_least: bool,
}

/// A line, by increasing x.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
	/// What it is.
	pub name: String,
	/// Number of its [`style`](super::style::style).
	pub style: usize,
	/// Its values.
	pub dots: Vec<Dot>,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
	/// What it shows.
	pub title: String,
	/// The x-axis with its unit.
	pub x_label: String,
	/// The y-axis with its unit.
	pub y_label: String,
	/// Whether the x-axis is logarithmic.
	pub log_x: bool,
	/// The lines.
	pub lines: Vec<Line>,
	/// Published values, x and y.
	pub published: Vec<(f64, f64)>,
}

impl Panel {
	/// Everything there is to see, x and y.
	pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
		let dots = self.lines.iter().flat_map(|line| &line.dots).map(|dot| (dot.x, dot.y));
		dots.chain(self.published.iter().copied())
	}

	/// A number that cannot be drawn, if there is one: it is none, or too great.
	pub fn beyond(&self) -> Option<f64> {
		let dots = self.lines.iter().flat_map(|line| &line.dots);
		let bands = dots.filter_map(|dot| dot.band);
		let mut pairs = self.points().chain(bands).flat_map(|(one, other)| [one, other]);
		pairs.find(|number| number.is_nan() || number.abs() > GREATEST)
	}

	/// Whether a line joins the published values: a single one is a marker and no more.
	pub fn joins_published(&self) -> bool {
		self.published.len() > 1
	}

	/// Its numbers: `line`, `x`, `y`.
	pub fn csv(&self) -> String {
		let mut text = String::from("line,x,y\n");
		for line in &self.lines {
			for dot in &line.dots {
				// Writing to a text cannot fail.
				let _ = writeln!(text, "{},{},{}", quoted(&line.name), dot.x, dot.y);
			}
		}
		text
	}
}

fn quoted(field: &str) -> String {
	match field.contains([',', '"', '\n']) {
		true => format!("\"{}\"", field.replace('"', "\"\"")),
		false => field.to_string(),
	}
}

//! From values to the ranges and ticks of axes.

use super::{curves::Panel, table::short};
use plotters::coord::{
	ranged1d::{DefaultFormatting, KeyPointHint, Ranged},
	types::RangedCoordf64,
};
use std::ops::Range;

/// An interval reaches into the chart by so much of the range of the values, and no farther.
const BAND_SHARE: f64 = 1.0;
/// Space above and below.
const MARGIN: f64 = 0.06;
/// Ticks that are nearer to each other than this share of the axis would be written over each other.
const LEAST_STEP: f64 = 0.12;

/// A linear axis with ticks of its own. (Those of plotters cannot be labelled.)
pub struct Axis {
	line: RangedCoordf64,
	ticks: Vec<f64>,
}

impl Axis {
	/// An axis over a range with ticks at these places.
	pub fn new(range: Range<f64>, ticks: Vec<f64>) -> Self {
		Self { line: range.into(), ticks }
	}
}

impl Ranged for Axis {
	type FormatOption = DefaultFormatting;
	type ValueType = f64;

	fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
		self.line.map(value, limit)
	}

	fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
		self.ticks.clone()
	}

	fn range(&self) -> Range<f64> {
		self.line.range()
	}
}

/// The y-axis that charts of the same quantity share.
pub fn y_range(panels: &[Panel]) -> Range<f64> {
	let ys = || panels.iter().flat_map(Panel::points).map(|(_, y)| y);
	let Some((low, high)) = ends(ys()) else { return 0.0..1.0 };
	let reach = BAND_SHARE * (high - low).max(0.02 * high.abs()).max(1e-6);
	let dots = panels.iter().flat_map(|panel| &panel.lines).flat_map(|line| &line.dots);
	let bands = dots.filter_map(|dot| dot.band).flat_map(|(low, high)| [low, high]);
	let bands = bands.map(|end| end.clamp(low - reach, high + reach));
	let (low, high) = ends(ys().chain(bands)).unwrap_or((low, high));
	padded(low, high)
}

/// The x-axis of a chart, in the units of [`position`].
pub fn x_range(panel: &Panel) -> Range<f64> {
	let xs = panel.points().map(|(x, _)| position(panel.log_x, x));
	ends(xs).map_or(0.0..1.0, |(low, high)| padded(low, high))
}

/// The ticks of the x-axis: the values themselves where they are few and far enough apart.
pub fn x_ticks(panel: &Panel, range: &Range<f64>) -> Vec<f64> {
	let mut xs: Vec<_> = panel.points().map(|(x, _)| position(panel.log_x, x)).collect();
	xs.sort_by(f64::total_cmp);
	xs.dedup();
	let least = LEAST_STEP * (range.end - range.start);
	let fit = xs.len() <= 4 && xs.windows(2).all(|pair| pair[1] - pair[0] >= least);
	if panel.log_x || fit {
		return xs;
	}
	RangedCoordf64::from(range.clone()).key_points(9)
}

/// Where on the axis a value is.
pub fn position(log: bool, x: f64) -> f64 {
	match log {
		true => x.max(f64::MIN_POSITIVE).log10(),
		false => x,
	}
}

/// What is written at a position.
pub fn label(log: bool, position: f64) -> String {
	let value = if log { 10f64.powf(position) } else { position };
	// Sums of steps are not exact.
	short((value * 1e9).round() / 1e9)
}

fn ends(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
	values.filter(|value| value.is_finite()).fold(None, |ends, value| {
		let (low, high) = ends.unwrap_or((value, value));
		Some((low.min(value), high.max(value)))
	})
}

fn padded(low: f64, high: f64) -> Range<f64> {
	let width = if high > low { high - low } else { low.abs().max(1.0) };
	low - MARGIN * width..high + MARGIN * width
}

#[cfg(test)]
mod tests {
	use super::{
		super::curves::{Dot, Line},
		*,
	};

	fn panel(dots: Vec<Dot>, log_x: bool) -> Panel {
		Panel {
			title: String::new(),
			x_label: String::new(),
			y_label: String::new(),
			log_x,
			lines: vec![Line { name: "a".into(), style: 0, dots }],
			published: Vec::new(),
		}
	}

	fn dot(x: f64, y: f64, band: Option<(f64, f64)>) -> Dot {
		Dot { x, y, band, at_least: false }
	}

	#[test]
	fn huge_intervals_do_not_squeeze_the_values() {
		let dots = vec![dot(1.0, 10.0, Some((9.0, 11.0))), dot(2.0, 20.0, Some((-500.0, 500.0)))];
		let range = y_range(&[panel(dots, false)]);
		assert!(range.start > -3.0 && range.end < 33.0, "{range:?}");
		assert!(range.start < 9.0 && range.end > 20.0, "{range:?}");
	}

	#[test]
	fn nothing_and_a_single_value_have_a_range() {
		assert_eq!(y_range(&[]), 0.0..1.0);
		let range = y_range(&[panel(vec![dot(1.0, 0.0, None)], false)]);
		assert!(range.start < 0.0 && range.end > 0.0, "{range:?}");
	}

	#[test]
	fn values_are_ticks_unless_they_would_be_written_over_each_other() {
		let ticks = |xs: &[f64]| {
			let panel = panel(xs.iter().map(|x| dot(*x, 1.0, None)).collect(), false);
			x_ticks(&panel, &x_range(&panel))
		};
		assert_eq!(ticks(&[1.0, 10.0, 30.0]), [1.0, 10.0, 30.0]);
		assert!(!ticks(&[0.0, 0.0001, 0.001, 0.01]).contains(&0.0001));
	}

	#[test]
	fn a_logarithmic_axis_has_its_values_as_ticks() {
		let dots = [0.5, 5.0, 50.0, 500.0, 5000.0].map(|x| dot(x, 1.0, None)).to_vec();
		let panel = panel(dots, true);
		let ticks = x_ticks(&panel, &x_range(&panel));
		let labels: Vec<_> = ticks.iter().map(|tick| label(true, *tick)).collect();
		assert_eq!(labels, ["0.5", "5", "50", "500", "5000"]);
		assert_eq!(label(false, 0.1 + 0.2), "0.3");
	}
}

//! Charts as SVG to be set into a page.

use super::{
	axes::{label, position, x_range, x_ticks, Axis},
	curves::{Dot, Line, Panel},
	markup::{inline_svg, told_svg},
	style::{style, Style},
	ReportError,
};
use crate::drawing::{font, set_mesh_style, svg, Area, Drawn, Marker, TEXT};
use plotters::{
	element::DashedPathElement,
	prelude::*,
	style::text_anchor::{HPos, Pos, VPos},
};
use std::ops::Range;

/// Charts are drawn larger than they are shown, since pixels are whole numbers.
pub const SCALE: u32 = 2;
/// The size in which a chart is drawn.
pub const SIZE: (u32, u32) = (840, 560);
const KEY_SIZE: (u32, u32) = (120, 32);
const TEXT_SIZE: f64 = SCALE as f64 * TEXT;
/// The height of a line of text.
const TEXT_LINE: u32 = 30;
/// Letters of a label that fit below a chart, and left of it.
const ACROSS: usize = 46;
const UPWARDS: usize = 30;
const MARGIN: u32 = 12;
/// Below and left of a chart: room for the numbers, and for one line that tells what they are.
const BELOW: u32 = 88;
const LEFT: u32 = 116;
const LINE: u32 = 4;
const MARKER: i32 = 9;
/// Lines with more values have no markers at most of them.
const MARKERS: usize = 16;
const DOTS: (i32, i32) = (3, 9);

type Pixel = (i32, i32);

/// Room for the labels of the axes. The charts of a figure have the same.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
	/// Height below a chart.
	below: u32,
	/// Width left of a chart.
	left: u32,
}

impl Labels {
	/// Room for the longest labels of these panels.
	pub fn of(panels: &[Panel]) -> Self {
		let more = |lines: usize| TEXT_LINE * (lines as u32).saturating_sub(1);
		let x_lines = panels.iter().map(|panel| wrapped(&panel.x_label, ACROSS).len());
		let y_lines = panels.iter().map(|panel| wrapped(&panel.y_label, UPWARDS).len());
		Self {
			below: BELOW + more(x_lines.max().unwrap_or(1)),
			left: LEFT + more(y_lines.max().unwrap_or(1)),
		}
	}
}

/// A chart with this y-axis.
pub fn chart(panel: &Panel, y: Range<f64>, labels: Labels) -> Result<String, ReportError> {
	if let Some(number) = panel.beyond() {
		return Err(ReportError::beyond(&format!("{}, {}", panel.title, panel.y_label), number));
	}
	let draw = |area: &Area<'_>| draw_panel(panel, y, labels, area);
	let svg = svg(SIZE, draw).map_err(|error| ReportError::Drawing {
		what: format!("{}, {}", panel.title, panel.y_label),
		problem: error.to_string(),
	})?;
	let told = format!("{}: {} by {}", panel.title, panel.y_label, panel.x_label);
	Ok(told_svg(&svg, &told))
}

/// A piece of a line, for a legend.
pub fn key(number: usize) -> Result<String, ReportError> {
	small(|area| {
		let style = style(number);
		draw_path(area, &[(4, 16), (116, 16)], style)?;
		draw_marker(area, style, (60, 16), false)
	})
}

/// The marker of published values for a legend, with a piece of the line if one joins them.
pub fn published_key(joined: bool) -> Result<String, ReportError> {
	small(|area| {
		if joined {
			draw_dotted(area, &[(4, 16), (116, 16)])?;
		}
		draw_cross(area, (60, 16))
	})
}

fn small(draw: impl FnOnce(&Area<'_>) -> Drawn) -> Result<String, ReportError> {
	let svg = svg(KEY_SIZE, draw).map_err(|error| ReportError::Drawing {
		what: "a legend".into(),
		problem: error.to_string(),
	})?;
	Ok(inline_svg(&svg, "class=\"key\" aria-hidden=\"true\""))
}

fn draw_panel(panel: &Panel, y: Range<f64>, labels: Labels, area: &Area<'_>) -> Drawn {
	let x = x_range(panel);
	let ticks = x_ticks(panel, &x);
	let axis = Axis::new(x, ticks);
	let mut chart = ChartBuilder::on(area)
		.margin(MARGIN)
		.x_label_area_size(labels.below)
		.y_label_area_size(labels.left)
		.build_cartesian_2d(axis, y.clone())?;
	let mut mesh = chart.configure_mesh();
	set_mesh_style(&mut mesh, TEXT_SIZE);
	mesh.y_labels(7)
		.x_label_formatter(&|at| label(panel.log_x, *at))
		.y_label_formatter(&|at| label(false, *at))
		.draw()?;
	draw_labels(area, panel, labels)?;
	let pixel = |x: f64, value: f64| {
		let inside = value.clamp(y.start, y.end);
		chart.backend_coord(&(position(panel.log_x, x), inside))
	};
	for line in &panel.lines {
		draw_band(area, line, &pixel)?;
	}
	for line in &panel.lines {
		draw_line(area, line, &pixel)?;
	}
	draw_published(area, panel, &pixel)
}

/// Tells what the axes are, in as many lines as that takes.
fn draw_labels(area: &Area<'_>, panel: &Panel, labels: Labels) -> Drawn {
	let centre = Pos::new(HPos::Center, VPos::Center);
	let across = TextStyle::from(font(TEXT_SIZE)).pos(centre);
	let upwards = font(TEXT_SIZE).transform(FontTransform::Rotate270);
	let upwards = TextStyle::from(upwards).pos(centre);
	let [width, height, below, left, margin, line] =
		[SIZE.0, SIZE.1, labels.below, labels.left, MARGIN, TEXT_LINE].map(|size| size as i32);
	let (mut x, mut y) = ((width + left) / 2, height - margin - line / 2);
	for text in wrapped(&panel.x_label, ACROSS).into_iter().rev() {
		area.draw(&Text::new(text, (x, y), across.clone()))?;
		y -= line;
	}
	(x, y) = (margin + line / 2, (height - below) / 2);
	for text in wrapped(&panel.y_label, UPWARDS) {
		area.draw(&Text::new(text, (x, y), upwards.clone()))?;
		x += line;
	}
	Ok(())
}

/// A text in lines of at most this number of letters, broken between words.
fn wrapped(text: &str, most: usize) -> Vec<String> {
	let mut lines: Vec<String> = Vec::new();
	for word in text.split(' ') {
		match lines.last_mut() {
			Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
				line.push(' ');
				line.push_str(word);
			}
			_ => lines.push(word.into()),
		}
	}
	lines
}

/// One polygon for each stretch of values that have intervals.
fn draw_band(area: &Area<'_>, line: &Line, pixel: &impl Fn(f64, f64) -> Pixel) -> Drawn {
	let fill = style(line.style).colour.mix(0.16).filled();
	for stretch in line.dots.split(|dot| dot.band.is_none()).filter(|dots| dots.len() > 1) {
		let end = |high: bool| {
			move |dot: &Dot| {
				let (low, top) = dot.band.unwrap_or((dot.y, dot.y));
				pixel(dot.x, if high { top } else { low })
			}
		};
		let outline: Vec<_> =
			stretch.iter().map(end(true)).chain(stretch.iter().rev().map(end(false))).collect();
		area.draw(&Polygon::new(outline, fill))?;
	}
	Ok(())
}

fn draw_line(area: &Area<'_>, line: &Line, pixel: &impl Fn(f64, f64) -> Pixel) -> Drawn {
	let style = style(line.style);
	let path: Vec<_> = line.dots.iter().map(|dot| pixel(dot.x, dot.y)).collect();
	draw_path(area, &path, style)?;
	let every = line.dots.len().div_ceil(MARKERS).max(1);
	// Lines of many values have their markers at places of their own.
	let first = (line.style * every / 3).min(line.dots.len().saturating_sub(1));
	for (dot, at) in line.dots.iter().zip(&path).skip(first).step_by(every) {
		draw_marker(area, style, *at, dot.at_least)?;
	}
	Ok(())
}

fn draw_path(area: &Area<'_>, path: &[Pixel], style: Style) -> Drawn {
	let stroke = style.colour.stroke_width(LINE);
	match style.dash {
		None => area.draw(&PathElement::new(path.to_vec(), stroke))?,
		Some((dash, gap)) => {
			area.draw(&DashedPathElement::new(path.to_vec(), dash, gap, stroke))?;
		}
	}
	Ok(())
}

/// A marker is hollow where the true value is greater.
fn draw_marker(area: &Area<'_>, style: Style, at: Pixel, hollow: bool) -> Drawn {
	let mut outline = style.marker.outline(at, MARKER);
	let inside = if hollow { WHITE } else { style.colour };
	area.draw(&Polygon::new(outline.clone(), inside.filled()))?;
	outline.extend(outline.first().copied());
	area.draw(&PathElement::new(outline, style.colour.stroke_width(3)))?;
	Ok(())
}

/// A marker for each published value; a dotted line joins them if there are several.
fn draw_published(area: &Area<'_>, panel: &Panel, pixel: &impl Fn(f64, f64) -> Pixel) -> Drawn {
	let at: Vec<_> = panel.published.iter().map(|(x, y)| pixel(*x, *y)).collect();
	if panel.joins_published() {
		draw_dotted(area, &at)?;
	}
	at.into_iter().try_for_each(|at| draw_cross(area, at))
}

fn draw_dotted(area: &Area<'_>, path: &[Pixel]) -> Drawn {
	let (dot, gap) = DOTS;
	area.draw(&DashedPathElement::new(path.to_vec(), dot, gap, BLACK.stroke_width(LINE)))?;
	Ok(())
}

fn draw_cross(area: &Area<'_>, (x, y): Pixel) -> Drawn {
	let outline = Marker::Circle.outline((x, y), MARKER + 3);
	area.draw(&Polygon::new(outline, WHITE.filled()))?;
	for (from, to) in [((-8, -8), (8, 8)), ((-8, 8), (8, -8))] {
		let ends = [(x + from.0, y + from.1), (x + to.0, y + to.1)];
		area.draw(&PathElement::new(ends, BLACK.stroke_width(LINE)))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn long_labels_take_several_lines() {
		let label = "gap to training with all data (points)";
		assert_eq!(wrapped(label, UPWARDS), ["gap to training with all data", "(points)"]);
		assert_eq!(wrapped("unbreakable", 3), ["unbreakable"]);
	}

	#[test]
	fn the_charts_of_a_figure_have_the_same_room_for_labels() {
		let panel = |y_label: &str| Panel {
			title: String::new(),
			x_label: "words".into(),
			y_label: y_label.into(),
			log_x: false,
			lines: Vec::new(),
			published: Vec::new(),
		};
		let labels = Labels::of(&[panel("points"), panel("days until the bad agent is ruined")]);
		assert_eq!((labels.below, labels.left), (BELOW, LEFT + TEXT_LINE));
	}
}

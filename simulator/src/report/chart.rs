//! Charts as SVG to be set into a page.

use super::{
	axes::{label, position, x_range, x_ticks, Axis},
	curves::{Dot, Line, Panel},
	markup::{inline_svg, told_svg},
	style::{style, Marker, Style},
	ReportError,
};
use plotters::{
	coord::Shift,
	element::DashedPathElement,
	prelude::*,
	style::text_anchor::{HPos, Pos, VPos},
};
use std::ops::Range;

/// Twice as large as it is shown, since pixels are whole numbers.
pub const SIZE: (u32, u32) = (840, 560);
const KEY_SIZE: (u32, u32) = (120, 32);
const FONT: &str = "sans-serif";
const TEXT: i32 = 31;
const LINE: u32 = 4;
const MARKER: i32 = 9;
/// Lines with more values have no markers at most of them.
const MARKERS: usize = 16;
const DOTS: (i32, i32) = (3, 9);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Pixel = (i32, i32);
type Drawn = Result<(), Box<dyn std::error::Error>>;

/// A chart with this y-axis.
pub fn chart(panel: &Panel, y: Range<f64>) -> Result<String, ReportError> {
	let draw = |area: &Area<'_>| draw_panel(panel, y, area);
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

/// The same for published values.
pub fn published_key() -> Result<String, ReportError> {
	small(|area| {
		draw_dotted(area, &[(4, 16), (116, 16)])?;
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

fn svg(
	size: (u32, u32),
	draw: impl FnOnce(&Area<'_>) -> Drawn,
) -> Result<String, Box<dyn std::error::Error>> {
	let mut svg = String::new();
	let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
	draw(&area)?;
	area.present()?;
	drop(area);
	Ok(svg)
}

fn draw_panel(panel: &Panel, y: Range<f64>, area: &Area<'_>) -> Drawn {
	let x = x_range(panel);
	let ticks = x_ticks(panel, &x);
	let axis = Axis::new(x, ticks);
	let mut chart = ChartBuilder::on(area)
		.margin(12)
		.x_label_area_size(88)
		.y_label_area_size(116)
		.build_cartesian_2d(axis, y.clone())?;
	chart
		.configure_mesh()
		.label_style((FONT, TEXT))
		.y_labels(7)
		.x_label_formatter(&|at| label(panel.log_x, *at))
		.y_label_formatter(&|at| label(false, *at))
		.light_line_style(TRANSPARENT)
		.bold_line_style(BLACK.mix(0.13))
		.draw()?;
	draw_labels(area, panel)?;
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

/// What the axes are, in letters small enough for all of it.
fn draw_labels(area: &Area<'_>, panel: &Panel) -> Drawn {
	let (width, height) = (SIZE.0 as i32, SIZE.1 as i32);
	let font = |text: &str, room: i32| {
		// A letter is about half as wide as it is high.
		let fitting = 2 * room / (text.chars().count().max(1) as i32);
		(FONT, fitting.min(TEXT)).into_font()
	};
	let centred =
		|style: FontDesc<'static>| TextStyle::from(style).pos(Pos::new(HPos::Center, VPos::Center));
	let (x, y) = (panel.x_label.as_str(), panel.y_label.as_str());
	let across = centred(font(x, width - 130));
	area.draw(&Text::new(x, (width / 2 + 50, height - 26), across))?;
	let upwards = centred(font(y, height - 110).transform(FontTransform::Rotate270));
	area.draw(&Text::new(y, (24, height / 2 - 40), upwards))?;
	Ok(())
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

/// A dotted line through the published values; through a single one, over all of the chart.
fn draw_published(area: &Area<'_>, panel: &Panel, pixel: &impl Fn(f64, f64) -> Pixel) -> Drawn {
	let at: Vec<_> = panel.published.iter().map(|(x, y)| pixel(*x, *y)).collect();
	match (&at[..], panel.published.first()) {
		([_], Some((_, value))) => {
			let xs = || panel.lines.iter().flat_map(|line| &line.dots).map(|dot| dot.x);
			let ends = [xs().fold(f64::MAX, f64::min), xs().fold(f64::MIN, f64::max)];
			draw_dotted(area, &ends.map(|x| pixel(x, *value)))?;
		}
		(path, _) => draw_dotted(area, path)?,
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

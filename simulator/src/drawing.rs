//! One style for all figures: colours, text, markers and axes.

use plotters::{
	chart::MeshStyle,
	coord::{
		ranged1d::{Ranged, ValueFormatter},
		types::RangedCoordf64,
		Shift,
	},
	prelude::*,
};
use std::error::Error;

/// A part of a figure to draw on.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A chart with two linear axes.
pub type Chart<'a, 'b> =
	ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// What drawing gives.
pub type Drawn = Result<(), Box<dyn Error>>;

// The colours of Okabe and Ito, who chose them to be told apart without colour sight.
/// Blue.
pub const BLUE: RGBColor = RGBColor(0, 114, 178);
/// Light blue.
pub const SKY: RGBColor = RGBColor(86, 180, 233);
/// Bluish green.
pub const GREEN: RGBColor = RGBColor(0, 158, 115);
/// Orange.
pub const ORANGE: RGBColor = RGBColor(230, 159, 0);
/// Reddish orange.
pub const VERMILION: RGBColor = RGBColor(213, 94, 0);
/// Reddish purple.
pub const PURPLE: RGBColor = RGBColor(204, 121, 167);
/// The colour of what the others are compared with.
pub const GREY: RGBColor = RGBColor(120, 120, 120);

/// The family of all fonts.
pub const FONT: &str = "sans-serif";
/// Size of the title of a figure, in pixels.
pub const TITLE: f64 = 19.0;
/// Size of all other text, in pixels.
pub const TEXT: f64 = 12.5;
/// The height of a line of text by the size of its font: plotters asks for the former.
const LINE_HEIGHT: f64 = 1.24;

/// The font of this size in pixels.
pub fn font(size: f64) -> FontDesc<'static> {
	(FONT, LINE_HEIGHT * size).into_font()
}

/// Draws an SVG image of this size.
pub fn svg(
	size: (u32, u32),
	draw: impl FnOnce(&Area<'_>) -> Drawn,
) -> Result<String, Box<dyn Error>> {
	let mut svg = String::new();
	let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
	draw(&area)?;
	area.present()?;
	drop(area);
	Ok(svg)
}

/// Gives axes and grid their looks; text is of `size` pixels.
pub fn set_mesh_style<X, Y, B>(mesh: &mut MeshStyle<'_, '_, X, Y, B>, size: f64)
where
	X: Ranged<ValueType = f64> + ValueFormatter<f64>,
	Y: Ranged<ValueType = f64> + ValueFormatter<f64>,
	B: DrawingBackend,
{
	mesh.axis_desc_style(font(size))
		.label_style(font(size))
		.light_line_style(TRANSPARENT)
		.bold_line_style(BLACK.mix(0.13));
}

/// Draws the legend of a chart in its upper left corner.
pub fn draw_legend<'a, 'b: 'a>(chart: &mut Chart<'a, 'b>) -> Drawn {
	chart
		.configure_series_labels()
		.position(SeriesLabelPosition::UpperLeft)
		.background_style(WHITE.mix(0.85))
		.border_style(BLACK.mix(0.4))
		.label_font(font(TEXT))
		.legend_area_size(34)
		.draw()?;
	Ok(())
}

/// The shape of a marker.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Marker {
	/// A circle.
	Circle,
	/// A square.
	Square,
	/// A triangle that points upwards.
	Triangle,
	/// A square on its corner.
	Diamond,
	/// A triangle that points downwards.
	Down,
	/// A narrow, upright bar.
	Bar,
}

impl Marker {
	/// Its outline around a point, `size` pixels in each direction.
	pub fn outline(self, (x, y): (i32, i32), size: i32) -> Vec<(i32, i32)> {
		let at = |points: &[(i32, i32)]| {
			points.iter().map(|(dx, dy)| (x + dx * size / 8, y + dy * size / 8)).collect()
		};
		match self {
			Self::Circle => at(&[
				(8, 0),
				(7, 4),
				(4, 7),
				(0, 8),
				(-4, 7),
				(-7, 4),
				(-8, 0),
				(-7, -4),
				(-4, -7),
				(0, -8),
				(4, -7),
				(7, -4),
			]),
			Self::Square => at(&[(-7, -7), (7, -7), (7, 7), (-7, 7)]),
			Self::Triangle => at(&[(0, -9), (9, 7), (-9, 7)]),
			Self::Diamond => at(&[(0, -10), (10, 0), (0, 10), (-10, 0)]),
			Self::Down => at(&[(0, 9), (9, -7), (-9, -7)]),
			Self::Bar => at(&[(-3, -10), (3, -10), (3, 10), (-3, 10)]),
		}
	}
}

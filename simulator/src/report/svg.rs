//! Figures as files of their own.

use super::{
	chart::{SCALE, SIZE},
	figures::Figure,
	markup::escape,
	ReportError,
};
use crate::drawing::{FONT, TEXT, TITLE};
use std::fmt::Write;

/// Charts beside each other.
const COLUMNS: usize = 3;
/// The size in which a chart is shown.
const WIDTH: u32 = SIZE.0 / SCALE;
const HEIGHT: u32 = SIZE.1 / SCALE;
/// Above a row of charts, for their titles.
const ABOVE: u32 = 30;
/// Above all of them, for the title and the legend.
const HEAD: u32 = 70;
const MARGIN: u32 = 10;
/// Width of a letter in the title.
const TITLE_LETTER: u32 = 12;
/// Width of a piece of a line in the legend, and of a letter.
const KEY: u32 = 60;
const LETTER: u32 = 8;

impl Figure {
	/// Title, legend and all charts as an SVG file.
	pub fn svg(&self) -> Result<String, ReportError> {
		let columns = self.panels.len().clamp(1, COLUMNS) as u32;
		let rows = self.panels.len().div_ceil(COLUMNS) as u32;
		let titled = TITLE_LETTER * self.title.chars().count() as u32;
		let width = titled.max(columns * WIDTH) + 2 * MARGIN;
		let height = HEAD + rows * (HEIGHT + ABOVE) + MARGIN;
		let mut svg = format!(
			"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
			 viewBox=\"0 0 {width} {height}\" font-family=\"{FONT}\" font-size=\"{TEXT}\">\n\
			 <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n\
			 <text x=\"{MARGIN}\" y=\"26\" font-size=\"{TITLE}\" font-weight=\"bold\">{}</text>\n{}",
			escape(&self.title),
			self.legend()?
		);
		for (index, (panel, drawn)) in self.charts()?.into_iter().enumerate() {
			let (column, row) = ((index % COLUMNS) as u32, (index / COLUMNS) as u32);
			let (x, y) = (MARGIN + column * WIDTH, HEAD + row * (HEIGHT + ABOVE));
			// Writing to a text cannot fail.
			let _ = writeln!(
				svg,
				"<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n{}",
				x + WIDTH / 2,
				y + 20,
				escape(&panel.title),
				placed(&drawn, (x, y + ABOVE), (WIDTH, HEIGHT))
			);
		}
		svg.push_str("</svg>\n");
		Ok(svg)
	}

	fn legend(&self) -> Result<String, ReportError> {
		let mut x = MARGIN;
		let mut svg = String::new();
		for (name, drawn) in self.keys()? {
			// Writing to a text cannot fail.
			let _ = writeln!(
				svg,
				"{}<text x=\"{}\" y=\"53\">{}</text>",
				placed(&drawn, (x, 40), (KEY, 16)),
				x + KEY + LETTER,
				escape(name)
			);
			x += KEY + LETTER * (name.chars().count() as u32 + 4);
		}
		Ok(svg)
	}
}

/// A drawing within another one.
fn placed(svg: &str, (x, y): (u32, u32), (width, height): (u32, u32)) -> String {
	let place = format!("<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" ");
	let Some((tag, rest)) = svg.split_once('>') else { return String::new() };
	let viewed = tag.find("viewBox=").map_or("", |start| &tag[start..]);
	format!("{place}{viewed}>{rest}")
}

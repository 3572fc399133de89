//! The attacks in one figure: what they cost the model, and what they cost the attackers.

use super::{Measured, RULES};
use crate::sweep::Facts;
use anyhow::anyhow;
use plotters::{
	coord::types::RangedCoordf64,
	prelude::*,
	style::text_anchor::{HPos, Pos, VPos},
};

const WIDTH: u32 = 1080;
const LINE: u32 = 26;
/// Above and below the lines.
const FRAME: u32 = 130;
/// For the names of the attacks.
const NAMES: u32 = 190;
const FONT: &str = "sans-serif";

/// Colours that are told apart without colour sight (Okabe and Ito), by the order of [`RULES`].
/// Shapes tell the rules apart without any colour.
const COLOURS: [RGBColor; 3] = [RGBColor(213, 94, 0), RGBColor(0, 114, 178), RGBColor(0, 158, 115)];

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

/// One half of the figure.
struct Panel {
	measure: &'static str,
	title: &'static str,
	/// What is always shown of the axis, and where a line is drawn.
	range: [f64; 2],
	zero: f64,
	/// Whether it has the names of the attacks and of the rules.
	named: bool,
}

const PANELS: [Panel; 2] = [
	Panel {
		measure: "accuracy_after",
		title: "accuracy at the end (%)",
		range: [0.0, 100.0],
		zero: 50.0,
		named: true,
	},
	Panel {
		measure: "attacker_profit_percent",
		title: "attackers' profit (% of their start)",
		range: [-100.0, 100.0],
		zero: 0.0,
		named: false,
	},
];

/// `attacks.svg`: a line for each attack, a mark with its 95 % interval for each set of rules.
pub fn figure_svg(facts: &Facts<'_>, rows: &[Measured]) -> anyhow::Result<String> {
	let attacks: Vec<_> = rows.chunk_by(|a, b| a.attack == b.attack).collect();
	let height = FRAME + LINE * attacks.len() as u32;
	let mut svg = String::new();
	let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
	draw(facts, &attacks, &area).map_err(|e| anyhow!("cannot draw the figure: {e}"))?;
	drop(area);
	Ok(svg)
}

fn draw(facts: &Facts<'_>, attacks: &[&[Measured]], area: &Area<'_>) -> Drawn {
	area.fill(&WHITE)?;
	let title = format!("Attacks on {}, {} seeds", facts.data, facts.seeds);
	let area = area.titled(&title, (FONT, 20))?;
	let (left, right) = area.split_horizontally((WIDTH + NAMES) / 2);
	for (panel, half) in PANELS.iter().zip([&left, &right]) {
		draw_panel(panel, attacks, half)?;
	}
	area.present()?;
	Ok(())
}

fn draw_panel(panel: &Panel, attacks: &[&[Measured]], area: &Area<'_>) -> Drawn {
	let measured = attacks.iter().flat_map(|rows| rows.iter());
	let means = measured.filter_map(|row| Some(row.measures.get(panel.measure)?.mean));
	let [low, high] = means.fold(panel.range, |[low, high], mean| [low.min(mean), high.max(mean)]);
	let lines = attacks.len() as f64;
	let mut chart = ChartBuilder::on(area)
		.margin(10)
		.margin_left(if panel.named { NAMES } else { 10 })
		.margin_right(20)
		.x_label_area_size(46)
		.build_cartesian_2d(low..high, lines..0.0)?;
	chart
		.configure_mesh()
		.disable_y_mesh()
		.disable_y_axis()
		.x_desc(panel.title)
		.axis_desc_style((FONT, 15))
		.label_style((FONT, 13))
		.x_label_formatter(&|value| format!("{value:.0}"))
		.light_line_style(WHITE)
		.draw()?;
	let grey = RGBColor(120, 120, 120).stroke_width(1);
	chart.draw_series([PathElement::new([(panel.zero, 0.0), (panel.zero, lines)], grey)])?;
	for (index, rules) in RULES.iter().enumerate() {
		draw_marks(panel, attacks, &mut chart, index, rules.id)?;
	}
	if panel.named {
		draw_names(attacks, &chart, area)?;
		chart
			.configure_series_labels()
			.position(SeriesLabelPosition::UpperLeft)
			.background_style(WHITE.mix(0.85))
			.border_style(BLACK.mix(0.4))
			.label_font((FONT, 13))
			.draw()?;
	}
	Ok(())
}

/// Left of the axis, where the chart has kept room.
fn draw_names(attacks: &[&[Measured]], chart: &Chart<'_, '_>, area: &Area<'_>) -> Drawn {
	let style = (FONT, 14).into_font().color(&BLACK).pos(Pos::new(HPos::Right, VPos::Center));
	let (plot, (left, top)) = (chart.plotting_area(), area.get_pixel_range());
	for (line, rows) in attacks.iter().enumerate() {
		let (x, y) = plot.map_coordinate(&(plot.get_x_range().start, line as f64 + 0.5));
		let place = (x - left.start - 8, y - top.start);
		area.draw(&Text::new(rows[0].attack.clone(), place, style.clone()))?;
	}
	Ok(())
}

fn draw_marks(
	panel: &Panel,
	attacks: &[&[Measured]],
	chart: &mut Chart<'_, '_>,
	index: usize,
	rules: &'static str,
) -> Drawn {
	let colour = COLOURS[index];
	let found: Vec<_> = attacks
		.iter()
		.enumerate()
		.filter_map(|(line, rows)| {
			let row = rows.iter().find(|row| row.rules == rules)?;
			let estimate = *row.measures.get(panel.measure)?;
			Some((estimate, line as f64 + 0.3 + 0.2 * index as f64))
		})
		.collect();
	if found.is_empty() {
		return Ok(());
	}
	let intervals = found.iter().filter_map(|(estimate, y)| {
		let interval = estimate.interval?;
		Some(PathElement::new([(interval.low, *y), (interval.high, *y)], colour.stroke_width(2)))
	});
	chart.draw_series(intervals)?;
	// A shape for each: what is drawn differs in type.
	let means = found.iter().map(|(estimate, y)| (estimate.mean, *y));
	match index {
		0 => chart
			.draw_series(means.map(|at| Circle::new(at, 4, colour.filled())))?
			.label(rules)
			.legend(move |at| Circle::new(at, 4, colour.filled())),
		1 => chart
			.draw_series(means.map(|at| Cross::new(at, 4, colour.stroke_width(2))))?
			.label(rules)
			.legend(move |at| Cross::new(at, 4, colour.stroke_width(2))),
		_ => chart
			.draw_series(means.map(|at| TriangleMarker::new(at, 5, colour.filled())))?
			.label(rules)
			.legend(move |at| TriangleMarker::new(at, 5, colour.filled())),
	};
	Ok(())
}

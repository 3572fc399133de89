//! The attacks in one figure: what they cost the model, and what they cost the attackers.

use super::{Measured, RULES};
use crate::{
	drawing::{
		draw_legend, font, set_mesh_style, svg, Area, Chart, Drawn, Marker, BLUE, GREEN, GREY,
		TEXT, TITLE, VERMILION,
	},
	sweep::Facts,
};
use anyhow::anyhow;
use plotters::{
	prelude::*,
	style::text_anchor::{HPos, Pos, VPos},
};

const WIDTH: u32 = 1080;
const LINE: u32 = 26;
/// Above and below the lines.
const FRAME: u32 = 130;
/// For the names of the attacks.
const NAMES: u32 = 190;
/// Half the height of a marker.
const MARKER: i32 = 5;

/// Colours and shapes by the order of [`RULES`]. Shapes tell the rules apart without any colour.
const STYLES: [(RGBColor, Marker); 3] =
	[(VERMILION, Marker::Circle), (BLUE, Marker::Square), (GREEN, Marker::Triangle)];

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
	let svg = svg((WIDTH, height), |area| draw(facts, &attacks, area));
	svg.map_err(|e| anyhow!("cannot draw the figure: {e}"))
}

fn draw(facts: &Facts<'_>, attacks: &[&[Measured]], area: &Area<'_>) -> Drawn {
	area.fill(&WHITE)?;
	let title = format!("Attacks on {}, {} seeds", facts.data, facts.seeds);
	let area = area.titled(&title, font(TITLE))?;
	let (left, right) = area.split_horizontally((WIDTH + NAMES) / 2);
	for (panel, half) in PANELS.iter().zip([&left, &right]) {
		draw_panel(panel, attacks, half)?;
	}
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
	let mut mesh = chart.configure_mesh();
	set_mesh_style(&mut mesh, TEXT);
	mesh.disable_y_mesh()
		.disable_y_axis()
		.x_desc(panel.title)
		.x_label_formatter(&|value| format!("{value:.0}"))
		.draw()?;
	let grey = GREY.stroke_width(1);
	chart.draw_series([PathElement::new([(panel.zero, 0.0), (panel.zero, lines)], grey)])?;
	for (index, rules) in RULES.iter().enumerate() {
		draw_marks(panel, attacks, &mut chart, index, rules.id)?;
	}
	if panel.named {
		draw_names(attacks, &chart, area)?;
		draw_legend(&mut chart)?;
	}
	Ok(())
}

/// Left of the axis, where the chart has kept room.
fn draw_names(attacks: &[&[Measured]], chart: &Chart<'_, '_>, area: &Area<'_>) -> Drawn {
	let style = font(TEXT).color(&BLACK).pos(Pos::new(HPos::Right, VPos::Center));
	let (plot, (left, top)) = (chart.plotting_area(), area.get_pixel_range());
	for (line, rows) in attacks.iter().enumerate() {
		let (x, y) = plot.map_coordinate(&(plot.get_x_range().start, line as f64 + 0.5));
		let place = (x - left.start - 8, y - top.start);
		area.draw(&Text::new(rows[0].attack.clone(), place, style.clone()))?;
	}
	Ok(())
}

fn draw_marks<'a, 'b: 'a>(
	panel: &Panel,
	attacks: &[&[Measured]],
	chart: &mut Chart<'a, 'b>,
	index: usize,
	rules: &'static str,
) -> Drawn {
	let (colour, marker) = STYLES[index];
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
	let shape = move || Polygon::new(marker.outline((0, 0), MARKER), colour.filled());
	let means = found.iter().map(|(estimate, y)| (estimate.mean, *y));
	chart
		.draw_series(means.map(|at| EmptyElement::at(at) + shape()))?
		.label(rules)
		.legend(move |(x, y)| EmptyElement::at((x + 14, y)) + shape());
	Ok(())
}

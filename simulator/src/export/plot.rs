//! The figure of a run: accuracy and balances over time.

use super::Exporter;
use crate::{
	drawing::{
		draw_legend, font, set_mesh_style, svg, Area, Chart, Drawn, BLUE, GREEN, GREY, ORANGE,
		PURPLE, SKY, TEXT, TITLE, VERMILION,
	},
	result::SavedRun,
};
use anyhow::anyhow;
use plotters::{element::DashedPathElement, prelude::*};

const SIZE: (u32, u32) = (960, 560);

/// One list of colours for honest agents, one for the others. Dashes tell the two kinds apart
/// without any colour.
const HONEST: [RGBColor; 3] = [GREEN, BLUE, SKY];
const OTHERS: [RGBColor; 3] = [VERMILION, PURPLE, ORANGE];

/// `figure.svg`.
pub struct Figure;

impl Exporter for Figure {
	fn file_name(&self) -> &'static str {
		"figure.svg"
	}

	fn serialize(&self, run: &SavedRun) -> anyhow::Result<Vec<u8>> {
		let svg = svg(SIZE, |area| draw(run, area));
		Ok(svg.map_err(|e| anyhow!("cannot draw the figure: {e}"))?.into_bytes())
	}
}

fn draw(run: &SavedRun, area: &Area<'_>) -> Drawn {
	area.fill(&WHITE)?;
	let last_day = run.result.days_simulated.max(f64::MIN_POSITIVE);
	let highest = run.balance_series.iter().flat_map(|(_, balances)| balances);
	let top = highest.fold(100.0_f64, |top, balance| top.max(*balance)) * 1.04;
	let caption = format!(
		"{} on {}, seed {}: accuracy and balances",
		run.result.scenario, run.result.data, run.result.seed
	);
	let decimals = if last_day < 10.0 { 1 } else { 0 };
	let mut chart = ChartBuilder::on(area)
		.caption(caption, font(TITLE))
		.margin(14)
		.x_label_area_size(46)
		.y_label_area_size(58)
		.build_cartesian_2d(0.0..last_day, 0.0..top)?;
	let day = |day: &f64| format!("{day:.decimals$}");
	let mut mesh = chart.configure_mesh();
	set_mesh_style(&mut mesh, TEXT);
	mesh.x_desc("time since opening (days)")
		.y_desc("accuracy, balance of its start (%)")
		.x_label_formatter(&day)
		.y_label_formatter(&|value| format!("{value:.0}"))
		.draw()?;
	draw_balances(run, &mut chart)?;
	draw_all_data(run, &mut chart, last_day)?;
	draw_accuracy(run, &mut chart)?;
	draw_legend(&mut chart)
}

fn draw_accuracy(run: &SavedRun, chart: &mut Chart<'_, '_>) -> Drawn {
	let points = run.accuracy_series.iter().map(|(day, accuracy)| (*day, 100.0 * accuracy));
	chart
		.draw_series(LineSeries::new(points, BLACK.stroke_width(2)))?
		.label(format!("accuracy, {:.1} % at the end", 100.0 * run.result.accuracy_after))
		.legend(|(x, y)| PathElement::new([(x, y), (x + 28, y)], BLACK.stroke_width(2)));
	Ok(())
}

fn draw_all_data(run: &SavedRun, chart: &mut Chart<'_, '_>, last_day: f64) -> Drawn {
	let Some(accuracy) = run.result.accuracy_all_data else { return Ok(()) };
	let points = [(0.0, 100.0 * accuracy), (last_day, 100.0 * accuracy)];
	let style = GREY.stroke_width(2);
	chart
		.draw_series(LineSeries::new(points, style))?
		.label(format!("accuracy when trained with all data, {:.1} %", 100.0 * accuracy))
		.legend(move |(x, y)| PathElement::new([(x, y), (x + 28, y)], style));
	Ok(())
}

fn draw_balances(run: &SavedRun, chart: &mut Chart<'_, '_>) -> Drawn {
	let mut drawn = [0, 0];
	for (index, agent) in run.agents.iter().enumerate() {
		let (colours, kind, dash, gap) =
			if agent.kind.is_honest() { (HONEST, 0, 3, 4) } else { (OTHERS, 1, 9, 5) };
		let style = colours[drawn[kind] % colours.len()].stroke_width(2);
		drawn[kind] += 1;
		let points = run.balance_series.iter().map(|(day, balances)| (*day, balances[index]));
		let end = run.result.balances.get(&agent.name).map_or(0.0, |balance| balance.percent);
		chart
			.draw_series(DashedLineSeries::new(points, dash, gap, style))?
			.label(format!("balance of {}, {end:.1} % at the end", agent.name))
			.legend(move |(x, y)| DashedPathElement::new([(x, y), (x + 28, y)], dash, gap, style));
	}
	Ok(())
}

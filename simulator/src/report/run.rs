//! A single run, from `result.json`.

use super::{
	curves::{Dot, Line, Panel},
	figures::Figure,
	json,
	markup::{details, pairs, preformatted},
	ReportError,
};
use crate::result::{RunResult, SavedRun};
use std::path::Path;

/// Reads a folder; `None` if it has no single run.
pub fn read(dir: &Path) -> Result<Option<SavedRun>, ReportError> {
	json::read(&dir.join("result.json"))
}

/// Its numbers, its course and its settings.
pub fn html(run: &SavedRun) -> Result<String, ReportError> {
	Ok(format!(
		"{}{}{}{}",
		pairs(&numbers(&run.result)),
		figure("Accuracy over time", accuracy(run), "accuracy.csv").html()?,
		figure("Balances over time", balances(run), "balances.csv").html()?,
		details("Settings of the run", &preformatted(&run.settings))
	))
}

fn figure(title: &str, panel: Panel, file: &str) -> Figure {
	let csv = panel.csv();
	Figure { title: title.into(), panels: vec![panel], note: String::new(), file: file.into(), csv }
}

fn accuracy(run: &SavedRun) -> Panel {
	let ends = [0.0, run.result.days_simulated];
	let all_data = run.result.accuracy_all_data.map(|all| {
		let dots = ends.map(|day| dot(day, 100.0 * all)).to_vec();
		Line { name: "trained with all data".into(), style: 2, dots }
	});
	let dots = run.accuracy_series.iter().map(|(day, share)| dot(*day, 100.0 * share)).collect();
	let accuracy = Line { name: "accuracy".into(), style: 0, dots };
	panel("accuracy (%)", [accuracy].into_iter().chain(all_data).collect())
}

fn balances(run: &SavedRun) -> Panel {
	let line = |(index, agent): (usize, &crate::result::SavedAgent)| {
		let known = run.balance_series.iter();
		let dots = known.filter_map(|(day, all)| Some(dot(*day, *all.get(index)?))).collect();
		Line { name: agent.name.clone(), style: index, dots }
	};
	panel("free balance (% of the start)", run.agents.iter().enumerate().map(line).collect())
}

fn panel(y_label: &str, lines: Vec<Line>) -> Panel {
	Panel {
		title: String::new(),
		x_label: "time since opening (days)".into(),
		y_label: y_label.into(),
		log_x: false,
		lines,
		published: Vec::new(),
	}
}

fn dot(x: f64, y: f64) -> Dot {
	Dot { x, y, band: None, at_least: false }
}

fn numbers(result: &RunResult) -> Vec<(String, String)> {
	let percent = |share: f64| format!("{:.2} %", 100.0 * share);
	let mut numbers = vec![
		("scenario", result.scenario.clone()),
		("engine", result.engine.clone()),
		("data", result.data.clone()),
		("seed", result.seed.to_string()),
		("accuracy before", percent(result.accuracy_before)),
		("accuracy after", percent(result.accuracy_after)),
		("lowest accuracy", percent(result.accuracy_lowest)),
		("accuracy with all data", result.accuracy_all_data.map_or("-".into(), percent)),
		("precision, recall, F1", {
			let measures = [result.precision, result.recall, result.f1];
			let measures = measures.map(|share| share.map_or("undefined".into(), percent));
			measures.join(", ")
		}),
		("days", format!("{:.1}", result.days_simulated)),
		("refunds, reports", format!("{}, {}", result.refunds, result.reports)),
	]
	.into_iter()
	.map(|(name, value)| (name.to_string(), value))
	.collect::<Vec<_>>();
	for (name, balance) in &result.balances {
		let ruin = match result.days_to_ruin.get(name).copied().flatten() {
			Some(day) => format!("ruined on day {day:.1}"),
			None => "never ruined".into(),
		};
		let text = format!(
			"{:.1} % of its start at the end, profit {:.1} tokens, {ruin}",
			balance.percent, balance.profit
		);
		numbers.push((name.clone(), text));
	}
	numbers
}

//! A result for human eyes.

use crate::{
	result::{PotResult, RobustResult, RunResult},
	simulation::Ending,
};
use std::fmt::Write;

/// A few lines and a table.
pub fn summary(result: &RunResult) -> String {
	let mut text = String::new();
	// Writing to a text cannot fail.
	let _ = write_summary(&mut text, result);
	text
}

fn write_summary(text: &mut String, result: &RunResult) -> std::fmt::Result {
	let percent = |share: f64| format!("{:.1} %", 100.0 * share);
	let if_defined = |share: Option<f64>| share.map_or("undefined".into(), percent);
	writeln!(
		text,
		"{} on {}, engine {}, seed {}",
		result.scenario, result.data, result.engine, result.seed
	)?;
	write!(
		text,
		"accuracy   {} before, {} after, {} at the lowest",
		percent(result.accuracy_before),
		percent(result.accuracy_after),
		percent(result.accuracy_lowest)
	)?;
	if let (Some(all), Some(gap)) = (result.accuracy_all_data, result.gap) {
		write!(text, ", {} with all data (gap {:+.1} points)", percent(all), 100.0 * gap)?;
	}
	writeln!(
		text,
		"\nat the end precision {}, recall {}, F1 {}",
		if_defined(result.precision),
		if_defined(result.recall),
		if_defined(result.f1)
	)?;
	writeln!(text, "time       {:.1} days: {}", result.days_simulated, reason(result.ending))?;
	writeln!(
		text,
		"claims     {} refunds, {} reports, {} contributions with something left",
		result.refunds, result.reports, result.unclaimed
	)?;
	write!(
		text,
		"speed      {:.2} s, {:.0} samples/s",
		result.wall_seconds, result.samples_per_second
	)?;
	if let (Some(blocks), Some(speed)) = (result.blocks, result.blocks_per_second) {
		write!(text, ", {blocks} blocks, {speed:.1} blocks/s")?;
	}
	text.push('\n');
	if let Some(identical) = result.identical_to_local {
		let verdict = if identical { "identical to" } else { "DIFFERENT from" };
		writeln!(text, "chain      {verdict} the ledger in memory")?;
		result.differences.iter().try_for_each(|line| writeln!(text, "           {line}"))?;
	}
	write_agents(text, result)?;
	result.robust.as_ref().map_or(Ok(()), |robust| write_verdicts(text, robust))
}

fn write_agents(text: &mut String, result: &RunResult) -> std::fmt::Result {
	let width = result.balances.keys().map(|name| name.chars().count()).max().unwrap_or(0).max(5);
	writeln!(
		text,
		"\n{:<width$}  {:>12} {:>9} {:>10} {:>10} {:>9} {:>9}",
		"agent", "tokens", "of start", "submitted", "refunded", "reports", "ruined"
	)?;
	for (name, balance) in &result.balances {
		let count = |counts: &std::collections::BTreeMap<String, u64>| {
			counts.get(name).copied().unwrap_or_default()
		};
		let ruined = match result.days_to_ruin.get(name).copied().flatten() {
			Some(day) => format!("day {day:.1}"),
			None => "never".to_string(),
		};
		writeln!(
			text,
			"{name:<width$}  {:>12.1} {:>7.1} % {:>10} {:>10} {:>9} {ruined:>9}",
			balance.end,
			balance.percent,
			count(&result.submissions),
			count(&result.refunded_by_agent),
			count(&result.reports_by_agent),
		)?;
	}
	Ok(())
}

fn write_verdicts(text: &mut String, robust: &RobustResult) -> std::fmt::Result {
	let width = robust.verdicts.keys().map(|name| name.chars().count()).max().unwrap_or(0).max(5);
	writeln!(
		text,
		"\n{:<width$}  {:>12} {:>9} {:>10} {:>10} {:>10} {:>9}",
		"agent", "agreed", "undecided", "disagreed", "forfeited", "bonus", "learnt"
	)?;
	for (name, verdicts) in &robust.verdicts {
		let all = (verdicts.agree + verdicts.undecided + verdicts.disagree).max(1);
		let percent = |count: u64| 100.0 * count as f64 / all as f64;
		writeln!(
			text,
			"{name:<width$}  {:>10.1} % {:>7.1} % {:>8.1} % {:>10.1} {:>10.1} {:>9}",
			percent(verdicts.agree),
			percent(verdicts.undecided),
			percent(verdicts.disagree),
			robust.forfeited.get(name).copied().unwrap_or_default(),
			robust.bonus.get(name).copied().unwrap_or_default(),
			robust.lessons.get(name).map_or(0, |lessons| lessons.learnt),
		)?;
	}
	let PotResult { pool, fund, heir } = robust.pot;
	writeln!(
		text,
		"pot: {pool:.1} tokens in the pool, {fund:.1} in the fund, {heir:.1} for the heir"
	)?;
	let released = robust.audits.iter().filter(|audit| audit.released).count();
	writeln!(
		text,
		"{} audits, {released} releases; accuracy counter {:.1} %, {:.1} % of the seeding samples \
		 right before they were learnt",
		robust.audits.len(),
		100.0 * robust.agreement,
		100.0 * robust.seeding_accuracy
	)
}

fn reason(ending: Ending) -> &'static str {
	match ending {
		Ending::Settled => "everything is submitted and claimed",
		Ending::NoAgentLeft => "no agent has money to go on",
		Ending::TimeLimit => "the scenario's max_days are over",
		Ending::Stalled => "nobody can submit or claim what is left",
	}
}

//! What is read from a run. Accuracies are in percent, the gap is in points.

use crate::sweep::Record;

/// A number of a run.
pub type Measure = fn(&Record) -> f64;

/// Accuracy when the model opened.
pub fn before(run: &Record) -> f64 {
	100.0 * run.result.accuracy_before
}

/// Accuracy at the end.
pub fn after(run: &Record) -> f64 {
	100.0 * run.result.accuracy_after
}

/// Accuracy of a model trained with all rows.
pub fn all_data(run: &Record) -> f64 {
	run.result.accuracy_all_data.map_or(f64::NAN, |accuracy| 100.0 * accuracy)
}

/// Accuracy with all rows less accuracy at the end: equation (1) of the paper.
pub fn gap(run: &Record) -> f64 {
	all_data(run) - after(run)
}

/// How much the accuracy rose.
pub fn gain(run: &Record) -> f64 {
	after(run) - before(run)
}

/// The bad agent's balance at the end in percent of its start.
pub fn bad_balance(run: &Record) -> f64 {
	run.result.balances.get("bad").map_or(f64::NAN, |balance| balance.percent)
}

/// The good agent's balance at the end in percent of its start.
pub fn good_balance(run: &Record) -> f64 {
	run.result.balances.get("good").map_or(f64::NAN, |balance| balance.percent)
}

/// The day on which the bad agent was ruined; infinite if it never was.
pub fn ruin(run: &Record) -> f64 {
	run.result.days_to_ruin.get("bad").copied().flatten().unwrap_or(f64::INFINITY)
}

/// The day on which the bad agent was ruined; the last day of the run if it never was.
pub fn ruin_or_end(run: &Record) -> f64 {
	ruin(run).min(run.result.days_simulated)
}

/// How far precision, recall or F1 is from the accuracy at the end, whichever is farthest.
pub fn imbalance(run: &Record) -> f64 {
	let result = &run.result;
	let distance = |measure: f64| 100.0 * (measure - result.accuracy_after).abs();
	let defined = [result.precision, result.recall, result.f1].into_iter().flatten();
	defined.map(distance).fold(0.0, f64::max)
}

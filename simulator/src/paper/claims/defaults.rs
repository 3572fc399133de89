//! What is claimed of a run with everything at its default.

use super::{Claim, Finding, NEAR_POINTS};
use crate::paper::{
	figures::DEFAULT_ALL_DATA,
	measures::{after, all_data, bad_balance, before, gain, good_balance, imbalance, ruin},
	verdict::{values, Number, Unit, Verdict},
	View,
};
use crate::sweep::Record;

/// Balances that differ by no more than this many percent of the start are about the same.
const NEAR_BALANCE: f64 = 5.0;
/// Precision, recall and F1 that differ from the accuracy by less are about the same.
const NEAR_MEASURES: f64 = 2.0;

/// Tokens by which sums of balances as floats may be wrong.
const ROUNDING: f64 = 1e-6;

/// The first claims.
pub const FATE: [Claim; 2] = [
	Claim {
		id: "C1",
		text: "At the defaults the bad agent ends with nothing and the good one with everything",
		place: "IV.E, conclusion",
		criterion: "mean balances at the end below 5 % and above 195 % of the start",
		published: Some("0 % and 200 %"),
		judge: fate,
	},
	Claim {
		id: "C2",
		text: "The accuracy after training stays near the accuracy before",
		place: "IV",
		criterion: "mean rise from -1 to 1 points",
		published: None,
		judge: stays,
	},
];

/// The last claims.
pub const MEASURES: [Claim; 3] = [
	Claim {
		id: "C22",
		text: "Money is neither made nor lost",
		place: "implied",
		criterion:
			"balances, and the pot if there is one, add up to those of the start in every run \
			of every sweep at whose end nothing is held; a run that is wrong by one unit is refused",
		published: None,
		judge: conserved,
	},
	Claim {
		id: "C23",
		text: "Labels are balanced, so that accuracy, precision, recall and F1 are about the same",
		place: "IV",
		criterion: "mean of the greatest distance from the accuracy below 2 points",
		published: None,
		judge: balanced,
	},
	Claim {
		id: "C24",
		text: "Trained with all data the accuracy is 79.5 %",
		place: "figure of the original, 1,000 words",
		criterion: "mean from 78.45 to 80.45 %",
		published: Some("79.45 %"),
		judge: all_data_accuracy,
	},
];

fn fate(view: &View<'_>) -> Option<Finding> {
	let runs = view.default_runs()?;
	let bad = Number::mean("bad agent's balance", &values(&runs, bad_balance), Unit::Percent);
	let good = Number::mean("good agent's balance", &values(&runs, good_balance), Unit::Percent);
	let ruined = runs.iter().filter(|run| ruin(run).is_finite()).count();
	Some(Finding {
		verdict: Verdict::all([bad.below(NEAR_BALANCE), good.above(200.0 - NEAR_BALANCE)]),
		why: format!("the bad agent is ruined in {ruined} of {} runs", runs.len()),
		numbers: vec![bad, good],
	})
}

fn stays(view: &View<'_>) -> Option<Finding> {
	let runs = view.default_runs()?;
	let rise = Number::mean("rise", &values(&runs, gain), Unit::Points);
	let before = Number::mean("accuracy before", &values(&runs, before), Unit::Percent);
	let after = Number::mean("accuracy after", &values(&runs, after), Unit::Percent);
	let verdict = rise.near(0.0, NEAR_POINTS);
	let direction = if rise.mean < 0.0 { "falls" } else { "rises" };
	let why = match verdict {
		Verdict::Holds => format!("it {direction} by {:.2} points only", rise.mean.abs()),
		Verdict::DoesNotHold => format!("it {direction} by {:.1} points", rise.mean.abs()),
		_ => "the interval of the rise reaches beyond a point".into(),
	};
	Some(Finding { numbers: vec![before, after, rise], verdict, why })
}

fn conserved(view: &View<'_>) -> Option<Finding> {
	let (mut runs, mut wrong) = (0, 0);
	for run in view.all_runs() {
		runs += 1;
		wrong += usize::from(unaccounted(run).abs() > ROUNDING);
	}
	let (verdict, why) = match (runs, wrong) {
		(0, _) => return None,
		(_, 0) => (Verdict::Holds, format!("all accounts add up in each of {runs} runs")),
		_ => (Verdict::DoesNotHold, format!("{wrong} of {runs} runs make or lose money")),
	};
	Some(Finding { numbers: Vec::new(), verdict, why })
}

/// Tokens more at the end than at the start. What is still held is not looked at: 0 if there is any.
fn unaccounted(run: &Record) -> f64 {
	if run.result.unclaimed > 0 {
		return 0.0;
	}
	let pot = run.result.robust.as_ref().map_or(0.0, |robust| robust.pot.total());
	run.result.balances.values().map(|balance| balance.end - balance.start).sum::<f64>() + pot
}

fn balanced(view: &View<'_>) -> Option<Finding> {
	let runs = view.default_runs()?;
	let distance = Number::mean("greatest distance", &values(&runs, imbalance), Unit::Points);
	let verdict = distance.below(NEAR_MEASURES);
	let why = match verdict {
		Verdict::Holds => "neither label is favoured",
		Verdict::DoesNotHold => "single models favour one label, though the data do not",
		_ => "the interval holds the limit",
	};
	Some(Finding { numbers: vec![distance], verdict, why: why.into() })
}

fn all_data_accuracy(view: &View<'_>) -> Option<Finding> {
	let runs = view.default_runs()?;
	let accuracy = Number::mean("with all data", &values(&runs, all_data), Unit::Percent);
	let verdict = accuracy.near(DEFAULT_ALL_DATA, NEAR_POINTS);
	let why = format!("{:+.1} points from the published value", accuracy.mean - DEFAULT_ALL_DATA);
	Some(Finding { numbers: vec![accuracy], verdict, why })
}

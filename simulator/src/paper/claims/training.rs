//! What is claimed of the size of the initial training set: figures 9 to 11.

use super::{Claim, Finding};
use crate::paper::{
	measures::{after, gap, ruin},
	verdict::{
		difference, excess_scatter, ruined, share_sooner, sooner, trend, values, Number, Unit,
		Verdict,
	},
	View,
};
use crate::sweep::Record;

const ALL: [f64; 13] =
	[0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.16, 0.24, 0.32];
/// The place of the default, 8 %.
const DEFAULT: usize = 7;
/// The places of 24 % and 32 %.
const LARGE: [usize; 2] = [11, 12];

/// The claims.
pub const CLAIMS: [Claim; 6] = [
	Claim {
		id: "C8",
		text: "With more initial training the accuracy grows and the gap shrinks",
		place: "fig. 9, 10",
		criterion:
			"from 1 % to 32 % Kendall's coefficient and the change above 0 for the accuracy \
			and below 0 for the gap",
		published: None,
		judge: grows,
	},
	Claim {
		id: "C9",
		text: "Below 5 % the accuracy is unstable",
		place: "fig. 10",
		criterion: "distance from the median seed greater at 1 to 4 % than from 5 % on",
		published: None,
		judge: unstable,
	},
	Claim {
		id: "C10a",
		text: "At 24 % and 32 % the gap is negative: against training with all data",
		place: "fig. 9",
		criterion: "mean gap below 0 at both",
		published: None,
		judge: negative_gap,
	},
	Claim {
		id: "C10b",
		text: "At 24 % and 32 % the gap is negative: against the accuracy at 8 %",
		place: "fig. 9",
		criterion: "accuracy at 8 % less accuracy there below 0 at both",
		published: None,
		judge: negative_gap_to_default,
	},
	Claim {
		id: "C11",
		text: "With less initial training the bad agent is ruined later",
		place: "fig. 11",
		criterion: "from 1 % to 10 % Kendall's coefficient of the days below 0; in more than half \
			of the seeds sooner at 10 % than at 1 %",
		published: None,
		judge: later,
	},
	Claim {
		id: "C12",
		text: "At 24 % and 32 % the bad agent is ruined sooner",
		place: "fig. 11",
		criterion: "in more than half of the seeds sooner than at 8 %, at both",
		published: None,
		judge: sooner_when_large,
	},
];

fn sweep<'a>(view: &View<'a>) -> Option<Vec<Vec<&'a Record>>> {
	view.sweep("train_size", &ALL)
}

fn grows(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view)?;
	let last = ALL.len() - 1;
	let rise = difference("accuracy from 1 % to 32 %", &all[last], &all[0], after, Unit::Points);
	let change = difference("gap from 1 % to 32 %", &all[last], &all[0], gap, Unit::Points);
	let accuracies = trend("Kendall's coefficient of the accuracy", &all, after);
	let gaps = trend("Kendall's coefficient of the gap", &all, gap);
	Some(Finding {
		verdict: Verdict::all([
			rise.above(0.0),
			change.below(0.0),
			accuracies.above(0.0),
			gaps.below(0.0),
		]),
		why: format!("the accuracy changes by {:+.1}, the gap by {:+.1}", rise.mean, change.mean),
		numbers: vec![rise, change, accuracies, gaps],
	})
}

fn unstable(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view)?;
	let excess = excess_scatter("excess distance below 5 %", &all[..4], &all[4..], after);
	let verdict = excess.above(0.0);
	let why = match verdict {
		Verdict::Holds => "runs with little training differ more from seed to seed",
		Verdict::DoesNotHold => "runs with little training do not differ more from seed to seed",
		_ => "the difference is within the noise",
	};
	Some(Finding { numbers: vec![excess], verdict, why: why.into() })
}

fn negative_gap(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view)?;
	let gap_at = |place: usize| {
		let name = format!("gap at {:.0} %", 100.0 * ALL[place]);
		Number::mean(name, &values(&all[place], gap), Unit::Points)
	};
	Some(negative(LARGE.map(gap_at)))
}

fn negative_gap_to_default(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view)?;
	let gap_at = |place: usize| {
		let name = format!("gap at {:.0} %", 100.0 * ALL[place]);
		difference(name, &all[DEFAULT], &all[place], after, Unit::Points)
	};
	Some(negative(LARGE.map(gap_at)))
}

fn negative(gaps: [Number; 2]) -> Finding {
	Finding {
		verdict: Verdict::all(gaps.iter().map(|gap| gap.below(0.0))),
		why: format!("{:+.2} and {:+.2} points", gaps[0].mean, gaps[1].mean),
		numbers: gaps.into(),
	}
}

fn later(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view)?;
	let course = trend("Kendall's coefficient of the days", &all[..10], ruin);
	let share = share_sooner("share of seeds sooner at 10 %", &all[9], &all[0], ruin, 1);
	Some(Finding {
		verdict: Verdict::all([course.below(0.0), share.above(0.5)]),
		why: format!("at 1 % {}; at 10 % {}", ruined(&all[0]), ruined(&all[9])),
		numbers: vec![course, share],
	})
}

fn sooner_when_large(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view)?;
	let compared = LARGE.map(|place| {
		let name = format!("share of seeds sooner at {:.0} % than at 8 %", 100.0 * ALL[place]);
		sooner(name, &all[place], &all[DEFAULT])
	});
	Some(Finding {
		verdict: Verdict::all(compared.iter().map(|(_, verdict)| *verdict)),
		why: format!(
			"at 8 % {}; at 24 % {}; at 32 % {}",
			ruined(&all[DEFAULT]),
			ruined(&all[LARGE[0]]),
			ruined(&all[LARGE[1]])
		),
		numbers: compared.into_iter().map(|(number, _)| number).collect(),
	})
}

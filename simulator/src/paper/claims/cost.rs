//! What is claimed of the submission cost: figures 14 and 15.

use super::{Claim, Finding};
use crate::paper::{
	measures::{after, bad_balance, ruin},
	verdict::{difference, ruined, share_sooner, trend, values, Number, Unit, Verdict},
	View,
};

const ALL: [f64; 9] = [1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 15.0, 20.0, 25.0];
/// What the bad agent is said to lose at a cost of 1, in percent of its start.
const PUBLISHED_LOSS: f64 = 2.0;
/// A loss that differs by no more than this is about the same.
const NEAR_LOSS: f64 = 1.0;

/// The claims.
pub const CLAIMS: [Claim; 3] = [
	Claim {
		id: "C16",
		text: "With a higher submission cost the accuracy is higher",
		place: "fig. 14",
		criterion: "Kendall's coefficient and the rise from cost 1 to 25 above 0",
		published: None,
		judge: more_accurate,
	},
	Claim {
		id: "C17",
		text: "With a higher submission cost the bad agent is ruined sooner",
		place: "fig. 15",
		criterion: "Kendall's coefficient of the days below 0; in more than half of the seeds \
			sooner at cost 25 than at 1",
		published: None,
		judge: sooner_ruined,
	},
	Claim {
		id: "C18",
		text: "At a cost of 1 the bad agent loses only 2 %",
		place: "fig. 15",
		criterion: "mean loss from 1 to 3 % of the start",
		published: Some("2 %"),
		judge: little_loss,
	},
];

fn more_accurate(view: &View<'_>) -> Option<Finding> {
	let all = view.sweep("submission_cost", &ALL)?;
	let rise = difference("rise from cost 1 to 25", &all[8], &all[0], after, Unit::Points);
	let course = trend("Kendall's coefficient", &all, after);
	Some(Finding {
		verdict: Verdict::all([rise.above(0.0), course.above(0.0)]),
		why: format!("{:+.2} points from cost 1 to 25", rise.mean),
		numbers: vec![rise, course],
	})
}

fn sooner_ruined(view: &View<'_>) -> Option<Finding> {
	let all = view.sweep("submission_cost", &ALL)?;
	let course = trend("Kendall's coefficient of the days", &all, ruin);
	let share = share_sooner("share of seeds sooner at cost 25", &all[8], &all[0], ruin, 1);
	Some(Finding {
		verdict: Verdict::all([course.below(0.0), share.above(0.5)]),
		why: format!(
			"at cost 1 {}; at 5 {}; at 25 {}",
			ruined(&all[0]),
			ruined(&all[4]),
			ruined(&all[8])
		),
		numbers: vec![course, share],
	})
}

fn little_loss(view: &View<'_>) -> Option<Finding> {
	let runs = view.runs("submission_cost", ALL[0])?;
	let losses: Vec<_> = values(&runs, bad_balance).iter().map(|kept| 100.0 - kept).collect();
	let loss = Number::mean("bad agent's loss", &losses, Unit::Percent);
	let verdict = loss.near(PUBLISHED_LOSS, NEAR_LOSS);
	let why = format!("it loses {:.1} % of its start", loss.mean);
	Some(Finding { numbers: vec![loss], verdict, why })
}

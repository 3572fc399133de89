//! What is claimed of the good agent's mean deposit: figures 12 and 13.

use super::{greatest, Claim, Finding, NEAR_POINTS};
use crate::paper::{
	measures::{after, bad_balance},
	verdict::{difference, excess_scatter, ruined, sooner, values, Number, Unit, Verdict},
	View,
};

/// The default, and the others.
const DEFAULT: f64 = 50.0;
const OTHERS: [f64; 4] = [0.5, 5.0, 500.0, 5000.0];
/// An agent that keeps more than this much of its balance, in percent, is hardly consumed.
const HARDLY_CONSUMED: f64 = 50.0;

/// The claims.
pub const CLAIMS: [Claim; 4] = [
	Claim {
		id: "C13",
		text: "The good agent's mean deposit moves the accuracy by 1 % at most",
		place: "fig. 12",
		criterion: "mean difference to a deposit of 50 from -1 to 1 points for each other deposit",
		published: Some("at most 1 %"),
		judge: no_matter,
	},
	Claim {
		id: "C14a",
		text: "With a good deposit far below the bad one's the bad agent is hardly consumed, far \
			above it is ruined sooner: the price is held",
		place: "fig. 13",
		criterion:
			"at 0.5 the bad agent keeps more than 50 %; in more than half of the seeds it is \
			ruined sooner at 5,000 than at 50",
		published: None,
		judge: price_held,
	},
	Claim {
		id: "C14b",
		text: "The same: the whole offer is held",
		place: "fig. 13",
		criterion: "as C14a, with runs in which the deposit is what the agent offers",
		published: None,
		judge: offer_held,
	},
	Claim {
		id: "C15",
		text: "With a mean deposit of 0.5 the accuracy is volatile",
		place: "fig. 12",
		criterion: "distance from the median seed greater at 0.5 than at the other deposits",
		published: None,
		judge: volatile,
	},
];

fn no_matter(view: &View<'_>) -> Option<Finding> {
	let default = view.runs("mean_deposit", DEFAULT)?;
	let others = view.sweep("mean_deposit", &OTHERS)?;
	let differences: Vec<_> = OTHERS
		.iter()
		.zip(&others)
		.map(|(deposit, runs)| {
			let name = format!("accuracy at {deposit} less that at 50");
			difference(name, runs, &default, after, Unit::Points)
		})
		.collect();
	let verdict = Verdict::all(differences.iter().map(|number| number.near(0.0, NEAR_POINTS)));
	let greatest = greatest(differences);
	let why = format!("the greatest difference is {:+.2} points", greatest[0].mean);
	Some(Finding { numbers: greatest, verdict, why })
}

fn price_held(view: &View<'_>) -> Option<Finding> {
	consumed(view, "mean_deposit")
}

fn offer_held(view: &View<'_>) -> Option<Finding> {
	consumed(view, "offer_held")
}

fn consumed(view: &View<'_>, experiment: &str) -> Option<Finding> {
	let low = view.runs(experiment, OTHERS[0])?;
	let (middle, high) = (view.runs(experiment, DEFAULT)?, view.runs(experiment, OTHERS[3])?);
	let kept = Number::mean("bad balance at 0.5", &values(&low, bad_balance), Unit::Percent);
	let (share, faster) = sooner("share of seeds sooner at 5,000 than at 50", &high, &middle);
	Some(Finding {
		verdict: Verdict::all([kept.above(HARDLY_CONSUMED), faster]),
		why: format!(
			"at 0.5 {}; at 50 {}; at 5,000 {}",
			ruined(&low),
			ruined(&middle),
			ruined(&high)
		),
		numbers: vec![kept, share],
	})
}

fn volatile(view: &View<'_>) -> Option<Finding> {
	let wild = [view.runs("mean_deposit", OTHERS[0])?];
	let mut calm = view.sweep("mean_deposit", &OTHERS[1..])?;
	calm.push(view.runs("mean_deposit", DEFAULT)?);
	let excess = excess_scatter("excess distance at 0.5", &wild, &calm, after);
	let verdict = excess.above(0.0);
	let why = match verdict {
		Verdict::Holds => "runs at 0.5 differ more from seed to seed",
		Verdict::DoesNotHold => "runs at 0.5 do not differ more from seed to seed",
		_ => "the difference is within the noise",
	};
	Some(Finding { numbers: vec![excess], verdict, why: why.into() })
}

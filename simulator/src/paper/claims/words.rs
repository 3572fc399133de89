//! What is claimed of the number of words: figures 6 to 8.

use super::{greatest, Claim, Finding, NEAR_POINTS};
use crate::paper::{
	figures::LEAST_GAP,
	measures::{after, gain, gap, ruin},
	verdict::{
		difference, difference_of, excess_scatter, ruined, share_sooner, trend, values, Number,
		Unit, Verdict,
	},
	View,
};
use crate::sweep::Record;

const ALL: [f64; 10] = [100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0, 1000.0];
/// The number of words that the paper calls best.
const BEST: f64 = 800.0;

/// The claims.
pub const CLAIMS: [Claim; 5] = [
	Claim {
		id: "C3",
		text: "The accuracy grows with the number of words",
		place: "fig. 7",
		criterion: "Kendall's coefficient and the rise from 100 to 1,000 words above 0",
		published: None,
		judge: grows,
	},
	Claim {
		id: "C4",
		text: "Below 400 words the accuracy is unstable",
		place: "fig. 6, 7",
		criterion: "distance from the median seed greater at 100 to 300 words than from 400 on",
		published: None,
		judge: unstable,
	},
	Claim {
		id: "C5",
		text: "From 400 to 900 words the accuracy after is about the accuracy before",
		place: "fig. 7",
		criterion: "mean rise from -1 to 1 points at each of them",
		published: None,
		judge: stays,
	},
	Claim {
		id: "C6",
		text: "The gap is least at 800 words, -0.42 points",
		place: "fig. 6",
		criterion: "the interval there holds -0.42, and the gap is greater with every other number",
		published: Some("-0.42 points"),
		judge: least_gap,
	},
	Claim {
		id: "C7",
		text: "The bad agent is ruined soonest at 800 words and later with few",
		place: "fig. 8",
		criterion:
			"in more than half of the seeds sooner at 800 words than with any other number; \
			Kendall's coefficient of the days below 0",
		published: None,
		judge: soonest,
	},
];

fn sweep<'a>(view: &View<'a>, words: &[f64]) -> Option<Vec<Vec<&'a Record>>> {
	view.sweep("num_words", words)
}

fn grows(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view, &ALL)?;
	let course = trend("Kendall's coefficient", &all, after);
	let rise = difference("rise from 100 to 1,000 words", &all[9], &all[0], after, Unit::Points);
	let least = Number::mean("100 words", &values(&all[0], after), Unit::Percent);
	let most = Number::mean("1,000 words", &values(&all[9], after), Unit::Percent);
	Some(Finding {
		verdict: Verdict::all([course.above(0.0), rise.above(0.0)]),
		why: format!("{:+.1} points from 100 to 1,000 words", rise.mean),
		numbers: vec![least, most, rise, course],
	})
}

fn unstable(view: &View<'_>) -> Option<Finding> {
	let (few, many) = (sweep(view, &ALL[..3])?, sweep(view, &ALL[3..])?);
	let excess = excess_scatter("excess distance below 400 words", &few, &many, after);
	let verdict = excess.above(0.0);
	let why = match verdict {
		Verdict::Holds => "runs with few words differ more from seed to seed",
		Verdict::DoesNotHold => "runs with few words do not differ more from seed to seed",
		_ => "the difference is within the noise",
	};
	Some(Finding { numbers: vec![excess], verdict, why: why.into() })
}

fn stays(view: &View<'_>) -> Option<Finding> {
	let rise = |words: &f64| {
		let rises = values(&view.runs("num_words", *words)?, gain);
		Some(Number::mean(format!("rise at {words} words"), &rises, Unit::Points))
	};
	let rises: Option<Vec<_>> = ALL[3..9].iter().map(rise).collect();
	let rises = rises?;
	let verdict = Verdict::all(rises.iter().map(|rise| rise.near(0.0, NEAR_POINTS)));
	let greatest = greatest(rises);
	let why = format!("the greatest change is {:+.2} points", greatest[0].mean);
	Some(Finding { numbers: greatest, verdict, why })
}

fn least_gap(view: &View<'_>) -> Option<Finding> {
	let best = view.runs("num_words", BEST)?;
	let here = Number::mean("gap at 800 words", &values(&best, gap), Unit::Points);
	let others = ALL.iter().filter(|words| **words != BEST);
	let excess = |words: &f64| {
		let name = format!("gap at {words} words less that at 800");
		let runs = view.runs("num_words", *words)?;
		Some(difference_of(name, &runs, &best, gap, Unit::Points, ALL.len() - 1))
	};
	let excesses: Option<Vec<_>> = others.map(excess).collect();
	let excesses = excesses?;
	let least = Verdict::all(excesses.iter().map(|excess| excess.above(0.0)));
	let holds_published =
		here.interval.is_some_and(|i| !i.is_above(LEAST_GAP) && !i.is_below(LEAST_GAP));
	let published = match here.interval {
		Some(_) if !holds_published => Verdict::DoesNotHold,
		Some(_) => Verdict::Holds,
		None => Verdict::CannotBeTold,
	};
	let rival = excesses.into_iter().min_by(|a, b| a.mean.total_cmp(&b.mean))?;
	let why = format!(
		"the gap there {} {LEAST_GAP}, and the strongest rival has {:+.2} points more",
		if holds_published { "agrees with" } else { "is not" },
		rival.mean
	);
	Some(Finding { verdict: Verdict::all([least, published]), numbers: vec![here, rival], why })
}

fn soonest(view: &View<'_>) -> Option<Finding> {
	let all = sweep(view, &ALL)?;
	let best = view.runs("num_words", BEST)?;
	let others = ALL.iter().zip(&all).filter(|(words, _)| **words != BEST);
	let shares: Vec<_> = others
		.map(|(words, runs)| {
			let name = format!("share of seeds sooner at 800 than at {words} words");
			share_sooner(name, &best, runs, ruin, ALL.len() - 1)
		})
		.collect();
	let course = trend("Kendall's coefficient of the days", &all, ruin);
	let parts = shares.iter().map(|share| share.above(0.5)).chain([course.below(0.0)]);
	let verdict = Verdict::all(parts);
	let rival = shares.into_iter().min_by(|a, b| a.mean.total_cmp(&b.mean))?;
	let why = format!("with 400 words {}; with 800 {}", ruined(&all[3]), ruined(&best));
	Some(Finding { numbers: vec![rival, course], verdict, why })
}

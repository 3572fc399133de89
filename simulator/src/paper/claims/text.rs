//! What section IV.E claims without figures.

use super::{Claim, Finding, NEAR_POINTS};
use crate::{
	paper::{
		measures::{after, bad_balance, good_balance, ruin},
		verdict::{difference, share_sooner, trend, values, Number, Unit, Verdict},
		View,
	},
	statistics::proportion,
	sweep::Record,
};

const BALANCES: [f64; 4] = [5000.0, 10_000.0, 15_000.0, 20_000.0];
/// The shortest wait of the good agent, in seconds.
const SHORT_WAIT: f64 = 6.0;
/// Balances that differ by no more than this many percent of the start are about the same.
const NEAR_BALANCE: f64 = 5.0;
const DAYS_OF_A_WEEK: f64 = 7.0;

/// The claims.
pub const CLAIMS: [Claim; 3] = [
	Claim {
		id: "C19",
		text:
			"With more money at the start the bad agent is ruined later and the accuracy is lower",
		place: "IV.E",
		criterion: "Kendall's coefficient of the days above 0 and of the accuracy below 0; from \
			5,000 to 20,000 the accuracy falls, and in more than half of the seeds ruin comes sooner \
			at 5,000",
		published: None,
		judge: richer,
	},
	Claim {
		id: "C20",
		text: "With very short waits the bad agent is ruined within a day; the good one's balance \
			dips and rises again after a week",
		place: "IV.E",
		criterion:
			"at waits of 6 s and 36 s: ruin within a day in more than half of the runs; the \
			good agent's least balance of the first week below 100 %, and its balance at the end \
			above 100 % and above that of day 7",
		published: None,
		judge: hasty,
	},
	Claim {
		id: "C21",
		text: "The deposits' standard deviation and the probability of a mistake do not matter",
		place: "IV.E",
		criterion:
			"mean difference to the default from -1 to 1 points in accuracy and from -5 to 5 \
			% in the bad agent's balance, for each value",
		published: None,
		judge: no_matter,
	},
];

fn richer(view: &View<'_>) -> Option<Finding> {
	let all = view.sweep("start_balance", &BALANCES)?;
	let days = trend("Kendall's coefficient of the days", &all, ruin);
	let accuracies = trend("Kendall's coefficient of the accuracy", &all, after);
	let fall = difference("accuracy from 5,000 to 20,000", &all[3], &all[0], after, Unit::Points);
	let share = share_sooner("share of seeds sooner at 5,000", &all[0], &all[3], ruin, 1);
	let verdict =
		Verdict::all([days.above(0.0), accuracies.below(0.0), fall.below(0.0), share.above(0.5)]);
	let why = format!(
		"ruin is later in {:.0} % of the seeds, the accuracy changes by {:+.2} points",
		100.0 * share.mean,
		fall.mean
	);
	Some(Finding { numbers: vec![days, share, fall, accuracies], verdict, why })
}

fn hasty(view: &View<'_>) -> Option<Finding> {
	let runs = view.runs("update_wait", SHORT_WAIT)?;
	let courses: Option<Vec<_>> = runs.iter().map(|run| Course::of(run)).collect();
	let courses = courses?;
	let of = |name: &str, value: fn(&Course) -> f64| {
		let values: Vec<_> = courses.iter().map(value).collect();
		Number::mean(name, &values, Unit::Percent)
	};
	let least = of("good agent's least balance in the first week", |course| course.least);
	let rise = of("its rise from day 7 to the end", |course| course.end - course.after_a_week);
	let end = Number::mean("its balance at the end", &values(&runs, good_balance), Unit::Percent);
	let quick = runs.iter().filter(|run| ruin(run) <= 1.0).count();
	let (mean, interval) = proportion(quick as f64, runs.len())?;
	let interval = (runs.len() > 1).then_some(interval);
	let name = "share of runs with ruin within a day".into();
	let share = Number { name, mean, interval, unit: Unit::Plain };
	let parts = [share.above(0.5), least.below(100.0), end.above(100.0), rise.above(0.0)];
	Some(Finding {
		verdict: Verdict::all(parts),
		why: format!(
			"the bad agent is ruined within a day in {quick} of {} runs; the good one falls to \
			 {:.0} % and ends with {:.0} %",
			runs.len(),
			least.mean,
			end.mean
		),
		numbers: vec![share, least, rise, end],
	})
}

/// The good agent's balance over time, in percent of its start.
struct Course {
	least: f64,
	after_a_week: f64,
	end: f64,
}

impl Course {
	fn of(run: &Record) -> Option<Self> {
		let series = run.series.as_ref()?;
		let good = series.agents.iter().position(|agent| agent == "good")?;
		let week = series.balances.iter().take_while(|(day, _)| *day <= DAYS_OF_A_WEEK);
		let week: Vec<_> = week.map(|(_, balances)| balances[good]).collect();
		Some(Self {
			least: week.iter().copied().fold(f64::INFINITY, f64::min),
			after_a_week: *week.last()?,
			end: series.balances.last()?.1[good],
		})
	}
}

fn no_matter(view: &View<'_>) -> Option<Finding> {
	let default = view.default_runs()?;
	let values = [
		("stdev_deposit", "standard deviation", &[1.0, 30.0][..]),
		("prob_mistake", "probability", &[0.0, 0.001, 0.01]),
	];
	let mut accuracies = Vec::new();
	let mut balances = Vec::new();
	for (experiment, what, values) in values {
		for value in values {
			let runs = view.runs(experiment, *value)?;
			let name = |measure: &str| format!("{measure} at {what} {value}");
			let accuracy = name("change of accuracy");
			accuracies.push(difference(accuracy, &runs, &default, after, Unit::Points));
			let balance = name("change of the bad balance");
			balances.push(difference(balance, &runs, &default, bad_balance, Unit::Percent));
		}
	}
	let near = accuracies.iter().map(|number| number.near(0.0, NEAR_POINTS));
	let near = near.chain(balances.iter().map(|number| number.near(0.0, NEAR_BALANCE)));
	let verdict = Verdict::all(near);
	let numbers = [super::greatest(accuracies), super::greatest(balances)].concat();
	let why = format!(
		"the greatest changes are {:+.2} points of accuracy and {:+.1} % of the balance",
		numbers[0].mean, numbers[1].mean
	);
	Some(Finding { numbers, verdict, why })
}

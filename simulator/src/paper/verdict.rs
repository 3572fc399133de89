//! From numbers to verdicts. Whatever an interval leaves open cannot be told.

use super::measures::{ruin, Measure};
use crate::{
	statistics::{estimate_with, median, proportion_with, signed, Interval, CONFIDENCE},
	sweep::Record,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the runs say of a claim, if there are any.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
	/// The intervals support it.
	Holds,
	/// The intervals contradict it.
	DoesNotHold,
	/// The intervals leave it open.
	CannotBeTold,
	/// The settings that it is about were not run.
	NotRun,
}

impl fmt::Display for Verdict {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Holds => "holds",
			Self::DoesNotHold => "does not hold",
			Self::CannotBeTold => "cannot be told",
			Self::NotRun => "not run",
		})
	}
}

impl Verdict {
	/// Of a claim that is made of several: one that fails is enough against it.
	pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
		parts.into_iter().fold(Self::Holds, |all, part| match (all, part) {
			(Self::DoesNotHold, _) | (_, Self::DoesNotHold) => Self::DoesNotHold,
			(Self::Holds, Self::Holds) => Self::Holds,
			_ => Self::CannotBeTold,
		})
	}
}

/// What a number counts.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
	/// Parts of a hundred.
	Percent,
	/// Differences of percentages.
	Points,
	/// Days.
	Days,
	/// Nothing: a share or a coefficient.
	Plain,
}

/// A figure of ours with its interval.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Number {
	/// What it is.
	pub name: String,
	/// The mean.
	pub mean: f64,
	/// Its interval; none for a single run.
	pub interval: Option<Interval>,
	/// What it counts.
	pub unit: Unit,
}

impl Number {
	/// The mean of some values with its 95 % interval. Panics without values.
	pub fn mean(name: impl Into<String>, values: &[f64], unit: Unit) -> Self {
		Self::mean_with(name, values, unit, CONFIDENCE)
	}

	fn mean_with(name: impl Into<String>, values: &[f64], unit: Unit, confidence: f64) -> Self {
		let estimate = estimate_with(values, confidence).expect("there are runs; qed");
		Self { name: name.into(), mean: estimate.mean, interval: estimate.interval, unit }
	}

	/// Whether it is within `margin` of `target`.
	pub fn near(&self, target: f64, margin: f64) -> Verdict {
		let interval = self.interval;
		self.decide(
			interval.is_some_and(|i| i.low >= target - margin && i.high <= target + margin),
			interval.is_some_and(|i| i.is_above(target + margin) || i.is_below(target - margin)),
		)
	}

	/// Whether it is above `value`; equal is not.
	pub fn above(&self, value: f64) -> Verdict {
		let interval = self.interval;
		self.decide(
			interval.is_some_and(|i| i.low > value),
			interval.is_some_and(|i| i.high <= value),
		)
	}

	/// Whether it is below `value`; equal is not.
	pub fn below(&self, value: f64) -> Verdict {
		let interval = self.interval;
		self.decide(
			interval.is_some_and(|i| i.high < value),
			interval.is_some_and(|i| i.low >= value),
		)
	}

	fn decide(&self, supported: bool, contradicted: bool) -> Verdict {
		match (supported, contradicted) {
			(true, _) => Verdict::Holds,
			(_, true) => Verdict::DoesNotHold,
			_ => Verdict::CannotBeTold,
		}
	}
}

/// `accuracy after 78.10 % (77.90 to 78.30)`
impl fmt::Display for Number {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (decimals, unit) = match self.unit {
			Unit::Percent => (1, " %"),
			Unit::Points => (2, " points"),
			Unit::Days => (1, " days"),
			Unit::Plain => (2, ""),
		};
		let printed = |value| signed(value, decimals);
		write!(f, "{} {}{unit}", self.name, printed(self.mean))?;
		match self.interval {
			Some(Interval { low, high }) => write!(f, " ({} to {})", printed(low), printed(high)),
			None => Ok(()),
		}
	}
}

/// A measure of some runs.
pub fn values(runs: &[&Record], measure: Measure) -> Vec<f64> {
	runs.iter().map(|run| measure(run)).collect()
}

/// How much greater a measure is in `a` than in `b`, seed by seed: both have the same seeds, so that
/// what the seed does to both does not count.
pub fn difference(
	name: impl Into<String>,
	a: &[&Record],
	b: &[&Record],
	measure: Measure,
	unit: Unit,
) -> Number {
	difference_of(name, a, b, measure, unit, 1)
}

/// As [`difference`], for one of `comparisons` that must all come true, or one of which is enough:
/// its interval is wider, so that together they err no more often (Bonferroni).
pub fn difference_of(
	name: impl Into<String>,
	a: &[&Record],
	b: &[&Record],
	measure: Measure,
	unit: Unit,
	comparisons: usize,
) -> Number {
	let differences: Vec<_> = a.iter().zip(b).map(|(a, b)| measure(a) - measure(b)).collect();
	Number::mean_with(name, &differences, unit, confidence_of(comparisons))
}

/// The share of seeds with which something comes earlier in `a` than in `b`. What never comes is
/// later than what comes on any day; a draw counts for half. 0.5 if it makes no difference.
pub fn share_sooner(
	name: impl Into<String>,
	a: &[&Record],
	b: &[&Record],
	measure: Measure,
	comparisons: usize,
) -> Number {
	let point = |(a, b): (&&Record, &&Record)| match measure(a).total_cmp(&measure(b)) {
		std::cmp::Ordering::Less => 1.0,
		std::cmp::Ordering::Equal => 0.5,
		std::cmp::Ordering::Greater => 0.0,
	};
	let sooner = a.iter().zip(b).map(point).sum();
	let n = a.len().min(b.len());
	let (mean, interval) =
		proportion_with(sooner, n, confidence_of(comparisons)).expect("there are runs; qed");
	let interval = (n > 1).then_some(interval);
	Number { name: name.into(), mean, interval, unit: Unit::Plain }
}

/// How well a measure rises along a sweep, from -1 (falls at each step) to 1: the mean over the
/// seeds of Kendall's coefficient.
pub fn trend(name: impl Into<String>, sweep: &[Vec<&Record>], measure: Measure) -> Number {
	let seeds = sweep.iter().map(Vec::len).min().unwrap_or(0);
	let coefficient = |seed| {
		let course: Vec<_> = sweep.iter().map(|runs| measure(runs[seed])).collect();
		kendall(&course)
	};
	let coefficients: Vec<_> = (0..seeds).map(coefficient).collect();
	Number::mean(name, &coefficients, Unit::Plain)
}

/// How much more a measure scatters over the seeds in some sets of runs than in others: distances
/// from the median of the set (as in the test of Brown & Forsythe), the mean over the first sets less
/// that over the others, seed by seed.
pub fn excess_scatter(
	name: impl Into<String>,
	wild: &[Vec<&Record>],
	calm: &[Vec<&Record>],
	measure: Measure,
) -> Number {
	let (wild, calm) = (distances(wild, measure), distances(calm, measure));
	let excesses: Vec<_> = wild.iter().zip(&calm).map(|(wild, calm)| wild - calm).collect();
	Number::mean(name, &excesses, Unit::Points)
}

/// For each seed the mean over the sets of the distance from the median of the set.
fn distances(sets: &[Vec<&Record>], measure: Measure) -> Vec<f64> {
	let seeds = sets.iter().map(Vec::len).min().unwrap_or(0);
	let mut sums = vec![0.0; seeds];
	for runs in sets {
		let values = values(runs, measure);
		let centre = median(&values).unwrap_or(0.0);
		sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += (value - centre).abs());
	}
	sums.into_iter().map(|sum| sum / sets.len() as f64).collect()
}

fn confidence_of(comparisons: usize) -> f64 {
	1.0 - (1.0 - CONFIDENCE) / comparisons.max(1) as f64
}

/// Pairs in order less pairs out of order, of all pairs.
fn kendall(course: &[f64]) -> f64 {
	let mut sum = 0.0;
	let mut pairs = 0.0;
	for (i, earlier) in course.iter().enumerate() {
		for later in &course[i + 1..] {
			pairs += 1.0;
			sum += match later.total_cmp(earlier) {
				std::cmp::Ordering::Greater => 1.0,
				std::cmp::Ordering::Equal => 0.0,
				std::cmp::Ordering::Less => -1.0,
			};
		}
	}
	if pairs > 0.0 {
		sum / pairs
	} else {
		0.0
	}
}

/// Whether the bad agent is ruined sooner in `a` than in `b`, in more than half of the seeds. It is
/// not if it is never ruined in `a`.
pub fn sooner(name: impl Into<String>, a: &[&Record], b: &[&Record]) -> (Number, Verdict) {
	let share = share_sooner(name, a, b, ruin, 1);
	let verdict = match a.iter().any(|run| ruin(run).is_finite()) {
		true => share.above(0.5),
		false => Verdict::DoesNotHold,
	};
	(share, verdict)
}

/// `it is ruined in 29 of 30 runs (median day 133)`
pub fn ruined(runs: &[&Record]) -> String {
	let days = values(runs, ruin);
	let ruined = days.iter().filter(|day| day.is_finite()).count();
	let of = runs.len();
	match median(&days) {
		Some(day) => format!("it is ruined in {ruined} of {of} runs (median day {day:.0})"),
		None if ruined == 0 => format!("it is ruined in none of {of} runs"),
		None => format!("it is ruined in {ruined} of {of} runs"),
	}
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;

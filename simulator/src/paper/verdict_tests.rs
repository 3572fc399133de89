use super::*;
use crate::{
	paper::measures::{after, ruin_or_end},
	sweep::Point,
};

/// Runs with these accuracies at the end, in percent, and days of ruin.
fn runs(accuracies: &[f64], days: &[Option<f64>]) -> Vec<Record> {
	let point = Point::new("demo", &["max_submissions=1".into()], Vec::new()).unwrap();
	let example = Record::example(&point, 1);
	let made = |i: usize| {
		let mut run = example.clone();
		run.result.accuracy_after = accuracies[i % accuracies.len()] / 100.0;
		run.result.days_to_ruin.insert("bad".into(), days[i % days.len()]);
		run.result.days_simulated = 150.0;
		run
	};
	(0..accuracies.len().max(days.len())).map(made).collect()
}

fn refs(runs: &[Record]) -> Vec<&Record> {
	runs.iter().collect()
}

fn number(mean: f64, low: f64, high: f64) -> Number {
	Number { name: "x".into(), mean, interval: Some(Interval { low, high }), unit: Unit::Points }
}

#[test]
fn a_claim_needs_all_its_parts() {
	use Verdict::{CannotBeTold as Open, DoesNotHold as No, Holds as Yes};
	assert_eq!(Verdict::all([Yes, Yes]), Yes);
	assert_eq!(Verdict::all([Yes, Open]), Open);
	assert_eq!(Verdict::all([Open, No, Yes]), No);
}

#[test]
fn an_interval_that_straddles_tells_nothing() {
	assert_eq!(number(2.0, 1.0, 3.0).above(0.0), Verdict::Holds);
	assert_eq!(number(1.0, -1.0, 3.0).above(0.0), Verdict::CannotBeTold);
	assert_eq!(number(-2.0, -3.0, -1.0).above(0.0), Verdict::DoesNotHold);
	assert_eq!(number(-2.0, -3.0, -1.0).below(0.0), Verdict::Holds);
	assert_eq!(number(0.2, -0.5, 0.9).near(0.0, 1.0), Verdict::Holds);
	assert_eq!(number(0.2, -0.5, 1.1).near(0.0, 1.0), Verdict::CannotBeTold);
	assert_eq!(number(2.0, 1.1, 2.9).near(0.0, 1.0), Verdict::DoesNotHold);
	let single = Number { interval: None, ..number(5.0, 0.0, 0.0) };
	assert_eq!(single.above(0.0), Verdict::CannotBeTold);
}

#[test]
fn what_is_always_equal_is_neither_above_nor_below() {
	let equal = number(0.0, 0.0, 0.0);
	assert_eq!(equal.above(0.0), Verdict::DoesNotHold);
	assert_eq!(equal.below(0.0), Verdict::DoesNotHold);
	assert_eq!(equal.near(0.0, 1.0), Verdict::Holds);
}

#[test]
fn differences_are_taken_seed_by_seed() {
	let (a, b) = (runs(&[50.0, 60.0, 70.0], &[None]), runs(&[49.0, 59.0, 69.0], &[None]));
	let difference = difference("d", &refs(&a), &refs(&b), after, Unit::Points);
	let interval = difference.interval.unwrap();
	assert!((difference.mean - 1.0).abs() < 1e-9);
	assert!(interval.high - interval.low < 1e-9, "what the seed does to both does not count");
}

#[test]
fn more_comparisons_make_wider_intervals() {
	let (a, b) = (runs(&[50.0, 61.0, 73.0], &[None]), runs(&[49.0, 59.0, 69.0], &[None]));
	let width = |comparisons| {
		let name = "d";
		let interval =
			difference_of(name, &refs(&a), &refs(&b), after, Unit::Points, comparisons).interval;
		interval.map(|interval| interval.high - interval.low).unwrap()
	};
	assert!(width(9) > 1.5 * width(1));
}

#[test]
fn ruin_that_never_comes_is_later_than_any() {
	let early = runs(&[50.0], &[Some(10.0); 20]);
	let never = runs(&[50.0], &[None; 20]);
	let share = |a: &[Record], b: &[Record]| share_sooner("s", &refs(a), &refs(b), ruin, 1);
	assert_eq!(share(&early, &never).above(0.5), Verdict::Holds);
	assert_eq!(share(&never, &early).above(0.5), Verdict::DoesNotHold);
	assert_eq!(share(&never, &never).mean, 0.5);
	assert_eq!(share(&never, &never).above(0.5), Verdict::CannotBeTold);
	assert_eq!(sooner("s", &refs(&never), &refs(&never)).1, Verdict::DoesNotHold);
	assert_eq!(sooner("s", &refs(&early), &refs(&never)).1, Verdict::Holds);
	let half = runs(&[50.0], &[Some(10.0), None]);
	assert_eq!(values(&refs(&half), ruin_or_end), [10.0, 150.0]);
	assert_eq!(ruined(&refs(&half)), "it is ruined in 1 of 2 runs");
	assert_eq!(ruined(&refs(&early)), "it is ruined in 20 of 20 runs (median day 10)");
}

#[test]
fn a_trend_is_the_mean_of_the_seeds() {
	assert_eq!(kendall(&[1.0, 2.0, 5.0]), 1.0);
	assert_eq!(kendall(&[9.0, 2.0, 1.0]), -1.0);
	assert_eq!(kendall(&[f64::INFINITY, f64::INFINITY, 1.0]), -2.0 / 3.0);
	let sweep = [runs(&[1.0, 9.0], &[None]), runs(&[2.0, 8.0], &[None])];
	let sweep: Vec<_> = sweep.iter().map(|runs| refs(runs)).collect();
	assert_eq!(trend("t", &sweep, after).mean, 0.0);
}

#[test]
fn scatter_is_told_apart_from_noise() {
	let spread = |width: f64, period: i32| {
		let accuracy = |i| 70.0 + width * f64::from(i % period - period / 2) / f64::from(period);
		runs(&(0..30).map(accuracy).collect::<Vec<_>>(), &[None])
	};
	let (wild, calm) = (spread(7.0, 7), spread(0.7, 7));
	let excess = |a: &[Record], b: &[Record]| excess_scatter("e", &[refs(a)], &[refs(b)], after);
	assert_eq!(excess(&wild, &calm).above(0.0), Verdict::Holds);
	assert_eq!(excess(&calm, &wild).above(0.0), Verdict::DoesNotHold);
	assert_eq!(excess(&wild, &spread(7.0, 11)).above(0.0), Verdict::CannotBeTold);
}

#[test]
fn numbers_are_written_with_unit_and_interval() {
	assert_eq!(number(1.234, 1.0, 1.5).to_string(), "x 1.23 points (1.00 to 1.50)");
	let days = Number { unit: Unit::Days, interval: None, ..number(12.34, 0.0, 0.0) };
	assert_eq!(days.to_string(), "x 12.3 days");
}

//! Verdicts on made-up results.

use super::*;
use crate::{
	paper::{experiments::DEFAULT, Part, Study, EXPERIMENTS, LEARNERS},
	sweep::{Record, Results, ShortSeries},
};

/// What is made up of a run: percent and days.
struct Made {
	before: f64,
	after: f64,
	gap: f64,
	bad: f64,
	ruin: Option<f64>,
}

/// The results of the first learner with these runs: a function of experiment, value and noise,
/// which is from -1 to 1 and depends on the seed.
fn judged(seeds: u64, make: fn(&str, f64, f64) -> Made) -> Vec<Row> {
	let parts: Vec<_> = (6..=15).map(Part::Figure).chain([Part::Text]).collect();
	let study = Study::new(&LEARNERS[..1], &parts).unwrap();
	let mut example = Record::example(&study.points()[0], 1);
	let mut results = Results::default();
	let places = EXPERIMENTS.iter().flat_map(|e| e.values.iter().map(move |x| (e, *x)));
	for ((experiment, x), point) in places.zip(study.points()) {
		for seed in 1..=seeds {
			let noise = (seed * 7919 % 11) as f64 / 5.0 - 1.0;
			example.settings = point.id.clone();
			example.result.seed = seed;
			fill(&mut example, &make(experiment.id, x, noise));
			results.insert(example.clone());
		}
	}
	let views: Vec<_> = study.views(&results).collect();
	judge(&views)
}

fn fill(record: &mut Record, made: &Made) {
	let result = &mut record.result;
	result.accuracy_before = made.before / 100.0;
	result.accuracy_after = made.after / 100.0;
	result.accuracy_all_data = Some((made.after + made.gap) / 100.0);
	[result.precision, result.recall, result.f1] = [Some(result.accuracy_after); 3];
	result.days_to_ruin.insert("bad".into(), made.ruin);
	result.days_simulated = 150.0;
	for (name, percent) in [("bad", made.bad), ("good", 200.0 - made.bad)] {
		if let Some(balance) = result.balances.get_mut(name) {
			balance.percent = percent;
			balance.end = balance.start * percent / 100.0;
		}
	}
	let good = 200.0 - made.bad;
	let dip = if made.ruin.is_some_and(|day| day < 1.0) { 20.0 } else { 150.0 };
	record.series = Some(ShortSeries {
		accuracy: Vec::new(),
		agents: vec!["good".into(), "bad".into()],
		balances: vec![(0.0, vec![100.0; 2]), (1.0, vec![dip; 2]), (20.0, vec![good, made.bad])],
	});
}

/// Everything is as the paper says.
fn as_claimed(experiment: &str, x: f64, noise: f64) -> Made {
	let default =
		Made { before: 78.0, after: 78.0, gap: 1.4, bad: 1.0 + noise / 9.0, ruin: Some(120.0) };
	let (mut made, mut scatter) = (default, 0.05);
	match experiment {
		"num_words" => {
			made.after = 58.0 + x / 50.0;
			made.gap = -0.42 + (x - 800.0).abs() / 110.0;
			made.ruin = Some(100.0 + (x - 800.0).abs() / 10.0 + noise / 10.0);
			scatter = if x < 400.0 { 1.0 } else { 0.05 };
		}
		"train_size" => {
			made.after = 78.0 + 30.0 * (x - 0.08);
			made.gap = 1.4 - 12.0 * (x - 0.08);
			made.ruin = Some(120.0 - 100.0 * (x - 0.08));
			scatter = if x < 0.05 { 1.0 } else { 0.05 };
		}
		"mean_deposit" | "offer_held" if x < 1.0 => {
			(made.bad, made.ruin, scatter) = (98.0, None, 0.4);
		}
		"mean_deposit" | "offer_held" => made.ruin = Some(120.0 - (x - 50.0) / 100.0),
		"submission_cost" => {
			made.after = 77.0 + x / 10.0;
			made.ruin = (x > 1.0).then_some(200.0 / x);
			made.bad = if x > 1.0 { 1.0 } else { 98.0 + noise / 10.0 };
		}
		"start_balance" => {
			made.after = 78.0 - (x - 10_000.0) / 10_000.0;
			made.ruin = Some(120.0 * x / 10_000.0);
		}
		"update_wait" if x < 10.0 => made.ruin = Some(0.5),
		_ => (),
	}
	made.after += scatter * noise;
	made.gap += noise / 50.0;
	made.before = made.after + noise / 100.0;
	made
}

/// Nothing makes a difference, and the model gets worse.
fn flat(_: &str, _: f64, noise: f64) -> Made {
	Made { before: 90.0, after: 70.0 + noise, gap: 5.0, bad: 60.0, ruin: None }
}

fn with(rows: &[Row], verdict: Verdict) -> Vec<&'static str> {
	rows.iter().filter(|row| row.verdict == verdict).map(|row| row.id).collect()
}

#[test]
fn a_world_as_claimed_is_recognised() {
	let rows = judged(30, as_claimed);
	assert_eq!(rows.len(), claims().count());
	let others: Vec<_> = rows.iter().filter(|row| row.verdict != Verdict::Holds).collect();
	assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn a_world_without_differences_contradicts_what_can_be_contradicted() {
	let rows = judged(30, flat);
	let expected = [
		"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10a", "C10b", "C11", "C12", "C14a",
		"C14b", "C15", "C16", "C17", "C18", "C19", "C20", "C24",
	];
	assert_eq!(with(&rows, Verdict::DoesNotHold), expected);
	assert_eq!(with(&rows, Verdict::Holds), ["C13", "C21", "C22", "C23"]);
}

#[test]
fn a_single_seed_tells_nothing() {
	let told: Vec<_> = judged(1, as_claimed)
		.into_iter()
		.filter(|row| row.verdict != Verdict::CannotBeTold)
		.map(|row| row.id)
		.collect();
	// Money is counted exactly.
	assert_eq!(told, ["C22"]);
}

#[test]
fn money_that_is_lost_is_found() {
	let study = Study::new(&LEARNERS[..1], &[Part::Figure(14)]).unwrap();
	let mut results = Results::default();
	let mut lost = Record::example(&study.points()[0], 1);
	assert_eq!(lost.result.unclaimed, 0);
	lost.result.balances.get_mut("bad").unwrap().end -= 0.001;
	results.insert(lost);
	let views: Vec<_> = study.views(&results).collect();
	let rows = judge(&views);
	assert_eq!(with(&rows, Verdict::DoesNotHold), ["C22"]);
	let missing = rows.iter().find(|row| row.id == "C3").unwrap();
	assert_eq!(missing.verdict, Verdict::NotRun);
	assert_eq!(study.points()[0].values, []);
	assert!(EXPERIMENTS.iter().any(|experiment| experiment.id == DEFAULT));
}

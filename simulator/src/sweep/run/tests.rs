use super::*;
use crate::{scenario::Scenario, simulation};
use std::{path::Path, sync::atomic::AtomicUsize};

fn points() -> Vec<Point> {
	let settings = ["num_words=50", "num_words=60", "train_size=0.2", "agents.good.mean_deposit=5"];
	let set = ["max_submissions=60".to_string()];
	settings
		.iter()
		.map(|setting| {
			let (key, value) = setting.split_once('=').unwrap();
			Point::new("demo", &set, vec![(key.into(), value.into())]).unwrap()
		})
		.collect()
}

fn data(points: &[Point]) -> DataSets {
	DataSets::load(&"synthetic:train=200,test=50,words=80".parse().unwrap(), points).unwrap()
}

/// Runs until `most` runs are stored.
fn run_some(dir: &Path, jobs: usize, most: usize) -> anyhow::Result<Results> {
	let points = points();
	let plan = Plan { points: &points, data: &data(&points), seeds: 1..=2, jobs };
	let (stop, stored) = (AtomicBool::new(false), AtomicUsize::new(0));
	let observe = |event| {
		if event == Event::Stored && stored.fetch_add(1, Ordering::Relaxed) + 1 >= most {
			stop.store(true, Ordering::Relaxed);
		}
	};
	run(&plan, &mut Store::open(dir).unwrap(), &stop, &observe)
}

fn without_times(results: &Results) -> Vec<Record> {
	let mut records: Vec<_> = results.records.values().cloned().collect();
	for record in &mut records {
		record.result.wall_seconds = 0.0;
		record.result.samples_per_second = 0.0;
	}
	records
}

#[test]
fn a_sweep_goes_on_where_it_was_stopped() {
	let (whole, parts) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	let at_once = run_some(whole.path(), 2, usize::MAX).unwrap();
	assert_eq!((at_once.records.len(), at_once.done_now), (8, 8));
	let error = run_some(parts.path(), 1, 3).unwrap_err().to_string();
	assert!(error.starts_with("stopped: 3 of 8 runs are stored"), "{error}");
	let rest = run_some(parts.path(), 1, usize::MAX).unwrap();
	assert_eq!(rest.done_now, 5);
	assert_eq!(without_times(&rest), without_times(&at_once));
	assert_eq!(run_some(parts.path(), 1, usize::MAX).unwrap().done_now, 0);
}

#[test]
fn a_record_is_that_of_a_single_run() {
	let dir = tempfile::tempdir().unwrap();
	let results = run_some(dir.path(), 2, usize::MAX).unwrap();
	let points = points();
	let data = data(&points);
	for point in &points {
		let path = dir.path().join("settings").join(format!("{}.toml", point.id));
		let scenario = Scenario::load(path.to_str().unwrap(), &[]).unwrap();
		let data = &data.of(point).data;
		let records: Vec<_> = results.of(point).collect();
		assert_eq!(records.iter().map(|r| r.result.seed).collect::<Vec<_>>(), [1, 2]);
		let input = Input { scenario: &scenario, data, seed: 2, fit_all_data: true };
		let outcome = simulation::run(&input, &mut Local, &|_| ()).unwrap();
		let wall_seconds = records[1].result.wall_seconds;
		let facts = RunFacts { engine: "local", scenario: &scenario, data, seed: 2, wall_seconds };
		assert_eq!(SavedRun::new(&facts, &outcome).result, records[1].result);
	}
}

#[test]
fn points_with_the_same_settings_are_run_once() {
	let points = [points().remove(0), Point { series: true, ..points().remove(0) }];
	let dir = tempfile::tempdir().unwrap();
	let plan = Plan { points: &points, data: &data(&points), seeds: 7..=7, jobs: 1 };
	let mut store = Store::open(dir.path()).unwrap();
	let results = run(&plan, &mut store, &AtomicBool::new(false), &|_| ()).unwrap();
	assert_eq!(results.done_now, 1);
	let record = results.of(&points[0]).next().unwrap();
	assert!(record.series.as_ref().unwrap().accuracy.len() > 1);
}

//! The same scenario, data and seed always give the same result.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use collab_sim::{
	dataset::{load, Dataset},
	engine::Local,
	result::{RunFacts, SavedRun},
	scenario::Scenario,
	simulation::{run, Input},
};

fn data() -> Dataset {
	load(&"synthetic:train=600,test=300,words=200,seed=3".parse().unwrap(), Some(200)).unwrap()
}

fn saved(scenario: &Scenario, data: &Dataset, seed: u64) -> SavedRun {
	let input = Input { scenario, data, seed, fit_all_data: true };
	let outcome = run(&input, &mut Local, &|_| ()).unwrap();
	assert_eq!(outcome.ledger.check_conserved(), Ok(()));
	let facts = RunFacts { engine: "local", scenario, data, seed, wall_seconds: 1.0 };
	SavedRun::new(&facts, &outcome)
}

#[test]
fn the_same_seed_gives_the_same_run() {
	let data = data();
	let small = [
		"rules.gate={ samples = 0, accuracy = 0 }",
		"rules.audits={ rows = 25, wait_s = 3_600 }",
		"audits={ every_days = 1, rows = 25, kept = 50 }",
	];
	let small = small.map(String::from);
	for (name, settings) in
		[("paper", &[][..]), ("contract", &[]), ("demo", &[]), ("robust", &small)]
	{
		let scenario = Scenario::load(name, settings).unwrap();
		assert_eq!(saved(&scenario, &data, 5), saved(&scenario, &data, 5));
	}
}

#[test]
fn another_seed_gives_another_run() {
	let (scenario, data) = (Scenario::load("paper", &[]).unwrap(), data());
	assert_ne!(
		saved(&scenario, &data, 5).balance_series,
		saved(&scenario, &data, 6).balance_series
	);
}

/// A change of what one agent draws leaves the draws of the others as they are.
#[test]
fn agents_draw_independently() {
	let data = data();
	let first_turn_of_good = |settings: &[String]| {
		let scenario = Scenario::load("paper", settings).unwrap();
		let times = saved(&scenario, &data, 5).balance_series;
		times[1].0
	};
	let changed = ["agents.bad.stdev_deposit=50".to_string()];
	assert_eq!(first_turn_of_good(&[]), first_turn_of_good(&changed));
}

#[test]
fn a_saved_run_can_be_read_back() {
	let (scenario, data) = (Scenario::load("demo", &[]).unwrap(), data());
	let run = saved(&scenario, &data, 1);
	let text = serde_json::to_string(&run).unwrap();
	let read = serde_json::from_str::<SavedRun>(&text).unwrap();
	assert_eq!((&read.agents, &read.settings), (&run.agents, &run.settings));
	assert_eq!(read.balance_series.len(), run.balance_series.len());
	assert_eq!(read.result.submissions, run.result.submissions);
}

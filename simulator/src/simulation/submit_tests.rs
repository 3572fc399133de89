use super::super::{train, Input, Training};
use super::*;
use crate::{
	agent::{Agent, Behaviour, Source},
	dataset::{Dataset, Rows},
	engine::Local,
	ledger::Ledger,
	scenario::Scenario,
};
use collab_model_core::Label;
use rand_chacha::ChaCha8Rng;

const SCENARIO: &str = r#"
name = "burst"
train_size = 0

[rules]
kind = "classic"
step.constant = 1
learn_bias = false
pricing.constant = 5
refund_wait_s = 1000
owner_wait_s = 1000
any_wait_s = 1000
refuse_same_second = true

[[agents]]
name = "bad"
kind = "flipper"
start_balance = 100
mean_deposit = 7
mean_update_wait_s = 10
"#;

/// Plans the same at every turn.
struct Planner(Plan);

impl Behaviour for Planner {
	fn act(&mut self, _view: &View<'_>, _rng: &mut ChaCha8Rng) -> Plan {
		self.0.clone()
	}
}

fn offer(source: Source) -> Offer {
	Offer { source, label: Label::Negative }
}

/// Three training rows, each with its own number as its only feature.
fn data() -> Dataset {
	let (mut train, mut test) = (Rows::new(), Rows::new());
	for feature in 0..3 {
		train.push(&[feature], Label::Positive).unwrap();
	}
	test.push(&[0], Label::Positive).unwrap();
	Dataset { name: "three".into(), num_features: 9, train, test, notes: Vec::new() }
}

struct Setting {
	scenario: Scenario,
	data: Dataset,
	training: Training,
}

impl Setting {
	fn new(settings: &[&str]) -> Self {
		let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
		let scenario = Scenario::parse("burst", SCENARIO, &settings).unwrap();
		let data = data();
		let input = Input { scenario: &scenario, data: &data, seed: 1, fit_all_data: false };
		let training = train(&input).unwrap();
		Self { scenario, data, training }
	}

	/// A simulation whose only agent always plans the same.
	fn simulation(&self, plan: Plan) -> Simulation<'_> {
		let Self { scenario, data, training } = self;
		let input = Input { scenario, data, seed: 1, fit_all_data: false };
		let balances: Vec<_> = scenario.agents.iter().map(|agent| agent.start_balance).collect();
		let ledger = Ledger::open(0, scenario.rules, training.model.clone(), &balances).unwrap();
		let mut simulation = Simulation::new(&input, training, ledger);
		let planner = Box::new(Planner(plan));
		simulation.agents[0] = Agent::with_behaviour(planner, &scenario.agents[0], 1);
		simulation
	}
}

fn features(simulation: &Simulation<'_>) -> Vec<Vec<u32>> {
	let contributions = simulation.ledger.books().contributions().iter();
	contributions.filter_map(|c| Some(c.evidence.as_ref()?.features.to_vec())).collect()
}

#[test]
fn a_burst_within_one_second_takes_no_row_that_is_not_the_next() {
	let setting = Setting::new(&[]);
	let offers = vec![
		offer(Source::Row(2)),
		offer(Source::Features(vec![3, 8])),
		offer(Source::Row(2)),
		Offer::next_row(Label::Positive),
		Offer::next_row(Label::Positive),
		offer(Source::InsteadOfNextRow(vec![4])),
	];
	let mut simulation = setting.simulation(Plan { offers, wait: Some(7) });
	simulation.now = 5;
	let next = setting.training.left[0] as u32;
	assert_eq!(simulation.submit(0, &mut Local).unwrap(), Some(7));
	assert_eq!(features(&simulation), [vec![2], vec![3, 8], vec![2], vec![next]]);
	assert!(simulation.ledger.books().contributions().iter().all(|c| c.added == 5));
	assert_eq!((simulation.next_row, simulation.tallies[0].submissions), (1, 4));
	// The second of another submission.
	simulation.submit(0, &mut Local).unwrap();
	assert_eq!(simulation.tallies[0].submissions, 4);
}

#[test]
fn an_own_sample_can_take_the_place_of_the_next_row() {
	let setting = Setting::new(&[]);
	let offers = vec![offer(Source::InsteadOfNextRow(vec![4]))];
	let mut simulation = setting.simulation(Plan { offers, wait: None });
	simulation.now = 5;
	assert_eq!(simulation.submit(0, &mut Local).unwrap(), None);
	assert_eq!((features(&simulation), simulation.next_row), (vec![vec![4]], 1));
}

#[test]
fn a_burst_ends_with_the_money() {
	let setting = Setting::new(&["agents.bad.start_balance=17"]);
	let offers = vec![offer(Source::Row(0)); 9];
	let mut simulation = setting.simulation(Plan { offers, wait: None });
	simulation.now = 5;
	simulation.submit(0, &mut Local).unwrap();
	// Of 17 tokens each costs 5, and 7 are offered.
	assert_eq!(simulation.tallies[0].submissions, 3);
}

#[test]
fn an_agent_may_say_when_its_next_turn_is() {
	let setting = Setting::new(&["max_days=0.0005"]);
	let offers = vec![offer(Source::Row(0))];
	for (wait, expected) in [(Some(15), vec![10, 25, 40]), (None, vec![10, 20, 30, 40])] {
		let mut simulation = setting.simulation(Plan { offers: offers.clone(), wait });
		simulation.run(&mut Local, &|_| ()).unwrap();
		let contributions = simulation.ledger.books().contributions().iter();
		assert_eq!(contributions.map(|c| c.added).collect::<Vec<_>>(), expected);
	}
}

#[test]
fn a_sample_that_cannot_be_is_an_error() {
	let setting = Setting::new(&[]);
	for (source, expected) in [
		(Source::Row(3), "data set three, training row 3: there is no such row"),
		(Source::Features(vec![2, 1]), "data set three, an agent's own sample: "),
	] {
		let mut simulation = setting.simulation(Plan { offers: vec![offer(source)], wait: None });
		simulation.now = 5;
		let error = simulation.submit(0, &mut Local).unwrap_err().to_string();
		assert!(error.starts_with(expected), "{error}");
	}
}

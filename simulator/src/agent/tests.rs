use super::*;
use crate::{
	dataset::{Dataset, Rows},
	ledger::{Ledger, LinearCoefficients, Model},
	scenario::Scenario,
};
use collab_model_core::{Coefficient, Rules, Sample};

/// Row 0 is positive and far on that side, row 1 negative and just on the positive side, row 2
/// positive and far on the negative side.
fn data() -> Dataset {
	let mut train = Rows::new();
	for (feature, label) in [(0, true), (1, false), (2, true)] {
		train.push(&[feature, 9], label.into()).unwrap();
	}
	Dataset {
		name: "three".into(),
		num_features: 1000,
		train,
		test: Rows::new(),
		notes: Vec::new(),
	}
}

/// By the rules of `contract`: a step of 1.
fn ledger() -> Ledger {
	let mut model = LinearCoefficients::zero(1000);
	for (feature, value) in [(0, 100), (1, 1), (2, -100)] {
		model.set(feature, Coefficient::from_inner(value * 1_000_000_000));
	}
	let rules = Scenario::load("contract", &[]).unwrap().rules;
	let Rules::Classic(classic) = rules else { panic!("contract is classic") };
	Ledger::open(0, rules, Model::uploaded(classic, model), &[1000 * TOKEN]).unwrap()
}

struct Case {
	agent: Agent,
	data: Dataset,
	ledger: Ledger,
}

impl Case {
	/// The agent is the second one of `robust`, with other settings.
	fn new(kind: &str, settings: &[&str]) -> Self {
		let mut set = vec!["target_feature=1".to_string(), format!("agents.bad.kind={kind}")];
		set.extend(settings.iter().map(|setting| format!("agents.bad.{setting}")));
		let scenario = Scenario::load("robust", &set).unwrap();
		let agent = Agent::new(&scenario.agents[1], 7);
		Self { agent, data: data(), ledger: ledger() }
	}

	/// The one thing that it wants to submit, if any.
	fn act(&mut self, row: usize, now: Seconds) -> Option<Offer> {
		let view = View {
			ledger: &self.ledger,
			data: &self.data,
			row,
			who: 0,
			now,
			latest: None,
			turned: false,
		};
		let Plan { mut offers, wait } = self.agent.act(&view);
		assert!(offers.len() < 2 && wait.is_none());
		offers.pop()
	}

	fn offer(&mut self, row: usize, now: Seconds) -> Option<Label> {
		self.act(row, now).map(|offer| offer.label)
	}

	fn offers(&mut self) -> [Option<bool>; 3] {
		[0, 1, 2].map(|row| self.offer(row, 0).map(|label| label == Label::Positive))
	}

	/// Offers for one row, 10,000 times: how many there were, and how many of them positive.
	fn counts(&mut self, row: usize) -> (usize, usize) {
		let offers: Vec<_> = (0..10_000).filter_map(|_| self.offer(row, 0)).collect();
		(offers.len(), offers.iter().filter(|label| **label == Label::Positive).count())
	}
}

fn near(count: usize, expected: usize) -> bool {
	count.abs_diff(expected) < 200
}

#[test]
fn waits_and_deposits_are_whole_and_at_least_one() {
	let settings = ["mean_update_wait_s=0", "stdev_update_wait_s=2", "stdev_deposit=3"];
	let settings = [&settings[..], &["mean_deposit=0.5"]].concat();
	let mut agent = Case::new("honest", &settings).agent;
	let waits: Vec<_> = (0..500).map(|_| agent.next_wait()).collect();
	assert!(waits.contains(&1) && waits.iter().all(|w| (1..12).contains(w)));
	let deposits: Vec<_> = (0..500).map(|_| agent.next_deposit()).collect();
	assert!(deposits.iter().all(|d| *d >= TOKEN && d % TOKEN == 0));
}

#[test]
fn an_honest_agent_sends_the_truth_as_often_as_the_model_is_right() {
	let mut case = Case::new("honest", &[]);
	assert_eq!(case.offers(), [Some(true), Some(false), Some(true)]);
	assert!((0..1000).all(|_| case.agent.submits(0.85)));
	let submitted = (0..10_000).filter(|_| case.agent.submits(0.5)).count();
	assert!(near(submitted, 6_500), "{submitted}");
}

#[test]
fn a_flipper_always_sends_the_other_label() {
	let mut case = Case::new("flipper", &[]);
	assert_eq!(case.offers(), [Some(false), Some(true), Some(false)]);
	assert!((0..1000).all(|_| case.agent.submits(0.0)));
}

#[test]
fn a_mistake_flips_the_label_once_more() {
	let mut case = Case::new("flipper", &["prob_mistake=1"]);
	assert_eq!(case.offers(), [Some(true), Some(false), Some(true)]);
}

#[test]
fn an_agent_may_look_around_more_often_than_it_submits() {
	let mut agent = Case::new("flipper", &["prob_submit=0.3"]).agent;
	let submitted = (0..10_000).filter(|_| agent.submits(0.0)).count();
	assert!(near(submitted, 3_000), "{submitted}");
}

#[test]
fn who_looks_at_the_model_sends_or_leaves_rows_by_it() {
	assert_eq!(Case::new("border_flipper", &[]).offers(), [None, Some(true), None]);
	assert_eq!(Case::new("border_flipper", &["band=101"]).offers()[0], Some(false));
	assert_eq!(Case::new("easy", &[]).offers(), [Some(true), None, None]);
	assert_eq!(Case::new("easy", &["band=101"]).offers(), [None; 3]);
	assert_eq!(Case::new("copier", &[]).offers(), [Some(true), Some(true), Some(false)]);
	let contradicted = Case::new("copier", &["contradict=0.1"]).counts(2);
	assert!(contradicted.0 == 10_000 && near(contradicted.1, 1_000), "{contradicted:?}");
}

#[test]
fn a_targeted_agent_lies_about_its_target_only() {
	assert_eq!(Case::new("targeted", &[]).offers(), [Some(true), Some(true), Some(true)]);
}

#[test]
fn a_random_agent_sends_either_label() {
	let (offers, positive) = Case::new("random", &[]).counts(0);
	assert!(offers == 10_000 && near(positive, 5_000), "{positive}");
}

#[test]
fn a_sleeper_turns_on_its_day() {
	let mut case = Case::new("sleeper", &["honest_days=2"]);
	let day = 86_400;
	assert_eq!(case.offer(0, 2 * day - 1), Some(Label::Positive));
	assert_eq!(case.offer(0, 2 * day), Some(Label::Negative));
}

#[test]
fn a_front_runner_waits_for_silence() {
	let mut case = Case::new("front_runner", &["after_s=20"]);
	assert_eq!((case.offer(0, 19), case.offer(0, 20)), (None, Some(Label::Negative)));
	let sample = Sample::new(&[3], 1000).unwrap();
	case.ledger.add_data(20, 0, sample, Label::Positive, 100 * TOKEN).unwrap();
	assert_eq!((case.offer(0, 39), case.offer(0, 40)), (None, Some(Label::Negative)));
}

#[test]
fn a_reporter_sends_no_more_than_its_samples() {
	let mut case = Case::new("reporter", &["samples=1"]);
	assert_eq!(case.offer(1, 9), Some(Label::Negative));
	let sample = Sample::new(&[3], 1000).unwrap();
	case.ledger.add_data(20, 0, sample, Label::Negative, 100 * TOKEN).unwrap();
	assert_eq!(case.offer(1, 30), None);
}

#[test]
fn a_one_sided_agent_leaves_most_of_the_other_label() {
	let mut case = Case::new("one_sided", &["label=0", "share=0.8"]);
	let ((all, _), (few, positive)) = (case.counts(1), case.counts(0));
	assert!(all == 10_000 && near(few, 2_000) && positive == few, "{all}, {few}");
	let submitted = (0..10_000).filter(|_| case.agent.submits(0.5)).count();
	assert!(near(submitted, 6_500), "{submitted}");
}

#[test]
fn near_duplicates_keep_label_and_most_features_of_the_first_sample() {
	let mut case = Case::new("near_duplicate", &["changes=1"]);
	let mut copies = Vec::new();
	for row in [1, 0, 2, 0] {
		let offer = case.act(row, 0).unwrap();
		assert_eq!(offer.label, Label::Negative);
		let Source::InsteadOfNextRow(copy) = offer.source else { panic!("not its own features") };
		assert!(Sample::new(&copy, 1000).is_ok() && (copy.contains(&1) || copy.contains(&9)));
		copies.push(copy);
	}
	copies.sort();
	copies.dedup();
	assert!(copies.len() > 1);
}

//! Attackers that look at the chain: each finds what it looks for, in a model that was seeded with
//! made-up data.

use super::*;
use crate::{
	dataset::{load, Dataset},
	ledger::Ledger,
	scenario::Scenario,
	simulation::{train, Input},
};
use collab_model_core::{Accepted, Seal, Verdict, Version};

const DAY: Seconds = 86_400;

struct Case {
	scenario: Scenario,
	data: Dataset,
	ledger: Ledger,
	agent: Agent,
	now: Seconds,
	latest: Option<Latest>,
}

impl Case {
	/// The agent is the second one of `robust`, with other settings; it is rich.
	fn new(kind: &str, settings: &[&str]) -> Self {
		Self::under("robust", kind, settings)
	}

	fn under(scenario: &str, kind: &str, settings: &[&str]) -> Self {
		let usual = ["train_size=0.5", "trigger_features=3", "spare_features=6"];
		let robust = ["rules.gate={ samples = 0, accuracy = 0 }", "audits.kept=0"];
		let mut set: Vec<String> = usual.map(String::from).into();
		if scenario == "robust" {
			set.extend(robust.map(String::from));
		}
		set.extend([format!("agents.bad.kind={kind}"), "agents.*.start_balance=100000".into()]);
		set.extend(settings.iter().map(|setting| format!("agents.bad.{setting}")));
		let scenario = Scenario::load(scenario, &set).unwrap();
		let data = load(&"synthetic:train=3000,test=100".parse().unwrap(), Some(200)).unwrap();
		let input = Input { scenario: &scenario, data: &data, seed: 3, fit_all_data: false };
		let training = train(&input).unwrap();
		let rules = scenario.rules.after(training.seen);
		let balances: Vec<_> = scenario.agents.iter().map(|agent| agent.start_balance).collect();
		let ledger = Ledger::open(0, rules, training.model, &balances).unwrap();
		let agent = Agent::new(&scenario.agents[1], 7);
		Self { scenario, data, ledger, agent, now: 600, latest: None }
	}

	fn view(&self) -> View<'_> {
		View {
			ledger: &self.ledger,
			data: &self.data,
			row: 0,
			who: 1,
			now: self.now,
			latest: self.latest.as_ref(),
			turned: false,
		}
	}

	fn plan(&mut self) -> Plan {
		let Self { ledger, data, agent, now, latest, .. } = self;
		let (latest, now) = (latest.as_ref(), *now);
		agent.act(&View { ledger, data, row: 0, who: 1, now, latest, turned: false })
	}

	/// The offers of one turn, each with its features.
	fn offers(&mut self) -> Vec<(Vec<u32>, Label)> {
		let offers = self.plan().offers;
		let features = |offer: &Offer| offer.source.features(&self.data.train, 0).unwrap().to_vec();
		offers.iter().map(|offer| (features(offer), offer.label)).collect()
	}

	fn quote(&self, (features, label): &(Vec<u32>, Label)) -> Accepted {
		self.view().quote(features, *label).unwrap()
	}

	fn verdict(&self, offer: &(Vec<u32>, Label)) -> Verdict {
		self.quote(offer).judged.unwrap().verdict
	}

	fn send(&mut self, who: usize, (features, label): &(Vec<u32>, Label)) -> Accepted {
		let sample =
			collab_model_core::Sample::new(features, self.ledger.memory().num_features()).unwrap();
		let added = self.ledger.add_data(self.now, who, sample, *label, Balance::MAX).unwrap();
		self.latest = Some(Latest { who, features: features.clone(), label: *label });
		added.accepted
	}

	/// The true label of the training row with these features.
	fn truth(&self, features: &[u32]) -> Label {
		let row = self.data.train.iter().find(|(row, _)| *row == features).unwrap();
		row.1
	}

	/// Share of the training rows that a copy gets right.
	fn accuracy(&self, version: Version) -> f64 {
		let view = self.view();
		let right = |(features, label): &(&[u32], Label)| {
			collab_model_core::label_of(view.score(version, features)) == *label
		};
		self.data.train.iter().filter(right).count() as f64 / self.data.train.len() as f64
	}
}

#[test]
fn a_quote_is_what_a_submission_comes_to() {
	let mut case = Case::new("flipper", &[]);
	for row in 0..200 {
		let offer = (case.data.train.row(row).to_vec(), case.data.train.label(row).flipped());
		let (quoted, before) = (case.quote(&offer), case.ledger.robust().copied());
		assert_eq!(case.ledger.robust().copied(), before);
		assert_eq!(case.send(1, &offer), quoted);
		case.now += 100;
	}
}

#[test]
fn white_boxes_send_only_flips_that_teach() {
	let mut case = Case::new("white_box", &["samples=40"]);
	let offers = case.offers();
	assert!(offers.len() == 40 && offers.iter().all(|offer| case.quote(offer).updated));
	assert!(offers.iter().all(|(features, label)| *label != case.truth(features)));
	assert!(offers.iter().any(|offer| case.verdict(offer) == Verdict::Disagree));

	let mut case = Case::new("white_box", &["samples=40", "undecided=1"]);
	let offers = case.offers();
	assert!(offers.len() > 10);
	assert!(offers.iter().all(|offer| case.verdict(offer) == Verdict::Undecided));
}

#[test]
fn errors_are_confirmed_as_the_model_makes_them() {
	let mut case = Case::new("model_errors", &["samples=5"]);
	let offers = case.offers();
	assert!(!offers.is_empty() && offers.iter().all(|offer| case.quote(offer).updated));
	assert!(offers.iter().all(|(features, label)| *label != case.truth(features)));
	assert!(offers.iter().all(|offer| case.verdict(offer) == Verdict::Undecided));
}

#[test]
fn one_side_is_pushed_with_true_labels_too() {
	let mut case = Case::new("undecided", &["samples=40", "label=0"]);
	let offers = case.offers();
	assert!(offers.iter().all(|offer| offer.1 == Label::Negative && case.quote(offer).updated));
	let truths: Vec<_> = offers.iter().map(|(features, _)| case.truth(features)).collect();
	assert!(truths.contains(&Label::Negative) && truths.contains(&Label::Positive));
}

#[test]
fn crafted_samples_cost_little_and_harm_more_than_flips() {
	let harm = |kind: &str, setting: &str| {
		let mut case = Case::new(kind, &[setting]);
		let mut lost = 0;
		for _ in 0..300 {
			for offer in case.offers() {
				lost += case.send(1, &offer).stake.forfeited;
			}
			case.now += 600;
		}
		let [before, after] = [Version::Released, Version::Candidate].map(|it| case.accuracy(it));
		(before - after, lost)
	};
	let (crafted, flips) = (harm("crafted", "words=40"), harm("white_box", "undecided=1"));
	assert!(crafted.0 > 0.01 && crafted.0 > flips.0, "{crafted:?} {flips:?}");
}

#[test]
fn a_decoy_is_one_sample_of_words_that_speak_against_its_label() {
	let mut case = Case::new("decoy", &["samples=3", "words=30"]);
	let offers = case.offers();
	assert!(offers.len() == 3 && offers.iter().all(|offer| *offer == offers[0]));
	assert!(offers[0].1 == Label::Negative && case.quote(&offers[0]).updated);
	let view = case.view();
	assert!(offers[0].0.iter().all(|word| view.score(Version::Released, &[*word]) > 0));
}

#[test]
fn ballast_is_of_features_that_nobody_has() {
	let mut case = Case::new("ballast", &["features=3", "samples=20"]);
	let offers = case.offers();
	assert!(offers.len() == 20 && offers.iter().all(|offer| case.quote(offer).updated));
	for (features, label) in &offers {
		let (ballast, row): (Vec<u32>, Vec<u32>) = features.iter().partition(|f| **f >= 200);
		assert_eq!((ballast.len(), *label), (3, case.truth(&row).flipped()));
	}
}

#[test]
fn a_backdoor_adds_its_trigger_to_true_samples() {
	let mut case = Case::new("backdoor", &["samples=10"]);
	let trigger = case.data.train.rarest(3);
	let offers = case.offers();
	assert!(!offers.is_empty() && offers.iter().all(|offer| case.quote(offer).updated));
	for (features, label) in &offers {
		assert!(trigger.iter().all(|word| features.contains(word)) && *label == Label::Positive);
	}
}

#[test]
fn a_plagiarist_repeats_what_others_sent() {
	let mut case = Case::new("plagiarist", &["copies=2"]);
	assert_eq!(case.offers(), []);
	let sent = (case.data.train.row(4).to_vec(), Label::Negative);
	case.send(0, &sent);
	assert_eq!(case.offers(), [sent.clone(), sent.clone()]);
	case.send(1, &sent);
	assert_eq!(case.offers(), []);
}

#[test]
fn a_careful_copier_contradicts_as_often_as_it_must() {
	let mut case = Case::new("careful_copier", &["samples=30", "quiet_s=100"]);
	assert_eq!(case.offers(), [], "there is no bonus yet");
	// Somebody else loses much, and what the fund has of it is for the first who is entitled.
	for row in 0..400 {
		case.now += 600;
		let flipped = case.data.train.label(row).flipped();
		case.send(0, &(case.data.train.row(row).to_vec(), flipped));
	}
	case.now += 40;
	assert_eq!(case.plan(), Plan { offers: Vec::new(), wait: Some(60) });
	case.now += 60;
	let offers = case.offers();
	let verdicts: Vec<_> = offers.iter().map(|offer| case.verdict(offer)).collect();
	assert_eq!(verdicts[..2], [Verdict::Disagree, Verdict::Agree]);
	let accepted: Vec<_> = offers.iter().map(|offer| case.send(1, offer)).collect();
	let earned: Balance = accepted.iter().map(|accepted| accepted.stake.bonus).sum();
	let lost: Balance = accepted.iter().map(|accepted| accepted.stake.forfeited).sum();
	assert!(earned > lost && lost > 0, "{earned} {lost}");
}

#[test]
fn pumps_are_agreed_with_and_follow_every_flip() {
	let mut case = Case::new("pump", &["samples=5", "pumps=3"]);
	let offers = case.offers();
	assert_eq!(offers.len(), 20);
	for group in offers.chunks(4) {
		assert!(case.quote(&group[0]).updated);
		assert!(group[1..].iter().all(|pump| case.verdict(pump) == Verdict::Agree));
	}
}

#[test]
fn bursts_come_in_series_after_a_record_is_made() {
	let settings = ["samples=2", "bursts=3", "series=2", "groom=9"];
	let mut case = Case::new("white_box", &settings);
	let groom = case.offers();
	assert!(groom.len() == 9 && groom.iter().all(|copy| case.verdict(copy) == Verdict::Agree));
	for copy in &groom {
		case.send(1, copy);
	}
	let plans: Vec<_> = (0..8).map(|_| case.plan()).collect();
	let waits: Vec<_> = plans.iter().map(|plan| plan.wait).collect();
	let series = [Some(1), Some(1), None];
	assert_eq!(waits, [&series[..], &series, &[None, None]].concat());
	let counts: Vec<_> = plans.iter().map(|plan| plan.offers.len()).collect();
	assert_eq!(counts, [2, 2, 2, 2, 2, 2, 0, 0]);
	let classic = Case::under("contract", "white_box", &settings).offers();
	assert_eq!(classic.len(), 2, "a record is of no use under classic rules");
}

#[test]
fn an_attacker_that_knows_of_audits_acts_after_and_rests_before_them() {
	let acts = |settings: &[&str], day: Seconds, sealed: Option<Seconds>| {
		let mut case = Case::new("white_box", settings);
		if let Some(day) = sealed {
			case.ledger.seal_audit(day * DAY, Seal::default(), 500).unwrap();
		}
		case.now = day * DAY;
		!case.offers().is_empty()
	};
	assert!(acts(&["active_days=3"], 2, None) && !acts(&["active_days=3"], 3, None));
	// Rows may be shown 7 days after they are sealed.
	assert!(acts(&["quiet_days=2"], 25, Some(20)) && !acts(&["quiet_days=2"], 26, Some(20)));
}

#[test]
fn an_attacker_that_has_harmed_enough_rests_for_the_day() {
	let mut case = Case::new("crafted", &["stop_points=1", "samples=20"]);
	let mut most = 0.0_f64;
	for _ in 0..100 {
		for offer in case.offers() {
			case.send(1, &offer);
		}
		case.now += DAY;
		let [released, candidate] =
			[Version::Released, Version::Candidate].map(|it| case.accuracy(it));
		most = most.max(released - candidate);
	}
	// It knows the harm from a sample of rows, and of a day before.
	assert!((0.005..0.06).contains(&most), "{most}");
	assert_eq!(case.scenario.agents[1].kind, AgentKind::Crafted);
}

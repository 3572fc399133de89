use super::*;
use crate::{
	dataset::load,
	engine::{Action, Local},
	result::{RunFacts, RunResult},
};
use collab_model_core::{Balance, Verdict};

fn data(spec: &str) -> Dataset {
	load(&spec.parse().unwrap(), Some(300)).unwrap()
}

/// Without a gate, which so few words do not pass.
fn scenario(settings: &[&str]) -> Scenario {
	gated(&[&["rules.gate={ samples = 0, accuracy = 0 }"], settings].concat())
}

fn gated(settings: &[&str]) -> Scenario {
	let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
	Scenario::load("robust", &settings).unwrap()
}

fn input<'a>(scenario: &'a Scenario, data: &'a Dataset) -> Input<'a> {
	Input { scenario, data, seed: 4, fit_all_data: true }
}

#[test]
fn every_contribution_gets_one_verdict_and_the_money_adds_up() {
	let (data, scenario) = (data("synthetic:train=4000,test=300"), scenario(&[]));
	let outcome = run(&input(&scenario, &data), &mut Local, &|_| ()).unwrap();
	assert_eq!((outcome.ending, outcome.unclaimed), (Ending::Settled, 0));
	for tally in &outcome.tallies {
		let Verdicts { agree, undecided, disagree } = tally.verdicts;
		assert_eq!(agree + undecided + disagree, tally.submissions);
	}
	let [good, bad] = outcome.tallies[..] else { panic!("not two agents") };
	assert_eq!(good.refunds + good.reports + bad.refunds + bad.reports, 3680);
	assert!(bad.verdicts.disagree > bad.verdicts.agree && good.skipped < bad.skipped);

	let facts =
		RunFacts { engine: "local", scenario: &scenario, data: &data, seed: 4, wall_seconds: 1.0 };
	let result = RunResult::new(&facts, &outcome);
	let robust = result.robust.unwrap();
	let profits: f64 = result.balances.values().map(|balance| balance.profit).sum();
	assert!((profits + robust.pool).abs() < 1e-6, "{profits} {}", robust.pool);
	assert!(robust.pool > 0.0 && robust.bonus["good"] > 0.0);
	assert!((0.0..1.0).contains(&robust.agreement));
	assert!((0.5..1.0).contains(&robust.seed_accuracy));
	assert!(result.balances["bad"].profit < 0.0 && result.balances["good"].profit > 0.0);
}

#[test]
fn the_lowest_accuracy_is_that_of_all_evaluations() {
	let (data, scenario) = (data("synthetic:train=4000,test=300"), scenario(&[]));
	let mut outcome = run(&input(&scenario, &data), &mut Local, &|_| ()).unwrap();
	outcome.series.record_accuracy(1, 0.25);
	let facts =
		RunFacts { engine: "local", scenario: &scenario, data: &data, seed: 4, wall_seconds: 1.0 };
	assert_eq!(RunResult::new(&facts, &outcome).accuracy_lowest, 0.25);
}

/// Notes who settled what of whose, and when.
#[derive(Default)]
struct Recorder {
	seeded: usize,
	added: Vec<Seconds>,
	settled: Vec<(Seconds, usize, usize, Verdict)>,
}

impl Chain for Recorder {
	fn open(&mut self, setup: &Setup<'_>) -> anyhow::Result<()> {
		self.seeded = setup.seed.len();
		Ok(())
	}

	fn act(&mut self, now: Seconds, action: &Action<'_>) -> anyhow::Result<()> {
		let (agent, contribution, paid) = match *action {
			Action::AddData { .. } => {
				self.added.push(now);
				return Ok(());
			}
			Action::Refund { agent, contribution, paid }
			| Action::Report { agent, contribution, paid } => (agent, contribution, paid),
		};
		let crate::engine::Paid::Verdict(settled) = paid else { panic!("a classic claim") };
		let age = now - self.added[contribution as usize];
		self.settled.push((age, agent, settled.contributor, settled.verdict));
		Ok(())
	}

	fn finish(&mut self, _ledger: &Ledger) -> anyhow::Result<ChainReport> {
		Ok(ChainReport::default())
	}
}

/// Two flippers: nobody settles what does not pay him before it expires.
#[test]
fn attackers_leave_what_does_not_pay_until_it_expires() {
	let data = data("synthetic:train=4000,test=300");
	let scenario = scenario(&["agents.good.kind=flipper", "max_submissions=500"]);
	let mut recorder = Recorder::default();
	run(&input(&scenario, &data), &mut recorder, &|_| ()).unwrap();
	assert_eq!((recorder.seeded, recorder.settled.len()), (320, 500));
	let pays = |who, whose, verdict| (who == whose) != (verdict == Verdict::Disagree);
	let (paying, left): (Vec<_>, Vec<_>) = recorder
		.settled
		.into_iter()
		.partition(|(_, who, whose, verdict)| pays(*who, *whose, *verdict));
	assert!(paying.iter().all(|(age, ..)| *age >= 86_400));
	assert!(paying.len() > 100 && left.iter().all(|(age, ..)| *age >= 777_600));
}

#[test]
fn a_closed_gate_ends_the_run_and_names_the_cure() {
	let data = data("synthetic:train=600,test=300");
	let error = |scenario: &Scenario| {
		let outcome = run(&input(scenario, &data), &mut Local, &|_| ());
		outcome.err().map(|error| error.to_string())
	};
	let closed = error(&gated(&[])).unwrap();
	assert!(closed.contains("seeded with 48 samples") && closed.contains("250"), "{closed}");
	assert!(closed.contains("raise train_size") && closed.contains("samples = 0"), "{closed}");
	assert_eq!(error(&scenario(&[])), None);
}

/// Without false labels and without a guard the public samples are learnt as seeded ones are.
#[test]
fn the_model_of_all_data_learns_in_the_order_of_submission() {
	let data = data("synthetic:train=1000,test=300");
	let honest =
		["agents.bad.kind=honest", "rules.learner.guard={ least = 65535, greatest = 65535 }"];
	let honest = scenario(&[&honest[..], &["agents.*.prob_mistake=0", "train_size=0.5"]].concat());
	let outcome = run(&input(&honest, &data), &mut Local, &|_| ()).unwrap();
	assert_eq!(Some(outcome.after), outcome.all_data);
	assert_eq!(outcome.samples_seen_before, 500);
}

#[test]
fn training_is_shared_by_what_it_depends_on() {
	let robust = scenario(&[]);
	assert!(same_training(&robust, &scenario(&["rules.pricing.base=3"])));
	assert!(!same_training(&robust, &scenario(&["rules.learner.margin=60"])));
	assert!(!same_all_data(&robust, &Scenario::load("paper", &[]).unwrap()));
}

#[test]
fn balances_beyond_any_number_are_refused() {
	let seeded = crate::ledger::Model::Averaged(crate::ledger::Seeded::zero(1));
	let rules = scenario(&[]).rules;
	let opened = Ledger::open(0, rules, seeded.clone(), &[Balance::MAX, 1]);
	assert!(matches!(opened, Err(OpenError::TooMuchMoney(_))));
	let classic = Scenario::load("paper", &[]).unwrap().rules;
	assert!(matches!(Ledger::open(0, classic, seeded, &[]), Err(OpenError::OtherRules)));
}

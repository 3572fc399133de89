use super::*;
use crate::{
	dataset::load,
	engine::{Action, Local},
	result::{RunFacts, RunResult},
};
use collab_model_core::{AuditOutcome, Balance, Payee};

/// Few test rows, which few audits show.
const AUDITS: [&str; 2] = [
	"rules.audits={ rows = 50, wait_s = 100_000 }",
	"audits={ every_days = 4, rows = 60, kept = 100 }",
];

fn data(spec: &str) -> Dataset {
	load(&spec.parse().unwrap(), Some(300)).unwrap()
}

/// Without a gate, which so few words do not pass.
fn scenario(settings: &[&str]) -> Scenario {
	gated(&[&["rules.gate={ samples = 0, accuracy = 0 }"], settings].concat())
}

fn gated(settings: &[&str]) -> Scenario {
	let settings = AUDITS.iter().chain(settings);
	Scenario::load("robust", &settings.map(ToString::to_string).collect::<Vec<_>>()).unwrap()
}

fn input<'a>(scenario: &'a Scenario, data: &'a Dataset) -> Input<'a> {
	Input { scenario, data, seed: 4, fit_all_data: true }
}

fn run_local(scenario: &Scenario, data: &Dataset) -> Outcome {
	run(&input(scenario, data), &mut Local, &|_| ()).unwrap()
}

fn result(scenario: &Scenario, data: &Dataset, outcome: &Outcome) -> RunResult {
	let facts = RunFacts { engine: "local", scenario, data, seed: 4, wall_seconds: 1.0 };
	RunResult::new(&facts, outcome)
}

#[test]
fn every_submission_has_a_verdict_and_the_money_adds_up() {
	let (data, scenario) = (data("synthetic:train=4000,test=300"), scenario(&[]));
	let outcome = run_local(&scenario, &data);
	assert_eq!((outcome.ending, outcome.unclaimed), (Ending::Settled, 0));
	for tally in &outcome.tallies {
		let Verdicts { agree, undecided, disagree } = tally.verdicts;
		assert_eq!(agree + undecided + disagree, tally.submissions);
		let Lessons { learnt, suspended, agreed, outlier, sure, leashed } = tally.lessons;
		assert_eq!(learnt + suspended + agreed + outlier + sure + leashed, tally.submissions);
		assert_eq!((agreed, suspended, tally.reports), (agree, 0, 0));
		assert_eq!(tally.refunds, agree + undecided);
	}
	let [good, bad] = outcome.tallies[..] else { panic!("not two agents") };
	assert!(bad.verdicts.disagree > bad.verdicts.agree && bad.lessons.outlier > 0);
	assert!(good.lessons.learnt > 0);

	let result = result(&scenario, &data, &outcome);
	let robust = result.robust.unwrap();
	let profits: f64 = result.balances.values().map(|balance| balance.profit).sum();
	assert!((profits + robust.pot.total()).abs() < 1e-6, "{profits} {:?}", robust.pot);
	assert!(robust.pot.pool > 0.0 && robust.bonus["good"] > 0.0 && robust.forfeited["bad"] > 0.0);
	assert!((0.0..1.0).contains(&robust.agreement));
	assert!((0.5..1.0).contains(&robust.seeding_accuracy));
	assert!(result.balances["bad"].profit < 0.0);
}

#[test]
fn audits_come_on_their_days_and_only_they_change_what_is_served() {
	let data = data("synthetic:train=4000,test=300");
	let audited = run_local(&scenario(&[]), &data);
	let days = audited.audits.iter().map(|audit| audit.time / 86_400);
	assert!(days.eq((1..).map(|k| 4 * k).take(audited.audits.len())));
	assert!(audited.audits.iter().any(|audit| audit.outcome == AuditOutcome::Released));
	assert_eq!((audited.before.rows(), audited.after.rows()), (200, 200));
	assert_ne!(audited.before, audited.after);

	let never = run_local(&scenario(&["audits.kept=0"]), &data);
	assert_eq!((never.audits.len(), never.after.rows()), (0, 300));
	assert_eq!(never.before, never.after);
	assert!(never.tallies[0].lessons.learnt > 0);
}

#[test]
fn an_audit_before_the_end_of_time_is_made() {
	let data = data("synthetic:train=4000,test=300");
	let outcome = run_local(&scenario(&["max_days=8"]), &data);
	assert_eq!((outcome.ending, outcome.audits.len()), (Ending::TimeLimit, 2));
}

#[test]
fn the_lowest_accuracy_is_that_of_all_evaluations() {
	let (data, scenario) = (data("synthetic:train=4000,test=300"), scenario(&[]));
	let mut outcome = run_local(&scenario, &data);
	outcome.series.record_accuracy(1, 0.25);
	assert_eq!(result(&scenario, &data, &outcome).accuracy_lowest, 0.25);
}

/// Notes the age of each contribution that is refunded.
#[derive(Default)]
struct Recorder {
	seeded: usize,
	added: Vec<(Seconds, usize)>,
	ages: Vec<Seconds>,
	last: [u64; 2],
}

impl Chain for Recorder {
	fn open(&mut self, setup: &Setup<'_>) -> anyhow::Result<()> {
		self.seeded = setup.seeding.len();
		Ok(())
	}

	fn act(&mut self, now: Seconds, action: &Action<'_>) -> anyhow::Result<()> {
		match *action {
			Action::AddData { agent, .. } => self.added.push((now, agent)),
			Action::Refund { agent, contribution, payment } => {
				let (added, contributor) = self.added[contribution as usize];
				assert_eq!((contributor, payment.to), (agent, Payee::Contributor));
				assert!(payment.ends && contribution >= self.last[agent]);
				self.last[agent] = contribution;
				self.ages.push(now - added);
			}
			_ => {}
		}
		Ok(())
	}

	fn finish(&mut self, _ledger: &Ledger) -> anyhow::Result<ChainReport> {
		Ok(ChainReport::default())
	}
}

#[test]
fn agents_have_their_own_contributions_refunded_when_due() {
	let data = data("synthetic:train=4000,test=300");
	let scenario = scenario(&["agents.bad.mean_update_wait_s=600", "max_submissions=500"]);
	let mut recorder = Recorder::default();
	run(&input(&scenario, &data), &mut recorder, &|_| ()).unwrap();
	assert_eq!((recorder.seeded, recorder.added.len()), (320, 500));
	assert!(recorder.ages.len() > 100);
	// The turn after the wait comes within some 600 seconds.
	assert!(recorder.ages.iter().all(|age| (86_400..87_100).contains(age)));
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

#[test]
fn the_model_of_all_data_is_seeded_with_all_rows() {
	let data = data("synthetic:train=1000,test=300");
	let scenario = scenario(&["train_size=0.5"]);
	let outcome = run_local(&scenario, &data);
	assert_eq!(outcome.samples_seen_before, 500);
	let all = outcome.all_data.unwrap();
	assert!(all.rows() == 200 && all.accuracy() > outcome.before.accuracy());
}

#[test]
fn training_is_shared_by_what_it_depends_on() {
	let robust = scenario(&[]);
	assert!(same_training(&robust, &scenario(&["rules.pricing.base=3"])));
	assert!(!same_training(&robust, &scenario(&["rules.learner.margin=60"])));
	assert!(!same_training(&robust, &scenario(&["audits.kept=200"])));
	assert!(!same_all_data(&robust, &Scenario::load("paper", &[]).unwrap()));
}

#[test]
fn balances_beyond_any_number_are_refused() {
	let rules = scenario(&[]).rules;
	let collab_model_core::Rules::Robust(robust) = rules else { panic!("not robust") };
	let seeded = crate::ledger::Model::seeded(robust, 1, []);
	let opened = Ledger::open(0, rules, seeded.clone(), &[Balance::MAX, 1]);
	assert!(matches!(opened, Err(OpenError::TooMuchMoney(_))));
	let classic = Scenario::load("paper", &[]).unwrap().rules;
	assert!(matches!(Ledger::open(0, classic, seeded, &[]), Err(OpenError::OtherRules)));
}

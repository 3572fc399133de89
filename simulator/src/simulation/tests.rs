use super::*;
use crate::{dataset::Rows, engine::Local, scenario::TOKEN};
use collab_model_core::Label;

/// One feature; the truth is always positive, the model starts at zero (negative). Waits of 15
/// and 100 seconds, a price of 5 tokens, and no random number that matters.
const SCENARIO: &str = r#"
name = "mini"
train_size = 0
submit_margin = 1

[rules]
kind = "classic"
step.constant = 1
learn_bias = false
pricing.constant = 5
refund_wait_s = 15
owner_wait_s = 100
any_wait_s = 100

[[agents]]
name = "good"
kind = "honest"
start_balance = 100
mean_deposit = 7
mean_update_wait_s = 10

[[agents]]
name = "bad"
kind = "flipper"
start_balance = 100
mean_deposit = 7
mean_update_wait_s = 24
"#;

fn data(rows: usize) -> Dataset {
	let mut train = Rows::new();
	for _ in 0..rows {
		train.push(&[0], Label::Positive).unwrap();
	}
	let mut test = Rows::new();
	test.push(&[0], Label::Positive).unwrap();
	Dataset { name: "mini".into(), num_features: 1, train, test, notes: Vec::new() }
}

fn scenario(settings: &[&str]) -> Scenario {
	let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
	Scenario::parse("mini", SCENARIO, &settings).unwrap()
}

fn outcome(rows: usize, settings: &[&str]) -> Outcome {
	let (scenario, data) = (scenario(settings), data(rows));
	let input = Input { scenario: &scenario, data: &data, seed: 1, fit_all_data: false };
	run(&input, &mut Local, &|_| ()).unwrap()
}

fn tokens(outcome: &Outcome) -> Vec<u128> {
	outcome.ledger.books().accounts().iter().map(|account| account.free / TOKEN).collect()
}

fn claims(outcome: &Outcome, contribution: usize) -> Vec<usize> {
	let evidence = &outcome.ledger.books().contributions()[contribution].evidence;
	evidence.as_ref().map_or(Vec::new(), |evidence| evidence.claims.clone())
}

/// 10 good #0, the model turns positive; 20 good #1; 24 bad #2, the model turns negative (bad has
/// no credit for a report); 30 good #3, the model turns positive, and #0 is refunded; 40 good #4,
/// the last. From then on only what anybody may take: at 120 both have a turn, bad comes first by
/// name and takes #1; 130 good takes #2 and #3; 140 good takes #4.
#[test]
fn a_small_simulation_goes_as_computed_by_hand() {
	let outcome = outcome(5, &[]);
	let tally = |submissions, refunds, reports, most_held| {
		let most_held = most_held * TOKEN;
		AgentTally { submissions, refunds, reports, most_held, ..AgentTally::default() }
	};
	// At 40 good has #1, #3 and #4.
	let (good, bad) = (tally(4, 1, 3, 15), tally(1, 0, 1, 5));
	assert_eq!(outcome.tallies, vec![good, bad]);
	assert_eq!(tokens(&outcome), vec![100, 100]);
	assert_eq!((outcome.time, outcome.ending, outcome.unclaimed), (140, Ending::Settled, 0));
	let added: Vec<_> = outcome.ledger.books().contributions().iter().map(|c| c.added).collect();
	assert_eq!(added, vec![10, 20, 24, 30, 40]);
	assert_eq!(claims(&outcome, 1), [1]);
	assert_eq!((outcome.before.accuracy(), outcome.after.accuracy()), (0.0, 1.0));
	assert_eq!(outcome.ledger.check_conserved(), Ok(()));
}

/// As above, but bad waits 26 seconds: its first turn finds #0 of good at 26 - 10 >= 15.
#[test]
fn a_report_is_not_paid_without_credit_and_paid_with_it() {
	// 20 good #1; 26 bad #2 (model negative); 30 good #3 (positive), refund of #0; 40 good #4;
	// 50 good #5, refunds #1, then reports #2 of bad, 24 s old: 5 x 2 / 2.
	let outcome = outcome(9, &["agents.bad.mean_update_wait_s=26"]);
	let bad = &outcome.ledger.books().contributions()[2];
	let label = bad.evidence.as_ref().map(|evidence| evidence.label);
	assert_eq!((bad.contributor, label, bad.claimable), (1, Some(Label::Negative), 0));
	assert_eq!((claims(&outcome, 2), claims(&outcome, 0)), (vec![0], vec![0]));
}

#[test]
fn the_second_of_another_submission_is_avoided_on_demand() {
	let same = "agents.bad.mean_update_wait_s=10";
	let counts = |settings: &[&str]| -> Vec<_> {
		outcome(10, settings).tallies.iter().map(|tally| tally.submissions).collect()
	};
	assert_eq!(counts(&[same]), vec![5, 5]);
	assert_eq!(counts(&[same, "rules.refuse_same_second=true"]), vec![0, 10]);
}

#[test]
fn an_agent_without_money_takes_no_more_turns() {
	let poor = outcome(9, &["agents.*.start_balance=5", "agents.*.mean_deposit=5"]);
	assert_eq!((poor.ending, poor.unclaimed), (Ending::NoAgentLeft, 2));
	assert_eq!(poor.tallies[0].ruined, Some(10));
	assert_eq!(tokens(&poor), vec![0, 0]);
}

#[test]
fn limits_cut_a_run_short() {
	let few = outcome(9, &["max_submissions=2"]);
	assert_eq!(few.ledger.books().contributions().len(), 2);
	// 0.0004 days are 34 seconds.
	let short = outcome(9, &["max_days=0.0004"]);
	assert_eq!((short.ending, short.time), (Ending::TimeLimit, 34));
	assert_eq!(short.ledger.books().contributions().len(), 4);
}

#[test]
fn a_run_in_which_nothing_can_happen_ends() {
	let dear = outcome(3, &["submission_cost=8"]);
	assert_eq!(dear.ending, Ending::Stalled);
}

#[test]
fn data_that_cannot_be_used_are_refused() {
	let scenario = scenario(&["train_size=0.9"]);
	let error = |data: &Dataset| {
		let input = Input { scenario: &scenario, data, seed: 1, fit_all_data: true };
		run(&input, &mut Local, &|_| ()).unwrap_err().to_string()
	};
	assert!(error(&data(1)).contains("train_size"));
	let untested = Dataset { test: Rows::new(), ..data(9) };
	assert!(error(&untested).contains("no test rows"));
}

#[test]
fn a_shared_training_gives_the_same_run() {
	let data =
		crate::dataset::load(&"synthetic:train=300,test=100".parse().unwrap(), Some(99)).unwrap();
	let load = |settings: &[&str]| {
		let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
		Scenario::load("paper", &settings).unwrap()
	};
	let (one, other) = (load(&[]), load(&["agents.good.mean_deposit=5", "max_submissions=50"]));
	assert!(same_training(&one, &other));
	let input = |scenario| Input { scenario, data: &data, seed: 3, fit_all_data: true };
	let training = train(&input(&one)).unwrap();
	let shared = run_trained(&input(&other), &training, &mut Local, &|_| ()).unwrap();
	let alone = run(&input(&other), &mut Local, &|_| ()).unwrap();
	assert_eq!((shared.before, shared.after), (alone.before, alone.after));
	assert_eq!((shared.tallies, shared.series), (alone.tallies, alone.series));
	assert_eq!(Some(evaluate_all_data(&input(&one))), alone.all_data);
}

#[test]
fn what_a_training_depends_on_is_not_shared() {
	let load = |setting: &str| Scenario::load("paper", &[setting.to_string()]).unwrap();
	let paper = load("name=paper");
	for setting in ["train_size=0.1", "initial_fit.tol=1", "rules.learn_bias=false"] {
		assert!(!same_training(&paper, &load(setting)), "{setting}");
	}
	assert!(same_all_data(&paper, &load("train_size=0.1")));
	assert!(!same_all_data(&paper, &load("rules.step={constant=1}")));
}

#[test]
fn an_offer_is_held_on_demand() {
	let held = |settings: &[&str]| -> Vec<_> {
		let outcome = outcome(3, settings);
		outcome.ledger.books().contributions().iter().map(|c| c.deposit / TOKEN).collect()
	};
	assert_eq!(held(&[]), [5, 5, 5]);
	assert_eq!(held(&["deposit_is_offer=true"]), [7, 7, 7]);
}

#[test]
fn an_offer_is_not_held_under_robust_rules() {
	let error = Scenario::load("robust", &["deposit_is_offer=true".into()]).unwrap_err();
	assert!(error.to_string().contains("for classic rules only: leave it out"), "{error}");
}

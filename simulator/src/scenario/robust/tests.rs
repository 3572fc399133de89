use super::*;
use crate::scenario::Scenario;

fn robust(settings: &[&str]) -> Result<(Scenario, Robust), String> {
	let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
	let scenario = Scenario::load("robust", &settings).map_err(|e| e.to_string())?;
	let Rules::Robust(rules) = scenario.rules else { panic!("not robust") };
	Ok((scenario, rules))
}

fn defaults(learn_bias: bool) -> Robust {
	let rules = Robust::with_base(10 * TOKEN);
	Robust { learner: AveragedPerceptron { learn_bias, ..rules.learner }, ..rules }
}

#[test]
fn the_embedded_scenario_states_the_defaults() {
	let (scenario, rules) = robust(&[]).unwrap();
	assert_eq!(rules, defaults(false));
	assert!(scenario.refuse_same_second);
	let paper = Scenario::load("paper", &[]).unwrap();
	assert_eq!(scenario.agents, paper.agents);
	assert_eq!((scenario.train_size, scenario.num_words), (paper.train_size, paper.num_words));
}

#[test]
fn what_is_left_out_has_cores_default() {
	let (scenario, rules) = robust(&["rules={ kind = \"robust\" }"]).unwrap();
	assert_eq!((rules, scenario.refuse_same_second), (defaults(true), false));
	let (_, rules) = robust(&["rules={ kind = \"robust\", learner = { margin = 9 } }"]).unwrap();
	assert_eq!(rules.learner, AveragedPerceptron { margin: 9, ..defaults(true).learner });
}

#[test]
fn values_are_in_tokens_percent_and_seconds() {
	let (_, rules) = robust(&[
		"submission_cost=2.5",
		"rules.payouts.undecided_fee=25",
		"rules.learner.guard.start=50",
		"rules.strict_waits=true",
		"rules.judgement.wait_s=60",
		"rules.gate={ samples = 7 }",
	])
	.unwrap();
	assert_eq!(rules.pricing.base, TOKEN * 5 / 2);
	assert_eq!(rules.payouts.undecided_fee, Percent::from_percent(25));
	assert_eq!(rules.learner.guard.start, 32_768);
	assert_eq!((rules.judgement.wait, rules.judgement.expiry), (61, 777_601));
	assert_eq!(rules.gate, Gate { samples: 7, ..Gate::default() });
	assert!(rules.is_valid());
}

#[test]
fn every_value_out_of_range_is_named_with_its_range() {
	for (setting, expected) in [
		(
			"rules.learner.limit=128",
			"rules.learner.limit is 128: give a whole number from 1 to 127",
		),
		("rules.learner.margin=0.5", "a whole number from 0 to 65535"),
		("rules.learner.guard.shift=0", "from 1 to 15"),
		("rules.learner.guard.start=100", "from 0 to 99.99"),
		("rules.learner.guard.least=481", "rules.learner.guard.least is above greatest"),
		("rules.pricing.base=0", "rules.pricing.base is 0: give a number from 0.000001"),
		("submission_cost=0", "submission_cost is 0: give a number from 0.000001"),
		("rules.pricing.prior=0", "from 1 to 255"),
		("rules.pricing.span=0", "from 1 to 255"),
		("rules.pricing.window=1", "from 2 to 255"),
		("rules.judgement.expiry_s=5", "rules.judgement.expiry_s is below wait_s"),
		("rules.payouts.finder_share=101", "from 0 to 100"),
		("rules.payouts.bonus_shift=128", "from 0 to 127"),
		("rules.gate.accuracy=71.5", "a whole number from 0 to 100"),
		("rules.pricing.minimum=1", "unknown field `minimum`"),
		("rules.kind=fair", "expected `classic` or `robust`"),
		("rules.kind=classic", "unknown field"),
	] {
		let error = robust(&[setting]).unwrap_err();
		assert!(error.starts_with(&format!("--set {setting}: ")), "{error}");
		assert!(error.contains(expected), "{error} / {expected}");
	}
}

#[test]
fn training_options_of_the_classic_rules_are_refused() {
	let error = robust(&["initial_fit.tol=0"]).unwrap_err();
	assert_eq!(
		error,
		"scenario robust: initial_fit is of no use to robust rules, which seed in one pass: leave \
		 it out"
	);
}

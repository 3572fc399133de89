use super::super::{AuditPlan, Scenario, TOKEN};
use super::*;
use collab_model_core::{AuditRules, AveragedPerceptron, Gate, Limits, RuleSet};

const LIMITS: Limits = Limits { max_wait: 1 << 53, min_base: 1_000_000, max_audit_rows: u32::MAX };

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
	assert!(scenario.refuse_same_second && rules.is_valid(&LIMITS));
	let paper = Scenario::load("paper", &[]).unwrap();
	assert_eq!(scenario.agents, paper.agents);
	assert_eq!((scenario.train_size, scenario.num_words), (paper.train_size, paper.num_words));
	let audits = AuditPlan { every: 28 * 86_400, wait: 604_800, rows: 500, kept: 2_500 };
	assert_eq!((scenario.audits, paper.audits), (Some(audits), None));
	let (unwritten, _) = robust(&["audits={}"]).unwrap();
	assert_eq!(unwritten.audits, Some(audits));
}

#[test]
fn what_is_left_out_has_cores_default() {
	let (scenario, rules) = robust(&["rules={ kind = \"robust\" }"]).unwrap();
	assert_eq!((rules, scenario.refuse_same_second), (defaults(true), false));
	let (_, rules) = robust(&["rules={ kind = \"robust\", learner = { margin = 9 } }"]).unwrap();
	assert_eq!(rules.learner, AveragedPerceptron { margin: 9, ..defaults(true).learner });
}

#[test]
fn values_are_in_tokens_percent_seconds_and_times() {
	let (scenario, rules) = robust(&[
		"submission_cost=2.5",
		"rules.judgement.keep=60",
		"rules.guard.start=50",
		"rules.judgement.wait_s=60",
		"rules.gate={ samples = 7 }",
		"rules.audits={ rows = 30, wait_s = 3_600, ratio = 1.2, confidence = 0.5, teach = false }",
		"audits={ every_days = 0.5, rows = 40, kept = 90 }",
	])
	.unwrap();
	assert_eq!(rules.pricing.base, TOKEN * 5 / 2);
	assert_eq!(rules.judgement.keep, Percent::from_percent(60));
	assert_eq!((rules.guard.start, rules.judgement.wait), (32_768, 60));
	assert_eq!(rules.gate, Gate { samples: 7, ..Gate::default() });
	let audits = AuditRules { rows: 30, wait: 3_600, ratio: 12, confidence: 5, teach: false };
	assert_eq!(rules.audits, audits);
	let plan = AuditPlan { every: 43_200, wait: 3_600, rows: 40, kept: 90 };
	assert_eq!(scenario.audits, Some(plan));
	assert!(rules.is_valid(&LIMITS));
}

#[test]
fn every_value_out_of_range_is_named_with_its_range() {
	for (setting, expected) in [
		(
			"rules.learner.limit=128",
			"rules.learner.limit is 128: give a whole number from 1 to 127",
		),
		("rules.learner.margin=0.5", "a whole number from 0 to 65535"),
		("rules.learner.tick_s=0", "from 1 to 86400"),
		("rules.learner.leash_share=0", "from 1 to 255"),
		("rules.guard.shift=0", "from 1 to 15"),
		("rules.guard.start=100", "from 0 to 99.99"),
		("rules.guard.least=481", "rules.guard.least is above greatest"),
		("rules.pricing.base=0", "rules.pricing.base is 0: give a number from 0.000001"),
		("submission_cost=0", "submission_cost is 0: give a number from 0.000001"),
		("rules.pricing.prior=0", "from 1 to 255"),
		("rules.pricing.span_down=0", "from 1 to 255"),
		("rules.pricing.window=1", "from 2 to 255"),
		("rules.judgement.keep=101", "from 0 to 100"),
		("rules.payouts.pool_shift=17", "from 0 to 16"),
		("rules.payouts.volume=11", "rules.payouts.volume is below contradiction"),
		("rules.payouts.life_s=0", "from 1 to 4294967295"),
		("rules.gate.accuracy=71.5", "a whole number from 0 to 100"),
		("rules.audits.rows=24", "from 25 to"),
		("rules.audits.ratio=0.9", "from 1 to 25.5"),
		("rules.audits.ratio=1.45", "give a number with one decimal"),
		("rules.pricing.minimum=1", "unknown field `minimum`"),
		("rules.kind=fair", "expected `classic` or `robust`"),
		("rules.kind=classic", "unknown field"),
		("audits.every_weeks=4", "unknown field `every_weeks`"),
	] {
		let error = robust(&[setting]).unwrap_err();
		assert!(error.starts_with(&format!("--set {setting}: ")), "{error}");
		assert!(error.contains(expected), "{error} / {expected}");
	}
}

#[test]
fn audits_that_cannot_be_made_are_refused_with_a_cure() {
	for (setting, expected) in [
		("audits.rows=499", "raise it to 500, or lower rules.audits.rows"),
		("audits.kept=499", "audits.kept is 499, fewer than an audit shows: raise it to 500"),
		("audits.every_days=6", "lower it to 518400, or raise audits.every_days"),
		("rules.audits.wait_s=2_419_201", "longer than from one audit to the next"),
	] {
		let error = robust(&[setting]).unwrap_err();
		assert!(error.contains(expected), "{error} / {expected}");
	}
	assert!(robust(&["audits.every_days=7"]).is_ok());
	assert_eq!(robust(&["audits.kept=0"]).unwrap().0.audits, None);
	let classic = Scenario::load("paper", &["audits.kept=0".into()]).unwrap_err().to_string();
	assert!(classic.contains("audits is for robust rules only"), "{classic}");
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

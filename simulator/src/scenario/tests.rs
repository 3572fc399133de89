use super::*;
use collab_model_core::{Classic, Coefficient, Pricing, StepSchedule};

fn classic(scenario: &Scenario) -> Classic {
	let Rules::Classic(rules) = scenario.rules else { panic!("not classic") };
	rules
}

fn paper(overrides: &[&str]) -> Result<Scenario, ScenarioError> {
	let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
	Scenario::load("paper", &overrides)
}

/// The error of `paper` with one line replaced.
fn error_with(line: &str, replacement: &str) -> String {
	let text = EMBEDDED[0].1;
	assert!(text.contains(line), "{line}");
	let text = text.replacen(line, replacement, 1);
	Scenario::parse("my.toml", &text, &[]).unwrap_err().to_string()
}

/// The line of `paper` that starts with `start`, from `after` on.
fn line_number(after: &str, start: &str) -> usize {
	let lines: Vec<_> = EMBEDDED[0].1.lines().collect();
	let first = lines.iter().position(|line| line.starts_with(after)).unwrap();
	1 + first + lines[first..].iter().position(|line| line.starts_with(start)).unwrap()
}

#[test]
fn embedded_scenarios_are_valid_and_named() {
	for (name, _) in EMBEDDED {
		assert_eq!(Scenario::load(name, &[]).unwrap().name, name);
	}
}

#[test]
fn paper_is_table_one() {
	let scenario = paper(&[]).unwrap();
	let rules = classic(&scenario);
	let alpha = Coefficient::from_inner(100_000);
	assert_eq!(rules.learner.step, StepSchedule::InverseTime { alpha, t0: 1000 });
	assert_eq!(rules.pricing, Pricing::SqrtTime { scale: 60, minimum: 1, unit: TOKEN });
	// Strict waits: one second more.
	assert_eq!((rules.refund_wait, rules.any_wait), (86_401, 777_601));
	assert_eq!(scenario.agents[0].start_balance, 10_000 * TOKEN);
	assert_eq!(scenario.agents[1].kind, AgentKind::Flipper);
	assert_eq!((scenario.evaluate_first, scenario.evaluate_every), (10_000, 200_000));
}

#[test]
fn a_falling_step_goes_on_after_the_initial_training() {
	let Rules::Classic(rules) = paper(&[]).unwrap().rules.after(500) else { panic!() };
	let StepSchedule::InverseTime { t0, .. } = rules.learner.step else { panic!() };
	assert_eq!(t0, 1500);
}

#[test]
fn settings_override_values_by_name() {
	let scenario = paper(&[
		"train_size=0.5",
		"agents.good.mean_deposit=5",
		"agents.*.start_balance=70",
		"submission_cost=2.5",
		"name=other",
		"initial_fit.tol=0",
	])
	.unwrap();
	assert_eq!(scenario.train_size, 0.5);
	assert_eq!(scenario.agents[0].mean_deposit, 5.0);
	assert_eq!(scenario.agents[1].mean_deposit, 100.0);
	assert!(scenario.agents.iter().all(|agent| agent.start_balance == 70 * TOKEN));
	let rules = classic(&scenario);
	assert_eq!(rules.pricing, Pricing::Constant(TOKEN * 5 / 2));
	assert_eq!((scenario.name.as_str(), scenario.fit.tol), ("other", 0.0));
}

#[test]
fn a_tagged_value_is_replaced_as_a_whole() {
	let rules = classic(&paper(&["rules.step={constant=2}"]).unwrap());
	assert_eq!(rules.learner.step, StepSchedule::Constant(Coefficient::from_u32(2)));
}

#[test]
fn a_wrong_override_is_named() {
	let error = |setting: &str| paper(&[setting]).unwrap_err().to_string();
	assert!(error("foo=1").starts_with("--set foo=1: unknown field `foo`"));
	assert!(error("train_size").contains("give key=value"));
	assert!(error("agents.evil.kind=honest").contains("use good, bad or *"));
	assert!(error("agents.good.kind=evil").contains("honest"));
	assert!(error("train_size.x=1").contains("train_size has no keys"));
	assert!(error("train_size=abc").contains("--set train_size=abc"));
	assert!(error("=1").contains("empty"));
	let error = error("agents.good.prob_mistake=2");
	assert_eq!(
		error,
		"--set agents.good.prob_mistake=2: agents.0.prob_mistake is 2: give a number from 0 to 1"
	);
}

#[test]
fn a_value_out_of_range_is_named_with_its_line_and_range() {
	let place = |line: usize| format!("my.toml, line {line}: ");
	for (after, line, replacement, expected) in [
		("name", "train_size = 0.08", "train_size = 1", "train_size is 1: give a share"),
		("name", "num_words = 1000", "num_words = 0.5", "num_words is 0.5: give a whole number"),
		("[rules]", "refund_wait_s = 86_400", "refund_wait_s = -1", "rules.refund_wait_s is -1"),
		("[rules]", "any_wait_s = 777_600", "any_wait_s = 5", "rules.any_wait_s is below"),
		("[initial_fit]", "tol = 1e-3", "tol = nan", "initial_fit.tol is NaN: give"),
		("name = \"bad\"", "mean_deposit = 100", "mean_deposit = -1", "agents.1.mean_deposit is"),
		("name = \"bad\"", "name = \"bad\"", "name = \"good\"", "agents.1.name is \"good\" for"),
		("name = \"bad\"", "name = \"bad\"", "name = \"a b\"", "agents.1.name is \"a b\": use"),
	] {
		let error = error_with(line, replacement);
		let expected = place(line_number(after, line)) + expected;
		assert!(error.starts_with(&expected), "{error} / {expected}");
	}
	let error = error_with("{ alpha = 1e-4, t0 = 1000 }", "{ alpha = 0, t0 = 1000 }");
	assert!(error.contains("rules.step.inverse_time.alpha is 0: give a number from"), "{error}");
	let error = error_with("mean_update_wait_s = 600", "mean_update_wait_s = -9");
	assert!(error.contains("agents.0.mean_update_wait_s is -9: give"), "{error}");
	let never = paper(&["agents.bad.stdev_deposit=0", "agents.bad.mean_deposit=0.9"]);
	let error = never.unwrap_err().to_string();
	assert!(error.contains("agents.1.mean_deposit is 0.9 with a standard deviation"), "{error}");
}

#[test]
fn an_unknown_missing_or_mistyped_key_is_shown_with_its_line() {
	for (line, replacement, expected) in [
		("train_size = 0.08", "trainsize = 0.08", "trainsize"),
		("learn_bias = true", "learn_bias = 1", "boolean"),
		("kind = \"flipper\"", "kind = \"evil\"", "honest"),
		("[rules]", "[rules", "]"),
	] {
		let error = error_with(line, replacement);
		let place = format!("line {}, ", line_number("name", line));
		assert!(error.contains(&place) && error.contains(expected), "{error} / {place}");
	}
	let error = error_with("any_wait_s = 777_600", "");
	assert!(error.contains("any_wait_s"), "{error}");
}

#[test]
fn a_missing_file_names_the_embedded_scenarios() {
	let error = Scenario::load("no/such.toml", &[]).unwrap_err().to_string();
	assert!(error.contains("no/such.toml") && error.contains("paper, contract, demo"), "{error}");
}

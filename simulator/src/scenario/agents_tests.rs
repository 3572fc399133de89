use super::super::{Scenario, EMBEDDED};
use crate::agent::{AgentKind, Conduct};

/// How the second agent of `robust` behaves with other settings.
fn conduct(settings: &[&str]) -> Result<Conduct, String> {
	let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
	let scenario = Scenario::load("robust", &settings).map_err(|error| error.to_string())?;
	Ok(scenario.agents[1].conduct.clone())
}

/// The error of `robust` with a line added to its second agent, and the number of that line.
fn error_with(line: &str) -> (String, usize) {
	let robust = EMBEDDED.iter().find(|(name, _)| *name == "robust").unwrap().1;
	let text = format!("{}\n{line}\n", robust.trim_end());
	let error = Scenario::parse("my.toml", &text, &[]).unwrap_err().to_string();
	(error, text.lines().count())
}

#[test]
fn keys_of_a_kind_have_defaults_and_can_be_set() {
	let sleeper = |settings: &[&str]| {
		let settings = [&["agents.bad.kind=sleeper"], settings].concat();
		let Ok(Conduct::Sleeper(sleeper)) = conduct(&settings) else { panic!("no sleeper") };
		sleeper.honest_time
	};
	assert_eq!(sleeper(&[]), 30 * 86_400);
	assert_eq!(sleeper(&["agents.bad.honest_days=2"]), 2 * 86_400);
	assert_eq!(sleeper(&["agents.bad.honest_days=0.5"]), 43_200);
	let Ok(Conduct::Targeted(targeted)) =
		conduct(&["target_feature=7", "agents.bad.kind=targeted"])
	else {
		panic!("not targeted")
	};
	assert_eq!(targeted.feature, 7);
}

#[test]
fn a_key_may_be_set_before_the_kind_that_has_it() {
	let settings = ["agents.bad.honest_days=2", "agents.bad.kind=sleeper"];
	assert!(matches!(conduct(&settings), Ok(Conduct::Sleeper(_))));
}

#[test]
fn all_keys_of_all_kinds_have_defaults() {
	for kind in AgentKind::ALL {
		let kind = format!("agents.bad.kind={}", kind.name());
		assert!(conduct(&["target_feature=7", "trigger_features=3", &kind]).is_ok(), "{kind}");
	}
}

#[test]
fn a_kind_has_one_name() {
	for kind in AgentKind::ALL {
		assert_eq!(serde_json::to_string(kind).unwrap(), format!("{:?}", kind.name()));
	}
}

#[test]
fn what_does_not_go_with_a_kind_is_refused_with_a_cure() {
	for (settings, expected) in [
		(&["agents.bad.band=3"][..], "is for agents of kind border_flipper or easy"),
		(&["agents.bad.kind=targeted"], "set target_feature"),
		(&["agents.bad.kind=backdoor"], "set trigger_features"),
		(&["agents.bad.kind=copier", "agents.bad.contradict=1.5"], "a number from 0 to 1"),
		(&["agents.bad.kind=copier", "agents.bad.contradict=few"], "is \"few\": give a number"),
		(&["agents.bad.kind=near_duplicate", "agents.bad.changes=0.5"], "a whole number"),
		(&["agents.bad.kind=one_sided", "agents.bad.label=2"], "from 0 to 1"),
		(&["agents.bad.kind=thief"], "unknown variant `thief`"),
		(&["agents.bad.prob_submit=-1"], "from 0 to 1"),
		(&["agents.bad.mean_deposit=few"], "invalid type: string \"few\""),
		(&["target_feature=-1"], "a whole number"),
	] {
		let error = conduct(settings).unwrap_err();
		assert!(error.contains(expected), "{error} / {expected}");
	}
	let classic = Scenario::load("paper", &["seeding_flipped=true".into()]).unwrap_err();
	assert!(classic.to_string().contains("is for robust rules only"), "{classic}");
}

#[test]
fn a_key_that_a_kind_does_not_have_is_named_with_its_place() {
	assert_eq!(
		conduct(&["agents.bad.bnad=3"]).unwrap_err(),
		"--set agents.bad.bnad=3: agents.1.bnad is unknown: one of kind flipper has only what all \
		 agents have; correct the key or leave it out"
	);
	assert_eq!(
		conduct(&["agents.bad.kind=easy", "agents.bad.bnad=3"]).unwrap_err(),
		"--set agents.bad.bnad=3: agents.1.bnad is unknown: besides what all agents have, one of \
		 kind easy has band; correct the key or leave it out"
	);
	let (error, line) = error_with("bnad = 3");
	assert!(
		error.starts_with(&format!("my.toml, line {line}: agents.1.bnad is unknown")),
		"{error}"
	);
	let (error, line) = error_with("share = 0.5");
	assert_eq!(
		error,
		format!(
			"my.toml, line {line}: agents.1.share is for agents of kind one_sided, this one is \
			 flipper: leave it out, or change its kind"
		)
	);
}

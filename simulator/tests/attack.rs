//! `collab-sim attack` as its users see it.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use serde_json::Value;
use std::{
	fs,
	path::Path,
	process::{Command, Output},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_collab-sim");
const DATA: &str = "synthetic:train=1500,test=200,seed=3";

fn attack(out: &Path, more: &[&str]) -> Output {
	let mut command = Command::new(PROGRAM);
	command.args(["attack", "--data", DATA, "--seeds", "2", "--out"]).arg(out);
	command.args(["--attacks", "little-seeding-0.4,targeted"]);
	command.args(["--set", "num_words=300"]);
	command.args(more).output().unwrap()
}

fn ok(output: &Output) -> String {
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn attacks_are_run_once_and_written_in_four_forms() {
	let dir = tempfile::tempdir().unwrap();
	let text = ok(&attack(dir.path(), &["--rules", "classic,paper"]));
	assert!(
		text.contains("| `little-seeding-0.4` | classic | ")
			&& text.contains("| `targeted` | paper |")
	);
	// Each attack and its reference, under two sets of rules, with two seeds.
	assert!(text.contains("16 runs in "), "{text}");
	let file = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
	assert_eq!(file("attacks.csv").lines().count(), 5);
	assert!(file("attacks.svg").contains("little-seeding-0.4"));
	assert!(text.starts_with(&file("attacks.md")));

	let again = ok(&attack(dir.path(), &["--rules", "classic,paper", "--json"]));
	let report: Value = serde_json::from_str(&again).unwrap();
	assert_eq!(report["runs_done_now"], 0);
	assert_eq!(report["suite"], serde_json::from_str::<Value>(&file("attacks.json")).unwrap());
	let rows = report["suite"]["attacks"].as_array().unwrap();
	assert_eq!(rows.len(), 4);
	assert!(rows.iter().all(|row| row["seeds"] == 2));
	let on_target = |name: &str| {
		let row = rows.iter().find(|row| row["attack"] == name).unwrap();
		row["measures"]["target_after"]["mean"].as_f64()
	};
	assert!(on_target("targeted").is_some() && on_target("little-seeding-0.4").is_none());
}

#[test]
fn the_number_of_threads_makes_no_difference() {
	let [one, two] = ["1", "2"].map(|jobs| {
		let dir = tempfile::tempdir().unwrap();
		let set = [
			"rules.gate={ samples = 0, accuracy = 0 }",
			"rules.audits.rows=25",
			"audits={ every_days = 28, rows = 25, kept = 100 }",
		];
		let set: Vec<_> = set.iter().flat_map(|set| ["--set", set]).collect();
		ok(&attack(dir.path(), &[&set[..], &["--rules", "robust", "--jobs", jobs]].concat()));
		fs::read_to_string(dir.path().join("attacks.csv")).unwrap()
	});
	assert_eq!(one, two);
}

#[test]
fn what_there_is_not_is_refused_before_anything_runs() {
	let dir = tempfile::tempdir().unwrap();
	for (more, expected) in [
		(&["--rules", "fair"], "there are no rules called fair: use classic, paper, robust"),
		(&["--set", "agents.bad.kind=thief"], "attack "),
	] {
		let output = attack(dir.path(), more);
		let error = String::from_utf8(output.stderr).unwrap();
		assert!(!output.status.success() && error.contains(expected), "{error}");
	}
	assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

//! `collab-sim paper` as its users see it.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use serde_json::Value;
use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
	process::{Command, Output},
};

const DATA: &str = "synthetic:train=200,test=2600,seed=3";

fn paper(out: &Path, more: &[&str]) -> Output {
	let mut command = Command::new(env!("CARGO_BIN_EXE_collab-sim"));
	command.args(["paper", "--data", DATA, "--seeds", "2", "--out"]).arg(out);
	command.args(more).output().unwrap()
}

fn ok(out: &Path, more: &[&str]) -> String {
	let output = paper(out, more);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	String::from_utf8(output.stdout).unwrap()
}

fn csv(path: PathBuf) -> Vec<Vec<String>> {
	let text = fs::read_to_string(path).unwrap();
	text.lines().map(|line| line.split(',').map(String::from).collect()).collect()
}

#[test]
fn the_whole_paper_is_judged_and_drawn() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path();
	let report: Value = serde_json::from_str(&ok(out, &["--json"])).unwrap();
	let learners = report["claims"]["learners"].as_array().unwrap().len();
	let rows = report["claims"]["claims"].as_array().unwrap();
	let ids: BTreeSet<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
	for number in 1..=24 {
		let id = format!("C{number}");
		assert!(ids.iter().any(|known| known.trim_end_matches(['a', 'b']) == id), "{id}");
	}
	assert_eq!(rows.len(), ids.len() * learners);
	let conserved = rows.iter().find(|row| row["id"] == "C22").unwrap();
	assert_eq!((&conserved["learner"], &conserved["verdict"]), (&"peer".into(), &"holds".into()));
	let table = fs::read_to_string(out.join("claims.md")).unwrap();
	assert_eq!(table.lines().filter(|line| line.starts_with('|')).count(), rows.len() + 2);
	let saved: Value =
		serde_json::from_str(&fs::read_to_string(out.join("claims.json")).unwrap()).unwrap();
	assert_eq!(saved, report["claims"]);

	let tables = fs::read_to_string(out.join("figures.md")).unwrap();
	let index: Value =
		serde_json::from_str(&fs::read_to_string(out.join("figures/index.json")).unwrap()).unwrap();
	for figure in index.as_array().unwrap() {
		let id = figure["id"].as_str().unwrap();
		assert!(tables.contains(figure["title"].as_str().unwrap()), "{id}");
		let lines = csv(out.join(format!("figures/{id}.csv")));
		assert!(lines.len() > learners && lines.iter().all(|line| line.len() == 12), "{id}");
	}
	let words = csv(out.join("figures/fig06.csv"));
	assert_eq!(words.len(), 1 + 10 * learners);
	let published: Vec<_> = words.iter().filter(|line| !line[11].is_empty()).collect();
	assert_eq!((&*published[1][3], &*published[1][11]), ("800", "-0.42"));
	let timeline = csv(out.join("figures/timeline.csv"));
	assert!(timeline.iter().any(|line| line[1] == "default" && line[4] == "accuracy"));
}

#[test]
fn parts_and_learners_can_be_chosen() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path();
	let text = ok(out, &["--figures", "14", "--learners", "contract"]);
	assert!(text.starts_with("claim contract"), "{text}");
	assert!(text.contains("\n20 runs in "), "{text}");
	let text = ok(out, &["--figures", "12,15", "--learners", "contract"]);
	// The default and the costs are there.
	assert!(!text.contains("\n0 runs") && !text.contains("\n20 runs"), "{text}");
	let files = fs::read_dir(out.join("figures")).unwrap().count();
	// Two of costs, two of deposits, timeline and index.
	assert_eq!(files, 6);
}

#[test]
fn unknown_parts_and_learners_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let error = |more: &[&str], code| {
		let output = paper(dir.path(), more);
		assert_eq!(output.status.code(), Some(code));
		String::from_utf8(output.stderr).unwrap()
	};
	assert!(error(&["--figures", "5"], 2).contains("6 to 15, or text"));
	assert!(error(&["--learners", "pear"], 1).contains("use peer, contract, robust"));
	assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

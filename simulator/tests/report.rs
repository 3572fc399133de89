//! `collab-sim report` as its users see it.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use std::{
	fs,
	path::Path,
	process::{Command, Output},
};

fn collab_sim(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_collab-sim")).args(args).output().unwrap()
}

fn path(path: &Path) -> &str {
	path.to_str().unwrap()
}

#[test]
fn what_paper_and_run_saved_becomes_one_page() {
	let dir = tempfile::tempdir().unwrap();
	let (paper, run) = (dir.path().join("paper"), dir.path().join("run"));
	let data = ["--data", "synthetic:train=200,test=2600,seed=3"];
	let options = ["--seeds", "2", "--figures", "12,15", "--learners", "peer,contract"];
	let args = [&["paper", "--out", path(&paper)], &data[..], &options].concat();
	assert!(collab_sim(&args).status.success());
	let args = [&["run", "--out", path(&run)], &data[..]].concat();
	assert!(collab_sim(&args).status.success());

	let output = collab_sim(&["report", path(&paper), path(&run)]);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	let file = paper.join("report.html");
	assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("wrote {}\n", file.display()));
	let html = fs::read_to_string(&file).unwrap();
	for csv in ["fig12", "fig13", "fig14", "fig15", "timeline", "accuracy", "balances"] {
		assert_eq!(html.matches(&format!("download=\"{csv}.csv\"")).count(), 1, "{csv}");
	}
	assert!(!html.contains("http") && !html.contains("NaN"));
	assert!(html.contains("Parameters of paper") && html.contains("Settings of the run"));

	let other = dir.path().join("other.html");
	let svg = dir.path().join("svg");
	let args =
		["report", path(&paper), path(&run), "--json", "--out", path(&other), "--svg", path(&svg)];
	let json: serde_json::Value = serde_json::from_slice(&collab_sim(&args).stdout).unwrap();
	assert_eq!(json["report"], path(&other));
	assert_eq!(fs::read_to_string(other).unwrap(), html);
	assert!(svg.join("fig12.svg").is_file() && svg.join("timeline.svg").is_file());
}

#[test]
fn a_folder_without_results_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let output = collab_sim(&["report", path(dir.path())]);
	assert_eq!(output.status.code(), Some(1));
	let error = String::from_utf8(output.stderr).unwrap();
	assert!(error.starts_with("error: ") && error.contains("collab-sim paper --out"), "{error}");
	assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

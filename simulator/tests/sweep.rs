//! `collab-sim sweep` as its users see it.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use serde_json::Value;
use std::{
	fs,
	path::Path,
	process::{Command, Output},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_collab-sim");
const DATA: &str = "synthetic:train=300,test=100,words=90,seed=3";

const SWEEP: &str = r#"
scenario = "demo"
set = ["max_submissions=80"]
[[axes]]
key = "num_words"
values = [60, 90]
[[axes]]
keys = ["agents.good.mean_deposit", "agents.bad.mean_deposit"]
values = [[50, 30], [5, 3]]
"#;

/// A folder with a sweep, and where its results go.
struct Case(tempfile::TempDir);

impl Case {
	fn new(sweep: &str) -> Self {
		let case = Self(tempfile::tempdir().unwrap());
		fs::write(case.path("sweep.toml"), sweep).unwrap();
		case
	}

	fn path(&self, name: &str) -> String {
		self.0.path().join(name).display().to_string()
	}

	/// The program's arguments, with two seeds and made-up data unless there are others in `more`.
	fn arguments(&self, more: &[&str]) -> Vec<String> {
		let mut arguments = vec!["sweep".into(), self.path("sweep.toml")];
		arguments.extend(["--out".into(), self.path("out")]);
		for default in [["--seeds", "2"], ["--data", DATA]] {
			if !more.contains(&default[0]) {
				arguments.extend(default.map(String::from));
			}
		}
		arguments.extend(more.iter().map(ToString::to_string));
		arguments
	}

	fn run(&self, more: &[&str]) -> Output {
		Command::new(PROGRAM).args(self.arguments(more)).output().unwrap()
	}

	fn ok(&self, more: &[&str]) -> String {
		let output = self.run(more);
		assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
		String::from_utf8(output.stdout).unwrap()
	}

	fn error(&self, more: &[&str]) -> String {
		let output = self.run(more);
		assert_eq!(output.status.code(), Some(1));
		String::from_utf8(output.stderr).unwrap()
	}

	fn read(&self, name: &str) -> String {
		fs::read_to_string(Path::new(&self.path("out")).join(name)).unwrap()
	}
}

#[test]
fn a_sweep_writes_one_line_for_each_point() {
	let case = Case::new(SWEEP);
	let report: Value = serde_json::from_str(&case.ok(&["--json"])).unwrap();
	assert_eq!(report["runs_done_now"], 8);
	assert_eq!(report["points"].as_array().unwrap().len(), 4);
	let point = &report["points"][2];
	assert_eq!(point["values"]["num_words"], "90");
	assert_eq!(point["measures"]["accuracy_after"]["n"], 2);
	assert!(point["measures"]["gap"]["interval"]["low"].is_number());
	assert!(point["agents"]["bad"]["never"].is_u64());
	assert_eq!(case.read("points.jsonl").lines().count(), 8);
	let summary = case.read("summary.csv");
	assert!(case.read("summary.md").starts_with("| `num_words` |"));
	let lines: Vec<Vec<&str>> = summary.lines().map(|line| line.split(',').collect()).collect();
	assert_eq!(lines.len(), 5);
	assert!(lines.iter().all(|line| line.len() == lines[0].len()));
	let column = |name: &str| lines[0].iter().position(|column| *column == name).unwrap();
	assert_eq!(lines[4][column("agents.bad.mean_deposit")], "3");
	let number = |name: &str| lines[4][column(name)].parse::<f64>().unwrap();
	assert!(number("accuracy_after_low") <= number("accuracy_after_mean"));
	assert_eq!(number("bad_ruined") + number("bad_never"), 2.0);
}

#[test]
fn a_sweep_cut_short_goes_on_and_comes_to_the_same() {
	let case = Case::new(SWEEP);
	case.ok(&["--jobs", "1"]);
	let summary = case.read("summary.csv");
	let stored = Path::new(&case.path("out")).join("points.jsonl");
	let text = fs::read_to_string(&stored).unwrap();
	fs::write(&stored, &text[..text.len() / 2]).unwrap();
	let output = case.run(&["--json"]);
	let warning = String::from_utf8(output.stderr).unwrap();
	assert!(warning.contains("cut short and will be done again"), "{warning}");
	let report: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert!((4..8).contains(&report["runs_done_now"].as_u64().unwrap()));
	assert_eq!(case.read("summary.csv"), summary);
	assert!(case.ok(&["--json"]).contains("\"runs_done_now\":0"));
}

#[test]
fn more_seeds_and_points_are_added() {
	let case = Case::new(SWEEP);
	case.ok(&[]);
	assert!(case.ok(&["--seeds", "3"]).contains("4 runs in "));
	fs::write(case.path("sweep.toml"), SWEEP.replace("[60, 90]", "[60, 70]")).unwrap();
	assert!(case.ok(&["--seeds", "3"]).contains("6 runs in "));
}

#[test]
fn series_are_kept_on_demand() {
	let case = Case::new(SWEEP);
	case.ok(&[]);
	assert!(case.ok(&["--series"]).contains("8 runs in "));
	let last: Value =
		serde_json::from_str(case.read("points.jsonl").lines().last().unwrap()).unwrap();
	assert!(last["series"]["accuracy"].as_array().unwrap().len() > 2);
	assert_eq!(last["series"]["agents"][1], "bad");
}

/// A file may have four blocks only, as if the disk were full: the line that does not fit is taken
/// back.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
	let case = Case::new(SWEEP);
	let limited = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\"";
	let output = Command::new("sh")
		.args(["-c", limited, PROGRAM])
		.args(case.arguments(&[]))
		.output()
		.unwrap();
	assert_eq!(output.status.code(), Some(1));
	let error = String::from_utf8(output.stderr).unwrap();
	assert!(error.contains("points.jsonl: ") && error.contains("goes on from there"), "{error}");
	let stored = case.read("points.jsonl");
	assert!(stored.ends_with('\n') && stored.lines().count() > 0);
	let output = case.run(&[]);
	assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
	assert_eq!(case.read("points.jsonl").lines().count(), 8);
	assert!(case.read("points.jsonl").starts_with(&stored));
}

#[cfg(unix)]
#[test]
fn an_interrupt_stores_what_is_under_way() {
	use std::{process::Stdio, thread, time::Duration};
	let case = Case::new(SWEEP);
	let mut command = Command::new(PROGRAM);
	command.args(case.arguments(&["--seeds", "100000", "--jobs", "1"])).stderr(Stdio::piped());
	let child = command.spawn().unwrap();
	let stored = Path::new(&case.path("out")).join("points.jsonl");
	while !fs::read_to_string(&stored).is_ok_and(|text| text.contains('\n')) {
		thread::sleep(Duration::from_millis(5));
	}
	Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
	let output = child.wait_with_output().unwrap();
	assert_eq!(output.status.code(), Some(1));
	let error = String::from_utf8(output.stderr).unwrap();
	assert!(error.contains("of 400000 runs are stored; the same command goes on"), "{error}");
	assert!(fs::read_to_string(&stored).unwrap().ends_with('\n'));
}

#[test]
fn nothing_is_run_when_anything_is_wrong() {
	for (from, to, expected) in [
		("[60, 90]", "[60, -1]", "axis num_words: --set num_words=-1"),
		("\"num_words\"", "\"num_word\"", "axis num_word: "),
		("[60, 90]", "[60, 3]", "num_words is 3: give at least 4"),
		("max_submissions=80", "train_size=0.999", "lower train_size"),
	] {
		let case = Case::new(&SWEEP.replace(from, to));
		let error = case.error(&[]);
		assert!(error.contains(expected), "{error} / {expected}");
		assert!(!Path::new(&case.path("out")).exists());
	}
}

#[test]
fn results_of_other_data_are_not_mixed() {
	let case = Case::new(SWEEP);
	case.ok(&[]);
	let error = case.error(&["--data", "synthetic:train=300,test=100,words=90,seed=4"]);
	assert!(error.contains("run of other data") && error.contains("another --out"), "{error}");
}

#[test]
fn the_sweeps_that_come_with_the_program_are_valid() {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/sweeps");
	for entry in fs::read_dir(folder).unwrap() {
		let sweep = collab_sim::sweep::SweepFile::load(&entry.unwrap().path(), &[]).unwrap();
		assert!(sweep.points().unwrap().len() > 1);
	}
}

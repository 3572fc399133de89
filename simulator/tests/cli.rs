//! The program as its users see it.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use serde_json::Value;
use std::{
	fs,
	process::{Command, Output},
};

const DATA: &str = "synthetic:train=600,test=300,words=200,seed=3";

fn collab_sim(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_collab-sim")).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

/// The output of a call that succeeds.
fn ok(args: &[&str]) -> String {
	let output = collab_sim(args);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	stdout(&output)
}

/// The error of a call that fails with `code`.
fn error(args: &[&str], code: i32) -> String {
	let output = collab_sim(args);
	assert_eq!(output.status.code(), Some(code), "{}", stdout(&output));
	String::from_utf8(output.stderr).unwrap()
}

#[test]
fn run_prints_one_json_object_with_all_numbers() {
	let text = ok(&["run", "paper", "--data", DATA, "--seed", "7", "--json"]);
	assert_eq!(text.lines().count(), 1);
	let result: Value = serde_json::from_str(&text).unwrap();
	assert_eq!((&result["engine"], &result["scenario"]), (&"local".into(), &"paper".into()));
	assert_eq!(result["seed"], 7);
	for key in [
		"accuracy_before",
		"accuracy_after",
		"accuracy_all_data",
		"gap",
		"precision",
		"recall",
		"f1",
		"days_simulated",
		"refunds",
		"reports",
		"unclaimed",
		"wall_seconds",
		"samples_per_second",
	] {
		assert!(result[key].is_number(), "{key}: {}", result[key]);
	}
	for key in ["blocks", "blocks_per_second", "identical_to_local"] {
		assert_eq!(result.get(key), Some(&Value::Null), "{key}");
	}
	for agent in ["good", "bad"] {
		assert!(result["balances"][agent]["percent"].is_number());
		assert!(result["submissions"][agent].is_u64());
		assert!(result["days_to_ruin"].as_object().unwrap().contains_key(agent));
	}
	let submitted = &result["submissions"];
	let sum = submitted["good"].as_u64().unwrap() + submitted["bad"].as_u64().unwrap();
	assert_eq!(sum, 600 - 48);
}

#[test]
fn run_prints_a_table_and_its_seed() {
	let text = ok(&["run", "demo", "--data", DATA]);
	assert!(text.contains("engine local, seed 1\n"), "{text}");
	assert!(text.contains("accuracy ") && text.contains("\ngood ") && text.contains("\nbad "));
}

#[test]
fn run_saves_whole_files() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("new/folder");
	ok(&["run", "demo", "--data", DATA, "--out", out.to_str().unwrap()]);
	let mut names: Vec<_> = fs::read_dir(&out)
		.unwrap()
		.map(|e| e.unwrap().file_name().into_string().unwrap())
		.collect();
	names.sort();
	assert_eq!(names, ["accuracy.csv", "balances.csv", "figure.svg", "result.json"]);
	let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
	assert!(read("accuracy.csv").starts_with("day,accuracy\n0.000000,0."));
	assert!(read("balances.csv").starts_with("day,good_percent,bad_percent\n0.000000,100.0"));
	assert!(read("figure.svg").contains("time since opening (days)"));
	let saved: Value = serde_json::from_str(&read("result.json")).unwrap();
	assert!(saved["settings"].as_str().unwrap().contains("name = \"demo\""));
	assert_eq!(saved["result"]["scenario"], "demo");
	assert_eq!(saved["agents"][1]["kind"], "flipper");
}

#[test]
fn run_names_a_folder_that_cannot_be_made() {
	let file = tempfile::NamedTempFile::new().unwrap();
	let path = file.path().join("sub");
	let error = error(&["run", "demo", "--data", DATA, "--out", path.to_str().unwrap()], 1);
	assert!(error.contains(path.to_str().unwrap()), "{error}");
}

#[test]
fn run_takes_a_file_and_settings() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("mine.toml");
	fs::write(&path, include_str!("../scenarios/demo.toml")).unwrap();
	let path = path.to_str().unwrap();
	let settings = ["--set", "name=mine", "--set", "max_submissions=10"];
	let args = [&["run", path, "--data", DATA, "--json"][..], &settings].concat();
	let result: Value = serde_json::from_str(&ok(&args)).unwrap();
	assert_eq!(result["scenario"], "mine");
	let submitted = &result["submissions"];
	assert_eq!(submitted["good"].as_u64().unwrap() + submitted["bad"].as_u64().unwrap(), 10);
}

#[test]
fn wrong_input_is_an_error_that_names_the_cure() {
	let error_of = |args: &[&str]| error(&[&["run", "--data", DATA], args].concat(), 1);
	assert!(error_of(&["no/such.toml"]).contains("paper, contract, demo"));
	assert!(error_of(&["--set", "train_size=7"]).contains("from 0 to below 1"));
	assert!(error_of(&["--url", "ws://localhost:1"]).contains("--engine node"));
	assert!(error(&["run", "--data", "nonsense"], 2).contains("synthetic"));
	assert!(error(&["run", "--data", "imdb:no/such"], 1).contains("no/such"));
}

#[test]
fn an_error_says_nothing_twice() {
	let error = error(&["run", "no/such.toml"], 1);
	assert_eq!(error.matches("No such file").count(), 1, "{error}");
}

#[test]
fn replay_names_the_first_difference_and_fails() {
	let trace = include_str!("traces/small.json");
	let dir = tempfile::tempdir().unwrap();
	let write = |name: &str, text: &str| {
		let path = dir.path().join(name);
		fs::write(&path, text).unwrap();
		path.to_str().unwrap().to_string()
	};
	let good = write("good.json", trace);
	let bad = write("bad.json", &trace.replace("\"cost\": \"3600\" }", "\"cost\": \"3601\" }"));
	assert_eq!(ok(&["replay", &good, &good]), "10 actions in 2 files, 0 differences\n");
	let output = collab_sim(&["replay", &good, &bad, &good]);
	assert_eq!(output.status.code(), Some(1));
	let expected = format!("{bad}: action 0, cost: expected \"3601\", got \"3600\"\n");
	assert_eq!(stdout(&output), expected);
	let report: Value = serde_json::from_str(&ok(&["replay", "--json", &good])).unwrap();
	assert_eq!((&report["actions"], &report["differences"]), (&5.into(), &0.into()));
	let report = stdout(&collab_sim(&["replay", "--json", &bad]));
	let report: Value = serde_json::from_str(&report).unwrap();
	assert_eq!(report["first_difference"]["field"], "cost");
	let malformed = write("malformed.json", "{}");
	assert!(error(&["replay", &malformed], 1).contains("malformed.json"));
	assert!(error(&["replay", "no/such.json"], 1).contains("no/such.json"));
}

#[test]
fn data_are_counted_and_converted() {
	let text = ok(&["data", "info", DATA]);
	assert!(text.contains("train: 600 rows") && text.contains("test: 300 rows"), "{text}");
	let dir = tempfile::tempdir().unwrap();
	let [train, test] =
		["train.svm", "test.svm.gz"].map(|n| dir.path().join(n).to_str().unwrap().to_string());
	ok(&["data", "convert", DATA, &train, &test]);
	let spec = format!("svmlight:{train},{test}");
	let info: Value = serde_json::from_str(&ok(&["data", "info", &spec, "--json"])).unwrap();
	assert_eq!((&info["train"]["rows"], &info["test"]["rows"]), (&600.into(), &300.into()));
}

/// Passengers of whom the women survived, with a mistake in every tenth row.
fn passengers(rows: usize) -> String {
	(0..rows).fold("Survived,Sex,Age\n".into(), |text, row| {
		let (sex, age) = (if row % 2 == 0 { "male" } else { "female" }, 10 + row % 50);
		format!("{text}{},{sex},{age}\n", (row % 2) ^ usize::from(row % 10 == 9))
	})
}

#[test]
fn a_table_is_described_converted_and_simulated() {
	let dir = tempfile::tempdir().unwrap();
	let path = |name: &str| dir.path().join(name).to_str().unwrap().to_string();
	fs::write(path("t.csv"), passengers(400)).unwrap();
	let spec = format!("csv:{},label=Survived,bins=2,test=0.25", path("t.csv"));
	let text = ok(&["data", "info", &spec]);
	assert!(text.contains("csv t.csv: 7 features") && text.contains("train: 300 rows"), "{text}");
	assert!(text.contains("negative: 0, positive: 1"), "{text}");
	assert!(text.contains("0 to 3  Sex=female, Sex=male, Sex other, Sex missing\n"), "{text}");
	let info: Value = serde_json::from_str(&ok(&["data", "info", &spec, "--json"])).unwrap();
	let sex = &info["encoding"]["encoder"]["table"]["columns"][0];
	assert_eq!((&sex["name"], &sex["first"]), (&"Sex".into(), &0.into()));

	let [train, test, encoder] = ["train.svm", "test.svm", "encoder.json"].map(path);
	ok(&["data", "convert", &spec, &train, &test, "--encoder", &encoder]);
	let saved: Value = serde_json::from_slice(&fs::read(&encoder).unwrap()).unwrap();
	assert_eq!(saved, info["encoding"]);
	assert_eq!(fs::read_to_string(&train).unwrap().lines().count(), 300);
	let no_encoder = ["data", "convert", DATA, &train, &test, "--encoder", &encoder];
	assert!(error(&no_encoder, 1).contains("no encoder to save"));

	let args = ["run", "demo", "--data", &spec, "--json"];
	let result: Value = serde_json::from_str(&ok(&args)).unwrap();
	assert!(result["accuracy_all_data"].as_f64().unwrap() > 0.8, "{result}");
	assert!(error(&["data", "info", "csv:no/such.csv"], 1).contains("give the path of a CSV file"));
}

//! Training, asking, exporting and importing models, as users of the program do it.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use collab_sim::engine::node::NodeProcess;
use serde_json::Value;
use std::{
	fs,
	path::Path,
	process::{Command, Output},
};
use tempfile::TempDir;

fn collab_sim(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_collab-sim")).args(args).output().unwrap()
}

/// The output of a call that succeeds.
fn ok(args: &[&str]) -> String {
	let output = collab_sim(args);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	String::from_utf8(output.stdout).unwrap()
}

fn json(args: &[&str]) -> Value {
	serde_json::from_str(&ok(&[args, &["--json"]].concat())).unwrap()
}

/// The error of a call that fails with `code`.
fn error(args: &[&str], code: i32) -> String {
	let output = collab_sim(args);
	assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stdout));
	String::from_utf8(output.stderr).unwrap()
}

fn path(dir: &TempDir, name: &str) -> String {
	dir.path().join(name).to_str().unwrap().to_string()
}

/// A thousand tweets about films; what decides are a few words.
fn tweets(dir: &TempDir) -> String {
	let file = path(dir, "tweets.csv");
	let (good, bad) = (["great", "superb", "fun"], ["awful", "boring", "bad"]);
	let row = |row: usize| {
		let word = if row % 2 == 1 { good[row % 3] } else { bad[row % 3] };
		format!(
			"\"A {word} film, number {}\",{}\n",
			row % 7,
			if row % 2 == 1 { "up" } else { "down" }
		)
	};
	let text: String = (0..1000).map(row).collect();
	fs::write(&file, format!("text,label\n{text}")).unwrap();
	file
}

#[test]
fn a_trained_model_tells_which_words_decided() {
	let dir = tempfile::tempdir().unwrap();
	let (data, model) = (tweets(&dir), path(&dir, "model.json"));
	for (options, learner) in [("", "paper"), ("", "robust"), (",encoder=murmur3", "contract")] {
		let spec = format!("text:{data}{options}");
		let args = ["train", "--data", &spec, "--learner", learner, "--out", &model];
		let report = json(&args);
		assert_eq!((&report["train_rows"], &report["test_rows"]), (&700.into(), &300.into()));
		assert!(report["accuracy"].as_f64().unwrap() > 0.99, "{report}");

		let said = json(&["predict", "--model", &model, "such a SUPERB film"]);
		assert_eq!((&said["label"], &said["classification"]), (&"positive".into(), &"up".into()));
		let first = &said["shares"][0];
		assert_eq!(first["names"], serde_json::json!(["superb"]), "{said}");
		let parts = said["shares"].as_array().unwrap();
		let sum: f64 = parts.iter().map(|of| of["coefficient"].as_f64().unwrap()).sum();
		let score = said["score"].as_f64().unwrap();
		assert!((score - sum - said["bias"].as_f64().unwrap()).abs() < 1e-6, "{said}");

		let text = ok(&["predict", "--model", &model, "--top", "1", "boring boring film"]);
		assert!(text.starts_with("negative (down), score -"), "{text}");
		assert!(text.lines().nth(1).unwrap().ends_with("  boring"), "{text}");
		assert!(text.contains(" others together"), "{text}");
	}
}

#[test]
fn the_same_seed_gives_the_same_model() {
	let dir = tempfile::tempdir().unwrap();
	let [one, two, other] = ["1.json", "2.json", "3.json"].map(|name| path(&dir, name));
	let train = |seed, out: &str| {
		ok(&["train", "--data", "synthetic:train=500,test=9", "--seed", seed, "--out", out])
	};
	assert!(train("1", &one).contains("ask the model by --sample"));
	train("1", &two);
	train("2", &other);
	let read = |file: &str| fs::read(file).unwrap();
	assert_eq!(read(&one), read(&two));
	assert_ne!(read(&one), read(&other));
	let said = json(&["predict", "--model", &one, "--sample", "9,1,5"]);
	assert_eq!(
		(&said["features"], &said["shares"][0]["names"]),
		(&3.into(), &Value::Array(vec![]))
	);
	assert!(error(&["predict", "--model", &one], 1).contains("or --sample 1,5,9"));
}

#[test]
fn a_row_of_a_table_is_asked_by_its_columns() {
	let dir = tempfile::tempdir().unwrap();
	let (data, model) = (path(&dir, "t.csv"), path(&dir, "model.json"));
	let row =
		|n: usize| format!("{},{}\n", if n.is_multiple_of(2) { "male" } else { "female" }, n % 2);
	fs::write(&data, format!("Sex,Survived\n{}", (0..100).map(row).collect::<String>())).unwrap();
	ok(&["train", "--data", &format!("csv:{data},label=Survived"), "--out", &model]);
	let text = ok(&["predict", "--model", &model, "Sex=female"]);
	assert!(text.starts_with("positive (1), score ") && text.contains("Sex=female"), "{text}");
	assert!(error(&["predict", "--model", &model, "Seks=male"], 1).contains("there are Sex"));
	let text = ok(&["predict", "--model", &model, "--sample", "1"]);
	assert!(text.contains("Sex=male"), "{text}");
}

#[test]
fn a_model_and_a_word_index_of_the_original_are_used() {
	let dir = tempfile::tempdir().unwrap();
	let [model, words, out] = ["m.json", "words.json", "out.json"].map(|name| path(&dir, name));
	fs::write(
		&model,
		r#"{"type": "sparse perceptron", "classifications": ["Negative", "Positive"],
			"weights": [0.5, -2], "sparseWeights": {"5000": 1.25}, "intercept": -0.25}"#,
	)
	.unwrap();
	fs::write(&words, r#"{"good": 0, "bad": 1, "fine": 5000}"#).unwrap();
	let args = ["predict", "--model", &model, "--encoder", &words, "Good and fine"];
	let said = json(&args);
	assert_eq!((&said["score"], &said["label"]), (&1.5.into(), &"positive".into()));
	assert_eq!(said["shares"][0]["names"][0], "fine");
	assert!(error(&["predict", "--model", &model, "good"], 1).contains("give --encoder FILE"));

	ok(&["model", "import", &model, "--out", &out]);
	let upload: Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
	assert_eq!(upload["bias"], -250_000_000);
	assert_eq!(upload["runs"][0]["values"], serde_json::json!([500_000_000, -2_000_000_000_i64]));
	assert_eq!(upload["runs"][1]["first"], 5000);
}

#[test]
fn wrong_calls_are_errors_that_name_the_cure() {
	let dir = tempfile::tempdir().unwrap();
	let model = path(&dir, "m.json");
	fs::write(&model, "{\"type\": \"sparse per").unwrap();
	assert!(error(&["predict", "--model", &model, "x"], 1).contains("only part of one"));
	assert!(error(&["predict", "--model", "no/m.json", "x"], 1).contains("no/m.json"));
	assert!(error(&["predict", "x"], 2).contains("--model <FILE>"));
	assert!(error(&["predict", "--url", "ws://x", "x"], 2).contains("--model-id"));
	assert!(error(&["predict", "--model", &model, "--sample", "1,x"], 2).contains("invalid digit"));
	let nowhere = ["predict", "--url", "ws://127.0.0.1:1", "--model-id", "0", "--sample", "1"];
	assert!(error(&nowhere, 1).contains("no node answers at ws://127.0.0.1:1"));
	let train = ["train", "--data", "synthetic:train=9,test=9", "--out"];
	assert!(error(&[&train[..], &["no/m.json"]].concat(), 1).contains("no/m.json"));
	let unknown = [&train[..], &[&model, "--learner", "sgd"]].concat();
	assert!(error(&unknown, 1).contains("paper, contract"));
}

#[test]
fn a_model_on_a_chain_is_asked_and_exported() {
	let node = Path::new(env!("CARGO_BIN_EXE_collab-sim")).with_file_name("collab-node");
	if !node.is_file() {
		assert!(std::env::var_os("CI").is_none(), "{} is not built", node.display());
		eprintln!("skipped: {} is not built", node.display());
		return;
	}
	let process = NodeProcess::start_program(&node).unwrap();
	let url = ["--url", process.url(), "--model-id"];
	let dir = tempfile::tempdir().unwrap();
	let (file, sample) = (path(&dir, "m.json"), ["--sample", "1,2,5,50,77,300"]);
	let no_gate = &["--set", "rules.gate={ samples = 0, accuracy = 0 }"][..];
	for (id, (scenario, more)) in
		[("contract", &[][..]), ("robust", no_gate)].into_iter().enumerate()
	{
		let data = ["--data", "synthetic:train=3000,test=2600", "--set", "max_submissions=20"];
		let run = ["run", scenario, "--engine", "node", "--url", process.url()];
		ok(&[&run[..], &data, more].concat());
		let id = id.to_string();
		let chain = json(&[&["predict"], &url[..], &[&id], &sample[..]].concat());
		assert_ne!(chain["score"], 0, "{chain}");
		ok(&[&["model", "export"], &url[..], &[&id, "--out", &file]].concat());
		let mut local = json(&[&["predict", "--model", &file], &sample[..]].concat());
		let scores = [&chain, &local].map(|said| said["score"].as_f64().unwrap());
		assert!((scores[0] - scores[1]).abs() < 1e-7, "{scores:?}");
		local["score"] = chain["score"].clone();
		assert_eq!(chain, local);
	}
	let none = [&["predict"], &url[..], &["9"], &sample[..]].concat();
	assert!(error(&none, 1).contains("the chain has no model 9"));
	let far = [&["predict"], &url[..], &["0", "--sample", "5000"]].concat();
	assert!(error(&far, 1).contains("number of features"));
}

#[test]
fn inputs_may_begin_with_a_hyphen_and_come_from_standard_input() {
	let dir = tempfile::tempdir().unwrap();
	let (data, model) = (tweets(&dir), path(&dir, "model.json"));
	ok(&["train", "--data", &format!("text:{data}"), "--learner", "robust", "--out", &model]);
	let said = json(&["predict", "--model", &model, "-1 star, a boring film"]);
	assert_eq!(said["label"], "negative");
	let lines = "a superb film\n- a boring one\n";
	let input = path(&dir, "inputs.txt");
	fs::write(&input, lines).unwrap();
	let output = Command::new(env!("CARGO_BIN_EXE_collab-sim"))
		.args(["predict", "--model", &model, "--json", "-"])
		.stdin(fs::File::open(&input).unwrap())
		.output()
		.unwrap();
	let text = String::from_utf8(output.stdout).unwrap();
	let said: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	let labels: Vec<_> = said.iter().map(|said| said["label"].as_str().unwrap()).collect();
	assert_eq!(labels, ["positive", "negative"]);
}

#[test]
fn what_was_decided_about_data_is_told_on_standard_error() {
	let dir = tempfile::tempdir().unwrap();
	let (rows, model) = (path(&dir, "rows.csv"), path(&dir, "model.json"));
	let numbers: String = (0..40).map(|n| format!("{},{n}\n", u32::from(n > 20))).collect();
	fs::write(&rows, format!("label,x\n{numbers}1,many\n")).unwrap();
	let spec = format!("csv:{rows},{rows}");
	for args in [
		&["data", "info", &spec][..],
		&["train", "--data", &spec, "--learner", "robust", "--out", &model],
	] {
		let output = collab_sim(args);
		let error = String::from_utf8(output.stderr).unwrap();
		assert!(output.status.success() && error.starts_with("note: column `x`: 1 of"), "{error}");
	}
	let info = json(&["data", "info", &spec]);
	assert!(info["notes"][0].as_str().unwrap().contains("drop=x"), "{info}");
}

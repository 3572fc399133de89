//! What the documents say can be done.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

use clap::Parser;
use collab_sim::cli::Cli;
use std::{fs, path::PathBuf};

/// Path and text of the README and of all documents.
fn documents() -> Vec<(PathBuf, String)> {
	let docs = fs::read_dir("../docs").unwrap().map(|entry| entry.unwrap().path());
	let docs = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
	let paths = docs.chain([PathBuf::from("../README.md")]);
	paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The commands in a line: all of it in a block of code, else what stands between back quotes.
fn commands(line: &str) -> Vec<&str> {
	let is_command = |text: &&str| text.starts_with("collab-sim ");
	match is_command(&line) {
		true => vec![line],
		false => line.split('`').skip(1).step_by(2).filter(is_command).collect(),
	}
}

#[test]
fn every_command_in_the_documents_is_one() {
	let mut found = 0;
	for (path, text) in documents() {
		for command in text.lines().flat_map(commands) {
			// Some lines speak of a command: they have no arguments.
			let command = command.replace("--seed N", "--seed 1");
			let words = shlex::split(command.split(" # ").next().unwrap()).unwrap();
			if words.len() < 3 {
				continue;
			}
			let parsed = Cli::try_parse_from(&words);
			assert!(parsed.is_ok(), "{}: {command}\n{}", path.display(), parsed.unwrap_err());
			found += 1;
		}
	}
	assert!(found > 20, "only {found} commands were found");
}

#[test]
fn the_results_have_every_claim_and_every_attack() {
	let text = fs::read_to_string("../docs/experiments.md").unwrap();
	for claim in 1..=24 {
		let (plain, read) = (format!("| C{claim} |"), format!("| C{claim}a |"));
		assert!(text.contains(&plain) || text.contains(&read), "{plain}");
	}
	let suite = fs::read_to_string("scenarios/attacks/suite.toml").unwrap();
	let suite: toml::Table = suite.parse().unwrap();
	let attacks = suite["attacks"].as_array().unwrap().iter();
	let names: Vec<_> = attacks.map(|attack| attack["name"].as_str().unwrap()).collect();
	assert!(names.len() > 20);
	for name in names {
		let row = format!("| `{name}` |");
		assert!(text.contains(&row), "{row}");
	}
}

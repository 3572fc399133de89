//! What results were made with, as a reader needs it to make them again.

use super::{
	claims::Claims,
	markup::{details, pairs, preformatted},
	records::{Records, Settings},
};
use crate::sweep::CODE;
use std::collections::BTreeSet;

/// Version, data, seeds and parameters; empty if the folder does not tell them.
pub fn html(claims: Option<&Claims>, records: Option<&Records>) -> String {
	let mut facts = claims.map(of_claims).unwrap_or_default();
	facts.extend(records.map(|records| of_records(records, claims.is_some())).unwrap_or_default());
	let mut html = if facts.is_empty() { String::new() } else { pairs(&facts) };
	html.extend(records.into_iter().flat_map(|records| &records.data).map(encodings));
	let settings = records.into_iter().flat_map(|records| &records.settings);
	html.extend(settings.map(|(scenario, settings)| parameters(scenario, settings)));
	html
}

fn of_claims(claims: &Claims) -> Vec<(String, String)> {
	let mut facts = vec![
		("version of the code".into(), version(&claims.code)),
		("data".into(), claims.data.clone()),
		("hash of the data".into(), claims.data_hash.clone()),
		("seeds".into(), claims.seeds.to_string()),
	];
	for learner in &claims.learners {
		let set = match learner.set.is_empty() {
			true => String::new(),
			false => format!(", with {}", learner.set.join(", ")),
		};
		let text = format!("{} (scenario {}{set})", learner.title, learner.scenario);
		facts.push((learner.id.clone(), text));
	}
	facts
}

/// Leaves out what the claims already tell.
fn of_records(records: &Records, told: bool) -> Vec<(String, String)> {
	let mut facts = vec![("runs".to_string(), records.runs.to_string())];
	if !told {
		let codes: Vec<_> = records.codes.iter().map(|code| version(code)).collect();
		facts.push(("version of the code".into(), codes.join("; ")));
		facts.push(("seeds".into(), seeds(&records.seeds)));
	}
	let data = records.data.iter().filter(|(_, hashes)| hashes.len() == 1 && !told);
	facts.extend(data.map(|(name, hashes)| (format!("hash of {name}"), lines(hashes))));
	facts
}

/// Of data that were encoded with several numbers of words.
fn encodings((name, hashes): (&String, &BTreeSet<String>)) -> String {
	match hashes.len() {
		..=1 => String::new(),
		n => details(&format!("Hashes of {name}, {n} encodings"), &preformatted(&lines(hashes))),
	}
}

fn lines(texts: &BTreeSet<String>) -> String {
	texts.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn version(code: &str) -> String {
	match code == CODE {
		true => code.to_string(),
		false => format!("{code} (this report was made by {CODE})"),
	}
}

fn seeds(seeds: &BTreeSet<u64>) -> String {
	match (seeds.first(), seeds.last()) {
		(Some(first), Some(last)) => format!("{}, from {first} to {last}", seeds.len()),
		_ => String::new(),
	}
}

fn parameters(scenario: &str, settings: &Settings) -> String {
	if settings.toml.is_empty() {
		return String::new();
	}
	let title = match settings.set.is_empty() {
		true => format!("Parameters of {scenario}"),
		false => format!("Parameters of {scenario}, with {}", settings.set.join(", ")),
	};
	details(&title, &preformatted(&settings.toml))
}

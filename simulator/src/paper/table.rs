//! The claims as files.

use super::{Learner, Number, Row};
use crate::sweep::CODE;
use serde_json::{json, Value};
use std::fmt::Write;

/// What the runs were made with.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
	/// The learners.
	pub learners: &'a [Learner],
	/// Name of the data.
	pub data: &'a str,
	/// Hash of the data with the default number of words.
	pub data_hash: &'a str,
	/// The first seed.
	pub first_seed: u64,
	/// The number of seeds.
	pub seeds: u64,
}

/// `claims.json`.
pub fn claims_json(facts: &Facts<'_>, rows: &[Row]) -> Value {
	json!({
		"code": CODE,
		"data": facts.data,
		"data_hash": facts.data_hash,
		"seeds": { "first": facts.first_seed, "count": facts.seeds },
		"learners": facts.learners,
		"claims": rows,
	})
}

/// `claims.md`.
pub fn claims_md(facts: &Facts<'_>, rows: &[Row]) -> String {
	let mut text = String::new();
	// Writing to a text cannot fail.
	let _ = write_table(&mut text, facts, rows);
	text
}

fn write_table(text: &mut String, facts: &Facts<'_>, rows: &[Row]) -> std::fmt::Result {
	writeln!(text, "# Claims of Ding & Hu (2022)\n")?;
	writeln!(
		text,
		"{} seeds from {} on, data {} (hash {}), collab-sim {CODE}. Means with their 95 % interval \
		 (Student's t over the seeds). A claim holds if the intervals support its criterion, does \
		 not if they contradict it, and cannot be told if they leave it open.\n",
		facts.seeds,
		facts.first_seed,
		facts.data,
		facts.data_hash.get(..16).unwrap_or(facts.data_hash),
	)?;
	for learner in facts.learners {
		writeln!(text, "- **{}**: {}", learner.id, learner.title)?;
	}
	writeln!(text, "\n| claim | | rules | our figure | verdict | why |")?;
	writeln!(text, "|---|---|---|---|---|---|")?;
	let mut last = "";
	for row in rows {
		let claim = match row.id == last {
			true => String::new(),
			false => format!("{} ({}). Criterion: {}", row.claim, row.place, row.criterion),
		};
		let id = if row.id == last { "" } else { row.id };
		last = row.id;
		let numbers: Vec<_> = row.numbers.iter().map(Number::to_string).collect();
		writeln!(
			text,
			"| {id} | {claim} | {} | {} | **{}** | {} |",
			row.learner,
			numbers.join("; "),
			row.verdict,
			row.why
		)?;
	}
	Ok(())
}

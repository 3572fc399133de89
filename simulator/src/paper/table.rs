//! The claims as files.

use super::{Learner, Number, Row};
use crate::sweep::Facts;
use serde_json::{json, Value};
use std::fmt::Write;

/// `claims.json`.
pub fn claims_json(facts: &Facts<'_>, learners: &[Learner], rows: &[Row]) -> Value {
	let mut json = facts.json();
	json["learners"] = json!(learners);
	json["claims"] = json!(rows);
	json
}

/// `claims.md`.
pub fn claims_md(facts: &Facts<'_>, learners: &[Learner], rows: &[Row]) -> String {
	let mut text = String::new();
	// Writing to a text cannot fail.
	let _ = write_table(&mut text, facts, learners, rows);
	text
}

fn write_table(
	text: &mut String,
	facts: &Facts<'_>,
	learners: &[Learner],
	rows: &[Row],
) -> std::fmt::Result {
	writeln!(text, "# Claims of Ding & Hu (2022)\n")?;
	writeln!(
		text,
		"{facts}. Means with their 95 % interval (Student's t over the seeds). A claim holds if the \
		 intervals support its criterion, does not if they contradict it, and cannot be told if \
		 they leave it open.\n"
	)?;
	for learner in learners {
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

//! The claims of the paper, and what the runs say of them.

use super::{
	json,
	markup::{escape, minus},
	ReportError,
};
use crate::paper::{Number, Verdict};
use serde::Deserialize;
use std::{
	fmt::{self, Write},
	path::Path,
};

/// `claims.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Claims {
	/// Version of the program.
	pub code: String,
	/// Name of the data.
	pub data: String,
	/// Its hash with the default number of words.
	pub data_hash: String,
	/// The seeds.
	pub seeds: Seeds,
	/// The rules and learners.
	pub learners: Vec<Learner>,
	claims: Vec<Row>,
}

/// Seeds that follow each other.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Seeds {
	/// The first.
	pub first: u64,
	/// Their number.
	pub count: u64,
}

impl fmt::Display for Seeds {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}, from {} on", self.count, self.first)
	}
}

/// Rules under which everything was run.
#[derive(Clone, Debug, Deserialize)]
pub struct Learner {
	/// How it is called in files.
	pub id: String,
	/// The scenario.
	pub scenario: String,
	/// What it is.
	pub title: String,
	/// What is changed in the scenario.
	#[serde(default)]
	pub set: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Row {
	id: String,
	claim: String,
	place: String,
	criterion: String,
	published: Option<String>,
	learner: String,
	numbers: Vec<Number>,
	verdict: Verdict,
	why: String,
}

impl Claims {
	/// Reads a folder; `None` if the claims were not judged.
	pub fn read(dir: &Path) -> Result<Option<Self>, ReportError> {
		json::read(&dir.join("claims.json"))
	}

	/// The verdicts in one table.
	pub fn overview(&self) -> String {
		if self.claims.is_empty() {
			return String::new();
		}
		let heads: String = self
			.learners
			.iter()
			.map(|learner| format!("<th scope=\"col\">{}</th>", escape(&learner.id)))
			.collect();
		let learner = |learner: &Learner| {
			format!("<li><b>{}</b>: {}</li>\n", escape(&learner.id), escape(&learner.title))
		};
		let learners: String = self.learners.iter().map(learner).collect();
		let rows: String = self.by_claim().map(|rows| self.verdicts(rows)).collect();
		format!(
			"<p>A claim holds if the 95 % intervals of our runs support its criterion, does not if \
			 they contradict it, and cannot be told if they leave it open. A claim whose settings \
			 were not run has no verdict. The reasons are told below, claim by claim.</p>\n<ul>\n{learners}</ul>\n\
			 <div class=\"scroll\" tabindex=\"0\"><table class=\"claims\"><thead><tr>\
			 <th scope=\"col\" colspan=\"2\">claim</th>{heads}</tr></thead>\n\
			 <tbody>{rows}</tbody></table></div>\n"
		)
	}

	/// Each claim with its figures and reasons.
	pub fn reasons(&self) -> String {
		self.by_claim().map(reasons).collect()
	}

	fn by_claim(&self) -> impl Iterator<Item = &[Row]> {
		self.claims.chunk_by(|a, b| a.id == b.id)
	}

	fn verdicts(&self, rows: &[Row]) -> String {
		let first = &rows[0];
		let verdicts: String = self
			.learners
			.iter()
			.map(|learner| {
				let row = rows.iter().find(|row| row.learner == learner.id);
				format!("<td>{}</td>", row.map_or(String::new(), |row| verdict(row.verdict)))
			})
			.collect();
		format!(
			"<tr><th scope=\"row\">{}</th><td class=\"text\">{}</td>{verdicts}</tr>\n",
			escape(&first.id),
			escape(&minus(&first.claim))
		)
	}
}

/// A word and a symbol, so that nothing hangs on the colour.
fn verdict(verdict: Verdict) -> String {
	let (class, symbol) = match verdict {
		Verdict::Holds => ("holds", "✓"),
		Verdict::DoesNotHold => ("fails", "✗"),
		Verdict::CannotBeTold => ("open", "?"),
		Verdict::NotRun => ("missing", "–"),
	};
	format!("<span class=\"verdict {class}\"><b aria-hidden=\"true\">{symbol}</b> {verdict}</span>")
}

fn reasons(rows: &[Row]) -> String {
	let first = &rows[0];
	let printed = |text: &str| escape(&minus(text));
	let published = first.published.as_ref();
	let published = published.map(|value| format!(" Published: {}.", printed(value)));
	let mut html = format!(
		"<section class=\"claim\"><h4>{}. {}</h4>\n<p>{}. Criterion: {}.{}</p>\n\
		 <div class=\"scroll\" tabindex=\"0\"><table><tbody>\n",
		escape(&first.id),
		printed(&first.claim),
		escape(&first.place),
		printed(&first.criterion),
		published.unwrap_or_default()
	);
	for row in rows {
		let numbers: Vec<_> =
			row.numbers.iter().map(|number| printed(&number.to_string())).collect();
		// Writing to a text cannot fail.
		let _ = writeln!(
			html,
			"<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"text\">{}</td>\
			 <td class=\"text\">{}</td></tr>",
			escape(&row.learner),
			verdict(row.verdict),
			numbers.join("<br>"),
			printed(&row.why)
		);
	}
	html.push_str("</tbody></table></div></section>\n");
	html
}

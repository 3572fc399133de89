//! The claims of the paper, and what the runs say of them.

use super::{json, markup::escape, ReportError};
use crate::paper::{Number, Verdict};
use serde::Deserialize;
use std::{fmt::Write, path::Path};

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

	/// The verdicts in one table, then each with its reasons.
	pub fn html(&self) -> String {
		if self.claims.is_empty() {
			return String::new();
		}
		let claims = || self.claims.chunk_by(|a, b| a.id == b.id);
		let heads: String = self
			.learners
			.iter()
			.map(|learner| format!("<th scope=\"col\">{}</th>", escape(&learner.id)))
			.collect();
		let rows: String = claims().map(|rows| self.overview(rows)).collect();
		let reasons: String = claims().map(reasons).collect();
		format!(
			"<p>A claim holds if the 95 % intervals of our runs support its criterion, does not if \
			 they contradict it, and cannot be told if they leave it open.</p>\n\
			 <div class=\"scroll\" tabindex=\"0\"><table class=\"claims\"><thead><tr>\
			 <th scope=\"col\" colspan=\"2\">claim</th>{heads}</tr></thead>\n\
			 <tbody>{rows}</tbody></table></div>\n<h3>Why</h3>\n{reasons}"
		)
	}

	fn overview(&self, rows: &[Row]) -> String {
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
			escape(&first.claim)
		)
	}
}

/// A word and a symbol, so that nothing hangs on the colour.
fn verdict(verdict: Verdict) -> String {
	let (class, symbol) = match verdict {
		Verdict::Holds => ("holds", "✓"),
		Verdict::DoesNotHold => ("fails", "✗"),
		Verdict::CannotBeTold => ("open", "?"),
	};
	format!("<span class=\"verdict {class}\"><b aria-hidden=\"true\">{symbol}</b> {verdict}</span>")
}

fn reasons(rows: &[Row]) -> String {
	let first = &rows[0];
	let published = first.published.as_ref().map(|value| format!(" Published: {}.", escape(value)));
	let mut html = format!(
		"<section class=\"claim\"><h4>{}. {}</h4>\n<p>{}. Criterion: {}.{}</p>\n\
		 <div class=\"scroll\" tabindex=\"0\"><table><tbody>\n",
		escape(&first.id),
		escape(&first.claim),
		escape(&first.place),
		escape(&first.criterion),
		published.unwrap_or_default()
	);
	for row in rows {
		let numbers: Vec<_> =
			row.numbers.iter().map(|number| escape(&number.to_string())).collect();
		// Writing to a text cannot fail.
		let _ = writeln!(
			html,
			"<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"text\">{}</td>\
			 <td class=\"text\">{}</td></tr>",
			escape(&row.learner),
			verdict(row.verdict),
			numbers.join("<br>"),
			escape(&row.why)
		);
	}
	html.push_str("</tbody></table></div></section>\n");
	html
}

//! The attacks, from `attacks.csv` and `attacks.json`.

use super::{
	json,
	markup::{download, pairs},
	table::Table,
	ReportError,
};
use serde_json::Value;
use std::path::Path;

/// The attacks of a folder.
#[derive(Clone, Debug)]
pub struct Attacks {
	/// What came of them.
	pub table: Table,
	/// What they were run with: the texts and numbers at the top of the JSON file.
	pub facts: Vec<(String, String)>,
}

impl Attacks {
	/// Reads a folder; `None` if it has no attacks.
	pub fn read(dir: &Path) -> Result<Option<Self>, ReportError> {
		let Some(table) = Table::read(&dir.join("attacks.csv"))? else { return Ok(None) };
		let json: Option<Value> = json::read(&dir.join("attacks.json"))?;
		let facts = json.as_ref().and_then(Value::as_object).into_iter().flatten();
		let fact = |(name, value): (&String, &Value)| {
			let text = match value {
				Value::String(text) => text.clone(),
				Value::Number(number) => number.to_string(),
				Value::Object(object) => serde_json::to_string(object).ok()?,
				_ => return None,
			};
			Some((name.replace('_', " "), text))
		};
		Ok(Some(Self { table, facts: facts.filter_map(fact).collect() }))
	}

	/// The table, and what they were run with.
	pub fn html(&self) -> String {
		format!(
			"{}{}{}",
			self.table.html(),
			download("attacks.csv", &self.table.text),
			pairs(&self.facts)
		)
	}
}

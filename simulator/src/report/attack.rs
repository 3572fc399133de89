//! The attacks, from `attacks.json` and `attacks.csv`.

use super::{
	claims::Seeds,
	curves::GREATEST,
	json,
	markup::{download, escape, pairs, told_svg},
	ReportError,
};
use crate::{
	attack::{cells, figure_svg, Measured, COLUMNS, LEGEND},
	sweep::Facts,
};
use serde::Deserialize;
use std::{iter, path::Path};

/// The attacks of a folder.
#[derive(Clone, Debug)]
pub struct Attacks {
	suite: Suite,
	/// `attacks.csv`, if there is one.
	csv: Option<String>,
}

/// `attacks.json`.
#[derive(Clone, Debug, Deserialize)]
struct Suite {
	code: String,
	data: String,
	data_hash: String,
	seeds: Seeds,
	attacks: Vec<Measured>,
}

impl Attacks {
	/// Reads a folder; `None` if it has no attacks.
	pub fn read(dir: &Path) -> Result<Option<Self>, ReportError> {
		let Some(suite) = json::read(&dir.join("attacks.json"))? else { return Ok(None) };
		Ok(Some(Self { suite, csv: json::text(&dir.join("attacks.csv"))? }))
	}

	/// The figure, the table, and what they were run with.
	pub fn html(&self) -> Result<String, ReportError> {
		let heads = ["attack", "rules"].into_iter().chain(COLUMNS);
		let heads: String =
			heads.map(|head| format!("<th scope=\"col\">{}</th>", escape(head))).collect();
		let attacks = self.suite.attacks.chunk_by(|a, b| a.attack == b.attack);
		let rows: String = attacks.map(rows).collect();
		let csv = self.csv.as_ref().map(|csv| download("attacks.csv", csv));
		Ok(format!(
			"<figure class=\"wide\"><div class=\"scroll\" tabindex=\"0\">{}</div></figure>\n\
			 <p>{LEGEND}</p>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"attacks\">\
			 <thead><tr>{heads}</tr></thead>\n{rows}</table></div>\n{}{}",
			self.figure()?,
			csv.unwrap_or_default(),
			pairs(&self.facts())
		))
	}

	fn figure(&self) -> Result<String, ReportError> {
		let Suite { data, data_hash, seeds, attacks, .. } = &self.suite;
		let measures = attacks.iter().flat_map(|attack| attack.measures.values());
		let numbers = measures.flat_map(|of| {
			let ends = of.interval.map(|interval| [interval.low, interval.high]);
			ends.into_iter().flatten().chain([of.mean])
		});
		if let Some(number) =
			numbers.into_iter().find(|number| number.is_nan() || number.abs() > GREATEST)
		{
			return Err(ReportError::beyond("the attacks", number));
		}
		let facts = Facts { data, data_hash, first_seed: seeds.first, seeds: seeds.count };
		let svg = figure_svg(&facts, attacks).map_err(|error| ReportError::Drawing {
			what: "the attacks".into(),
			problem: error.to_string(),
		})?;
		Ok(told_svg(&svg, "Attacks: accuracy at the end and profit of the attackers"))
	}

	fn facts(&self) -> Vec<(String, String)> {
		let Suite { code, data, data_hash, seeds, .. } = &self.suite;
		let facts = [
			("version of the code", code.clone()),
			("data", data.clone()),
			("hash of the data", data_hash.clone()),
			("seeds", seeds.to_string()),
		];
		facts.map(|(name, text)| (name.to_string(), text)).into()
	}
}

/// An attack under each of the rules.
fn rows(of_attack: &[Measured]) -> String {
	let Some(first) = of_attack.first() else { return String::new() };
	let name = format!(
		"<th scope=\"rowgroup\" rowspan=\"{}\">{}<small>{}</small></th>",
		of_attack.len(),
		escape(&first.attack),
		escape(&first.title)
	);
	let names = iter::once(name.as_str()).chain(iter::repeat(""));
	let row = |(name, row): (&str, &Measured)| {
		let cells = cells(row).map(|cell| format!("<td class=\"number\">{}</td>", escape(&cell)));
		format!("<tr>{name}<td>{}</td>{}</tr>\n", escape(&row.rules), cells.concat())
	};
	let rows: String = names.zip(of_attack).map(row).collect();
	format!("<tbody>{rows}</tbody>\n")
}

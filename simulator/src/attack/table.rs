//! The attacks as files.

use super::{Measured, MEASURES};
use crate::{
	statistics::{signed, Estimate},
	sweep::Facts,
};
use serde_json::{json, Value};
use std::fmt::Write;

/// What the columns after the attack and the rules tell.
pub const COLUMNS: [&str; 12] = [
	"before",
	"after",
	"lowest",
	"lost",
	"lost on target",
	"attacker's profit",
	"most locked",
	"honest profit",
	"forfeits to",
	"attacker ruined",
	"honest ruined",
	"cost of a point",
];

/// What they mean.
pub const LEGEND: &str = "Means ± half of their 95 % interval. Accuracy in percent of the test \
	rows; lost: points below the same run without the attackers; on target: on the rows with the \
	attacked word. Profit in tokens, free and held at the end, less the start; most locked: \
	the attackers' deposits at one time. Forfeits, in percent: to honest agents, attackers and the heir; \
	the rest is left for later bonuses. Ruin: free and held \
	below 1 % of the start; in how many of the runs, and on which day on average. Cost: what the \
	attackers lose for each point lost.";

/// `attacks.json`.
pub fn attacks_json(facts: &Facts<'_>, rows: &[Measured]) -> Value {
	let mut json = facts.json();
	json["attacks"] = json!(rows);
	json
}

/// `attacks.csv`: a line for each attack and rules; each of [`MEASURES`] with `_mean`, `_low` and
/// `_high`, empty where there is none.
pub fn attacks_csv(rows: &[Measured]) -> anyhow::Result<Vec<u8>> {
	let mut csv = csv::Writer::from_writer(Vec::new());
	let mut header: Vec<String> = ["attack", "rules", "seeds"].map(String::from).into();
	for name in MEASURES {
		header.extend(["mean", "low", "high"].map(|part| format!("{name}_{part}")));
	}
	header.extend(["attackers_ruined", "honest_ruined", "cost_per_point"].map(String::from));
	csv.write_record(&header)?;
	for row in rows {
		csv.write_record(fields(row))?;
	}
	Ok(csv.into_inner()?)
}

fn fields(row: &Measured) -> Vec<String> {
	let text = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
	let mut fields = vec![row.attack.clone(), row.rules.clone(), row.seeds.to_string()];
	for name in MEASURES {
		let found = row.measures.get(name);
		let interval = found.and_then(|estimate| estimate.interval);
		fields.push(text(found.map(|estimate| estimate.mean)));
		fields.extend([text(interval.map(|i| i.low)), text(interval.map(|i| i.high))]);
	}
	fields.extend([row.attackers_ruined.to_string(), row.honest_ruined.to_string()]);
	fields.push(text(row.cost_per_point));
	fields
}

/// `attacks.md`.
pub fn attacks_md(facts: &Facts<'_>, rows: &[Measured]) -> String {
	let mut text = String::new();
	// Writing to a text cannot fail.
	let _ = write_all(&mut text, facts, rows);
	text
}

fn write_all(text: &mut String, facts: &Facts<'_>, rows: &[Measured]) -> std::fmt::Result {
	writeln!(text, "# Attacks\n")?;
	writeln!(text, "{facts}. {LEGEND}\n")?;
	writeln!(text, "| attack | rules | {} |", COLUMNS.join(" | "))?;
	writeln!(text, "|---|---{}|", "|---".repeat(COLUMNS.len()))?;
	for row in rows {
		writeln!(text, "| `{}` | {} | {} |", row.attack, row.rules, cells(row).join(" | "))?;
	}
	writeln!(text)?;
	for of_attack in rows.chunk_by(|a, b| a.attack == b.attack) {
		writeln!(text, "- **{}**: {}", of_attack[0].attack, of_attack[0].title)?;
	}
	write_profits(text, rows)?;
	write_triggers(text, rows)
}

/// What goes into the [`COLUMNS`].
pub fn cells(row: &Measured) -> [String; COLUMNS.len()] {
	let percent = |name| short(row.measures.get(name), 1);
	let tokens = |name| short(row.measures.get(name), 0);
	let ruin = |count: usize, days| match row.measures.get(days) {
		Some(days) => format!("{count}/{}, day {:.0}", row.seeds, days.mean),
		None => "never".into(),
	};
	[
		percent("accuracy_before"),
		percent("accuracy_after"),
		percent("accuracy_lowest"),
		percent("accuracy_lost"),
		percent("target_lost"),
		tokens("attacker_profit"),
		tokens("attacker_locked"),
		tokens("honest_profit"),
		forfeits(row),
		ruin(row.attackers_ruined, "attacker_ruin_days"),
		ruin(row.honest_ruined, "honest_ruin_days"),
		row.cost_per_point.map_or("–".into(), |cost| signed(cost, 0)),
	]
}

/// Where what was forfeited has gone.
fn forfeits(row: &Measured) -> String {
	let names = ["forfeits_to_honest", "forfeits_to_attackers", "forfeits_to_heir"];
	let shares = names.map(|name| row.measures.get(name).map(|share| format!("{:.0}", share.mean)));
	let shares: Option<Vec<_>> = shares.into_iter().collect();
	shares.map_or("–".into(), |shares| shares.join(" / "))
}

/// How often a trigger turns what is rightly negative.
fn write_triggers(text: &mut String, rows: &[Measured]) -> std::fmt::Result {
	let with: Vec<_> =
		rows.iter().filter(|row| row.measures.contains_key("triggered_after")).collect();
	if with.is_empty() {
		return Ok(());
	}
	writeln!(text, "\n| trigger | rules | turned before (%) | turned after (%) |")?;
	writeln!(text, "|---|---|---|---|")?;
	for row in with {
		let [before, after] =
			["triggered_before", "triggered_after"].map(|name| short(row.measures.get(name), 1));
		writeln!(text, "| {} | {} | {before} | {after} |", row.attack, row.rules)?;
	}
	Ok(())
}

/// Where there are several attackers, what each of them has, and what is left in the pot.
fn write_profits(text: &mut String, rows: &[Measured]) -> std::fmt::Result {
	let several: Vec<_> = rows.iter().filter(|row| row.profits.len() > 2).collect();
	if several.is_empty() {
		return Ok(());
	}
	writeln!(
		text,
		"\n| several attackers | rules | profits | left in the pot |\n|---|---|---|---|"
	)?;
	for row in several {
		let one =
			|(name, profit): (&String, &Estimate)| format!("{name} {}", short(Some(profit), 0));
		let profits: Vec<_> = row.profits.iter().map(one).collect();
		let pot = short(row.measures.get("pot"), 0);
		writeln!(text, "| {} | {} | {} | {pot} |", row.attack, row.rules, profits.join(", "))?;
	}
	Ok(())
}

/// A dash for none.
fn short(estimate: Option<&Estimate>, decimals: usize) -> String {
	estimate.map_or("–".into(), |estimate| estimate.plus_minus(decimals))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::statistics::estimate;
	use std::collections::BTreeMap;

	fn row() -> Measured {
		let estimates = [("accuracy_after", [80.0, 82.0]), ("attacker_profit", [-5.0, -7.0])];
		let of = |values: &[f64]| estimate(values).unwrap();
		Measured {
			attack: "flip, often".into(),
			title: "flips".into(),
			rules: "robust".into(),
			seeds: 2,
			measures: estimates.map(|(name, values)| (name.into(), of(&values))).into(),
			profits: BTreeMap::from(["a", "b", "good"].map(|name| (name.into(), of(&[2.0, 2.0])))),
			attackers_ruined: 1,
			honest_ruined: 0,
			cost_per_point: Some(2.5),
			settings: ["x".into(), "y".into()],
		}
	}

	#[test]
	fn lines_of_the_csv_have_the_columns_of_the_header() {
		let bytes = attacks_csv(&[row()]).unwrap();
		let mut csv = csv::Reader::from_reader(&bytes[..]);
		let header = csv.headers().unwrap().clone();
		let line = csv.records().next().unwrap().unwrap();
		let field = |name| &line[header.iter().position(|column| column == name).unwrap()];
		assert_eq!((field("attack"), field("accuracy_after_mean")), ("flip, often", "81"));
		assert_eq!((field("pot_mean"), field("cost_per_point")), ("", "2.5"));
	}

	#[test]
	fn forfeits_and_triggers_are_told_where_there_are_any() {
		let estimate = |value: f64| estimate(&[value, value]).unwrap();
		let mut row = row();
		assert_eq!(forfeits(&row), "–");
		let shares = [
			("forfeits_to_honest", 40.4),
			("forfeits_to_attackers", 0.0),
			("forfeits_to_heir", 55.0),
		];
		row.measures.extend(shares.map(|(name, share)| (name.into(), estimate(share))));
		assert_eq!(forfeits(&row), "40 / 0 / 55");
		let facts = Facts { data: "some", data_hash: "ab", first_seed: 1, seeds: 2 };
		assert!(!attacks_md(&facts, &[row.clone()]).contains("trigger"));
		let turned = [("triggered_before", 1.0), ("triggered_after", 96.5)];
		row.measures.extend(turned.map(|(name, share)| (name.into(), estimate(share))));
		let text = attacks_md(&facts, &[row]);
		assert!(text.contains("| flip, often | robust | 1.0 ± 0.0 | 96.5 ± 0.0 |"), "{text}");
	}

	#[test]
	fn the_table_shows_means_and_half_intervals() {
		let facts = Facts { data: "some", data_hash: "ab", first_seed: 1, seeds: 2 };
		let text = attacks_md(&facts, &[row()]);
		assert!(text.contains("| `flip, often` | robust | – | 81.0 ± 12.7 | – |"), "{text}");
		assert!(text.contains("a 2 ± 0, b 2 ± 0, good 2 ± 0"), "{text}");
		assert!(attacks_json(&facts, &[row()])["attacks"][0]["attackers_ruined"] == 1);
	}
}

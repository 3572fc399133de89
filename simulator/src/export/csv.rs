//! Series over time, for spreadsheets.

use super::Exporter;
use crate::result::SavedRun;
use std::fmt::Write;

/// `accuracy.csv`: day, accuracy from 0 to 1.
pub struct Accuracy;

impl Exporter for Accuracy {
	fn file_name(&self) -> &'static str {
		"accuracy.csv"
	}

	fn serialize(&self, run: &SavedRun) -> anyhow::Result<Vec<u8>> {
		let mut text = String::from("day,accuracy\n");
		for (day, accuracy) in &run.accuracy_series {
			writeln!(text, "{day:.6},{accuracy}")?;
		}
		Ok(text.into_bytes())
	}
}

/// `balances.csv`: day, free balance in percent of the start for each agent. Names of agents need
/// no quotes.
pub struct Balances;

impl Exporter for Balances {
	fn file_name(&self) -> &'static str {
		"balances.csv"
	}

	fn serialize(&self, run: &SavedRun) -> anyhow::Result<Vec<u8>> {
		let mut text = String::from("day");
		for agent in &run.agents {
			write!(text, ",{}_percent", agent.name)?;
		}
		text.push('\n');
		for (day, balances) in &run.balance_series {
			write!(text, "{day:.6}")?;
			for balance in balances {
				write!(text, ",{balance:.6}")?;
			}
			text.push('\n');
		}
		Ok(text.into_bytes())
	}
}

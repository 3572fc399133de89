//! What several commands have in common: their data, their settings and how they answer.

use crate::dataset::DataSpec;
use clap::Args;
use serde::Serialize;
use std::io::{stdout, Write};

/// Where the data come from.
#[derive(Args, Debug)]
pub struct DataArgs {
	/// Data: synthetic, imdb:FOLDER, text:FILE, csv:FILE or svmlight:TRAIN,TEST; docs/data.md tells
	/// the options of each.
	#[arg(long, default_value = "synthetic", value_name = "SPEC")]
	pub data: DataSpec,
}

/// What is changed in a scenario. Commands that change more than one say so in a help text of
/// their own.
#[derive(Args, Debug)]
pub struct SettingArgs {
	/// Change a value of the scenario, for instance agents.good.mean_deposit=5. Can be repeated.
	#[arg(long = "set", value_name = "KEY=VALUE")]
	pub set: Vec<String>,
}

/// How a command answers: to people, or to programs.
#[derive(Args, Debug)]
pub struct Output {
	/// Print one JSON object.
	#[arg(long)]
	json: bool,
}

impl Output {
	/// Prints `json` on one line if that was asked for, or else `text` as it is.
	pub fn print(&self, json: &impl Serialize, text: &str) -> anyhow::Result<()> {
		let mut out = stdout().lock();
		match self.json {
			true => writeln!(out, "{}", serde_json::to_string(json)?)?,
			false => write!(out, "{text}")?,
		}
		Ok(())
	}
}

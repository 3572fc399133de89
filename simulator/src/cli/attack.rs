//! `collab-sim attack`.

use super::{many::ManyArgs, options::SettingArgs};
use crate::{
	attack::{
		attacks_csv, attacks_json, attacks_md, figure_svg, measure, Measured, Options, Suite, Trial,
	},
	files::{pretty, write_whole},
	sweep::{Facts, Point, Results},
};
use anyhow::Context;
use clap::Args;
use serde_json::json;
use std::{process::ExitCode, time::Instant};

/// What `attack` is given.
#[derive(Args, Debug)]
#[command(mut_arg("set", |set| {
	set.help("Change a value of all scenarios, as for run. Can be repeated")
}))]
pub struct AttackArgs {
	/// Attacks to run; without it, all.
	#[arg(long, value_delimiter = ',', value_name = "NAME,..")]
	attacks: Vec<String>,
	/// Rules: classic (the scenario contract), paper, robust.
	#[arg(long, value_delimiter = ',', value_name = "NAME,..", default_value = "classic,robust")]
	rules: Vec<String>,
	/// Several honest agents of different skill and wealth in the place of one.
	#[arg(long)]
	crowd: bool,
	#[command(flatten)]
	settings: SettingArgs,
	#[command(flatten)]
	many: ManyArgs,
}

impl AttackArgs {
	/// Runs what is not stored yet, writes the files and prints the table.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let started = Instant::now();
		let options = Options { set: &self.settings.set, crowd: self.crowd };
		let trials = Suite::embedded().trials(&self.attacks, &self.rules, &options)?;
		let points: Vec<Point> =
			trials.iter().flat_map(|t| [t.attacked.clone(), t.reference.clone()]).collect();
		let results = self.many.run(&points)?;
		let rows: Vec<_> = trials.iter().filter_map(|trial| measure(trial, &results)).collect();
		let facts = self.facts(&trials, &results)?;
		let table = attacks_md(&facts, &rows);
		let report = attacks_json(&facts, &rows);
		self.write(&facts, &rows, &table, &report)?;
		let seconds = started.elapsed().as_secs_f64();
		let report = json!({
			"suite": report, "runs_done_now": results.done_now, "seconds": seconds,
		});
		let path = self.many.out.join("attacks.md");
		let done = results.done_now;
		let text = format!("{table}\n{done} runs in {seconds:.1} s, wrote {}\n", path.display());
		self.many.output.print(&report, &text)?;
		Ok(ExitCode::SUCCESS)
	}

	fn facts<'a>(&self, trials: &[Trial], results: &'a Results) -> anyhow::Result<Facts<'a>> {
		let first = trials.first().and_then(|trial| results.of(&trial.attacked).next());
		let first = first.context("there are no runs")?;
		Ok(self.many.facts(first))
	}

	fn write(
		&self,
		facts: &Facts<'_>,
		rows: &[Measured],
		table: &str,
		report: &serde_json::Value,
	) -> anyhow::Result<()> {
		let path = |name| self.many.out.join(name);
		write_whole(&path("attacks.json"), &pretty(report)?)?;
		write_whole(&path("attacks.csv"), &attacks_csv(rows)?)?;
		write_whole(&path("attacks.md"), table.as_bytes())?;
		write_whole(&path("attacks.svg"), figure_svg(facts, rows)?.as_bytes())
	}
}

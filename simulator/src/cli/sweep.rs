//! `collab-sim sweep`.

use super::{many::ManyArgs, options::SettingArgs};
use crate::{
	files::write_whole,
	sweep::{summarise, summary_csv, summary_md, PointSummary, SweepFile, CODE},
};
use clap::Args;
use serde_json::json;
use std::{path::PathBuf, process::ExitCode, time::Instant};

/// What `sweep` is given.
#[derive(Args, Debug)]
#[command(mut_arg("set", |set| {
	set.help("Change a value of the scenario throughout, as for run. Can be repeated")
}))]
pub struct SweepArgs {
	/// A sweep (TOML): scenario = "paper", set = ["key=value"], and [[axes]] with key and values.
	sweep: PathBuf,
	#[command(flatten)]
	settings: SettingArgs,
	/// Keep accuracy and balances over time, at 200 times at most.
	#[arg(long)]
	series: bool,
	#[command(flatten)]
	many: ManyArgs,
}

impl SweepArgs {
	/// Runs what is not stored yet, writes the summary and prints it.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let started = Instant::now();
		let mut points = SweepFile::load(&self.sweep, &self.settings.set)?.points()?;
		points.iter_mut().for_each(|point| point.series = self.series);
		let results = self.many.run(&points)?;
		let summaries = summarise(&points, &results);
		let path = self.many.out.join("summary.csv");
		write_whole(&path, summary_csv(&points, &summaries).as_bytes())?;
		let table = self.many.out.join("summary.md");
		write_whole(&table, summary_md(&points, &summaries).as_bytes())?;
		let seconds = started.elapsed().as_secs_f64();
		let done = results.done_now;
		let report = json!({
			"code": CODE,
			"points": summaries,
			"runs_done_now": done,
			"seconds": seconds,
			"summary": path.display().to_string(),
		});
		let mut text: String = summaries.iter().map(|summary| line(summary) + "\n").collect();
		text += &format!("{done} runs in {seconds:.1} s, wrote {}\n", path.display());
		self.many.output.print(&report, &text)?;
		Ok(ExitCode::SUCCESS)
	}
}

/// `num_words = 500: accuracy 77.6 -> 77.8 ± 0.3 %, bad ruined in 29 of 30 runs`
fn line(summary: &PointSummary) -> String {
	let values: Vec<_> = summary.values.iter().map(|(key, v)| format!("{key} = {v}")).collect();
	let mean = |name: &str| summary.measures.get(name).map_or(f64::NAN, |e| 100.0 * e.mean);
	let after = summary.measures.get("accuracy_after").and_then(|e| e.interval);
	let half = after.map_or(String::new(), |i| format!(" ± {:.2}", 50.0 * (i.high - i.low)));
	let ruined = summary.agents.iter().filter(|(_, agent)| agent.ruined > 0);
	let ruined: String = ruined
		.map(|(name, agent)| {
			let day = agent.ruin_days_median;
			let day = day.map_or(String::new(), |day| format!(" (median day {day:.0})"));
			format!(", {name} ruined in {} of {}{day}", agent.ruined, summary.seeds)
		})
		.collect();
	format!(
		"{}: accuracy {:.2} -> {:.2}{half} %{ruined}",
		values.join(", "),
		mean("accuracy_before"),
		mean("accuracy_after")
	)
}

//! `collab-sim run`.

use super::{
	notes::tell,
	options::{DataArgs, Output, SettingArgs},
	summary::summary,
};
use crate::{
	dataset::load,
	engine::{node::NodeChain, Chain, Local},
	export,
	result::{RunFacts, SavedRun},
	scenario::{Scenario, SECONDS_PER_DAY},
	simulation::{run, Input, Progress},
};
use anyhow::{bail, ensure};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use std::{path::PathBuf, process::ExitCode, time::Instant};

/// What `run` is given.
#[derive(Args, Debug)]
pub struct RunArgs {
	/// Path of a scenario (TOML), or one of the embedded ones: paper, contract, demo, robust.
	#[arg(default_value = "paper")]
	scenario: String,
	/// What the model runs on.
	#[arg(long, value_enum, default_value_t = Engine::Local)]
	engine: Engine,
	/// WebSocket address of a running node; without it, one is started. Needs --engine node.
	#[arg(long)]
	url: Option<String>,
	#[command(flatten)]
	source: DataArgs,
	/// Seed of all random numbers: the same seed gives the same result.
	#[arg(long, default_value_t = 1)]
	seed: u64,
	#[command(flatten)]
	settings: SettingArgs,
	/// Save result.json, accuracy.csv, balances.csv and figure.svg in this folder.
	#[arg(long, value_name = "DIR")]
	out: Option<PathBuf>,
	#[command(flatten)]
	output: Output,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Engine {
	/// In memory, without a chain.
	Local,
	/// A development chain, checked against the ledger in memory.
	Node,
}

impl Engine {
	fn name(self) -> &'static str {
		match self {
			Self::Local => "local",
			Self::Node => "node",
		}
	}

	fn connect(self, url: Option<&str>) -> anyhow::Result<Box<dyn Chain>> {
		match (self, url) {
			(Self::Local, None) => Ok(Box::new(Local)),
			(Self::Local, Some(_)) => bail!("--url needs --engine node"),
			(Self::Node, url) => Ok(Box::new(NodeChain::connect(url)?)),
		}
	}
}

impl RunArgs {
	/// Loads, simulates, saves and prints. Fails when a chain differs from the ledger.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let scenario = Scenario::load(&self.scenario, &self.settings.set)?;
		let mut chain = self.engine.connect(self.url.as_deref())?;
		let data = load(&self.source.data, scenario.num_words)?;
		tell([&data]);
		let input = Input { scenario: &scenario, data: &data, seed: self.seed, fit_all_data: true };
		let started = Instant::now();
		let bar = progress_bar();
		let outcome = run(&input, chain.as_mut(), &|progress| show(&bar, progress));
		bar.finish_and_clear();
		let outcome = outcome?;
		let facts = RunFacts {
			engine: self.engine.name(),
			scenario: &scenario,
			data: &data,
			seed: self.seed,
			wall_seconds: started.elapsed().as_secs_f64(),
		};
		let saved = SavedRun::new(&facts, &outcome);
		let files = match &self.out {
			Some(dir) => export::save(&saved, dir)?,
			None => Vec::new(),
		};
		let wrote = files.iter().map(|file| format!("wrote {}\n", file.display()));
		let text = summary(&saved.result) + &wrote.collect::<String>();
		self.output.print(&saved.result, &text)?;
		let identical = saved.result.identical_to_local != Some(false);
		ensure!(identical, "the chain differs from the ledger in memory: {}", first(&saved));
		Ok(ExitCode::SUCCESS)
	}
}

fn first(saved: &SavedRun) -> &str {
	saved.result.differences.first().map_or("it does not say where", String::as_str)
}

/// On standard error, and only where that is a terminal.
fn progress_bar() -> ProgressBar {
	let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} submitted, {msg}");
	let bar = ProgressBar::new(0);
	bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
	bar
}

fn show(bar: &ProgressBar, progress: Progress) {
	bar.set_length(progress.total as u64);
	bar.set_position(progress.submitted as u64);
	let days = progress.now / SECONDS_PER_DAY;
	bar.set_message(format!("day {days}, accuracy {:.1} %", 100.0 * progress.accuracy));
}

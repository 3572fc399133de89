//! What the commands that run many simulations have in common.

use super::{
	notes::tell,
	options::{DataArgs, Output},
};
use crate::sweep::{run, DataSets, Event, Facts, Plan, Point, Record, Results, Store};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
	path::PathBuf,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
};

/// Exit code of a program that was interrupted from the keyboard.
const INTERRUPTED: i32 = 130;

/// Where the data come from, how many runs there are, and where they are stored.
#[derive(Args, Debug)]
pub struct ManyArgs {
	#[command(flatten)]
	pub source: DataArgs,
	/// Runs of each point, each with a seed of its own.
	#[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
	pub seeds: u64,
	/// The first seed; the others follow it.
	#[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(..=1 << 53))]
	pub first_seed: u64,
	/// Runs at the same time; 0 for one on each core.
	#[arg(long, default_value_t = 0, value_name = "N")]
	pub jobs: usize,
	/// Folder for the results. What it has already is not run again.
	#[arg(long, value_name = "DIR")]
	pub out: PathBuf,
	#[command(flatten)]
	pub output: Output,
}

impl ManyArgs {
	/// What the runs were made with, of which `record` is one.
	pub fn facts<'a>(&self, record: &'a Record) -> Facts<'a> {
		Facts::of(record, self.first_seed, self.seeds)
	}

	/// Runs what is not stored yet, with a progress bar on a terminal. Ctrl-C ends it after the
	/// runs that are under way, a second one at once.
	pub fn run(&self, points: &[Point]) -> anyhow::Result<Results> {
		let bar = ProgressBar::new_spinner().with_message("loading the data");
		bar.tick();
		let data = DataSets::load(&self.source.data, points)?;
		bar.suspend(|| tell(data.all()));
		let mut store = Store::open(&self.out)?;
		if store.was_cut() {
			bar.suspend(|| {
				eprintln!("warning: the last stored run was cut short and will be done again");
			});
		}
		let stop = stop_on_interrupt()?;
		let seeds = self.first_seed..=self.first_seed + (self.seeds - 1);
		let plan = Plan { points, data: &data, seeds, jobs: self.jobs };
		let results = run(&plan, &mut store, &stop, &|event| show(&bar, event));
		bar.finish_and_clear();
		results
	}
}

fn stop_on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
	let stop = Arc::new(AtomicBool::new(false));
	let seen = Arc::clone(&stop);
	ctrlc::set_handler(move || {
		if seen.swap(true, Ordering::Relaxed) {
			std::process::exit(INTERRUPTED);
		}
		eprintln!("stopping after the runs that are under way; again to stop at once");
	})?;
	Ok(stop)
}

fn show(bar: &ProgressBar, event: Event) {
	match event {
		Event::Started { total, stored } => {
			let style = "{wide_bar} {pos}/{len} runs, {eta} left";
			let style = ProgressStyle::with_template(style);
			bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
			bar.set_length(total as u64);
			bar.set_position(stored as u64);
			bar.reset_eta();
		}
		Event::Stored => bar.inc(1),
	}
}

//! The command line.

mod attack;
mod data;
mod many;
mod model;
mod notes;
mod options;
mod paper;
mod predict;
mod replay;
mod report;
mod run;
mod spinner;
mod summary;
mod sweep;
mod train;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Simulate a shared machine-learning model that anyone may train for a deposit.
#[derive(Debug, Parser)]
#[command(name = "collab-sim", version, about)]
pub struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Run one simulation.
	Run(run::RunArgs),
	/// Run a grid of settings, each with many seeds; goes on where it was when run again.
	Sweep(sweep::SweepArgs),
	/// Do Ding & Hu (2022) again: every sweep, a verdict on every claim, the numbers of the figures.
	Paper(paper::PaperArgs),
	/// Train a model offline and save it.
	Train(train::TrainArgs),
	/// Ask a model, in a file or on a chain, about a text, a row or a sample.
	Predict(predict::PredictArgs),
	/// Models between files and chains.
	#[command(subcommand)]
	Model(model::ModelCommand),
	/// Attack a model in every way known, under each set of rules, and see who pays for it.
	Attack(attack::AttackArgs),
	/// Make one HTML page of what paper, run, sweep and attack have saved.
	Report(report::ReportArgs),
	/// Replay recorded runs of the original contracts or of the robust rules and print the first
	/// difference.
	Replay(replay::ReplayArgs),
	/// Look at data sets.
	#[command(subcommand)]
	Data(data::DataCommand),
}

impl Cli {
	/// Does what was asked for. The code tells whether all is well.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		match self.command {
			Command::Run(args) => args.run(),
			Command::Sweep(args) => args.run(),
			Command::Paper(args) => args.run(),
			Command::Train(args) => args.run(),
			Command::Predict(args) => args.run(),
			Command::Model(command) => command.run(),
			Command::Attack(args) => args.run(),
			Command::Report(args) => args.run(),
			Command::Replay(args) => args.run(),
			Command::Data(command) => command.run(),
		}
	}
}

//! `collab-sim data`.

use crate::dataset::{convert, describe, load, DataSpec, PartDescription};
use clap::{Args, Subcommand};
use std::{
	io::{stdout, Write},
	path::PathBuf,
	process::ExitCode,
};

/// What can be done with data.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
	/// Count rows, labels and features.
	Info(InfoArgs),
	/// Write the two parts as svmlight files.
	Convert(ConvertArgs),
}

/// What `data info` is given.
#[derive(Args, Debug)]
pub struct InfoArgs {
	#[command(flatten)]
	source: Source,
	/// Print one JSON object.
	#[arg(long)]
	json: bool,
}

/// What `data convert` is given.
#[derive(Args, Debug)]
pub struct ConvertArgs {
	#[command(flatten)]
	source: Source,
	/// The file for the rows to learn from; .gz and .zst are compressed.
	train: PathBuf,
	/// The file for the rows to test with.
	test: PathBuf,
}

#[derive(Args, Debug)]
struct Source {
	/// synthetic[:key=value,..], imdb:FOLDER or svmlight:TRAIN,TEST.
	spec: DataSpec,
	/// Number of features; those above count as out of vocabulary. Without it, all are kept.
	#[arg(long)]
	num_words: Option<u64>,
}

impl DataCommand {
	/// Does it.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		match self {
			Self::Info(args) => args.run()?,
			Self::Convert(args) => {
				let data = load(&args.source.spec, args.source.num_words)?;
				convert(&data, &args.train, &args.test)?;
			}
		}
		Ok(ExitCode::SUCCESS)
	}
}

impl InfoArgs {
	fn run(self) -> anyhow::Result<()> {
		let data = describe(&load(&self.source.spec, self.source.num_words)?);
		let mut out = stdout().lock();
		if self.json {
			writeln!(out, "{}", serde_json::to_string(&data)?)?;
			return Ok(());
		}
		writeln!(out, "{}: {} features", data.name, data.num_features)?;
		for (name, part) in [("train", &data.train), ("test", &data.test)] {
			writeln!(out, "{}", part_line(name, part))?;
		}
		Ok(())
	}
}

fn part_line(name: &str, part: &PartDescription) -> String {
	format!(
		"{name:>6}: {} rows, {} positive, {} to {} features each, {:.1} on average",
		part.rows, part.positives, part.min_features, part.max_features, part.mean_features
	)
}

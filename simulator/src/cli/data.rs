//! `collab-sim data`.

use super::{notes::tell, options::Output};
use crate::dataset::{convert, describe, load_encoded, DataSpec, PartDescription};
use anyhow::bail;
use clap::{Args, Subcommand};
use std::{path::PathBuf, process::ExitCode};

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
	#[command(flatten)]
	output: Output,
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
	/// Save how raw input becomes features in this file (JSON), for `predict --encoder`.
	#[arg(long, value_name = "FILE")]
	encoder: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct Source {
	/// synthetic, imdb:FOLDER, text:FILE, csv:FILE or svmlight:TRAIN,TEST; docs/data.md tells
	/// the options of each.
	spec: DataSpec,
	/// Number of features; those above count as out of vocabulary. Without it, all are kept.
	#[arg(long)]
	num_words: Option<u64>,
}

impl DataCommand {
	/// Runs the command.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		match self {
			Self::Info(args) => args.run()?,
			Self::Convert(args) => args.run()?,
		}
		Ok(ExitCode::SUCCESS)
	}
}

impl InfoArgs {
	fn run(self) -> anyhow::Result<()> {
		let (data, encoding) = load_encoded(&self.source.spec, self.source.num_words)?;
		tell([&data]);
		let data = describe(&data);
		let mut report = serde_json::to_value(&data)?;
		report["encoding"] = serde_json::to_value(&encoding)?;
		let mut text = format!(
			"{}: {} features\n{}\n{}\n",
			data.name,
			data.num_features,
			part_line("train", &data.train),
			part_line("test", &data.test)
		);
		text.extend(data.notes.iter().map(|note| format!("note: {note}\n")));
		if let Some(encoding) = encoding {
			let [negative, positive] = &encoding.classifications;
			text += &format!(
				"negative: {negative}, positive: {positive}\nfeatures:\n{}",
				encoding.encoder.describe()
			);
		}
		self.output.print(&report, &text)
	}
}

impl ConvertArgs {
	fn run(self) -> anyhow::Result<()> {
		let (data, encoding) = load_encoded(&self.source.spec, self.source.num_words)?;
		tell([&data]);
		let Some(path) = self.encoder else { return Ok(convert(&data, &self.train, &self.test)?) };
		let Some(encoding) = encoding else {
			bail!("these data come as features: there is no encoder to save, leave --encoder out")
		};
		convert(&data, &self.train, &self.test)?;
		Ok(encoding.write(&path)?)
	}
}

fn part_line(name: &str, part: &PartDescription) -> String {
	let ends = part.min_feature.zip(part.max_feature);
	let ends = ends.map(|(least, greatest)| format!(", from feature {least} to {greatest}"));
	format!(
		"{name:>6}: {} rows, {} positive, {} to {} features each, {:.1} on average{}",
		part.rows,
		part.positives,
		part.min_features,
		part.max_features,
		part.mean_features,
		ends.unwrap_or_default()
	)
}

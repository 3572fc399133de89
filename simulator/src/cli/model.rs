//! `collab-sim model`.

use crate::{
	dataset::Encoding,
	engine::node::ChainModel,
	files::write_whole,
	model::{LinearModel, Upload},
};
use clap::{Args, Subcommand};
use std::{
	io::{stdout, Write},
	path::PathBuf,
	process::ExitCode,
};

/// What can be done with models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
	/// Save a model of a chain in a file, in the format of microsoft/0xDeCA10B.
	Export(ExportArgs),
	/// Turn a model file into what the chain's calls create_model and upload_coefficients take.
	Import(ImportArgs),
}

/// What `model export` is given.
#[derive(Args, Debug)]
pub struct ExportArgs {
	/// WebSocket address of a node.
	#[arg(long)]
	url: String,
	/// The model on its chain.
	#[arg(long, value_name = "N")]
	model_id: u32,
	/// How input is encoded, to be kept in the file: one of `data convert --encoder`, a model that
	/// has an encoder, or a word index of microsoft/0xDeCA10B.
	#[arg(long, value_name = "FILE")]
	encoder: Option<PathBuf>,
	/// File for the model (JSON).
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
}

/// What `model import` is given.
#[derive(Args, Debug)]
pub struct ImportArgs {
	/// File of a model, as of `train` or of microsoft/0xDeCA10B.
	file: PathBuf,
	/// File for the coefficients (JSON): numFeatures, bias, and runs of first and values.
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
}

/// All of a model that a chain knows.
pub fn of_chain(chain: &ChainModel) -> anyhow::Result<LinearModel> {
	Ok(LinearModel {
		coefficients: chain.coefficients()?,
		step: chain.step(),
		classifications: ["Negative", "Positive"].map(String::from),
		encoder: None,
	})
}

impl ModelCommand {
	/// Runs the command.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		match self {
			Self::Export(args) => args.run()?,
			Self::Import(args) => args.run()?,
		}
		Ok(ExitCode::SUCCESS)
	}
}

impl ExportArgs {
	fn run(self) -> anyhow::Result<()> {
		let encoding = self.encoder.as_deref().map(Encoding::read).transpose()?;
		let model = of_chain(&ChainModel::connect(&self.url, self.model_id)?)?;
		let model = model.with_encoding(encoding);
		model.write(&self.out)?;
		let (used, all) =
			(model.coefficients.non_zero().count(), model.coefficients.num_features());
		let path = self.out.display();
		writeln!(stdout(), "wrote {path}: {used} of {all} coefficients are not 0")?;
		Ok(())
	}
}

impl ImportArgs {
	fn run(self) -> anyhow::Result<()> {
		let upload = Upload::of(&LinearModel::read(&self.file)?.coefficients);
		write_whole(&self.out, &serde_json::to_vec(&upload)?)?;
		let (path, calls) = (self.out.display(), upload.runs.len());
		writeln!(stdout(), "wrote {path}: {calls} calls of upload_coefficients")?;
		Ok(())
	}
}

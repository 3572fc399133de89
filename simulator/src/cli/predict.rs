//! `collab-sim predict`.

use super::{model::of_chain, options::Output};
use crate::{
	dataset::{Encoded, Encoding},
	engine::node::ChainModel,
	model::{to_number, LinearModel, Prediction, Share},
};
use anyhow::{bail, Context};
use clap::Args;
use collab_model_core::Label;
use serde_json::{json, Value};
use std::{
	io::{stdin, BufRead},
	path::PathBuf,
	process::ExitCode,
};

/// What `predict` is given.
#[derive(Args, Debug)]
pub struct PredictArgs {
	/// A text, or a row of a table as column=value,..; - reads one from each line of standard input.
	#[arg(allow_hyphen_values = true)]
	input: Option<String>,
	/// Features, in the place of an input: 1,5,9.
	#[arg(long, value_delimiter = ',', conflicts_with = "input", value_name = "FEATURES")]
	sample: Option<Vec<u32>>,
	/// File of a model, as of `train` or of microsoft/0xDeCA10B.
	#[arg(long, required_unless_present = "url", conflicts_with = "url", value_name = "FILE")]
	model: Option<PathBuf>,
	/// WebSocket address of a node, to ask a model on its chain.
	#[arg(long, requires = "model_id")]
	url: Option<String>,
	/// The model on the chain.
	#[arg(long, requires = "url", value_name = "N")]
	model_id: Option<u32>,
	/// How input is encoded: a file of `data convert --encoder`, a model that has an encoder, or a
	/// word index of microsoft/0xDeCA10B.
	#[arg(long, value_name = "FILE")]
	encoder: Option<PathBuf>,
	/// How many of the features that decided are printed.
	#[arg(long, default_value_t = 10, value_name = "N")]
	top: usize,
	#[command(flatten)]
	output: Output,
}

impl PredictArgs {
	/// Encodes, asks and prints.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let encoding = self.encoder.as_deref().map(Encoding::read).transpose()?;
		let (model, remote) = match (&self.model, &self.url, self.model_id) {
			(Some(path), ..) => (LinearModel::read(path)?, None),
			(None, Some(url), Some(id)) => {
				let remote = ChainModel::connect(url, id)?;
				(of_chain(&remote)?, Some(remote))
			}
			_ => bail!("give --model FILE, or --url and --model-id"),
		};
		let model = model.with_encoding(encoding);
		let answer = |sample: Encoded| -> anyhow::Result<()> {
			let mut said = model.predict(&sample)?;
			if let Some(remote) = &remote {
				(said.label, said.score) = remote.predict(&sample.features())?;
			}
			self.output.print(&self.to_json(&model, &said), &self.to_text(&model, &said))
		};
		match (&self.sample, self.input.as_deref()) {
			(Some(features), _) => answer(model.name(features))?,
			(None, Some("-")) => {
				for (number, line) in stdin().lock().lines().enumerate() {
					let place = || format!("standard input, line {}", number + 1);
					let sample = model.encode(&line.with_context(place)?).with_context(place)?;
					answer(sample)?;
				}
			}
			(None, Some(input)) => answer(model.encode(input)?)?,
			(None, None) => bail!(
				"give a text, a row as column=value,.., - to read them from standard input, or \
				 --sample 1,5,9"
			),
		}
		Ok(ExitCode::SUCCESS)
	}

	fn to_json(&self, model: &LinearModel, said: &Prediction) -> Value {
		let share = |of: &Share| {
			json!({
				"feature": of.feature, "names": of.names, "coefficient": to_number(of.coefficient),
			})
		};
		json!({
			"label": word(said.label),
			"classification": name(model, said.label),
			"score": said.score as f64 / 1e9,
			"bias": to_number(said.bias),
			"features": said.shares.len(),
			"shares": said.shares.iter().take(self.top).map(share).collect::<Vec<_>>(),
		})
	}

	fn to_text(&self, model: &LinearModel, said: &Prediction) -> String {
		let (word, name) = (word(said.label), name(model, said.label));
		let named =
			if name.eq_ignore_ascii_case(word) { String::new() } else { format!(" ({name})") };
		let features = said.shares.len();
		let mut text =
			format!("{word}{named}, score {}, {features} features\n", said.score as f64 / 1e9);
		for of in said.shares.iter().take(self.top) {
			let names = match &of.names[..] {
				[] => format!("feature {}", of.feature),
				names => names.join(", "),
			};
			text += &format!("{:>+14.6}  {names}\n", to_number(of.coefficient));
		}
		let others = said.shares.iter().skip(self.top).map(|of| to_number(of.coefficient));
		if features > self.top {
			let count = features - self.top;
			text += &format!("{:>+14.6}  {count} others together\n", others.sum::<f64>());
		}
		if said.bias.into_inner() != 0 {
			text += &format!("{:>+14.6}  (bias)\n", to_number(said.bias));
		}
		text
	}
}

fn word(label: Label) -> &'static str {
	match label {
		Label::Negative => "negative",
		Label::Positive => "positive",
	}
}

fn name(model: &LinearModel, label: Label) -> &str {
	let [negative, positive] = &model.classifications;
	match label {
		Label::Negative => negative,
		Label::Positive => positive,
	}
}

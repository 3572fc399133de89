//! `collab-sim train`.

use super::{
	notes::tell,
	options::{DataArgs, Output, SettingArgs},
	spinner::while_showing,
};
use crate::{dataset::load_encoded, metrics::Confusion, model::LinearModel, scenario::Scenario};
use anyhow::ensure;
use clap::Args;
use serde_json::json;
use std::{path::PathBuf, process::ExitCode};

/// What `train` is given.
#[derive(Args, Debug)]
#[command(mut_arg("set", |set| {
	set.help(
		"Change a value of that scenario, for instance initial_fit.max_epochs=5. Can be repeated",
	)
}))]
pub struct TrainArgs {
	#[command(flatten)]
	source: DataArgs,
	/// Number of features for words; rarer ones count as out of vocabulary. Without it, as many as
	/// the learner's scenario has.
	#[arg(long)]
	num_words: Option<u64>,
	/// Scenario whose learner and initial training are used: paper, contract, robust or a path.
	#[arg(long, default_value = "paper", value_name = "SCENARIO")]
	learner: String,
	#[command(flatten)]
	settings: SettingArgs,
	/// Seed of the order of the rows: the same seed gives the same model.
	#[arg(long, default_value_t = 1)]
	seed: u64,
	/// File for the model (JSON), in the format of microsoft/0xDeCA10B.
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
	#[command(flatten)]
	output: Output,
}

impl TrainArgs {
	/// Trains with all training rows, tests with all test rows, and saves.
	pub fn run(self) -> anyhow::Result<ExitCode> {
		let scenario = Scenario::load(&self.learner, &self.settings.set)?;
		let num_words = self.num_words.or(scenario.num_words);
		let loaded =
			while_showing("loading the data", || load_encoded(&self.source.data, num_words));
		let (data, encoding) = loaded?;
		tell([&data]);
		ensure!(!data.train.is_empty(), "the data set {} has no rows to learn from", data.name);
		let (trained, tested) = while_showing("training", || {
			let trained = LinearModel::train(&data, &scenario, self.seed);
			let tested = Confusion::of(&trained.model.coefficients, &data.test);
			(trained, tested)
		});
		let model = trained.model.with_encoding(encoding);
		model.write(&self.out)?;
		let report = json!({
			"data": data.name, "learner": scenario.name, "seed": self.seed,
			"num_features": data.num_features, "train_rows": data.train.len(),
			"samples_seen": trained.seen, "test_rows": data.test.len(),
			"accuracy": tested.accuracy(), "precision": tested.precision(),
			"recall": tested.recall(), "f1": tested.f1(),
			"encoder": model.encoder.is_some(), "out": self.out.display().to_string(),
		});
		let rows = data.train.len();
		let epochs = trained.seen / rows as u64;
		let percent = |share: f64| format!("{:.1} %", 100.0 * share);
		let if_defined = |share: Option<f64>| share.map_or("undefined".into(), percent);
		let text = format!(
			"{}, learner of {}, seed {}\n\
			 trained    {rows} rows, {epochs} epochs, {} features\n\
			 tested     {} rows: accuracy {}, precision {}, recall {}, F1 {}\n\
			 {}wrote {}\n",
			data.name,
			scenario.name,
			self.seed,
			data.num_features,
			data.test.len(),
			percent(tested.accuracy()),
			if_defined(tested.precision()),
			if_defined(tested.recall()),
			if_defined(tested.f1()),
			match model.encoder {
				Some(_) => "",
				None => "these data come as features: ask the model by --sample\n",
			},
			self.out.display()
		);
		self.output.print(&report, &text)?;
		Ok(ExitCode::SUCCESS)
	}
}

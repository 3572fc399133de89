//! Model files, in the JSON format of microsoft/0xDeCA10B, so that models go both ways.
//!
//! The names of the fields are the original's; its `weights` are our coefficients. Two fields are
//! ours, which the original ignores: `numFeatures` and `encoder`.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{ensure, Context};
use collab_model_core::Coefficient;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::LinearModel;
use crate::{dataset::Encoder, files::write_whole, ledger::LinearCoefficients};

/// The only type of the original whose samples are sets of features.
const TYPE: &str = "sparse perceptron";
/// Up to this number of features all coefficients are written; above, only those that are not 0.
const MAX_DENSE: u64 = 1 << 20;
/// The most that a sample can name.
const MAX_FEATURES: u64 = 1 << 32;
/// The greatest number that has nine decimals in a coefficient.
const MAX_NUMBER: f64 = 9.2e9;

/// Why a model cannot answer.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ModelError {
	/// It is not known how raw input becomes features.
	#[error("the model does not tell how input is encoded: give --encoder FILE, or --sample")]
	NoEncoder,
	/// The input is no sample of the model.
	#[error("{0}")]
	Input(String),
}

#[derive(Deserialize, Serialize)]
struct ModelFile {
	#[serde(rename = "type")]
	kind: String,
	classifications: Vec<String>,
	#[serde(default)]
	weights: Vec<f64>,
	#[serde(default, rename = "sparseWeights")]
	sparse_weights: BTreeMap<u32, f64>,
	#[serde(default, alias = "bias")]
	intercept: f64,
	#[serde(default, rename = "learningRate", skip_serializing_if = "Option::is_none")]
	learning_rate: Option<f64>,
	#[serde(default, rename = "featureIndices", skip_serializing)]
	feature_indices: Vec<f64>,
	#[serde(default, rename = "numFeatures")]
	num_features: Option<u64>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	encoder: Option<Encoder>,
}

impl LinearModel {
	/// Reads a model file, ours or the original's.
	pub fn read(path: &Path) -> anyhow::Result<Self> {
		let shown = path.display();
		let json = fs::read(path).with_context(|| format!("cannot read the model {shown}"))?;
		let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&json);
		let file: ModelFile = serde_json::from_slice(json)
			.with_context(|| format!("{shown} is no model, or only part of one"))?;
		file.check().with_context(|| format!("{shown}"))
	}

	/// Writes a model file. Numbers up to about nine million keep all their nine decimals.
	pub fn write(&self, path: &Path) -> anyhow::Result<()> {
		let model = &self.coefficients;
		let dense = model.num_features() <= MAX_DENSE;
		let mut weights = vec![0.0; if dense { model.num_features() as usize } else { 0 }];
		let mut sparse_weights = BTreeMap::new();
		for (feature, value) in model.non_zero() {
			match weights.get_mut(feature as usize) {
				Some(place) => *place = to_number(value),
				None => drop(sparse_weights.insert(feature, to_number(value))),
			}
		}
		let file = ModelFile {
			kind: TYPE.into(),
			classifications: self.classifications.to_vec(),
			weights,
			sparse_weights,
			intercept: to_number(model.bias()),
			learning_rate: self.step.map(to_number),
			feature_indices: Vec::new(),
			num_features: Some(model.num_features()),
			encoder: self.encoder.clone(),
		};
		write_whole(path, &serde_json::to_vec(&file)?)
	}
}

impl ModelFile {
	fn check(self) -> anyhow::Result<LinearModel> {
		ensure!(
			self.kind.eq_ignore_ascii_case(TYPE),
			"its type is `{}`: only a `{TYPE}` learns from sets of features",
			self.kind
		);
		ensure!(
			self.feature_indices.is_empty(),
			"it has `featureIndices`, which choose from dense features: there are none here"
		);
		let count = self.classifications.len();
		let classifications = self
			.classifications
			.try_into()
			.ok()
			.with_context(|| format!("it has {count} classifications: a model here has two"))?;
		let needed = (self.weights.len() as u64)
			.max(self.encoder.as_ref().map_or(0, Encoder::num_features))
			.max(self.sparse_weights.keys().last().map_or(0, |last| u64::from(*last) + 1));
		let open = self.weights.is_empty() || !self.sparse_weights.is_empty();
		let num_features = self.num_features.unwrap_or(if open { MAX_FEATURES } else { needed });
		ensure!(
			(needed.max(1)..=MAX_FEATURES).contains(&num_features),
			"its `numFeatures` is {num_features}: it needs {needed} and can have {MAX_FEATURES}"
		);
		let mut coefficients = LinearCoefficients::zero(num_features);
		coefficients.set_bias(from_number(self.intercept)?);
		for (feature, value) in (0..).zip(self.weights).chain(self.sparse_weights) {
			coefficients.set(feature, from_number(value)?);
		}
		let step = self.learning_rate.map(from_number).transpose()?;
		Ok(LinearModel { coefficients, step, classifications, encoder: self.encoder })
	}
}

/// The number that `value` stands for.
pub fn to_number(value: Coefficient) -> f64 {
	value.into_inner() as f64 / 1e9
}

/// The nearest coefficient, as the original rounds when it deploys a model.
fn from_number(number: f64) -> anyhow::Result<Coefficient> {
	ensure!(number.abs() <= MAX_NUMBER, "{number} is out of range: at most {MAX_NUMBER:e}");
	// Apart, both parts keep all the digits that the number has.
	let whole = number.trunc() as i64 * 1_000_000_000;
	Ok(Coefficient::from_inner(whole + (number.fract() * 1e9).round() as i64))
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;

//! The coefficients of a model as the arguments of the chain's calls.

use crate::ledger::LinearCoefficients;
use collab_model_core::Coefficient;
use serde::{Serialize, Serializer};

/// Coefficients in one call, at most.
const MAX_VALUES: usize = 4_096;

/// What `create_model` and `upload_coefficients` are given, in their units (scale 1e9).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Upload {
	/// Features are below this.
	pub num_features: u64,
	/// What is added to every score.
	#[serde(serialize_with = "exact")]
	pub bias: i64,
	/// One call each.
	pub runs: Vec<Run>,
}

/// Coefficients of features in a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Run {
	/// The feature of the first value.
	pub first: u32,
	/// The values.
	#[serde(serialize_with = "all_exact")]
	pub values: Vec<i64>,
}

/// Whole numbers up to this are exact in JavaScript and in all that reads JSON as it does.
const MAX_EXACT: u64 = (1 << 53) - 1;

/// A number, or its digits as a text where it could be rounded.
#[derive(Serialize)]
#[serde(untagged)]
enum Exact {
	Number(i64),
	Text(String),
}

impl From<i64> for Exact {
	fn from(value: i64) -> Self {
		match value.unsigned_abs() <= MAX_EXACT {
			true => Self::Number(value),
			false => Self::Text(value.to_string()),
		}
	}
}

fn exact<S: Serializer>(value: &i64, serializer: S) -> Result<S::Ok, S::Error> {
	Exact::from(*value).serialize(serializer)
}

fn all_exact<S: Serializer>(values: &[i64], serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_seq(values.iter().copied().map(Exact::from))
}

impl Upload {
	/// All coefficients of `model` that are not 0.
	pub fn of(model: &LinearCoefficients) -> Self {
		let (num_features, bias) = (model.num_features(), model.bias().into_inner());
		Self { num_features, bias, runs: runs(model.non_zero()) }
	}
}

/// Coefficients by increasing feature as runs; short gaps are filled with zeros.
pub fn runs(coefficients: impl Iterator<Item = (u32, Coefficient)>) -> Vec<Run> {
	let mut runs: Vec<Run> = Vec::new();
	for (feature, value) in coefficients {
		let value = value.into_inner();
		match runs.last_mut() {
			Some(run) if ((feature - run.first) as usize) < MAX_VALUES => {
				run.values.resize((feature - run.first) as usize, 0);
				run.values.push(value);
			}
			_ => runs.push(Run { first: feature, values: vec![value] }),
		}
	}
	runs
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_that_scripts_would_round_are_texts() {
		let run = Run { first: 1, values: vec![7, -(1 << 53), (1 << 53) - 1] };
		let upload = Upload { num_features: 9, bias: 9_000_000_000_250_000_000, runs: vec![run] };
		assert_eq!(
			serde_json::to_string(&upload).unwrap(),
			"{\"numFeatures\":9,\"bias\":\"9000000000250000000\",\"runs\":[{\"first\":1,\"values\":\
			 [7,\"-9007199254740992\",9007199254740991]}]}"
		);
	}

	#[test]
	fn near_features_share_a_call_and_far_ones_do_not() {
		let mut model = LinearCoefficients::zero(1 << 32);
		for feature in [5, 7, 5 + 4_095, 5 + 4_096, u32::MAX] {
			model.set(feature, Coefficient::from_inner(feature.into()));
		}
		let upload = Upload::of(&model);
		let shape: Vec<_> = upload.runs.iter().map(|run| (run.first, run.values.len())).collect();
		assert_eq!(shape, [(5, 4_096), (4_101, 1), (u32::MAX, 1)]);
		assert_eq!(upload.runs[0].values[..3], [5, 0, 7]);
		let json = serde_json::to_string(&upload).unwrap();
		assert!(json.starts_with("{\"numFeatures\":4294967296,\"bias\":0,\"runs\":[{\"first\":5,"));
	}
}

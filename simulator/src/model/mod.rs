//! A model outside of a simulation: trained, kept in a file, asked about one sample.

mod explain;
mod file;
mod upload;
mod used;

pub use explain::{Prediction, Share};
pub use file::{to_number, ModelError};
pub use upload::{runs, Run, Upload};

use crate::{
	dataset::{Dataset, Encoded, Encoder, Encoding},
	ledger::LinearCoefficients,
	scenario::Scenario,
	simulation::{train_all, Input},
};
use collab_model_core::{Coefficient, Sample};
use used::UsedFeatures;

/// A linear model with what is needed to ask it.
#[derive(Clone, Debug)]
pub struct LinearModel {
	/// Its numbers.
	pub coefficients: LinearCoefficients,
	/// The step of its next update, if it is known.
	pub step: Option<Coefficient>,
	/// The names of the negative and of the positive class.
	pub classifications: [String; 2],
	/// How raw input becomes features, if it is known.
	pub encoder: Option<Encoder>,
}

/// What came of a training.
#[derive(Clone, Debug)]
pub struct Trained {
	/// The model, which does not know yet how its data were encoded.
	pub model: LinearModel,
	/// Samples it has seen, over all epochs.
	pub seen: u64,
}

impl LinearModel {
	/// Trains with all training rows of `data`, as the rules of `scenario` have it.
	pub fn train(data: &Dataset, scenario: &Scenario, seed: u64) -> Trained {
		let used = UsedFeatures::of(data);
		let data = used.as_ref().map_or(data, |used| &used.data);
		let (model, seen) = train_all(&Input { scenario, data, seed, fit_all_data: true });
		let coefficients = model.coefficients();
		let coefficients = match &used {
			Some(used) => used.spread(&coefficients),
			None => coefficients,
		};
		let step = model.rules().next_step(seen);
		let classifications = ["Negative", "Positive"].map(String::from);
		Trained { model: Self { coefficients, step, classifications, encoder: None }, seen }
	}

	/// The same model with the classes and the encoder of `encoding`, if there is one.
	pub fn with_encoding(self, encoding: Option<Encoding>) -> Self {
		match encoding {
			Some(Encoding { classifications, encoder }) => {
				Self { classifications, encoder: Some(encoder), ..self }
			}
			None => self,
		}
	}

	/// The features of a raw input, named.
	pub fn encode(&self, input: &str) -> Result<Encoded, ModelError> {
		let encoder = self.encoder.as_ref().ok_or(ModelError::NoEncoder)?;
		encoder.encode(input).map_err(|error| ModelError::Input(error.to_string()))
	}

	/// The given features, named if it is known what they stand for.
	pub fn name(&self, features: &[u32]) -> Encoded {
		Encoded::of_features(features, self.encoder.as_ref())
	}

	/// What the model says to a sample, and why.
	pub fn predict(&self, sample: &Encoded) -> Result<Prediction, ModelError> {
		let features = sample.features();
		Sample::new(&features, self.coefficients.num_features())
			.map_err(|error| ModelError::Input(error.to_string()))?;
		Ok(Prediction::new(&self.coefficients, sample))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		dataset::{load, Rows},
		metrics::Confusion,
	};

	fn data(factor: u32) -> Dataset {
		let spec = "synthetic:train=400,test=200,words=60".parse().unwrap();
		let data = load(&spec, None).unwrap();
		let [train, test] = [&data.train, &data.test].map(|rows| {
			let mut far = Rows::new();
			for (row, label) in rows.iter() {
				let row: Vec<u32> = row.iter().map(|feature| feature * factor).collect();
				far.push(&row, label).unwrap();
			}
			far
		});
		let num_features = if factor == 1 { data.num_features } else { 1 << 32 };
		Dataset { num_features, train, test, ..data }
	}

	fn trained(scenario: &str, data: &Dataset) -> Trained {
		LinearModel::train(data, &Scenario::load(scenario, &[]).unwrap(), 1)
	}

	#[test]
	fn a_model_of_very_many_features_learns_the_same() {
		for scenario in ["paper", "contract", "robust"] {
			let [near, far] = [1, 50_000_000].map(|factor| trained(scenario, &data(factor)));
			assert_eq!((near.seen, near.model.step), (far.seen, far.model.step));
			let [near, far] = [near, far].map(|trained| trained.model.coefficients);
			assert_eq!((near.bias(), far.num_features()), (far.bias(), 1 << 32));
			assert!(near.non_zero().count() > 20);
			assert!(near.non_zero().map(|(f, v)| (f * 50_000_000, v)).eq(far.non_zero()));
		}
	}

	#[test]
	fn averages_predict_as_the_averaged_model() {
		let scenario = Scenario::load("robust", &["audits.kept=0".into()]).unwrap();
		let data = data(1);
		let input = Input { scenario: &scenario, data: &data, seed: 1, fit_all_data: true };
		let said = Confusion::of(&trained("robust", &data).model.coefficients, &data.test);
		assert_eq!(said, crate::simulation::evaluate_all_data(&input));
	}

	#[test]
	fn a_sample_that_is_none_is_refused() {
		let model = trained("contract", &data(1)).model;
		let ask = |features: &[u32]| model.predict(&model.name(features));
		assert_eq!(ask(&[1, 59]).unwrap().shares.len(), 2);
		assert!(ask(&[60]).unwrap_err().to_string().contains("number of features"));
		assert!(ask(&[]).unwrap_err().to_string().contains("empty"));
		assert!(model.encode("good").unwrap_err().to_string().contains("--encoder"));
	}
}

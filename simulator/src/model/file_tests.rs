use super::*;
use crate::dataset::{HashEncoder, Ngrams, Seeds, Tokens};

fn read(json: &str) -> anyhow::Result<LinearModel> {
	let file = tempfile::NamedTempFile::new().unwrap();
	fs::write(file.path(), json).unwrap();
	LinearModel::read(file.path())
}

fn error(json: &str) -> String {
	format!("{:#}", read(json).unwrap_err())
}

fn numbers(model: &LinearModel) -> Vec<(u32, f64)> {
	model.coefficients.non_zero().map(|(feature, value)| (feature, to_number(value))).collect()
}

#[test]
fn a_model_of_the_original_is_read() {
	let old = r#"{"classifications": ["Negative", "Positive"], "type": "sparse perceptron",
		"weights": [0.5370804116506004, -4], "bias": 5.0}"#;
	let model = read(old).unwrap();
	assert_eq!(numbers(&model), [(0, 0.537080412), (1, -4.0)]);
	assert_eq!(model.coefficients.bias(), Coefficient::from_u32(5));
	assert_eq!((model.coefficients.num_features(), model.step), (2, None));
	let new = r#"{"type": "Sparse Perceptron", "classifications": ["a", "b"], "weights": [1],
		"sparseWeights": {"4294967295": -0.5, "7": 2}, "intercept": 0, "learningRate": 0.5}"#;
	let model = read(new).unwrap();
	assert_eq!(numbers(&model), [(0, 1.0), (7, 2.0), (u32::MAX, -0.5)]);
	assert_eq!(model.coefficients.num_features(), 1 << 32);
	assert_eq!(model.step, Some(Coefficient::from_inner(500_000_000)));
}

#[test]
fn a_model_is_read_back_as_it_was_written() {
	let file = tempfile::NamedTempFile::new().unwrap();
	let encoder =
		HashEncoder { tokens: Tokens::Spaces, ngrams: Ngrams::SINGLE, seeds: Seeds::Zero };
	for (num_features, encoder) in [(9, None), (1 << 32, Some(Encoder::Murmur3(encoder)))] {
		let mut coefficients = LinearCoefficients::zero(num_features);
		coefficients.set_bias(Coefficient::from_inner(-1));
		for (feature, value) in [(0, 1), (3, -9_000_000_123_456_789), (8, 333_333_333)] {
			coefficients.set(feature, Coefficient::from_inner(value));
		}
		let step = Some(Coefficient::from_inner(1234));
		let classifications = ["no", "yes"].map(String::from);
		let model = LinearModel { coefficients, step, classifications, encoder };
		model.write(file.path()).unwrap();
		let again = LinearModel::read(file.path()).unwrap();
		assert!(again.coefficients.non_zero().eq(model.coefficients.non_zero()));
		assert_eq!(again.coefficients.bias(), model.coefficients.bias());
		assert_eq!(again.coefficients.num_features(), num_features);
		assert_eq!((again.step, again.encoder), (model.step, model.encoder));
		assert_eq!(again.classifications, model.classifications);
	}
}

#[test]
fn what_is_no_model_is_named() {
	let model = |fields: &str| {
		format!(r#"{{"type": "sparse perceptron", "classifications": ["a", "b"], {fields}}}"#)
	};
	assert!(read(&model(r#""weights": [1]"#)).is_ok());
	assert!(error("").contains("no model, or only part of one"));
	assert!(error(&model(r#""weights": [1"#)).contains("only part of one"));
	assert!(error(&model(r#""weights": [1e12]"#)).contains("out of range"));
	assert!(error(&model(r#""sparseWeights": {"x": 1}"#)).contains("no model"));
	assert!(error(&model(r#""weights": [1, 2], "numFeatures": 1"#)).contains("it needs 2"));
	assert!(error(&model(r#""weights": [1], "featureIndices": [3]"#)).contains("featureIndices"));
	let dense = r#"{"type": "dense perceptron", "classifications": ["a", "b"], "weights": [1]}"#;
	assert!(error(dense).contains("its type is `dense perceptron`"));
	let three = r#"{"type": "sparse perceptron", "classifications": ["a", "b", "c"]}"#;
	assert!(error(three).contains("3 classifications"));
	assert!(format!("{:#}", LinearModel::read(Path::new("no/m.json")).unwrap_err())
		.contains("no/m.json"));
}

#[test]
fn large_numbers_keep_their_decimals() {
	assert_eq!(from_number(9_000_000_000.25).unwrap().into_inner(), 9_000_000_000_250_000_000);
	assert_eq!(from_number(-9.1e9).unwrap().into_inner(), -9_100_000_000_000_000_000);
	assert_eq!(from_number(-0.999_999_999_6).unwrap().into_inner(), -1_000_000_000);
}

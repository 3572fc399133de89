//! Model files.

use collab_sim::model::{LinearModel, Prediction, Upload};
use proptest::{
	collection::{btree_map, vec},
	prelude::*,
};
use serde_json::json;

use super::{
	harness::{alone, assert_refused, Format},
	write,
};

/// Models with and without an encoder.
pub fn formats() -> Vec<Format> {
	vec![Format::new("model", model(), reader())]
}

fn model() -> impl Strategy<Value = Vec<u8>> {
	let coefficient = || -1e3..1e3_f64;
	let sparse = btree_map(any::<u32>(), coefficient(), 0..6);
	(vec(coefficient(), 0..9), sparse, coefficient(), any::<bool>()).prop_map(
		|(weights, sparse, intercept, encoded)| {
			let mut file = json!({
				"type": "sparse perceptron", "classifications": ["no", "yes"], "weights": weights,
				"sparseWeights": sparse, "intercept": intercept, "learningRate": 0.5,
			});
			if encoded {
				let columns = json!([
					{ "name": "a", "first": 0, "features": { "edges": [1.5, 3] } },
					{ "name": "b", "first": 4, "features": { "categories": ["x", "y"] } },
				]);
				file["encoder"] = json!({ "table": { "columns": columns } });
				file["numFeatures"] = json!(1_u64 << 32);
			}
			file.to_string().into_bytes()
		},
	)
}

fn reader() -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), "model.json", file);
		let path = folder.path().join("model.json");
		let model = LinearModel::read(&path).map_err(|error| format!("{error:#}"))?;
		for input in ["a=2,b=x", "fine words", ""] {
			let Ok(sample) = model.encode(input) else { continue };
			drop(Prediction::new(&model.coefficients, &sample));
		}
		drop(Upload::of(&model.coefficients));
		model.write(&path).unwrap();
		let again = LinearModel::read(&path).unwrap();
		assert_eq!(again.classifications, model.classifications);
		Ok(())
	}
}

#[test]
fn brackets_in_brackets_end_somewhere() {
	let _alone = alone();
	let format = Format::new("model.json", Just(Vec::new()), reader());
	for open in ["[", "{\"encoder\":"] {
		assert_refused(&format, open.repeat(10_000).as_bytes(), "is no model");
	}
}

//! Encoders, and the word index of the original.

use std::fs;

use collab_data::{Encoded, Encoding};
use proptest::{
	collection::{btree_map, vec},
	prelude::*,
};
use serde_json::json;

use super::{
	harness::{alone, assert_refused, Format},
	write,
};

/// Each kind of encoder.
pub fn formats() -> Vec<Format> {
	vec![
		Format::new("encoder, words", words(), reader()),
		Format::new("encoder, murmur3", murmur3(), reader()),
		Format::new("encoder, table", table(), reader()),
		Format::new("encoder, client", client(), reader()),
	]
}

/// Encodes some inputs and names some features.
pub fn ask(encoding: &Encoding) {
	let encoder = &encoding.encoder;
	for input in ["", "a fine film", " hey\u{a0}hey ", "a=1,b=x", "b=\"x,y\"", "a=\n"] {
		let Ok(encoded) = encoder.encode(input) else { continue };
		let features = encoded.features();
		assert!(features.iter().all(|feature| u64::from(*feature) < encoder.num_features()));
		drop(Encoded::of_features(&features, Some(encoder)));
	}
	for feature in [0, 1, 1337, u32::MAX] {
		drop(encoder.name(feature));
	}
	drop(encoder.describe());
}

fn file(encoder: &serde_json::Value) -> Vec<u8> {
	json!({ "classifications": ["no", "yes"], "encoder": encoder }).to_string().into_bytes()
}

fn words() -> impl Strategy<Value = Vec<u8>> {
	btree_map("[a-z]{1,5}", any::<u32>(), 0..9).prop_map(|words| {
		let words = json!({
			"tokens": "keras", "ngrams": [1, 2], "start": 1, "unknown": null, "words": words,
		});
		file(&json!({ "words": words }))
	})
}

fn murmur3() -> impl Strategy<Value = Vec<u8>> {
	(1..3_u8, 3..6_u8).prop_map(|(least, most)| {
		let hash = json!({ "tokens": "spaces", "ngrams": [least, most], "seeds": "position" });
		file(&json!({ "murmur3": hash }))
	})
}

fn table() -> impl Strategy<Value = Vec<u8>> {
	(vec(-99..99_i32, 0..5), vec("[a-z]{1,3}", 0..5)).prop_map(|(mut edges, mut categories)| {
		edges.sort_unstable();
		edges.dedup();
		categories.sort_unstable();
		categories.dedup();
		let columns = json!([
			{ "name": "a", "first": 0, "features": { "edges": edges } },
			{ "name": "b", "first": edges.len() + 2, "features": { "categories": categories } },
		]);
		file(&json!({ "table": { "columns": columns } }))
	})
}

fn client() -> impl Strategy<Value = Vec<u8>> {
	btree_map("[a-z]{1,5}", any::<u32>(), 0..9)
		.prop_map(|words| serde_json::to_vec(&words).unwrap())
}

fn reader() -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), "encoder.json", file);
		let path = folder.path().join("encoder.json");
		let encoding = Encoding::read(&path).map_err(|error| error.to_string())?;
		ask(&encoding);
		encoding.write(&path).unwrap();
		assert_eq!(Encoding::read(&path).unwrap(), encoding);
		assert!(fs::read(&path).unwrap().len() > 2);
		Ok(())
	}
}

#[test]
fn brackets_in_brackets_end_somewhere() {
	let _alone = alone();
	let format = Format::new("encoder.json", Just(Vec::new()), reader());
	for open in ["[", "{\"a\":"] {
		assert_refused(&format, open.repeat(10_000).as_bytes(), "it is no encoder");
	}
}

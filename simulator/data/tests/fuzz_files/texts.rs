//! Labelled texts, in files and in folders.

use proptest::{collection::vec, prelude::*};

use super::{harness::Format, load, write};

/// Files for each encoder, and folders.
pub fn formats() -> Vec<Format> {
	vec![
		Format::new("texts, words", file(), file_reader("", None)),
		Format::new("texts, pairs", file(), file_reader(",ngrams=1-3,tokens=spaces", Some(20))),
		Format::new("texts, murmur3", file(), file_reader(",encoder=murmur3,seeds=position", None)),
		Format::new("texts, folder", text().prop_map(String::into_bytes), folder_reader()),
	]
}

fn text() -> impl Strategy<Value = String> {
	"([a-zA-Z]{1,9}[ .,!?\t]){0,20}\\PC{0,5}"
}

/// A file with both classes.
fn file() -> impl Strategy<Value = Vec<u8>> {
	vec((any::<bool>(), text()), 0..10).prop_map(|rows| {
		let mut lines = String::from("label,text\ngood,fine words\nbad,\"poor, poor words\"\n");
		for (label, text) in rows {
			let label = if label { "good" } else { "bad" };
			lines += &format!("{label},\"{}\"\n", text.replace('"', "\"\""));
		}
		lines.into_bytes()
	})
}

fn file_reader(
	options: &'static str,
	num_words: Option<u64>,
) -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), "a.csv", file);
		let path = folder.path().join("a.csv").display().to_string();
		load(&format!("text:{path},{path}{options}"), num_words)
	}
}

fn folder_reader() -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	for (name, text) in [("good/1.txt", "fine words"), ("bad/1.txt", ""), ("bad/2.txt", "poor")] {
		write(folder.path(), name, text.as_bytes());
	}
	move |file| {
		write(folder.path(), "good/2.txt", file);
		let path = folder.path().display().to_string();
		load(&format!("text:{path},{path}"), None)
	}
}

//! What is told of data on standard error.

use crate::dataset::Dataset;
use std::collections::BTreeSet;

/// Tells what was decided for the user and what looks wrong, each once.
pub fn tell<'a>(data: impl IntoIterator<Item = &'a Dataset>) {
	let notes: BTreeSet<&String> = data.into_iter().flat_map(|data| &data.notes).collect();
	for note in notes {
		eprintln!("note: {note}");
	}
}

//! What an owner keeps to themselves: the rows behind the seals of audits and imports.

use crate::{mock::*, *};
use codec::Encode;
use collab_model_core::*;
use polkadot_sdk::sp_io::hashing::blake2_256;
use std::collections::BTreeMap;

/// Rows by their seals.
#[derive(Default)]
pub struct Papers {
	audits: BTreeMap<Seal, Rows>,
	/// In the pieces in which they are to be shown.
	imports: BTreeMap<Seal, Vec<Rows>>,
}

/// Samples and labels as calls take them.
pub fn split(rows: &[(Vec<u32>, Label)]) -> (SamplesOf<Test>, LabelsOf<Test>) {
	let samples = rows.iter().map(|(row, _)| SampleOf::<Test>::truncate_from(row.clone()));
	let labels = rows.iter().map(|(_, label)| *label).collect();
	(SamplesOf::<Test>::truncate_from(samples.collect()), LabelsOf::<Test>::truncate_from(labels))
}

fn seal_of_import(shown: Seal, rows: &Rows) -> Seal {
	let (samples, labels) = split(rows);
	blake2_256(&(shown, samples, labels).encode())
}

impl Papers {
	/// Seals rows of an audit: with the hash that they really have, or with another one.
	pub fn seal_audit(&mut self, id: ModelId, audit: u32, rows: Rows, is_true: bool) -> Seal {
		let start = first_seal(&NONCE, id, audit, blake2_256);
		let mut seal = rows.iter().fold(start, |seal, (row, label)| {
			// Rows that are no samples of the model are sealed too; they can never be shown.
			let bytes = (row, label).encode();
			match Sample::new(row, 1 << 32) {
				Ok(sample) => next_seal(&seal, sample, *label, blake2_256),
				Err(_) => blake2_256(&bytes),
			}
		});
		if !is_true {
			seal[0] ^= 1;
		}
		self.audits.insert(seal, rows);
		seal
	}

	/// The rows behind the seal of an audit.
	pub fn audit(&self, seal: &Seal) -> Rows {
		self.audits.get(seal).cloned().unwrap_or_else(|| vec![(vec![0], Label::Positive); 25])
	}

	/// Seals the samples that will test an import.
	pub fn seal_import(&mut self, pieces: Vec<Rows>) -> Seal {
		let seal = pieces.iter().fold(Seal::default(), seal_of_import);
		self.imports.insert(seal, pieces);
		seal
	}

	/// The piece that is to be shown next of the samples that test an import.
	pub fn next_of_import(&self, import: &Import) -> Option<Rows> {
		let mut seal = Seal::default();
		for piece in self.imports.get(&import.declared)? {
			if seal == import.shown {
				return Some(piece.clone());
			}
			seal = seal_of_import(seal, piece);
		}
		None
	}
}

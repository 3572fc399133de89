//! Labelled texts, turned into features by a vocabulary or by hashing.

mod folders;
mod hashing;
mod spec;
mod tokens;
mod vocabulary;
mod words;

pub use hashing::{HashEncoder, Seeds};
pub use spec::{TextEncoding, TextSpec};
pub use tokens::{Ngrams, Tokenizer, Tokens};
pub use words::WordEncoder;

pub(crate) use vocabulary::Vocabulary;

use rayon::prelude::*;

use super::{
	labelled::{self, label_and_split, Labelled, Part, Records, Source},
	DataError, Dataset, Encoder, Encoding, Rows,
};

/// Loads the texts that `spec` names. A vocabulary is that of the texts to learn from; a model of
/// it has `num_words` features, if it has that many.
pub(super) fn load(
	spec: &TextSpec,
	num_words: Option<u64>,
) -> Result<(Dataset, Encoding), DataError> {
	let (train, test) = read(&spec.source)?;
	let column = train.column(&spec.text)?;
	let data = label_and_split(&spec.source, train, test)?;
	let file = spec.source.train.file_name().unwrap_or(spec.source.train.as_os_str());
	let name = format!("text {}", file.display());
	let tokenizer @ Tokenizer { tokens, ngrams } = spec.tokenizer();
	let (encoder, num_features, [train, test]) = match spec.encoder {
		TextEncoding::Murmur3(seeds) => {
			let encoder = HashEncoder { tokens, ngrams, seeds };
			let parts = rows(&data, column, |text| encoder.features(text));
			(Encoder::Murmur3(encoder), HashEncoder::NUM_FEATURES, parts)
		}
		TextEncoding::Words { most } => {
			let known = most.unwrap_or(u64::MAX).min(num_words.unwrap_or(u64::MAX));
			let vocabulary = Vocabulary::of_texts(&texts(&data.train, column), &tokenizer);
			let encoder = WordEncoder::new(vocabulary, tokenizer, known);
			let parts = rows(&data, column, |text| encoder.features(text));
			let num_features = num_words.or(most).unwrap_or(encoder.num_features());
			(Encoder::Words(encoder), num_features, parts)
		}
	};
	let data_set = Dataset { name, num_features, train, test, notes: data.notes };
	Ok((data_set, Encoding { classifications: data.classes, encoder }))
}

fn read(source: &Source) -> Result<(Records, Option<Records>), DataError> {
	match &source.test {
		None if source.train.is_dir() => folders::read(&source.train),
		Some(test) if source.train.is_dir() && test.is_dir() => {
			Ok((folders::read_part(&source.train)?, Some(folders::read_part(test)?)))
		}
		_ => labelled::read(source),
	}
}

fn texts(part: &Part, column: usize) -> Vec<&str> {
	part.records.rows.iter().map(|row| &row[column]).collect()
}

/// The set of features of each text, to learn from and to test with.
fn rows(data: &Labelled, column: usize, features: impl Fn(&str) -> Vec<u32> + Sync) -> [Rows; 2] {
	[&data.train, &data.test].map(|part| {
		let texts = texts(part, column);
		let found: Vec<Vec<u32>> = texts.par_iter().map(|text| features(text)).collect();
		let mut rows = Rows::with_capacity(texts.len(), found.iter().map(Vec::len).sum());
		let mut scratch = Vec::new();
		for (features, label) in found.into_iter().zip(&part.labels) {
			rows.push_set(&mut scratch, features, *label).expect("every text has a feature; qed");
		}
		rows
	})
}

#[cfg(test)]
mod tests;

//! Words by their frequency, numbered as in Keras.

use std::{collections::HashMap, path::Path};

use rayon::prelude::*;

use super::Tokenizer;
use crate::{files, DataError};

/// What Keras adds to a rank, which starts at 1, to get the id of a word.
const FIRST_WORD: u32 = 3;
/// The id of each known word; the most frequent one has the smallest.
#[derive(Debug)]
pub(crate) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
	/// The id that Keras puts before each text.
	pub(crate) const START: u32 = 1;

	/// Reads Keras' `imdb_word_index.json`, an object from each word to its rank.
	pub(crate) fn read(path: &Path) -> Result<Self, DataError> {
		let json = files::read_text(path, "put Keras' imdb_word_index.json there")?;
		let ranks: HashMap<String, u32> = serde_json::from_slice(&json).map_err(|error| {
			DataError::content(path, format!("{error}: expected an object from words to ranks"))
		})?;
		let ids = ranks
			.into_iter()
			.filter_map(|(word, rank)| Some((word, rank.checked_add(FIRST_WORD)?)));
		Ok(Self(ids.collect()))
	}

	/// Ranks the tokens of `texts` by frequency, tokens of equal frequency by the alphabet.
	pub(crate) fn of_texts<T: AsRef<str> + Sync>(texts: &[T], tokenizer: &Tokenizer) -> Self {
		let counts = texts
			.par_chunks(1000)
			.map(|texts| {
				let mut counts: HashMap<String, u32> = HashMap::new();
				for text in texts {
					tokenizer.for_each(text.as_ref(), |word| match counts.get_mut(word) {
						Some(count) => *count += 1,
						None => drop(counts.insert(word.into(), 1)),
					});
				}
				counts
			})
			.reduce(HashMap::new, |mut all, counts| {
				for (word, count) in counts {
					*all.entry(word).or_default() += count;
				}
				all
			});
		let mut words: Vec<_> = counts.into_iter().collect();
		words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
		Self(words.into_iter().map(|(word, _)| word).zip(FIRST_WORD + 1..).collect())
	}

	/// The start token and the id of each known word of `text`, in the order of the text.
	/// Unknown words are left out, as Keras leaves them out.
	pub(crate) fn ids(&self, text: &str) -> Vec<u32> {
		let mut ids = vec![Self::START];
		Tokenizer::KERAS.for_each(text, |word| ids.extend(self.0.get(word)));
		ids
	}

	/// The id of each word.
	pub(crate) fn into_ids(self) -> HashMap<String, u32> {
		self.0
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn frequent_words_come_first_and_ties_by_the_alphabet() {
		let vocabulary = Vocabulary::of_texts(&["b a c c", "c b a"], &Tokenizer::KERAS);
		assert_eq!(vocabulary.ids("c a b d"), [1, 4, 5, 6]);
	}

	#[test]
	fn a_word_index_gives_rank_plus_three() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("words.json");
		std::fs::write(&path, r#"{"the": 1, "fawn": 34701}"#).unwrap();
		assert_eq!(Vocabulary::read(&path).unwrap().ids("Fawn the unknown"), [1, 34704, 4]);
		std::fs::write(&path, "[]").unwrap();
		let message = Vocabulary::read(&path).unwrap_err().to_string();
		assert!(message.contains("expected an object from words to ranks"), "{message}");
	}
}

//! Texts as sets of word ids, cut into words as Keras' `Tokenizer` does it.

use std::{collections::HashMap, path::Path};

use rayon::prelude::*;

use super::{files, DataError};

/// What Keras adds to a rank, which starts at 1, to get the id of a word.
const FIRST_WORD: u32 = 3;
/// The id that Keras puts before each text.
const START: u32 = 1;

/// The id of each known word; the most frequent one has the smallest.
#[derive(Debug)]
pub(super) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
	/// Reads Keras' `imdb_word_index.json`, an object from each word to its rank.
	pub(super) fn read(path: &Path) -> Result<Self, DataError> {
		let json = files::read(path, "put Keras' imdb_word_index.json there")?;
		let ranks: HashMap<String, u32> = serde_json::from_slice(&json).map_err(|error| {
			DataError::content(path, format!("{error}: expected an object from words to ranks"))
		})?;
		let ids = ranks
			.into_iter()
			.filter_map(|(word, rank)| Some((word, rank.checked_add(FIRST_WORD)?)));
		Ok(Self(ids.collect()))
	}

	/// Ranks the words of `texts` by frequency, words of equal frequency by the alphabet.
	pub(super) fn of_texts<T: AsRef<str> + Sync>(texts: &[T]) -> Self {
		let counts = texts
			.par_chunks(1000)
			.map(|texts| {
				let mut counts: HashMap<String, u32> = HashMap::new();
				for text in texts {
					for_each_word(text.as_ref(), |word| match counts.get_mut(word) {
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
	pub(super) fn ids(&self, text: &str) -> Vec<u32> {
		let mut ids = vec![START];
		for_each_word(text, |word| ids.extend(self.0.get(word)));
		ids
	}
}

fn for_each_word(text: &str, visit: impl FnMut(&str)) {
	text.to_lowercase().split(separates).filter(|word| !word.is_empty()).for_each(visit);
}

/// Whether Keras' default filters turn `letter` into a blank; the apostrophe stays in its word.
fn separates(letter: char) -> bool {
	matches!(letter, ' ' | '\t' | '\n') || (letter.is_ascii_punctuation() && letter != '\'')
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn words_are_cut_as_keras_cuts_them() {
		let mut words = Vec::new();
		for_each_word("It's  GREAT,<br />(10/10)\tÉté_x", |word| words.push(word.to_owned()));
		assert_eq!(words, ["it's", "great", "br", "10", "10", "été", "x"]);
	}

	#[test]
	fn exactly_the_filtered_letters_separate() {
		let filtered = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n ";
		for letter in (0_u8..=127).map(char::from) {
			assert_eq!(separates(letter), filtered.contains(letter), "{letter:?}");
		}
	}

	#[test]
	fn frequent_words_come_first_and_ties_by_the_alphabet() {
		let vocabulary = Vocabulary::of_texts(&["b a c c", "c b a"]);
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

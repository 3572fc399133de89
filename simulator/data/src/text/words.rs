//! The mapping from words to features, to be kept beside a model.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize, Serializer};

use super::{
	tokens::{Ngrams, Tokenizer, Tokens},
	Vocabulary,
};
use crate::{encoder::Encoded, OUT_OF_VOCABULARY};

/// Words that a description lists.
const SHOWN: usize = 10;

/// What stands for a feature that no word has.
const START: &str = "(start)";
const UNKNOWN: &str = "(other words)";

/// The feature of all other words in the client of microsoft/0xDeCA10B.
const CLIENT_UNKNOWN: u32 = 1337;

/// Each word of a vocabulary is a feature.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WordEncoder {
	/// Where words end.
	pub tokens: Tokens,
	/// How many words are a token.
	pub ngrams: Ngrams,
	/// The feature that every text has, if there is one.
	pub start: Option<u32>,
	/// The feature of all tokens that are not in the vocabulary; without it they are left out.
	pub unknown: Option<u32>,
	/// The feature of each token.
	#[serde(serialize_with = "in_order")]
	pub words: HashMap<String, u32>,
}

fn in_order<S: Serializer>(words: &HashMap<String, u32>, serializer: S) -> Result<S::Ok, S::Error> {
	words.iter().collect::<BTreeMap<_, _>>().serialize(serializer)
}

impl WordEncoder {
	/// The words of `vocabulary` with an id below `num_words`, numbered as in Keras.
	pub(crate) fn new(vocabulary: Vocabulary, tokenizer: Tokenizer, num_words: u64) -> Self {
		let mut words = vocabulary.into_ids();
		words.retain(|_, id| u64::from(*id) < num_words);
		Self {
			tokens: tokenizer.tokens,
			ngrams: tokenizer.ngrams,
			start: Some(Vocabulary::START),
			unknown: Some(OUT_OF_VOCABULARY),
			words,
		}
	}

	/// The encoder of the client of microsoft/0xDeCA10B with its word index: cut at white space,
	/// and 1337 for all words that are not in the index.
	pub fn of_client(words: HashMap<String, u32>) -> Self {
		Self {
			tokens: Tokens::Spaces,
			ngrams: Ngrams::SINGLE,
			start: None,
			unknown: Some(CLIENT_UNKNOWN),
			words,
		}
	}

	/// What `feature` stands for.
	pub fn name(&self, feature: u32) -> Option<String> {
		if self.start == Some(feature) {
			return Some(START.into());
		}
		if self.unknown == Some(feature) {
			return Some(UNKNOWN.into());
		}
		self.words.iter().find(|(_, id)| **id == feature).map(|(word, _)| word.clone())
	}

	/// Every feature is below this.
	pub fn num_features(&self) -> u64 {
		let features = self.words.values().chain(&self.start).chain(&self.unknown);
		features.max().map_or(0, |feature| u64::from(*feature) + 1)
	}

	/// Visits each token of `text` with its feature; without a token if it stands for several.
	fn for_each(&self, text: &str, mut visit: impl FnMut(u32, Option<&str>)) {
		self.start.into_iter().for_each(|start| visit(start, None));
		let tokenizer = Tokenizer { tokens: self.tokens, ngrams: self.ngrams };
		tokenizer.for_each(text, |token| match (self.words.get(token), self.unknown) {
			(Some(feature), _) => visit(*feature, Some(token)),
			(None, Some(unknown)) => visit(unknown, None),
			(None, None) => {}
		});
	}

	/// The features of `text`, in the order of the text.
	pub fn features(&self, text: &str) -> Vec<u32> {
		let mut features = Vec::new();
		self.for_each(text, |feature, _| features.push(feature));
		features
	}

	/// The features of `text`, each with its token.
	pub fn encode(&self, text: &str) -> Encoded {
		let mut encoded = Encoded::default();
		self.for_each(text, |feature, token| match token {
			Some(token) => encoded.add(feature, token),
			None if self.start == Some(feature) => encoded.add(feature, START),
			None => encoded.add(feature, UNKNOWN),
		});
		encoded
	}

	/// A line on what the features stand for.
	pub fn describe(&self) -> String {
		let mut words: Vec<_> = self.words.iter().map(|(word, feature)| (*feature, word)).collect();
		words.sort_unstable();
		let first: Vec<_> = words.iter().take(SHOWN).map(|(_, word)| word.as_str()).collect();
		let more = if words.len() > SHOWN { ", .." } else { "" };
		format!(
			"{} words (words: {}, words in a token: {}): {}{more}\n",
			words.len(),
			self.tokens,
			self.ngrams,
			first.join(", ")
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn encoder(num_words: u64) -> WordEncoder {
		let vocabulary = Vocabulary::of_texts(&["b a c c", "c b a"], &Tokenizer::KERAS);
		WordEncoder::new(vocabulary, Tokenizer::KERAS, num_words)
	}

	#[test]
	fn words_outside_the_vocabulary_share_a_feature() {
		assert_eq!(encoder(99).features("C a b d"), [1, 4, 5, 6, 2]);
		assert_eq!(encoder(6).features("C a b d"), [1, 4, 5, 2, 2]);
		assert_eq!((encoder(6).num_features(), encoder(4).num_features()), (6, 3));
		assert_eq!(encoder(6).features(""), [1]);
	}

	#[test]
	fn each_feature_is_named_by_its_word() {
		let encoded = encoder(99).encode("d, c: e");
		assert_eq!(encoded.features(), [1, 2, 4]);
		assert_eq!(
			[1, 2, 4].map(|f| encoded.names(f).join("/")),
			["(start)", "(other words)", "c"]
		);
		assert!(encoder(99)
			.describe()
			.starts_with("3 words (words: keras, words in a token: 1): c"));
	}

	#[test]
	fn the_word_index_of_the_original_client_is_read() {
		let file = tempfile::NamedTempFile::new().unwrap();
		std::fs::write(file.path(), r#"{"good": 374, "10": 0}"#).unwrap();
		let encoder = crate::Encoding::read(file.path()).unwrap().encoder;
		assert_eq!(encoder.encode("Good film 10 10").unwrap().features(), [0, 374, 1337]);
		assert_eq!(encoder.num_features(), 1338);
		assert_eq!(
			[374, 1337, 5].map(|f| encoder.name(f).unwrap_or_default()),
			["good", UNKNOWN, ""]
		);
	}

	#[test]
	fn words_without_a_common_feature_are_left_out() {
		let encoder = WordEncoder { start: None, unknown: None, ..encoder(5) };
		assert_eq!(encoder.features("a c"), [4]);
		let text = serde_json::to_string(&encoder).unwrap();
		assert_eq!(serde_json::from_str::<WordEncoder>(&text).unwrap(), encoder);
	}
}

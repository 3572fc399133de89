//! Words as features by their hash, without a vocabulary.

use serde::{Deserialize, Serialize};

use super::tokens::{is_space, Ngrams, Tokenizer, Tokens};
use crate::encoder::Encoded;

/// Each token is the feature that its 32-bit MurmurHash3 (x86) tells, one of 2^32.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HashEncoder {
	/// Where words end.
	pub tokens: Tokens,
	/// How many words are a token.
	pub ngrams: Ngrams,
	/// What the hash starts from.
	pub seeds: Seeds,
}

/// What the hash of a token starts from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Seeds {
	/// 0, as the Python simulator of microsoft/0xDeCA10B has it; of the bytes in UTF-8.
	Zero,
	/// The place of the token in the text, from 0 on, as in the client of microsoft/0xDeCA10B,
	/// where the hash function takes the second argument of JavaScript's `map` for its seed; of the
	/// lower byte of each UTF-16 unit.
	Position,
}

impl HashEncoder {
	/// Every feature is below this.
	pub const NUM_FEATURES: u64 = 1 << 32;

	/// Visits each token of `text` with its feature. A text without a token has the empty one.
	fn for_each(&self, text: &str, mut visit: impl FnMut(u32, &str)) {
		let tokenizer = Tokenizer { tokens: self.tokens, ngrams: self.ngrams };
		let mut place = 0;
		let mut visit_next = |token: &str| {
			visit(self.hash(token, place), token);
			place += 1;
		};
		// Splitting by a regular expression gives an empty word before and after outer blanks.
		let blanks_count = self.seeds == Seeds::Position && self.tokens == Tokens::Spaces;
		if blanks_count && text.starts_with(is_space) {
			visit_next("");
		}
		tokenizer.for_each(text, &mut visit_next);
		if blanks_count && text.ends_with(is_space) {
			visit_next("");
		}
		if place == 0 {
			visit(0, "");
		}
	}

	fn hash(&self, token: &str, place: u32) -> u32 {
		match self.seeds {
			Seeds::Zero => murmur3(token.as_bytes(), 0),
			Seeds::Position => {
				let bytes: Vec<u8> =
					token.encode_utf16().map(|unit| unit.to_le_bytes()[0]).collect();
				murmur3(&bytes, place)
			}
		}
	}

	/// The features of `text`, in the order of the text.
	pub fn features(&self, text: &str) -> Vec<u32> {
		let mut features = Vec::new();
		self.for_each(text, |feature, _| features.push(feature));
		features
	}

	/// The features of `text`, each with its tokens.
	pub fn encode(&self, text: &str) -> Encoded {
		let mut encoded = Encoded::default();
		self.for_each(text, |feature, token| encoded.add(feature, token));
		encoded
	}

	/// A line on what the features stand for.
	pub fn describe(&self) -> String {
		let seed = match self.seeds {
			Seeds::Zero => "0",
			Seeds::Position => "the token's place in the text",
		};
		format!(
			"32-bit MurmurHash3 of each token, seed {seed} (words: {}, words in a token: {})\n",
			self.tokens, self.ngrams
		)
	}
}

fn murmur3(mut bytes: &[u8], seed: u32) -> u32 {
	murmur3::murmur3_32(&mut bytes, seed).expect("reading from memory does not fail; qed")
}

#[cfg(test)]
mod tests {
	use super::*;

	const ZERO: HashEncoder =
		HashEncoder { tokens: Tokens::Spaces, ngrams: Ngrams::SINGLE, seeds: Seeds::Zero };
	const POSITION: HashEncoder = HashEncoder { seeds: Seeds::Position, ..ZERO };

	#[test]
	fn the_hash_is_murmur3() {
		for (text, seed, hash) in [
			("", 0, 0),
			("", 1, 0x514e_28b7),
			("", u32::MAX, 0x81f1_6f39),
			("test", 0, 0xba6b_d213),
			("Hello, world!", 0, 0xc036_3e43),
			("Hello, world!", 0x9747_b28c, 0x2488_4cba),
			("The quick brown fox jumps over the lazy dog", 0, 0x2e4f_f723),
		] {
			assert_eq!(murmur3(text.as_bytes(), seed), hash, "{text:?} {seed}");
		}
	}

	#[test]
	fn words_have_the_features_of_the_original_simulator() {
		// The two values of its own test.
		assert_eq!(ZERO.features(" Hey\nblockchain "), [318_325_784, 3_905_957_473]);
		assert_eq!(ZERO.features("hey hey"), [318_325_784; 2]);
		assert_eq!(ZERO.encode("hey Hey").features(), [318_325_784]);
		assert_eq!(ZERO.encode("x hey").names(318_325_784), ["hey"]);
	}

	#[test]
	fn the_original_client_counts_places_and_outer_blanks() {
		assert_eq!(POSITION.features("hey"), [318_325_784]);
		assert_eq!(POSITION.features("hey hey")[1], murmur3(b"hey", 1));
		assert_eq!(POSITION.features(" hey "), [0, murmur3(b"hey", 1), murmur3(b"", 2)]);
		assert_eq!(POSITION.features("é"), [murmur3(&[0xe9], 0)]);
		assert_eq!(ZERO.features("é"), [murmur3(&[0xc3, 0xa9], 0)]);
	}

	#[test]
	fn a_text_without_words_is_the_empty_word() {
		for text in ["", " \n"] {
			assert_eq!(ZERO.features(text), [0], "{text:?}");
		}
		assert_eq!(POSITION.features(""), [0]);
		assert_eq!(POSITION.features(" "), [0, 0x514e_28b7]);
	}

	#[test]
	fn pairs_of_words_are_hashed_with_a_blank_between() {
		let pairs = HashEncoder { ngrams: "2".parse().unwrap(), ..ZERO };
		assert_eq!(pairs.features("not  bad"), [murmur3(b"not bad", 0)]);
	}
}

//! Texts cut into words, and runs of words.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The longest run of words that is a token.
const MAX_NGRAM: u8 = 5;

/// How a text is cut into words. It is put in lower case first.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tokens {
	/// At white space of any kind and at punctuation but the apostrophe.
	Words,
	/// At blanks and at punctuation but the apostrophe, as Keras' `Tokenizer` does it.
	Keras,
	/// At white space, as the client of microsoft/0xDeCA10B does it.
	Spaces,
}

/// How many words in a row are one token: from the first number to the second.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "(u8, u8)")]
pub struct Ngrams(u8, u8);

/// How a text is cut into tokens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Tokenizer {
	/// Where words end.
	pub tokens: Tokens,
	/// How many of them are a token.
	pub ngrams: Ngrams,
}

impl Ngrams {
	/// Each word is a token.
	pub const SINGLE: Self = Self(1, 1);
}

impl Tokenizer {
	/// Single words as Keras has them.
	pub const KERAS: Self = Self { tokens: Tokens::Keras, ngrams: Ngrams::SINGLE };

	/// Visits each token of `text`: the words in their order, then, if asked for, the pairs, and
	/// so on; words of a longer token are joined by a blank.
	pub fn for_each(&self, text: &str, mut visit: impl FnMut(&str)) {
		let text = text.to_lowercase();
		let words = text.split(self.tokens.separator()).filter(|word| !word.is_empty());
		if self.ngrams == Ngrams::SINGLE {
			return words.for_each(visit);
		}
		let words: Vec<&str> = words.collect();
		for length in self.ngrams.0..=self.ngrams.1 {
			words.windows(length.into()).for_each(|run| visit(&run.join(" ")));
		}
	}
}

impl Tokens {
	fn separator(self) -> fn(char) -> bool {
		match self {
			Self::Words => |letter| separates(letter) || is_space(letter) || letter.is_control(),
			Self::Keras => separates,
			Self::Spaces => is_space,
		}
	}
}

/// Whether Keras' default filters turn `letter` into a blank; the apostrophe stays in its word.
fn separates(letter: char) -> bool {
	matches!(letter, ' ' | '\t' | '\n') || (letter.is_ascii_punctuation() && letter != '\'')
}

/// White space as in JavaScript's regular expressions.
pub fn is_space(letter: char) -> bool {
	(letter.is_whitespace() && letter != '\u{85}') || letter == '\u{feff}'
}

impl FromStr for Tokens {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text {
			"words" => Ok(Self::Words),
			"keras" => Ok(Self::Keras),
			"spaces" => Ok(Self::Spaces),
			_ => Err(format!("`tokens={text}`: give words, keras or spaces")),
		}
	}
}

impl fmt::Display for Tokens {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Words => "words",
			Self::Keras => "keras",
			Self::Spaces => "spaces",
		})
	}
}

impl FromStr for Ngrams {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (least, most) = text.split_once('-').unwrap_or((text, text));
		let parsed = least.parse().ok().zip(most.parse().ok());
		parsed.and_then(|(least, most)| Self::try_from((least, most)).ok()).ok_or_else(|| {
			format!(
				"`ngrams={text}`: give the words of a token, such as 2 or 1-2, at most {MAX_NGRAM}"
			)
		})
	}
}

impl TryFrom<(u8, u8)> for Ngrams {
	type Error = String;

	fn try_from((least, most): (u8, u8)) -> Result<Self, String> {
		if (1..=most).contains(&least) && most <= MAX_NGRAM {
			return Ok(Self(least, most));
		}
		Err(format!(
			"ngrams of {least} to {most} words: the least is 1 and no more than the greatest, which is \
			 at most {MAX_NGRAM}"
		))
	}
}

impl fmt::Display for Ngrams {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self(least, most) if least == most => write!(f, "{least}"),
			Self(least, most) => write!(f, "{least}-{most}"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn tokens(tokens: Tokens, ngrams: &str, text: &str) -> Vec<String> {
		let mut found = Vec::new();
		let tokenizer = Tokenizer { tokens, ngrams: ngrams.parse().unwrap() };
		tokenizer.for_each(text, |token| found.push(token.to_owned()));
		found
	}

	#[test]
	fn words_are_cut_as_keras_cuts_them() {
		let found = tokens(Tokens::Keras, "1", "It's  GREAT,<br />(10/10)\tÉté_x");
		assert_eq!(found, ["it's", "great", "br", "10", "10", "été", "x"]);
	}

	#[test]
	fn words_end_at_what_editors_put_between_them() {
		let text = "A film\r\n\u{feff}dull\u{a0}scene,\u{2003}it's\u{85}fun\u{b}end\0";
		let found = tokens(Tokens::Words, "1", text);
		assert_eq!(found, ["a", "film", "dull", "scene", "it's", "fun", "end"]);
		assert!(tokens(Tokens::Keras, "1", text).contains(&"film\r".into()));
	}

	#[test]
	fn exactly_the_filtered_letters_separate() {
		let filtered = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n ";
		for letter in (0_u8..=127).map(char::from) {
			assert_eq!(separates(letter), filtered.contains(letter), "{letter:?}");
		}
	}

	#[test]
	fn words_are_cut_at_white_space() {
		let found = tokens(Tokens::Spaces, "1", "  It's\u{a0}GREAT,\r\n(10/10) ");
		assert_eq!(found, ["it's", "great,", "(10/10)"]);
	}

	#[test]
	fn runs_of_words_are_tokens() {
		assert_eq!(tokens(Tokens::Keras, "2", "a b c"), ["a b", "b c"]);
		assert_eq!(tokens(Tokens::Keras, "1-3", "a b c"), ["a", "b", "c", "a b", "b c", "a b c"]);
		assert_eq!(tokens(Tokens::Keras, "2", "a"), [""; 0]);
		for wrong in ["0", "2-1", "6", "x", "1-", ""] {
			assert!(wrong.parse::<Ngrams>().unwrap_err().contains("such as 2 or 1-2"), "{wrong}");
		}
	}
}

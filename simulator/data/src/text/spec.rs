//! Which texts, and how they become features.

use std::{fmt, str::FromStr};

use super::{
	hashing::Seeds,
	tokens::{Ngrams, Tokenizer, Tokens},
};
use crate::{
	labelled::{whole, Options, Source},
	MIN_WORDS,
};

const DEFAULT_COLUMN: &str = "text";

/// Labelled texts, and how they become features.
#[derive(Clone, Debug, PartialEq)]
pub struct TextSpec {
	/// The files, the label and the split.
	pub source: Source,
	/// The column that holds the text.
	pub text: String,
	/// What a token becomes.
	pub encoder: TextEncoding,
	/// Where words end; without it, as is usual for the encoder.
	pub tokens: Option<Tokens>,
	/// How many words are a token.
	pub ngrams: Ngrams,
}

/// What a token becomes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TextEncoding {
	/// Its rank by frequency, numbered as in Keras.
	Words {
		/// The number of features, if it is to be less than what is asked for when loading.
		most: Option<u64>,
	},
	/// Its hash.
	Murmur3(Seeds),
}

impl TextSpec {
	/// How texts are cut into tokens.
	pub(super) fn tokenizer(&self) -> Tokenizer {
		let usual = match self.encoder {
			TextEncoding::Words { .. } => Tokens::Words,
			TextEncoding::Murmur3(_) => Tokens::Spaces,
		};
		Tokenizer { tokens: self.tokens.unwrap_or(usual), ngrams: self.ngrams }
	}

	fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
		match (key, &mut self.encoder) {
			("text", _) => self.text = value.into(),
			("tokens", _) => self.tokens = Some(value.parse()?),
			("ngrams", _) => self.ngrams = value.parse()?,
			("words", TextEncoding::Words { most }) => {
				*most = Some(whole(key, value, MIN_WORDS..=1 << 32)?);
			}
			("words", _) => return Err("`words` is not for encoder=murmur3: leave it out".into()),
			("seeds", TextEncoding::Murmur3(seeds)) => {
				*seeds = match value {
					"zero" => Seeds::Zero,
					"position" => Seeds::Position,
					_ => return Err(format!("`seeds={value}`: give zero or position")),
				}
			}
			("seeds", _) => return Err("`seeds` is for encoder=murmur3: give that too".into()),
			_ if self.source.set(key, value)? => {}
			_ => {
				return Err(format!(
					"`{key}` is no option of text data: use {}, text, encoder, tokens, ngrams, \
					 words, seeds",
					Source::KEYS
				))
			}
		}
		Ok(())
	}
}

impl FromStr for TextSpec {
	type Err = String;

	/// Parses `FILE[,TESTFILE][,key=value..]`.
	fn from_str(text: &str) -> Result<Self, String> {
		let options = Options::parse(text, &Source::REPEATED)?;
		let encoder = options.pairs.iter().find(|(key, _)| *key == "encoder");
		let encoder = match encoder.map(|(_, value)| *value) {
			None | Some("words") => TextEncoding::Words { most: None },
			Some("murmur3") => TextEncoding::Murmur3(Seeds::Zero),
			Some(other) => return Err(format!("`encoder={other}`: give words or murmur3")),
		};
		let mut spec = Self {
			source: Source::new(&options)?,
			text: DEFAULT_COLUMN.into(),
			encoder,
			tokens: None,
			ngrams: Ngrams::SINGLE,
		};
		for (key, value) in options.pairs.iter().filter(|(key, _)| *key != "encoder") {
			spec.set(key, value)?;
		}
		spec.source.check()?;
		Ok(spec)
	}
}

/// Writes the text that parses to the same spec.
impl fmt::Display for TextSpec {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.source)?;
		if self.text != DEFAULT_COLUMN {
			write!(f, ",text={}", self.text)?;
		}
		match self.encoder {
			TextEncoding::Words { most: None } => {}
			TextEncoding::Words { most: Some(words) } => write!(f, ",words={words}")?,
			TextEncoding::Murmur3(Seeds::Zero) => write!(f, ",encoder=murmur3")?,
			TextEncoding::Murmur3(Seeds::Position) => write!(f, ",encoder=murmur3,seeds=position")?,
		}
		if let Some(tokens) = self.tokens {
			write!(f, ",tokens={tokens}")?;
		}
		if self.ngrams != Ngrams::SINGLE {
			write!(f, ",ngrams={}", self.ngrams)?;
		}
		Ok(())
	}
}

//! Which svmlight files, and what their labels and values mean.

use std::{fmt, path::PathBuf, str::FromStr};

use crate::labelled::{yes_or_no, Classes, Options};

const KEYS: &str = "positive, negative, above, values, words";

/// Two svmlight files, each plain or ending in `.gz` or `.zst`.
#[derive(Clone, Debug, PartialEq)]
pub struct SvmlightSpec {
	/// The rows to learn from.
	pub train: PathBuf,
	/// The rows to test with.
	pub test: PathBuf,
	/// Which labels are positive; 1 where nothing is said, against 0 or -1.
	pub classes: Classes,
	/// Whether a value that is not 0 is a feature and 0 is none; otherwise all values have to be 1.
	pub presence: bool,
	/// Whether features are words, of which those above `num_words` become one; without it, whether
	/// all rows have feature 1, which starts a text.
	pub words: Option<bool>,
}

impl SvmlightSpec {
	/// Two files with labels of 1 against 0 or -1, and values of 1.
	pub fn new(train: PathBuf, test: PathBuf) -> Self {
		Self { train, test, classes: Classes::default(), presence: false, words: None }
	}

	fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
		match (key, value) {
			("values", "presence") => self.presence = true,
			("values", "one") => self.presence = false,
			("values", _) => return Err(format!("`values={value}`: give one or presence")),
			("words", _) => self.words = Some(yes_or_no(key, value)?),
			("positive", _) => self.classes.positive.push(value.into()),
			("negative", _) => self.classes.negative.push(value.into()),
			("above", _) => self.classes.above = Some(value.parse()?),
			_ => return Err(format!("`{key}` is no option of svmlight data: use {KEYS}")),
		}
		Ok(())
	}
}

impl FromStr for SvmlightSpec {
	type Err = String;

	/// Parses `TRAIN,TEST[,key=value..]`.
	fn from_str(text: &str) -> Result<Self, String> {
		let options = Options::parse(text, &["positive", "negative"])?;
		let Ok((train, Some(test))) = options.files() else {
			return Err("it is not two files: give svmlight:TRAIN,TEST[,key=value..]".into());
		};
		let mut spec = Self::new(train, test);
		options.pairs.iter().try_for_each(|(key, value)| spec.set(key, value))?;
		spec.classes.check()?;
		Ok(spec)
	}
}

/// Writes the text that parses to the same spec.
impl fmt::Display for SvmlightSpec {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{},{}{}", self.train.display(), self.test.display(), self.classes)?;
		if self.presence {
			write!(f, ",values=presence")?;
		}
		if let Some(words) = self.words {
			write!(f, ",words={}", if words { "yes" } else { "no" })?;
		}
		Ok(())
	}
}

//! Which files hold the rows, which column is the label, and how they are split.

use std::{fmt, path::PathBuf};

use super::{whole, Classes, Layout, Options};

/// The share of the rows that are tested with, as the loaders of microsoft/0xDeCA10B have it.
const TEST_SHARE: f64 = 0.3;

/// Where labelled rows come from, and how they are divided.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
	/// The rows to learn from; those to test with are taken out of them where `test` is missing.
	pub train: PathBuf,
	/// The rows to test with.
	pub test: Option<PathBuf>,
	/// The share of the rows of a single file to test with, above 0 and below 1.
	pub test_share: f64,
	/// Selects which rows of a single file these are, and the order of all.
	pub seed: u64,
	/// How lines are cut; what is left open, the file and its name tell.
	pub layout: Layout,
	/// Whether the first line names the columns; otherwise they are called 1, 2, and so on.
	pub header: bool,
	/// The column that holds the label.
	pub label: String,
	/// Which values of it count as positive.
	pub classes: Classes,
}

impl Source {
	/// The options that [`Source::set`] knows.
	pub const KEYS: &'static str =
		"label, positive, negative, above, test, seed, separator, quotes, header";
	/// Those of them that may be repeated.
	pub const REPEATED: [&'static str; 2] = ["positive", "negative"];

	/// The files of `options`, all else as it is by default.
	pub fn new(options: &Options<'_>) -> Result<Self, String> {
		let (train, test) = options.files()?;
		Ok(Self {
			train,
			test,
			test_share: TEST_SHARE,
			seed: 1,
			layout: Layout::default(),
			header: true,
			label: "label".into(),
			classes: Classes::default(),
		})
	}

	/// Takes in one option. Returns whether it is one of [`Source::KEYS`].
	pub fn set(&mut self, key: &str, value: &str) -> Result<bool, String> {
		match key {
			"label" => self.label = value.into(),
			"positive" => self.classes.positive.push(value.into()),
			"negative" => self.classes.negative.push(value.into()),
			"above" => self.classes.above = Some(value.parse()?),
			"test" => self.test_share = share(value)?,
			"seed" => self.seed = whole(key, value, 0..=u64::MAX)?,
			"separator" => self.layout.separator = Some(value.parse()?),
			"quotes" => self.layout.quotes = Some(yes_or_no(key, value)?),
			"header" => self.header = yes_or_no(key, value)?,
			_ => return Ok(false),
		}
		Ok(true)
	}

	/// Refuses what contradicts itself.
	pub fn check(&self) -> Result<(), String> {
		if self.test.is_some() && self.test_share != TEST_SHARE {
			return Err("give `test=SHARE` or a second file, not both".into());
		}
		self.classes.check()
	}
}

fn share(value: &str) -> Result<f64, String> {
	value
		.parse()
		.ok()
		.filter(|share| *share > 0.0 && *share < 1.0)
		.ok_or_else(|| format!("`test={value}`: give a share above 0 and below 1, such as 0.3"))
}

/// Whether `value` says yes.
pub fn yes_or_no(key: &str, value: &str) -> Result<bool, String> {
	match value {
		"yes" | "true" => Ok(true),
		"no" | "false" => Ok(false),
		_ => Err(format!("`{key}={value}`: give yes or no")),
	}
}

/// Writes what parses to the same source; options only where they are not the default.
impl fmt::Display for Source {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.train.display())?;
		if let Some(test) = &self.test {
			write!(f, ",{}", test.display())?;
		}
		write!(f, ",label={}{}", self.label, self.classes)?;
		if self.test_share != TEST_SHARE {
			write!(f, ",test={}", self.test_share)?;
		}
		if self.seed != 1 {
			write!(f, ",seed={}", self.seed)?;
		}
		if let Some(separator) = self.layout.separator {
			write!(f, ",separator={separator}")?;
		}
		if let Some(quotes) = self.layout.quotes {
			write!(f, ",quotes={}", if quotes { "yes" } else { "no" })?;
		}
		if !self.header {
			write!(f, ",header=no")?;
		}
		Ok(())
	}
}

//! What stands behind `csv:` and `text:`, as in `FILE[,FILE][,key=value..]`.

use std::{ops::RangeInclusive, path::PathBuf};

/// The files and the options of a data spec, in the order in which they are written.
#[derive(Debug)]
pub struct Options<'a> {
	files: Vec<&'a str>,
	/// Each `key=value`.
	pub pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Options<'a> {
	/// Takes `text` apart. A part is an option when lower-case letters and `=` come first.
	/// `repeated` names the keys that may come more than once.
	pub fn parse(text: &'a str, repeated: &[&str]) -> Result<Self, String> {
		let mut options = Self { files: Vec::new(), pairs: Vec::new() };
		for part in text.split(',') {
			match part.split_once('=').filter(|(key, _)| is_key(key)) {
				Some((key, "")) => return Err(format!("`{key}=` lacks its value")),
				Some(pair @ (key, _)) => {
					let seen = options.pairs.iter().any(|(other, _)| *other == key);
					if seen && !repeated.contains(&key) {
						return Err(format!("give `{key}` once"));
					}
					options.pairs.push(pair);
				}
				None => options.files.push(part),
			}
		}
		Ok(options)
	}

	/// The file to learn from and the one to test with, if there are two.
	pub fn files(&self) -> Result<(PathBuf, Option<PathBuf>), String> {
		match self.files[..] {
			[train] if !train.is_empty() => Ok((train.into(), None)),
			[train, test] if !train.is_empty() && !test.is_empty() => {
				Ok((train.into(), Some(test.into())))
			}
			_ => Err("give FILE or TRAINFILE,TESTFILE, then options as key=value".into()),
		}
	}
}

fn is_key(text: &str) -> bool {
	!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The whole number that `value` writes, if it is in `range`.
pub fn whole(key: &str, value: &str, range: RangeInclusive<u64>) -> Result<u64, String> {
	value.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
		format!("`{key}={value}`: give a whole number from {} to {}", range.start(), range.end())
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn files_and_options_are_told_apart() {
		let options = Options::parse("a=b/Data=1.csv,label=y=z,b.csv", &[]).unwrap();
		assert_eq!(options.pairs, [("a", "b/Data=1.csv"), ("label", "y=z")]);
		assert_eq!(options.files().unwrap(), ("b.csv".into(), None));
		let options = Options::parse("./a=b.csv,t.csv", &[]).unwrap();
		assert_eq!(options.files().unwrap(), ("./a=b.csv".into(), Some("t.csv".into())));
	}

	#[test]
	fn what_is_missing_or_too_much_is_named() {
		for text in ["", "label=y", "a,b,c", "a,", ",a"] {
			let error = Options::parse(text, &[]).unwrap().files().unwrap_err();
			assert!(error.contains("give FILE"), "{text}: {error}");
		}
		assert!(Options::parse("a,label=", &[]).unwrap_err().contains("lacks its value"));
		assert!(Options::parse("a,label=x,label=y", &["drop"]).unwrap_err().contains("once"));
		assert!(Options::parse("a,drop=x,drop=y", &["drop"]).is_ok());
	}
}

//! Which data to use, as written on the command line and in scenarios.

use std::{fmt, path::PathBuf, str::FromStr};

use thiserror::Error;

use super::{error::plain, SvmlightSpec, SyntheticSpec, TableSpec, TextSpec};

const FORMS: &str = "synthetic[:key=value,..], imdb:FOLDER, \
	text:FILE[,TESTFILE][,key=value..], csv:FILE[,TESTFILE][,key=value..] or \
	svmlight:TRAIN,TEST[,key=value..]";

/// Which data to use: `synthetic[:key=value,..]`, `imdb:FOLDER`,
/// `text:FILE[,TESTFILE][,key=value..]`, `csv:FILE[,TESTFILE][,key=value..]` or
/// `svmlight:TRAIN,TEST[,key=value..]`.
#[derive(Clone, Debug, PartialEq)]
pub enum DataSpec {
	/// Made up, needs no file.
	Synthetic(SyntheticSpec),
	/// The folder that holds the IMDB reviews in one of their forms.
	Imdb(PathBuf),
	/// Labelled texts.
	Text(Box<TextSpec>),
	/// A table with categorical and numeric columns.
	Csv(Box<TableSpec>),
	/// Two svmlight files.
	Svmlight(Box<SvmlightSpec>),
}

/// Why a text names no data.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SpecError {
	/// It starts with none of the known words.
	#[error("`{}` names no data: give {FORMS}", plain(_0))]
	Unknown(String),
	/// The path is missing.
	#[error("`imdb:` lacks its folder: give imdb:FOLDER")]
	NoFolder,
	/// The files or options of texts or of a table are wrong.
	#[error("`{}`: {}", plain(text), plain(problem))]
	Options {
		/// What was given.
		text: String,
		/// What is wrong with it and what to do.
		problem: String,
	},
	/// A key of the synthetic data is unknown.
	#[error("`{}` is no key of synthetic data: use {}", plain(_0), SyntheticSpec::KEYS)]
	Key(String),
	/// A value of the synthetic data is no number or out of range.
	#[error("`{}={}`: give {expected} (keys: {})", plain(key), plain(value), SyntheticSpec::KEYS)]
	Value {
		/// The key.
		key: String,
		/// What was given.
		value: String,
		/// What can be given.
		expected: String,
	},
}

impl Default for DataSpec {
	fn default() -> Self {
		Self::Synthetic(SyntheticSpec::default())
	}
}

impl FromStr for DataSpec {
	type Err = SpecError;

	fn from_str(text: &str) -> Result<Self, SpecError> {
		let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
		let wrong = |problem| SpecError::Options { text: text.into(), problem };
		match kind {
			"synthetic" => rest.parse().map(Self::Synthetic),
			"imdb" if rest.is_empty() => Err(SpecError::NoFolder),
			"imdb" => Ok(Self::Imdb(rest.into())),
			"text" => rest.parse().map(|spec| Self::Text(Box::new(spec))).map_err(wrong),
			"csv" => rest.parse().map(|spec| Self::Csv(Box::new(spec))).map_err(wrong),
			"svmlight" => rest.parse().map(|spec| Self::Svmlight(Box::new(spec))).map_err(wrong),
			_ => Err(SpecError::Unknown(text.into())),
		}
	}
}

/// Writes the text that parses to the same data.
impl fmt::Display for DataSpec {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Synthetic(spec) => write!(f, "synthetic:{spec}"),
			Self::Imdb(folder) => write!(f, "imdb:{}", folder.display()),
			Self::Text(spec) => write!(f, "text:{spec}"),
			Self::Csv(spec) => write!(f, "csv:{spec}"),
			Self::Svmlight(spec) => write!(f, "svmlight:{spec}"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn error(text: &str) -> String {
		text.parse::<DataSpec>().unwrap_err().to_string()
	}

	#[test]
	fn each_form_parses_and_is_written_back() {
		for text in [
			"imdb:a/b",
			"svmlight:a.gz,b.zst",
			"svmlight:a,b,positive=2,values=presence,words=no",
			"svmlight:a,b,above=5.5,words=yes",
			"synthetic:train=10,test=5,words=99,seed=7",
			"text:a,label=label",
			"text:a.csv,label=y,text=z,words=99,tokens=spaces,ngrams=1-2",
			"text:a.csv,label=y,encoder=murmur3,tokens=keras",
			"text:a.csv,label=y,encoder=murmur3,seeds=position",
			"csv:a.csv,label=y",
			"csv:a.tsv,b.tsv,label=y,positive=1,positive=2,negative=3,header=no",
			"csv:a,label=y,quotes=no,decimal=comma",
			"csv:a,label=y,above=median,test=0.5,seed=2,separator=semicolon,column=a,column=b,drop=c,\
			 categorical=a,numeric=b,bins=3,binning=uniform,categories=9",
		] {
			assert_eq!(text.parse::<DataSpec>().unwrap().to_string(), text);
		}
		assert_eq!("synthetic".parse(), Ok(DataSpec::default()));
		assert_eq!("synthetic:".parse(), Ok(DataSpec::default()));
		assert_eq!(DataSpec::default().to_string().parse(), Ok(DataSpec::default()));
	}

	#[test]
	fn errors_name_what_can_be_given() {
		assert!(error("mnist").contains("csv:FILE[,TESTFILE][,key=value..] or"));
		assert!(error("csv:").contains("`csv:`: give FILE or TRAINFILE,TESTFILE"));
		assert!(error("text:a,encoder=hash").contains("give words or murmur3"));
		assert!(error("text:a,words=9,encoder=murmur3").contains("leave it out"));
		assert!(error("text:a,seeds=zero").contains("encoder=murmur3"));
		assert!(error("text:a,bins=3").contains("`bins` is no option of text data"));
		assert!(error("csv:a,tset=3").contains("`tset` is no option of csv data"));
		assert!(error("imdb").contains("give imdb:FOLDER"));
		assert!(error("imdb:").contains("give imdb:FOLDER"));
		for text in ["svmlight:", "svmlight:a", "svmlight:a,", "svmlight:a,b,c"] {
			assert!(error(text).contains("give svmlight:TRAIN,TEST"), "{text}");
		}
	}

	#[test]
	fn errors_of_synthetic_data_name_the_keys() {
		for text in ["synthetic:rows=3", "synthetic:train", "synthetic:seed=x", "synthetic:test=0"]
		{
			assert!(error(text).contains("train, test, words, seed"), "{}", error(text));
		}
		assert!(error("synthetic:words=3").contains("at least 4"));
		assert!(error("synthetic:seed=1,seed=2").contains("once"));
	}
}

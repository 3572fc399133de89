//! Why there is no report.

use std::{io, path::Path};

/// Why results cannot be reported.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
	/// The operating system refuses.
	#[error("cannot read {path}: {source}")]
	Io {
		/// The file.
		path: String,
		/// Why.
		source: io::Error,
	},
	/// The folder does not exist.
	#[error("there is no folder {0}: give one that was the --out of paper, sweep, run or attack")]
	NoFolder(String),
	/// The folder has nothing to report.
	#[error(
		"{0} has no results: run `collab-sim paper --out {0}`, or sweep, run or attack with that \
		 --out, first"
	)]
	Nothing(String),
	/// A file is not what it should be.
	#[error("{path}, line {line} is damaged: {problem}. {cure}")]
	Damaged {
		/// The file.
		path: String,
		/// The line, counted from 1.
		line: u64,
		/// What is wrong.
		problem: String,
		/// What to do.
		cure: &'static str,
	},
	/// A figure cannot be drawn.
	#[error("cannot draw {what}: {problem}")]
	Drawing {
		/// The figure.
		what: String,
		/// Why.
		problem: String,
	},
}

/// What mends a file that a command writes at its end.
const AGAIN: &str = "Run the command that wrote it again: it makes the file anew";

impl ReportError {
	/// Of a file that its command writes anew.
	pub fn damaged(path: &Path, line: u64, problem: impl ToString) -> Self {
		Self::damaged_with(path, line, problem, AGAIN)
	}

	/// With a cure of its own.
	pub fn damaged_with(
		path: &Path,
		line: u64,
		problem: impl ToString,
		cure: &'static str,
	) -> Self {
		Self::Damaged { path: path.display().to_string(), line, problem: problem.to_string(), cure }
	}

	/// Of a figure with a number that cannot be drawn.
	pub fn beyond(what: &str, number: f64) -> Self {
		let problem = format!("{number:e} is no result. {AGAIN}");
		Self::Drawing { what: what.into(), problem }
	}

	/// Of a file that cannot be read.
	pub fn io(path: &Path, source: io::Error) -> Self {
		Self::Io { path: path.display().to_string(), source }
	}
}

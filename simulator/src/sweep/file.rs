//! A sweep as it is written.

use super::grid::{product, Axis, Point};
use crate::scenario::{Scenario, ScenarioError, EMBEDDED};
use serde::Deserialize;
use std::{collections::HashSet, fs, path::Path};
use toml::Value;

/// More points than this are a slip of the pen.
const MAX_POINTS: usize = 100_000;

/// A scenario, settings that are changed throughout, and axes.
///
/// ```toml
/// # An embedded scenario, or a path, seen from this file.
/// scenario = "paper"
/// # As --set of `collab-sim run`; may be left out.
/// set = ["train_size=0.1"]
///
/// [[axes]]
/// key = "num_words"
/// values = [500, 1000]
///
/// # Two keys that change together.
/// [[axes]]
/// keys = ["agents.good.mean_update_wait_s", "agents.bad.mean_update_wait_s"]
/// values = [[600, 3600], [60, 360]]
/// ```
#[derive(Clone, Debug)]
pub struct SweepFile {
	scenario: String,
	set: Vec<String>,
	axes: Vec<Axis>,
}

/// Why there is no sweep.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
	/// There is no such file.
	#[error("cannot read the sweep {path}: {source}")]
	Unreadable {
		/// The file.
		path: String,
		/// Why.
		source: std::io::Error,
	},
	/// The text is no TOML, or has unknown, missing or mistyped keys. The message shows the line.
	#[error("{path} is no valid sweep: {message}")]
	Malformed {
		/// The file.
		path: String,
		/// Line, key and cause.
		message: String,
	},
	/// An axis is not what it has to be.
	#[error("axis {axis}: {problem}")]
	Axis {
		/// The keys of the axis, or its number.
		axis: String,
		/// What is wrong, and what to do.
		problem: String,
	},
	/// The scenario cannot be loaded, even without the axes.
	#[error(transparent)]
	Scenario(ScenarioError),
	/// A value of an axis does not go with the scenario.
	#[error("axis {axis}: {source}")]
	Value {
		/// The keys of the axis, or of all axes when only the combination is wrong.
		axis: String,
		/// The setting and what is wrong with it.
		source: ScenarioError,
	},
	/// The product of the axes is too large.
	#[error("the axes have {0} points: give at most {MAX_POINTS}")]
	TooMany(usize),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSweep {
	scenario: String,
	#[serde(default)]
	set: Vec<String>,
	axes: Vec<RawAxis>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAxis {
	key: Option<String>,
	keys: Option<Vec<String>>,
	values: Vec<Value>,
}

impl SweepFile {
	/// Reads a sweep and applies `set` to its scenario throughout.
	pub fn load(path: &Path, set: &[String]) -> Result<Self, SweepError> {
		let name = path.display().to_string();
		let text = fs::read_to_string(path)
			.map_err(|source| SweepError::Unreadable { path: name.clone(), source })?;
		let mut sweep = Self::parse(&name, &text)?;
		let beside = path.with_file_name(&sweep.scenario);
		let embedded = EMBEDDED.iter().any(|(name, _)| *name == sweep.scenario);
		if !embedded && beside.is_file() {
			sweep.scenario = beside.display().to_string();
		}
		sweep.set.extend_from_slice(set);
		sweep.check_keys()?;
		Ok(sweep)
	}

	/// Reads a sweep; `path` names it in errors.
	pub fn parse(path: &str, text: &str) -> Result<Self, SweepError> {
		let raw: RawSweep = toml::from_str(text).map_err(|error| SweepError::Malformed {
			path: path.to_string(),
			message: error.to_string(),
		})?;
		let axes: Result<Vec<_>, _> =
			raw.axes.into_iter().enumerate().map(|(i, axis)| axis.check(i + 1)).collect();
		let sweep = Self { scenario: raw.scenario, set: raw.set, axes: axes? };
		sweep.check_keys()?;
		Ok(sweep)
	}

	/// All points, the last axis changing fastest. Nothing has run when one of them is impossible.
	pub fn points(&self) -> Result<Vec<Point>, SweepError> {
		Scenario::load(&self.scenario, &self.set).map_err(SweepError::Scenario)?;
		let sizes = self.axes.iter().map(|axis| axis.values.len());
		let count = sizes.fold(1, usize::saturating_mul);
		if count > MAX_POINTS {
			return Err(SweepError::TooMany(count));
		}
		let point = |values| Point::new(&self.scenario, &self.set, values);
		for axis in &self.axes {
			for place in product(std::slice::from_ref(axis)) {
				point(place)
					.map_err(|source| SweepError::Value { axis: axis.to_string(), source })?;
			}
		}
		let all = || self.axes.iter().map(Axis::to_string).collect::<Vec<_>>().join(" x ");
		let points = product(&self.axes).into_iter().map(point);
		points
			.map(|point| point.map_err(|source| SweepError::Value { axis: all(), source }))
			.collect()
	}

	/// Each key is changed by one axis only, and not by `set`, which would have no effect.
	fn check_keys(&self) -> Result<(), SweepError> {
		let key_of = |setting: &String| setting.split('=').next().unwrap_or("").trim().to_string();
		let mut taken: Vec<String> = self.set.iter().map(key_of).collect();
		for axis in &self.axes {
			for key in &axis.keys {
				if taken.contains(key) {
					let problem = format!("{key} is set elsewhere too: leave one of them out");
					return Err(SweepError::Axis { axis: axis.to_string(), problem });
				}
				taken.push(key.clone());
			}
		}
		Ok(())
	}
}

impl RawAxis {
	fn check(self, number: usize) -> Result<Axis, SweepError> {
		let number = format!("number {number}");
		let failed = |problem: &str| SweepError::Axis {
			axis: self.key.clone().unwrap_or_else(|| number.clone()),
			problem: problem.to_string(),
		};
		let axis = match (&self.key, &self.keys) {
			(Some(key), None) => {
				let values = self.values.iter().map(|value| vec![value.clone()]).collect();
				Axis { keys: vec![key.clone()], values }
			}
			(None, Some(keys)) if !keys.is_empty() => {
				let list = |value: &Value| value.as_array().cloned();
				let values: Option<Vec<_>> = self.values.iter().map(list).collect();
				let values = values
					.filter(|values| values.iter().all(|list| list.len() == keys.len()))
					.ok_or_else(|| failed("give a list with one value for each key"))?;
				Axis { keys: keys.clone(), values }
			}
			_ => return Err(failed("give either key = \"..\" or keys = [\"..\", \"..\"]")),
		};
		if axis.values.is_empty() {
			return Err(failed("has no values: give some"));
		}
		if axis.values.len() > MAX_POINTS {
			return Err(SweepError::TooMany(axis.values.len()));
		}
		let mut seen = HashSet::new();
		let text = |values: &Vec<Value>| Value::Array(values.clone()).to_string();
		if !axis.values.iter().all(|values| seen.insert(text(values))) {
			return Err(failed("has a value twice: leave one out"));
		}
		Ok(axis)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn points(text: &str) -> Result<Vec<Point>, SweepError> {
		SweepFile::parse("my.toml", text)?.points()
	}

	fn error(text: &str) -> String {
		points(text).unwrap_err().to_string()
	}

	#[test]
	fn points_are_the_product_of_the_axes() {
		let points = points(
			r#"
			scenario = "paper"
			set = ["agents.good.stdev_deposit=0"]
			axes = [
				{ key = "num_words", values = [100, 200] },
				{ keys = ["train_size", "agents.*.start_balance"], values = [[0.1, 5], [0.2, 6]] },
			]
			"#,
		)
		.unwrap();
		let seen: Vec<_> = points
			.iter()
			.map(|point| {
				let agent = &point.scenario.agents[0];
				let tokens = agent.start_balance / crate::scenario::TOKEN;
				assert_eq!(agent.stdev_deposit, 0.0);
				(point.scenario.num_words.unwrap(), point.scenario.train_size, tokens)
			})
			.collect();
		assert_eq!(seen, [(100, 0.1, 5), (100, 0.2, 6), (200, 0.1, 5), (200, 0.2, 6)]);
		let keys: Vec<_> = points[3].values.iter().map(|(key, _)| key.as_str()).collect();
		assert_eq!(keys, ["num_words", "train_size", "agents.*.start_balance"]);
		let mut ids: Vec<_> = points.iter().map(|point| &point.id).collect();
		ids.dedup();
		assert_eq!(ids.len(), 4);
	}

	#[test]
	fn a_wrong_value_is_named_with_its_axis() {
		let with = |axis: &str| error(&format!("scenario = 'paper'\naxes = [{axis}]"));
		for (axis, expected) in [
			("{ key = 'num_word', values = [1] }", "axis num_word: --set num_word=1: unknown"),
			("{ key = 'train_size', values = [0.1, -1] }", "axis train_size: --set train_size=-1"),
			("{ key = 'train_size', values = [nan] }", "axis train_size: --set train_size=nan"),
			("{ key = 'train_size', values = [] }", "axis train_size: has no values"),
			("{ key = 'train_size', values = [0.1, 0.1] }", "axis train_size: has a value twice"),
			("{ key = 'agents.evil.kind', values = [1] }", "use good, bad or *"),
			("{ keys = ['a', 'b'], values = [[1]] }", "axis number 1: give a list with one"),
			("{ values = [1] }", "axis number 1: give either key"),
			("{ key = 'a', values = [1] }, { key = 'a', values = [2] }", "axis a: a is set else"),
		] {
			assert!(with(axis).contains(expected), "{} / {expected}", with(axis));
		}
	}

	#[test]
	fn values_that_are_wrong_together_are_named_with_all_axes() {
		let error = error(
			"scenario = 'paper'
			axes = [
				{ key = 'rules.owner_wait_s', values = [90000] },
				{ key = 'rules.refund_wait_s', values = [80000, 100000] },
			]",
		);
		assert!(error.starts_with("axis rules.owner_wait_s x rules.refund_wait_s: "), "{error}");
	}

	#[test]
	fn a_wrong_file_is_named() {
		assert!(error("scenario = 'paper'\nseeds = 3\naxes = []").contains("my.toml is no valid"));
		let missing = SweepFile::load(Path::new("no/such.toml"), &[]).unwrap_err();
		assert!(missing.to_string().contains("no/such.toml"), "{missing}");
		assert!(error("scenario = 'no/such'\naxes = []").contains("embedded scenarios"));
		let axis = |key: &str| {
			let values: Vec<_> = (0..400).map(|i| i.to_string()).collect();
			format!("{{ key = '{key}', values = [{}] }}", values.join(", "))
		};
		let text = format!("scenario = 'paper'\naxes = [{}, {}]", axis("a"), axis("b"));
		assert!(error(&text).contains("160000 points"), "{}", error(&text));
	}
}

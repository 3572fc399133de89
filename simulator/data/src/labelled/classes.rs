//! Which values of the label column count as positive.

use std::{cmp::Ordering, collections::BTreeSet, fmt, str::FromStr};

use collab_model_core::Label;

/// Values of a column that are listed in a message.
const SHOWN: usize = 5;

/// What the user says about the classes; nothing, by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
	/// Values that count as positive. When only these are given, all others are negative.
	pub positive: Vec<String>,
	/// Values that count as negative. When only these are given, all others are positive; when
	/// both are given, rows with other values are left out.
	pub negative: Vec<String>,
	/// Numbers above this count as positive.
	pub above: Option<Threshold>,
}

/// What a number has to be above of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
	/// A number.
	Number(f64),
	/// The median of the column.
	Median,
}

impl FromStr for Threshold {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match number(text) {
			Some(value) => Ok(Self::Number(value)),
			None if text == "median" => Ok(Self::Median),
			None => Err(format!("`above={text}`: give a number or `median`")),
		}
	}
}

/// Two ways to write the same value: as text, or as numbers.
fn same(a: &str, b: &str) -> bool {
	a == b || number(a).is_some_and(|a| number(b) == Some(a))
}

/// The finite number that `text` writes.
fn number(text: &str) -> Option<f64> {
	text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The order of values: as numbers if both are, else by the alphabet.
fn order(a: &str, b: &str) -> Ordering {
	match (number(a), number(b)) {
		(Some(a), Some(b)) => a.total_cmp(&b),
		_ => a.cmp(b),
	}
}

/// How labels are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
	/// The names of the negative and of the positive class.
	pub names: [String; 2],
	kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
	Above(f64),
	Listed { classes: Classes, leave_out: bool, known: BTreeSet<String> },
}

impl Classes {
	/// Refuses what contradicts itself.
	pub fn check(&self) -> Result<(), String> {
		let listed = !self.positive.is_empty() || !self.negative.is_empty();
		if listed && self.above.is_some() {
			return Err("give `above`, or `positive` and `negative`, not both".into());
		}
		match self.positive.iter().find(|value| contains(&self.negative, value)) {
			Some(value) => Err(format!("`{value}` is positive and negative: give it once")),
			None => Ok(()),
		}
	}

	/// The rule for a column that holds `labels` in the rows to learn from. What the user names may
	/// also be among the labels of `others`, in a file to test with.
	pub fn rule(&self, labels: &[&str], others: &[&str]) -> Result<Rule, String> {
		match self.above {
			Some(Threshold::Number(limit)) => Ok(Rule::above(limit)),
			Some(Threshold::Median) => median(labels).map(Rule::above),
			None => self.listed(labels, others),
		}
	}

	fn listed(&self, labels: &[&str], others: &[&str]) -> Result<Rule, String> {
		let mut values: Vec<&str> =
			labels.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
		values.retain(|value| !value.is_empty());
		values.sort_by(|a, b| order(a, b));
		let listed = self.positive.iter().chain(&self.negative);
		let others: BTreeSet<&str> = others.iter().copied().collect();
		let is_there = |v: &str| values.iter().chain(&others).any(|w| same(v, w));
		if let Some(unseen) = listed.into_iter().find(|v| !is_there(v)) {
			return Err(format!("no row has `{unseen}`: the values are {}", list(&values)));
		}
		let mut classes = self.clone();
		match (&values[..], self.positive.is_empty() && self.negative.is_empty()) {
			([negative, positive], true) => {
				classes.negative.push((*negative).into());
				classes.positive.push((*positive).into());
			}
			([], _) => return Err("it is empty: name another column by label=".into()),
			([only], _) => {
				return Err(format!("all rows have `{only}`: a model needs two classes"))
			}
			(_, true) => {
				return Err(format!(
					"it has {} values ({}): say what is positive by positive=VALUE (the others are \
					 negative then), or above=NUMBER, or above=median",
					values.len(),
					list(&values)
				))
			}
			_ => {}
		}
		Ok(Rule {
			names: [&classes.negative, &classes.positive].map(|side| classes.name(side, &values)),
			kind: Kind::Listed {
				leave_out: !self.positive.is_empty() && !self.negative.is_empty(),
				classes,
				known: values.into_iter().map(String::from).collect(),
			},
		})
	}

	/// The name of the class that has the values of `side`, or else all that are not listed.
	fn name(&self, side: &[String], values: &[&str]) -> String {
		if !side.is_empty() {
			return side.join("|");
		}
		let listed =
			|value: &str| contains(&self.positive, value) || contains(&self.negative, value);
		let mut others = values.iter().filter(|value| !listed(value));
		match (others.next(), others.next()) {
			(Some(only), None) => (*only).into(),
			_ => format!(
				"not {}",
				self.positive.iter().chain(&self.negative).cloned().collect::<Vec<_>>().join("|")
			),
		}
	}
}

impl Rule {
	fn above(limit: f64) -> Self {
		Self {
			names: [format!("up to {limit}"), format!("above {limit}")],
			kind: Kind::Above(limit),
		}
	}

	/// The label of a row that has `value` in the label column; `None` if the row is left out.
	pub fn label(&self, value: &str) -> Result<Option<Label>, String> {
		if value.is_empty() {
			return Err("the label is missing: fill it in or remove the row".into());
		}
		match &self.kind {
			Kind::Above(limit) => match number(value) {
				Some(number) => Ok(Some(Label::from(number > *limit))),
				None => Err(format!("the label `{value}` is no number: correct it")),
			},
			Kind::Listed { classes: Classes { positive, negative, .. }, leave_out, known } => {
				match (contains(positive, value), contains(negative, value)) {
					(true, _) => Ok(Some(Label::Positive)),
					(_, true) => Ok(Some(Label::Negative)),
					_ if *leave_out => Ok(None),
					_ if !known.contains(value)
						&& !known.iter().any(|other| same(other, value)) =>
					{
						let known: Vec<&str> = known.iter().map(String::as_str).collect();
						Err(format!(
							"the label `{value}` is neither `{}` nor `{}`, and the first file does not \
							 have it (it has {}): name it by positive= or negative=, or correct it",
							self.names[0],
							self.names[1],
							list(&known)
						))
					}
					_ => Ok(Some(Label::from(positive.is_empty()))),
				}
			}
		}
	}
}

fn contains(values: &[String], value: &str) -> bool {
	values.iter().any(|other| same(other, value))
}

fn median(labels: &[&str]) -> Result<f64, String> {
	let mut numbers: Vec<f64> = labels.iter().filter_map(|label| number(label)).collect();
	numbers.sort_by(f64::total_cmp);
	let middle = numbers.len() / 2;
	match numbers.len() {
		0 => Err("it holds no number: `above=median` needs numbers".into()),
		odd if odd % 2 == 1 => Ok(numbers[middle]),
		_ => Ok(numbers[middle - 1] / 2.0 + numbers[middle] / 2.0),
	}
}

fn list(values: &[&str]) -> String {
	let mut text = values.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
	if values.len() > SHOWN {
		text.push_str(", ..");
	}
	text
}

/// Writes the options that parse to the same.
impl fmt::Display for Classes {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.positive.iter().try_for_each(|value| write!(f, ",positive={value}"))?;
		self.negative.iter().try_for_each(|value| write!(f, ",negative={value}"))?;
		match self.above {
			Some(Threshold::Number(number)) => write!(f, ",above={number}"),
			Some(Threshold::Median) => write!(f, ",above=median"),
			None => Ok(()),
		}
	}
}

#[cfg(test)]
#[path = "classes_tests.rs"]
mod tests;

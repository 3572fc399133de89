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
	Listed { classes: Classes, leave_out: bool },
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

	/// The rule for a column that holds `labels`.
	pub fn rule(&self, labels: &[&str]) -> Result<Rule, String> {
		match self.above {
			Some(Threshold::Number(limit)) => Ok(Rule::above(limit)),
			Some(Threshold::Median) => median(labels).map(Rule::above),
			None => self.listed(labels),
		}
	}

	fn listed(&self, labels: &[&str]) -> Result<Rule, String> {
		let mut values: Vec<&str> =
			labels.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
		values.retain(|value| !value.is_empty());
		values.sort_by(|a, b| order(a, b));
		let listed = self.positive.iter().chain(&self.negative);
		if let Some(unseen) = listed.into_iter().find(|v| !values.iter().any(|w| same(v, w))) {
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
			kind: Kind::Listed { leave_out: !self.positive.is_empty(), classes },
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
			Kind::Listed { classes: Classes { positive, negative, .. }, leave_out } => {
				match (contains(positive, value), contains(negative, value)) {
					(true, _) => Ok(Some(Label::Positive)),
					(_, true) => Ok(Some(Label::Negative)),
					_ if positive.is_empty() => Ok(Some(Label::Positive)),
					_ if negative.is_empty() => Ok(Some(Label::Negative)),
					_ if *leave_out => Ok(None),
					_ => Err(format!(
						"the label `{value}` is neither `{}` nor `{}`, as all in the first file are",
						self.names[0], self.names[1]
					)),
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
mod tests {
	use super::*;

	fn classes(positive: &[&str], negative: &[&str]) -> Classes {
		let own = |values: &[&str]| values.iter().map(|v| (*v).to_string()).collect();
		Classes { positive: own(positive), negative: own(negative), above: None }
	}

	fn labels(rule: &Rule, values: &[&str]) -> Vec<Option<bool>> {
		let positive = |label: Option<Label>| label.map(|label| label == Label::Positive);
		values.iter().map(|value| positive(rule.label(value).unwrap())).collect()
	}

	#[test]
	fn of_two_values_the_greater_is_positive() {
		for (negative, positive) in
			[("0", "1"), ("-1", "1"), ("9", "10"), ("ham", "spam"), ("False", "True")]
		{
			let rule = Classes::default().rule(&[positive, negative, positive]).unwrap();
			assert_eq!(rule.names, [negative, positive]);
			assert_eq!(labels(&rule, &[negative, positive]), [Some(false), Some(true)]);
		}
		let rule = Classes::default().rule(&["0", "1"]).unwrap();
		assert!(rule.label("2").unwrap_err().contains("neither `0` nor `1`"));
		assert!(rule.label("").unwrap_err().contains("missing"));
	}

	#[test]
	fn one_side_given_leaves_the_rest_to_the_other() {
		let rule = classes(&["2.0"], &[]).rule(&["0", "1", "2"]).unwrap();
		assert_eq!(rule.names, ["not 2.0", "2.0"]);
		assert_eq!(labels(&rule, &["0", "1", "2"]), [Some(false), Some(false), Some(true)]);
		let rule = classes(&[], &["2"]).rule(&["0", "1", "2"]).unwrap();
		assert_eq!(labels(&rule, &["0", "1", "2"]), [Some(true), Some(true), Some(false)]);
		assert_eq!(classes(&["b"], &[]).rule(&["a", "b"]).unwrap().names, ["a", "b"]);
	}

	#[test]
	fn both_sides_given_leave_other_rows_out() {
		let rule = classes(&["run"], &["bike"]).rule(&["bike", "row", "run"]).unwrap();
		assert_eq!(labels(&rule, &["bike", "row", "run"]), [Some(false), None, Some(true)]);
	}

	#[test]
	fn numbers_are_split_by_a_limit() {
		let above =
			|limit: &str| Classes { above: Some(limit.parse().unwrap()), ..Classes::default() };
		let rule = above("median").rule(&["1", "4", "3", "2"]).unwrap();
		assert_eq!(labels(&rule, &["2.5", "2.6"]), [Some(false), Some(true)]);
		assert_eq!(above("21.5").rule(&[]).unwrap().names, ["up to 21.5", "above 21.5"]);
		assert!(rule.label("x").unwrap_err().contains("no number"));
		assert!(above("median").rule(&["x"]).unwrap_err().contains("no number"));
		assert!("much".parse::<Threshold>().unwrap_err().contains("median"));
	}

	#[test]
	fn unclear_classes_are_errors_that_name_the_values() {
		let error = Classes::default().rule(&["10", "9", "1"]).unwrap_err();
		assert!(error.contains("3 values (1, 9, 10)") && error.contains("above=median"), "{error}");
		assert!(Classes::default().rule(&["1", "1"]).unwrap_err().contains("all rows have `1`"));
		assert!(classes(&["1"], &[]).rule(&["1"]).unwrap_err().contains("two classes"));
		let error = classes(&["yes"], &[]).rule(&["Yes", "No"]).unwrap_err();
		assert!(error.contains("no row has `yes`: the values are No, Yes"), "{error}");
		assert!(classes(&["1"], &["1.0"]).check().unwrap_err().contains("give it once"));
	}
}

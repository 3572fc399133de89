//! Columns of labels, told and untold.

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
		let rule = Classes::default().rule(&[positive, negative, positive], &[]).unwrap();
		assert_eq!(rule.names, [negative, positive]);
		assert_eq!(labels(&rule, &[negative, positive]), [Some(false), Some(true)]);
	}
	let rule = Classes::default().rule(&["0", "1"], &[]).unwrap();
	assert!(rule.label("2").unwrap_err().contains("neither `0` nor `1`"));
	assert!(rule.label("").unwrap_err().contains("missing"));
}

#[test]
fn one_side_given_leaves_the_rest_to_the_other() {
	let rule = classes(&["2.0"], &[]).rule(&["0", "1", "2"], &[]).unwrap();
	assert_eq!(rule.names, ["not 2.0", "2.0"]);
	assert_eq!(labels(&rule, &["0", "1", "2"]), [Some(false), Some(false), Some(true)]);
	let rule = classes(&[], &["2"]).rule(&["0", "1", "2"], &[]).unwrap();
	assert_eq!(labels(&rule, &["0", "1", "2"]), [Some(true), Some(true), Some(false)]);
	assert_eq!(classes(&["b"], &[]).rule(&["a", "b"], &[]).unwrap().names, ["a", "b"]);
}

#[test]
fn both_sides_given_leave_other_rows_out() {
	let rule = classes(&["run"], &["bike"]).rule(&["bike", "row", "run"], &[]).unwrap();
	assert_eq!(labels(&rule, &["bike", "row", "run"]), [Some(false), None, Some(true)]);
}

#[test]
fn numbers_are_split_by_a_limit() {
	let above = |limit: &str| Classes { above: Some(limit.parse().unwrap()), ..Classes::default() };
	let rule = above("median").rule(&["1", "4", "3", "2"], &[]).unwrap();
	assert_eq!(labels(&rule, &["2.5", "2.6"]), [Some(false), Some(true)]);
	assert_eq!(above("21.5").rule(&[], &[]).unwrap().names, ["up to 21.5", "above 21.5"]);
	assert!(rule.label("x").unwrap_err().contains("no number"));
	assert!(above("median").rule(&["x"], &[]).unwrap_err().contains("no number"));
	assert!("much".parse::<Threshold>().unwrap_err().contains("median"));
}

#[test]
fn unclear_classes_are_errors_that_name_the_values() {
	let error = Classes::default().rule(&["10", "9", "1"], &[]).unwrap_err();
	assert!(error.contains("3 values (1, 9, 10)") && error.contains("above=median"), "{error}");
	assert!(Classes::default().rule(&["1", "1"], &[]).unwrap_err().contains("all rows have `1`"));
	assert!(classes(&["1"], &[]).rule(&["1"], &[]).unwrap_err().contains("two classes"));
	let error = classes(&["yes"], &[]).rule(&["Yes", "No"], &[]).unwrap_err();
	assert!(error.contains("no row has `yes`: the values are No, Yes"), "{error}");
	assert!(classes(&["1"], &["1.0"]).check().unwrap_err().contains("give it once"));
}

#[test]
fn a_second_file_may_have_named_values_of_its_own_and_no_others() {
	let rule = classes(&["high", "high."], &[]).rule(&["high", "low"], &["high."]).unwrap();
	assert_eq!(labels(&rule, &["high", "high.", "low"]), [Some(true), Some(true), Some(false)]);
	let error = rule.label("low.").unwrap_err();
	assert!(error.contains("`low.` is neither") && error.contains("it has high, low"), "{error}");
	let rule = classes(&["1"], &[]).rule(&["0", "1"], &[]).unwrap();
	assert_eq!(labels(&rule, &["0.0", "1.0"]), [Some(false), Some(true)]);
}

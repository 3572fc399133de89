//! Two svmlight files as a data set.

use std::path::{Path, PathBuf};

use super::{first_tokens, parse_as, Reading, SvmlightSpec, CURE};
use crate::{doubts::unseen, files, labelled::Classes, DataError, Dataset, Rows};

/// The feature that is in every row of texts.
const START: u32 = 1;

/// Loads the files that `spec` names.
pub fn load(spec: &SvmlightSpec, num_words: Option<u64>) -> Result<Dataset, DataError> {
	let (train, test) =
		rayon::join(|| files::read_text(&spec.train, CURE), || files::read_text(&spec.test, CURE));
	let (train, test) = (train?, test?);
	let rule = match spec.classes == Classes::default() {
		true => None,
		false => {
			let (found, others) = (first_tokens(&train), first_tokens(&test));
			let [found, others] = [&found, &others].map(|labels| strings(labels));
			let rule = spec.classes.rule(&found, &others);
			let wrong = |problem| DataError::content(&spec.train, format!("labels: {problem}"));
			Some(rule.map_err(wrong)?)
		}
	};
	let reading = Reading { rule: rule.as_ref(), presence: spec.presence };
	let (train, test) = rayon::join(
		|| parse_as(&spec.train, &train, reading),
		|| parse_as(&spec.test, &test, reading),
	);
	let ((train, left_out), (test, left_out_of_test)) = (train?, test?);
	let mut notes = Vec::new();
	if left_out + left_out_of_test > 0 {
		let (count, all) = (left_out + left_out_of_test, train.len() + test.len());
		notes.push(format!(
			"{count} rows of {} are left out, whose label is neither positive nor negative",
			all + count
		));
	}
	notes.extend(shifted(&train, &test));
	notes.extend(unseen(&train, &test));
	let num_words = folded(spec, num_words, &train, &test, &mut notes);
	let mut data = Dataset::new(name(&spec.train, &spec.test), num_words, train, test);
	data.notes = notes;
	Ok(data)
}

fn strings(labels: &[String]) -> Vec<&str> {
	labels.iter().map(String::as_str).collect()
}

/// `num_words` if the features are words, of which the rest then becomes one; says what happens.
fn folded(
	spec: &SvmlightSpec,
	num_words: Option<u64>,
	train: &Rows,
	test: &Rows,
	notes: &mut Vec<String>,
) -> Option<u64> {
	let words = num_words?;
	let is_above = |feature: &&u32| u64::from(**feature) >= words;
	let count =
		|rows: &Rows| rows.iter().flat_map(|(features, _)| features).filter(is_above).count();
	let above = count(train) + count(test);
	if above == 0 {
		return num_words;
	}
	let all = train.non_zeros() + test.non_zeros();
	let percent = 100.0 * above as f64 / all as f64;
	let starts = |rows: &Rows| rows.iter().all(|(row, _)| row.binary_search(&START).is_ok());
	match spec.words.unwrap_or_else(|| starts(train) && starts(test)) {
		true => {
			notes.push(format!(
				"{percent:.1} % of the features are not below num_words={words} and become one, feature 2 \
				 (other words): give words=no if features are no words"
			));
			num_words
		}
		false => {
			notes.push(format!(
				"features are taken for no words, so num_words={words} is not applied to them{}",
				match spec.words {
					Some(_) => "",
					None => ": not all rows have feature 1, the start of a text; give words=yes if they are",
				}
			));
			None
		}
	}
}

/// Says so if one part seems to count its features from 0 and the other from 1.
fn shifted(train: &Rows, test: &Rows) -> Option<String> {
	let ends = |rows: &Rows| rows.min_feature().zip(rows.max_feature());
	let ((least, greatest), (test_least, test_greatest)) = (ends(train)?, ends(test)?);
	let shift = i64::from(least) - i64::from(test_least);
	let same = shift == i64::from(greatest) - i64::from(test_greatest);
	(same && shift.abs() == 1).then(|| {
		format!(
			"the features are {least} to {greatest} to learn from and {test_least} to {test_greatest} to \
			 test with: one file may count from 0 and the other from 1"
		)
	})
}

/// The name of a data set that is kept in `train` and `test`.
fn name(train: &Path, test: &Path) -> String {
	let [train, test]: [PathBuf; 2] =
		[train, test].map(|path| path.file_name().unwrap_or(path.as_os_str()).into());
	format!("svmlight {} {}", train.display(), test.display())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn loaded(
		train: &str,
		test: &str,
		options: &str,
		words: Option<u64>,
	) -> Result<Dataset, String> {
		let folder = tempfile::tempdir().unwrap();
		let [train, test] = [("train", train), ("test", test)].map(|(name, text)| {
			let path = folder.path().join(name);
			std::fs::write(&path, text).unwrap();
			path.display().to_string()
		});
		let spec: SvmlightSpec = format!("{train},{test}{options}").parse()?;
		load(&spec, words).map_err(|error| error.to_string())
	}

	fn notes(train: &str, test: &str, options: &str, words: Option<u64>) -> String {
		loaded(train, test, options, words).unwrap().notes.join("\n")
	}

	#[test]
	fn labels_can_be_any_two_classes() {
		let text = "1 3:1\n2 4:1\n3 5:1\n";
		let data = loaded(text, text, ",positive=2,negative=1", None).unwrap();
		assert_eq!((data.train.len(), data.train.positives()), (2, 1));
		assert!(data.notes[0].starts_with("2 rows of 6 are left out"), "{:?}", data.notes);
		assert_eq!(loaded(text, text, ",above=1.5", None).unwrap().train.positives(), 2);
		let error = loaded(text, text, "", None).unwrap_err();
		assert!(error.contains("line 2: label `2`") && error.contains("positive="), "{error}");
		let error = loaded(text, "4 1:1\n", ",positive=3", None).unwrap_err();
		assert!(error.contains("the label `4` is neither"), "{error}");
	}

	#[test]
	fn counts_can_be_taken_for_presence() {
		let text = "1 1:3 4:0 7:0.5\n0 2:1\n";
		let data = loaded(text, text, ",values=presence", None).unwrap();
		assert_eq!(data.train.row(0), [1, 7]);
		assert!(loaded(text, text, "", None).unwrap_err().contains("values=presence"));
	}

	#[test]
	fn only_words_become_one_and_it_is_told() {
		let (texts, others) = ("1 1:1 9:1\n0 1:1 3:1\n", "1 2:1 9:1\n0 3:1\n");
		let data = loaded(texts, texts, "", Some(8)).unwrap();
		assert_eq!((data.train.row(0), data.num_features), (&[1, 2][..], 8));
		assert!(data.notes[0].starts_with("25.0 % of the features"), "{:?}", data.notes);
		let data = loaded(others, others, "", Some(8)).unwrap();
		assert_eq!((data.train.row(0), data.num_features), (&[2, 9][..], 10));
		assert!(data.notes[0].contains("not applied"), "{:?}", data.notes);
		assert_eq!(loaded(others, others, ",words=yes", Some(8)).unwrap().num_features, 8);
		assert_eq!(loaded(texts, texts, ",words=no", Some(8)).unwrap().num_features, 10);
		assert_eq!(notes(texts, texts, "", Some(10)), "");
	}

	#[test]
	fn parts_that_count_from_0_and_from_1_are_told() {
		let from_1 = "1 1:1 9:1\n0 3:1\n";
		let from_0 = "1 0:1 8:1\n0 2:1\n";
		assert!(notes(from_1, from_0, "", None).contains("count from 0"));
		assert_eq!(notes(from_1, from_1, "", None), "");
	}
}

//! Labels for the rows, and which of them are tested with.

use collab_model_core::Label;
use csv::StringRecord;
use rand::seq::SliceRandom;

use super::{classes::Rule, Records, Source};
use crate::{rng::stream, DataError};

/// The rows of one part with their labels.
#[derive(Clone, Debug)]
pub struct Part {
	/// The rows, all columns.
	pub records: Records,
	/// The label of each row.
	pub labels: Vec<Label>,
}

/// Labelled rows to learn from and to test with.
#[derive(Clone, Debug)]
pub struct Labelled {
	/// The names of the negative and of the positive class.
	pub classes: [String; 2],
	/// The place of the label column.
	pub label_column: usize,
	/// The rows to learn from; both classes are among them.
	pub train: Part,
	/// The rows to test with, at least one.
	pub test: Part,
	/// What is to be told of how they were read.
	pub notes: Vec<String>,
}

/// Reads the files of `source`: the rows to learn from and those to test with, if they are apart.
pub fn read(source: &Source) -> Result<(Records, Option<Records>), DataError> {
	let train = Records::read(&source.train, source.layout, source.header)?;
	let test = match &source.test {
		Some(path) => {
			let test = Records::read(path, source.layout, source.header)?;
			Some(test.with_columns(&train.columns)?)
		}
		None => None,
	};
	Ok((train, test))
}

/// Labels the rows and, where there are none to test with, takes these out of those to learn from.
pub fn label_and_split(
	source: &Source,
	train: Records,
	test: Option<Records>,
) -> Result<Labelled, DataError> {
	let label_column = train.column(&source.label)?;
	let path = train.path.clone();
	let mut notes = train.notes.clone();
	notes.extend(test.iter().flat_map(|test| test.notes.clone()));
	let found = values(&train, label_column);
	let others = test.as_ref().map(|test| values(test, label_column)).unwrap_or_default();
	let rule = source.classes.rule(&found, &others).map_err(|problem| {
		DataError::content(&path, format!("label column `{}`: {problem}", source.label))
	})?;
	let all = train.rows.len() + test.as_ref().map_or(0, |test| test.rows.len());
	let train = label(train, label_column, &rule)?;
	let (train, test) = match test {
		Some(test) => (train, label(test, label_column, &rule)?),
		None => split(train, source)?,
	};
	for (name, class) in rule.names.iter().zip([Label::Negative, Label::Positive]) {
		if !train.labels.contains(&class) {
			let problem = format!("no row to learn from is `{name}`: a model needs two classes");
			return Err(DataError::content(&path, problem));
		}
	}
	if test.labels.is_empty() {
		let problem = "no row to test with is of either class";
		return Err(DataError::content(&test.records.path, problem));
	}
	let left_out = all - train.labels.len() - test.labels.len();
	if left_out > 0 {
		notes.push(format!(
			"{left_out} of {all} rows are left out, whose label is neither `{}` nor `{}`",
			rule.names[0], rule.names[1]
		));
	}
	Ok(Labelled { classes: rule.names, label_column, train, test, notes })
}

fn values(records: &Records, column: usize) -> Vec<&str> {
	records.rows.iter().map(|row| &row[column]).collect()
}

/// The rows that the rule does not leave out, with their labels.
fn label(mut records: Records, column: usize, rule: &Rule) -> Result<Part, DataError> {
	let rows = std::mem::take(&mut records.rows);
	let mut labels = Vec::with_capacity(rows.len());
	for row in rows {
		let label = rule
			.label(&row[column])
			.map_err(|problem| Records::error(&records.path, &row, problem))?;
		if let Some(label) = label {
			labels.push(label);
			records.rows.push(row);
		}
	}
	Ok(Part { records, labels })
}

/// Shuffles the rows and splits them, the number to test with rounded up as in scikit-learn.
fn split(part: Part, source: &Source) -> Result<(Part, Part), DataError> {
	let count = part.labels.len();
	let tested = (count as f64 * source.test_share).ceil() as usize;
	if tested == 0 || tested >= count {
		let problem = format!(
			"its {count} rows cannot be split: give more rows, another `test=` or a second file"
		);
		return Err(DataError::content(&part.records.path, problem));
	}
	let mut rows: Vec<(StringRecord, Label)> =
		part.records.rows.into_iter().zip(part.labels).collect();
	rows.shuffle(&mut stream(source.seed, "train and test"));
	let test = rows.split_off(count - tested);
	let part_of = |rows: Vec<(StringRecord, Label)>| {
		let (rows, labels) = rows.into_iter().unzip();
		let (path, columns) = (part.records.path.clone(), part.records.columns.clone());
		Part { records: Records { path, columns, rows, notes: Vec::new() }, labels }
	};
	Ok((part_of(rows), part_of(test)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::labelled::Options;
	use std::fs;

	fn load(texts: &[&str], options: &str) -> Result<Labelled, String> {
		let folder = tempfile::tempdir().unwrap();
		let mut spec = Vec::new();
		for (number, text) in texts.iter().enumerate() {
			let path = folder.path().join(format!("{number}.csv"));
			fs::write(&path, text).unwrap();
			spec.push(path.to_str().unwrap().to_owned());
		}
		spec.extend((!options.is_empty()).then(|| options.to_owned()));
		let spec = spec.join(",");
		let options = Options::parse(&spec, &Source::REPEATED)?;
		let mut source = Source::new(&options)?;
		for (key, value) in &options.pairs {
			assert!(source.set(key, value)?, "{key}");
		}
		source.check()?;
		let (train, test) = read(&source).map_err(|e| e.to_string())?;
		label_and_split(&source, train, test).map_err(|e| e.to_string())
	}

	fn rows(count: usize) -> String {
		(0..count).fold("x,label\n".into(), |text, row| format!("{text}{row},{}\n", row % 2))
	}

	fn ids(part: &Part) -> Vec<usize> {
		part.records.rows.iter().map(|row| row[0].parse().unwrap()).collect()
	}

	#[test]
	fn a_single_file_is_split_by_share_and_seed() {
		let loaded = load(&[&rows(101)], "").unwrap();
		assert_eq!((loaded.train.labels.len(), loaded.test.labels.len()), (70, 31));
		let mut all = [ids(&loaded.train), ids(&loaded.test)].concat();
		for part in [&loaded.train, &loaded.test] {
			let truth: Vec<Label> = ids(part).iter().map(|id| Label::from(id % 2 == 1)).collect();
			assert_eq!(part.labels, truth);
		}
		assert_eq!(ids(&load(&[&rows(101)], "").unwrap().test), ids(&loaded.test));
		assert_ne!(ids(&load(&[&rows(101)], "seed=2").unwrap().test), ids(&loaded.test));
		all.sort_unstable();
		assert_eq!(all, (0..101).collect::<Vec<_>>());
		assert_eq!(load(&[&rows(10)], "test=0.5").unwrap().test.labels.len(), 5);
	}

	#[test]
	fn two_files_keep_their_order_and_match_their_columns() {
		let loaded = load(&["x,label\n1,a\n2,b\n", "label,more,x\nb,-,3\n"], "").unwrap();
		assert_eq!((ids(&loaded.train), ids(&loaded.test)), (vec![1, 2], vec![3]));
		assert_eq!((loaded.test.labels, loaded.label_column), (vec![Label::Positive], 1));
	}

	#[test]
	fn what_cannot_be_learnt_from_is_an_error_with_its_cure() {
		let error = |texts: &[&str], options: &str| load(texts, options).unwrap_err();
		assert!(error(&["x,y\n1,2\n"], "").contains("no column `label`: it has x, y"));
		assert!(error(&["x,label\n1,a\n2,b\n", "x\n1\n"], "").contains("no column `label`"));
		assert!(error(&["x,label\n1,a\n2,b\n", "x,label\n3,c\n"], "").contains("line 2: the label"));
		assert!(error(&["x,label\n1,a\n2,\n3,b\n"], "").contains("line 3: the label is missing"));
		assert!(error(&["x,label\n1,a\n"], "").contains("all rows have `a`"));
		let text = "x,label\n1,a\n2,b\n3,c\n";
		assert!(error(&[text], "").contains("label column `label`: it has 3 values (a, b, c)"));
		assert!(error(&[text], "positive=a,test=0.99").contains("cannot be split"));
		let text = "x,label\n1,a\n2,b\n";
		assert!(error(&[text, "x,label\n1,c\n"], "positive=a,negative=b").contains("to test with"));
		assert!(error(&[text, text], "test=0.5").contains("not both"));
	}
}

//! What looks wrong with data, whatever they were read from.

use collab_model_core::Label;

use super::{error::plain, DataError, Dataset, Rows};

/// With more than this share of features that were never learnt, a test says little.
const UNSEEN: f64 = 0.5;

/// Features in a sample that the runtime of this repository takes, at most.
const CHAIN_FEATURES: usize = 1024;

/// Refuses data that nothing can be learnt from, and notes what makes results doubtful.
pub(super) fn checked(mut data: Dataset) -> Result<Dataset, DataError> {
	if let Some(label) = only_label(&data.train) {
		let (name, label) = (data.name, name(label));
		return Err(DataError::OneClass { name, label });
	}
	if let Some(label) = only_label(&data.test) {
		let (rows, label) = (data.test.len(), name(label));
		data.notes.push(format!(
			"all {rows} rows to test with are {label}: what is measured with them tells nothing of the \
			 other class"
		));
	}
	let parts = [("to learn from", &data.train), ("to test with", &data.test)];
	data.notes.extend(parts.into_iter().filter_map(|(part, rows)| too_wide(part, rows)));
	data.notes.iter_mut().for_each(|note| *note = plain(&note));
	Ok(data)
}

/// What is to be told of rows that a chain does not take.
fn too_wide(part: &str, rows: &Rows) -> Option<String> {
	let mut wide = rows.iter().enumerate().filter(|(_, (row, _))| row.len() > CHAIN_FEATURES);
	let (first, (features, _)) = wide.next()?;
	let (count, more) = (features.len(), wide.count());
	Some(format!(
		"row {} {part} has {count} features, and {more} others have more than {CHAIN_FEATURES}, the most \
		 that a sample on a chain of this runtime can have: use fewer columns or words for --engine node",
		first + 1
	))
}

/// The label that all rows have, if there are rows.
fn only_label(rows: &Rows) -> Option<Label> {
	match (rows.positives(), rows.len()) {
		(_, 0) => None,
		(0, _) => Some(Label::Negative),
		(positives, all) if positives == all => Some(Label::Positive),
		_ => None,
	}
}

fn name(label: Label) -> &'static str {
	match label {
		Label::Negative => "negative",
		Label::Positive => "positive",
	}
}

/// What is to be told of files that number features themselves, if their numbers do not agree.
pub(super) fn unseen(train: &Rows, test: &Rows) -> Option<String> {
	let share = share_unseen(train, test);
	(share > UNSEEN).then(|| {
		format!(
			"{:.0} % of the features of the rows to test with are in no row to learn from: check that \
			 both parts number their features alike",
			100.0 * share
		)
	})
}

/// The share of the features of the rows `test` that no row of `train` has.
fn share_unseen(train: &Rows, test: &Rows) -> f64 {
	let seen = train.used();
	let features = || test.iter().flat_map(|(features, _)| features);
	let unseen = features().filter(|feature| seen.binary_search(feature).is_err()).count();
	unseen as f64 / test.non_zeros().max(1) as f64
}

#[cfg(test)]
mod tests {
	use super::*;

	fn rows(list: &[(&[u32], bool)]) -> Rows {
		let mut rows = Rows::new();
		for (features, label) in list {
			rows.push(features, Label::from(*label)).unwrap();
		}
		rows
	}

	fn check(train: &[(&[u32], bool)], test: &[(&[u32], bool)]) -> Result<Vec<String>, String> {
		let data = Dataset::new("d".into(), None, rows(train), rows(test));
		checked(data).map(|data| data.notes).map_err(|error| error.to_string())
	}

	const BOTH: [(&[u32], bool); 2] = [(&[1, 2], true), (&[1, 3], false)];

	#[test]
	fn one_class_cannot_be_learnt_and_says_little_in_a_test() {
		assert_eq!(check(&BOTH, &BOTH), Ok(Vec::new()));
		let error = check(&BOTH[..1], &BOTH).unwrap_err();
		assert!(
			error.starts_with("all rows to learn from of d are positive: give rows"),
			"{error}"
		);
		let notes = check(&BOTH, &BOTH[1..]).unwrap();
		assert!(notes[0].starts_with("all 1 rows to test with are negative"), "{notes:?}");
	}

	#[test]
	fn rows_that_no_chain_takes_are_told() {
		let wide: Vec<u32> = (0..1_025).collect();
		let train = [(&[1][..], false), (&wide, true), (&wide, true)];
		let notes = check(&train, &train[..2]).unwrap();
		assert_eq!(notes.len(), 2);
		assert!(notes[0].starts_with("row 2 to learn from has 1025 features, and 1 others"));
		assert!(notes[1].starts_with("row 2 to test with has 1025 features, and 0 others"));
		let longest = [(&[1][..], false), (&wide[1..], true)];
		assert_eq!(check(&longest, &longest), Ok(Vec::new()));
	}

	#[test]
	fn features_that_were_never_learnt_are_told() {
		let note = unseen(&rows(&BOTH), &rows(&[(&[1, 8, 9], true), (&[7], false)])).unwrap();
		assert!(note.starts_with("75 % of the features"), "{note}");
		assert_eq!(unseen(&rows(&BOTH), &rows(&[(&[1, 8], true), (&[2], false)])), None);
	}
}

//! Columns that a few cells turn into categories.

use super::column::{is_missing, number};
use crate::labelled::Records;

/// With more than this share of numbers, a column was probably meant to hold nothing else.
const SHARE: f64 = 0.5;

/// What is to be told of a column that becomes categories, if most of its values are numbers.
pub fn mostly_numbers(records: &Records, place: usize) -> Option<String> {
	let present = || records.rows.iter().filter(|row| !is_missing(&row[place]));
	let odd = || present().filter(|row| number(&row[place]).is_none());
	let (all, others) = (present().count(), odd().count());
	let first = odd().next().filter(|_| ((all - others) as f64) > SHARE * all as f64)?;
	let name = &records.columns[place];
	Some(format!(
		"column `{name}`: {others} of its {all} values are no numbers, so all are taken for categories: \
		 correct them, such as `{}` on line {}, or give categorical={name}, numeric={name} or drop={name}",
		&first[place],
		first.position().map_or(0, csv::Position::line)
	))
}

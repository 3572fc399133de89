//! Files as spreadsheets and scripts write them.

use super::*;

fn read(name: &str, text: &str, quotes: Option<bool>) -> Result<Delimited, String> {
	let layout = Layout { separator: None, quotes };
	Delimited::read(Path::new(name), text.as_bytes(), layout).map_err(|error| error.to_string())
}

/// The lines on which the rows start, and their first fields.
fn starts(read: &Delimited) -> Vec<(u64, &str)> {
	let start = |row: &StringRecord| row.position().unwrap().line();
	read.rows.iter().map(|row| (start(row), &row[0])).collect()
}

#[test]
fn marks_are_letters_in_tab_separated_files() {
	let text = "a\t\"So\nb\tfine\nc\t\"end\"\nd\t\"\n";
	let rows = read("a.tsv", text, None).unwrap();
	assert_eq!(starts(&rows), [(1, "a"), (2, "b"), (3, "c"), (4, "d")]);
	assert_eq!((&rows.rows[0][1], &rows.rows[2][1]), ("\"So", "\"end\""));
	assert!(rows.notes[0].contains("1 rows have a field in quotation marks"), "{:?}", rows.notes);
	assert!(rows.notes[0].ends_with("on line 3: if marks quote, give quotes=yes"));
	let rows = read("a.tsv", "a\t\"So\nit is\"\n", Some(true)).unwrap();
	assert_eq!((rows.rows.len(), rows.notes.len()), (1, 0));
}

#[test]
fn fields_that_span_lines_are_told() {
	let text = "a,\"So\nb,fine\nc,end\"\nd,x\n";
	let rows = read("a.csv", text, None).unwrap();
	assert_eq!(starts(&rows), [(1, "a"), (4, "d")]);
	assert!(rows.notes[0].starts_with("a.csv: 1 rows have a field in quotes that spans lines"));
	assert!(rows.notes[0].contains("the first on line 1: if marks do not quote, give quotes=no"));
	assert_eq!(read("a.csv", text, Some(false)).unwrap().rows.len(), 4);
}

#[test]
fn a_mark_that_is_not_closed_is_told_with_its_line() {
	let error = read("a.csv", "a,b\nc,\"d\ne,f\n", None).unwrap_err();
	assert!(error.starts_with("a.csv, line 2: the quotation mark"), "{error}");
	assert!(error.contains("give quotes=no"), "{error}");
	assert!(read("a.csv", "a,b\nc,\"d\ne,f\n", Some(false)).is_ok());
}

#[test]
fn the_line_of_spreadsheets_that_tells_the_separator_is_followed() {
	for first in ["sep=;\r\n", "\"SEP=;\"\n"] {
		let rows = read("a.csv", &format!("{first}x;y\r\n1,5;2\r\n"), None).unwrap();
		assert_eq!(starts(&rows), [(2, "x"), (3, "1,5")]);
		assert!(rows.notes[0].ends_with("what separates fields: semicolon"), "{:?}", rows.notes);
	}
	assert_eq!(read("a.csv", "sep=\t\nx\ty\n", None).unwrap().rows[0].len(), 2);
	assert!(read("a.csv", "sep=^\nx^y\n", None).unwrap_err().contains("`sep=^`"));
	let layout = Layout { separator: Some(Separator::Comma), quotes: None };
	let error = Delimited::read(Path::new("a"), b"sep=;\nx;y\n", layout).unwrap_err().to_string();
	assert!(error.contains("leave `separator=comma` out"), "{error}");
}

#[test]
fn blank_lines_are_passed_over_and_counted() {
	let text = "x,y\n   \n\n1,2\r\n \t \r\n\r\n3,4,5\r\n";
	let error = read("a.csv", text, None).unwrap_err();
	assert!(error.starts_with("a.csv, line 7: 3 instead of 2 fields"), "{error}");
	let rows = read("a.csv", &text.replace(",5", ""), None).unwrap();
	assert_eq!(starts(&rows), [(1, "x"), (4, "1"), (7, "3")]);
	assert_eq!(starts(&read("a.tsv", "x\ty\n\t\n \n", None).unwrap()), [(1, "x"), (2, "")]);
	assert_eq!(starts(&read("a.csv", "x\r\r2\r", None).unwrap()), [(1, "x"), (3, "2")]);
}

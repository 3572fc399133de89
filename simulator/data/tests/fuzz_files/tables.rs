//! Tables.

use proptest::{collection::vec, prelude::*, sample::select};

use super::{harness::Format, load, write};

/// Tables with each separator, of one file and of two.
pub fn formats() -> Vec<Format> {
	let format = |name, separator, header, file, two, options| {
		Format::new(name, table(separator, header), reader(file, two, options))
	};
	vec![
		format("table", ',', true, "a.csv", true, ""),
		format("table, split", ',', true, "a.csv", false, ",test=0.2,bins=2,binning=uniform"),
		format("table, tabs", '\t', true, "a.tsv", true, ",positive=yes,quotes=yes"),
		format("table, no header", ';', false, "a", true, ",header=no,label=1,separator=semicolon"),
		format("table, median", ',', true, "a.csv", true, ",label=b,above=median,drop=label"),
	]
}

/// A table with a label, two columns of numbers and one of words; both classes are in it.
fn table(separator: char, header: bool) -> impl Strategy<Value = Vec<u8>> {
	let number = prop_oneof![
		6 => any::<i16>().prop_map(|number| number.to_string()),
		3 => (-1e6..1e6_f64).prop_map(|number| number.to_string()),
		1 => select(&["", "?", "NA", "1e-9"][..]).prop_map(String::from),
	];
	let word = prop_oneof![
		4 => "[a-z]{1,6}",
		2 => "[a-z \u{e9}]{1,9}",
		1 => "[a-z,;\n]{0,9}".prop_map(|text| format!("\"{text}\"")),
	];
	let row = (any::<bool>(), number.clone(), any::<i32>(), word);
	vec(row, 0..15).prop_map(move |rows| {
		let mut lines = vec![["label", "a", "b", "c"].map(String::from)];
		if !header {
			lines.clear();
		}
		let some = |label: &str, b: &str| [label, "1", b, "x"].map(String::from);
		lines.extend(
			[("no", "1"), ("yes", "2"), ("yes", "4"), ("no", "3")]
				.repeat(3)
				.iter()
				.map(|(label, b)| some(label, b)),
		);
		for (label, a, b, c) in rows {
			lines.push([if label { "yes" } else { "no" }.into(), a, b.to_string(), c]);
		}
		let text = lines.iter().map(|line| line.join(&separator.to_string()) + "\n");
		text.collect::<String>().into_bytes()
	})
}

fn reader(
	name: &'static str,
	two: bool,
	options: &'static str,
) -> impl Fn(&[u8]) -> Result<(), String> {
	let folder = tempfile::tempdir().unwrap();
	move |file| {
		write(folder.path(), name, file);
		let path = folder.path().join(name).display().to_string();
		let files = if two { format!("{path},{path}") } else { path };
		load(&format!("csv:{files}{options}"), None)
	}
}

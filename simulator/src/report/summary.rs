//! A sweep, from `summary.csv`.

use super::{
	curves::{Dot, Line, Panel},
	figures::Figure,
	markup::download,
	table::Table,
	ReportError,
};

const FILE: &str = "summary.csv";
const ACCURACIES: [(&str, &str); 3] = [
	("accuracy_before", "before"),
	("accuracy_after", "after"),
	("accuracy_all_data", "with all data"),
];

/// A figure if there is one axis of numbers, and the table.
pub fn html(table: &Table) -> Result<String, ReportError> {
	let drawn = match accuracies(table) {
		Some(panel) => Figure {
			title: "Accuracy".into(),
			panels: vec![panel],
			note: String::new(),
			file: FILE.into(),
			csv: table.text.clone(),
		}
		.html()?,
		None => download(FILE, &table.text),
	};
	Ok(format!("{drawn}{}", table.html()))
}

fn accuracies(table: &Table) -> Option<Panel> {
	// The axes come before the id of the settings.
	let axes = table.header.iter().position(|name| name == "settings")?;
	if axes != 1 {
		return None;
	}
	let xs: Option<Vec<f64>> = column(table, &table.header[0]).into_iter().collect();
	let xs = xs.filter(|xs| xs.len() > 1)?;
	let line = |(style, (measure, name)): (usize, &(&str, &str))| {
		let of = |part: &str| column(table, &format!("{measure}_{part}"));
		let bands = of("low")
			.into_iter()
			.zip(of("high"))
			.map(|(low, high)| low.zip(high).map(|(low, high)| (100.0 * low, 100.0 * high)));
		let means = xs.iter().zip(of("mean")).zip(bands);
		let dot = |((x, mean), band): ((&f64, Option<f64>), _)| {
			Some(Dot { x: *x, y: 100.0 * mean?, band, at_least: false })
		};
		let mut dots: Vec<_> = means.filter_map(dot).collect();
		dots.sort_by(|a, b| a.x.total_cmp(&b.x));
		Line { name: name.to_string(), style, dots }
	};
	Some(Panel {
		title: String::new(),
		x_label: table.header[0].clone(),
		y_label: "accuracy (%)".into(),
		log_x: false,
		lines: ACCURACIES.iter().enumerate().map(line).collect(),
		published: Vec::new(),
	})
}

/// The numbers of a column; `None` where there is none.
fn column(table: &Table, name: &str) -> Vec<Option<f64>> {
	let Some(index) = table.header.iter().position(|known| known == name) else {
		return vec![None; table.rows.len()];
	};
	let number = |row: &Vec<String>| row.get(index)?.parse().ok();
	table.rows.iter().map(number).collect()
}

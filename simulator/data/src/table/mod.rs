//! Tables with categorical and numeric columns, turned into binary features.
//!
//! Each category and each range of numbers is a feature; a row has exactly one feature of every
//! column. What the features are is fixed by the rows to learn from.

mod bins;
mod column;
mod decimal;
mod doubt;
mod encoder;
mod row;
mod spec;

pub use decimal::Decimal;
pub use encoder::TableEncoder;
pub use spec::{Binning, TableSpec};

use rayon::prelude::*;

use super::{
	labelled::{label_and_split, read, Part, Records},
	DataError, Dataset, Encoder, Encoding, Rows,
};
use column::Column;

/// Loads the table that `spec` names, with what its features mean.
pub(super) fn load(spec: &TableSpec) -> Result<(Dataset, Encoding), DataError> {
	let (mut train, mut test) = read(&spec.source)?;
	let commas = decimal::with_points(spec.decimal, &mut train, test.as_mut());
	let data = label_and_split(&spec.source, train, test)?;
	let mut notes = data.notes;
	notes.extend(commas);
	let places = spec.columns(&data.train.records, data.label_column)?;
	let mut first = 0;
	let mut columns = Vec::with_capacity(places.len());
	for place in &places {
		let (column, note) = spec.fit(&data.train.records, *place, first)?;
		first = column.end();
		notes.extend(note);
		columns.push(column);
	}
	let encode = |part| rows(part, &columns, &places);
	let (train, test) = rayon::join(|| encode(&data.train), || encode(&data.test));
	let file = spec.source.train.file_name().unwrap_or(spec.source.train.as_os_str());
	let name = format!("csv {}", file.display());
	let (train, test) = (train?, test?);
	let data_set = Dataset { name, num_features: u64::from(first), train, test, notes };
	let encoder = Encoder::Table(TableEncoder { columns });
	Ok((data_set, Encoding { classifications: data.classes, encoder }))
}

fn rows(part: &Part, columns: &[Column], places: &[usize]) -> Result<Rows, DataError> {
	let encoded: Vec<Vec<u32>> = part
		.records
		.rows
		.par_iter()
		.map(|row| {
			let features =
				columns.iter().zip(places).map(|(column, place)| column.feature(&row[*place]));
			features
				.collect::<Result<_, _>>()
				.map_err(|problem| Records::error(&part.records.path, row, problem))
		})
		.collect::<Result<_, _>>()?;
	let mut rows = Rows::with_capacity(encoded.len(), encoded.len() * columns.len());
	for (features, label) in encoded.iter().zip(&part.labels) {
		rows.push(features, *label).expect("one feature for each column, in their order; qed");
	}
	Ok(rows)
}

#[cfg(test)]
mod tests;

//! The data of a sweep: one copy for each `num_words`.

use super::Point;
use crate::{
	dataset::{load, DataError, DataSpec, Dataset},
	simulation::check_data,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A data set and the hash of its contents.
#[derive(Clone, Debug)]
pub struct Loaded {
	/// The data set.
	pub data: Dataset,
	/// Its [`Dataset::fingerprint`].
	pub hash: String,
}

/// The data that some points need.
#[derive(Clone, Debug)]
pub struct DataSets(BTreeMap<Option<u64>, Loaded>);

impl DataSets {
	/// Loads the data for each `num_words` of the points, in parallel, and checks that every point
	/// can be run with them.
	pub fn load(spec: &DataSpec, points: &[Point]) -> anyhow::Result<Self> {
		let mut words: Vec<_> = points.iter().map(|point| point.scenario.num_words).collect();
		words.sort_unstable();
		words.dedup();
		let load_one = |words: Option<u64>| -> Result<_, DataError> {
			let data = load(spec, words)?;
			Ok((words, Loaded { hash: data.fingerprint(), data }))
		};
		let sets = Self(words.into_par_iter().map(load_one).collect::<Result<_, _>>()?);
		for point in points {
			check_data(&point.scenario, &sets.of(point).data).map_err(|error| {
				anyhow::Error::new(error).context(format!("settings {}", point.set.join(", ")))
			})?;
		}
		Ok(sets)
	}

	/// All data sets.
	pub fn all(&self) -> impl Iterator<Item = &Dataset> {
		self.0.values().map(|loaded| &loaded.data)
	}

	/// The data of a point that was among those given to [`DataSets::load`]; panics for others.
	pub fn of(&self, point: &Point) -> &Loaded {
		&self.0[&point.scenario.num_words]
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sets(settings: &[&str]) -> anyhow::Result<DataSets> {
		let point = |setting: &&str| Point::new("paper", &[setting.to_string()], Vec::new());
		let points: Result<Vec<_>, _> = settings.iter().map(point).collect();
		DataSets::load(&"synthetic:train=40,test=9".parse().unwrap(), &points?)
	}

	#[test]
	fn each_number_of_words_is_loaded_once() {
		let sets = sets(&["num_words=50", "num_words=60", "num_words=50"]).unwrap();
		let hashes: Vec<_> = sets.0.values().map(|loaded| &loaded.hash).collect();
		assert_eq!(sets.0.keys().collect::<Vec<_>>(), [&Some(50), &Some(60)]);
		assert_ne!(hashes[0], hashes[1]);
	}

	#[test]
	fn a_point_that_leaves_nothing_to_submit_is_named() {
		let error = sets(&["train_size=0.5", "train_size=0.99"]).unwrap_err();
		let text = format!("{error:#}");
		assert!(text.starts_with("settings train_size=0.99: no training rows"), "{text}");
	}
}

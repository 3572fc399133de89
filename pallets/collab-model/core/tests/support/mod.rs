//! What the tests share: the coefficients of a model in memory.

use collab_model_core::{Coefficients, Sample, Value, Version};
use std::collections::BTreeMap;

/// The numbers of a learner, of both copies. A candidate's that was never changed is the released
/// one's.
#[derive(Clone, Debug, PartialEq)]
pub struct Memory<V>(pub BTreeMap<(Version, u32), V>);

impl<V> Default for Memory<V> {
	fn default() -> Self {
		Self(BTreeMap::new())
	}
}

impl<V: Value> Memory<V> {
	/// The number of one feature; zero where nothing was learnt.
	pub fn get(&self, version: Version, feature: u32) -> V {
		let own = self.0.get(&(version, feature));
		own.or_else(|| self.0.get(&(Version::Released, feature))).copied().unwrap_or_default()
	}
}

impl<V: Value> Coefficients<V> for Memory<V> {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> V::Sums {
		let mut sums = V::Sums::default();
		sample.features().iter().for_each(|f| self.get(version, *f).add_to(&mut sums));
		sums
	}

	fn update(&mut self, version: Version, sample: Sample<'_>, mut change: impl FnMut(&mut V)) {
		for feature in sample.features() {
			let mut value = self.get(version, *feature);
			change(&mut value);
			self.0.insert((version, *feature), value);
		}
	}
}

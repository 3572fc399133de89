//! The coefficients of one model, kept without pages.

use collab_model_core::*;
use std::collections::BTreeMap;

/// Those of either kind of rules; the candidate has only what is its own.
#[derive(Debug, Default)]
pub struct Memory {
	pub linear: BTreeMap<u32, Coefficient>,
	pub released: BTreeMap<u32, AveragedCoefficient>,
	pub candidate: BTreeMap<u32, AveragedCoefficient>,
}

impl Memory {
	fn averaged(&self, version: Version, feature: u32) -> AveragedCoefficient {
		let own = self.candidate.get(&feature).filter(|_| version == Version::Candidate);
		own.or_else(|| self.released.get(&feature)).copied().unwrap_or_default()
	}

	/// All that is not 0 of a copy.
	pub fn copy(&self, version: Version) -> BTreeMap<u32, AveragedCoefficient> {
		let features = self.released.keys().chain(self.candidate.keys());
		let values = features.map(|feature| (*feature, self.averaged(version, *feature)));
		values.filter(|(_, value)| *value != AveragedCoefficient::default()).collect()
	}

	/// What is decided of the candidate happens at once: nobody learns until its pages are moved.
	pub fn decide(&mut self, released: bool) {
		let candidate = std::mem::take(&mut self.candidate);
		if released {
			self.released.extend(candidate);
		}
	}
}

impl Coefficients<Coefficient> for Memory {
	fn sums(&mut self, _: Version, sample: Sample<'_>) -> Score {
		let values = sample.features().iter().filter_map(|feature| self.linear.get(feature));
		values.fold(0, |mut sum, value| {
			value.add_to(&mut sum);
			sum
		})
	}

	fn update(&mut self, _: Version, sample: Sample<'_>, mut change: impl FnMut(&mut Coefficient)) {
		let features = sample.features().iter();
		features.for_each(|feature| change(self.linear.entry(*feature).or_default()));
	}
}

impl Coefficients<AveragedCoefficient> for Memory {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		sample.features().iter().fold(Sums::default(), |mut sums, feature| {
			self.averaged(version, *feature).add_to(&mut sums);
			sums
		})
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		mut change: impl FnMut(&mut AveragedCoefficient),
	) {
		for feature in sample.features() {
			let mut value = self.averaged(version, *feature);
			change(&mut value);
			match version {
				Version::Released => self.released.insert(*feature, value),
				Version::Candidate => self.candidate.insert(*feature, value),
			};
		}
	}
}

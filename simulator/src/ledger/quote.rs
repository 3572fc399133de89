//! What a submission would do, without making it.

use super::{Ledger, Memory, Model, Rejection};
use collab_model_core::{
	Accepted, AveragedCoefficient, Balance, Coefficient, Coefficients, Label, Sample, Score,
	Seconds, Sums, Version,
};

impl Ledger {
	/// What a submission by `who` at `now` would do, whatever it costs; a chain's `quote`.
	pub fn quote(
		&self,
		now: Seconds,
		who: usize,
		sample: Sample<'_>,
		label: Label,
	) -> Result<Accepted, Rejection> {
		let mut standing = self.books.account(who)?.standing;
		let submission = self.submission(now, sample, label, Balance::MAX);
		let Model { mut rules, memory } = &self.model;
		Ok(rules.submit(&mut standing, &submission, &mut Unchanged(memory))?)
	}
}

/// Coefficients that can be read only: what would be learnt is forgotten at once.
struct Unchanged<'a>(&'a Memory);

impl Coefficients<Coefficient> for Unchanged<'_> {
	fn sums(&mut self, _version: Version, sample: Sample<'_>) -> Score {
		self.0.linear().sums(sample.features())
	}

	fn update(&mut self, _: Version, _: Sample<'_>, _: impl FnMut(&mut Coefficient)) {}
}

impl Coefficients<AveragedCoefficient> for Unchanged<'_> {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		self.0.averaged(version).sums(sample.features())
	}

	fn update(&mut self, _: Version, _: Sample<'_>, _: impl FnMut(&mut AveragedCoefficient)) {}
}

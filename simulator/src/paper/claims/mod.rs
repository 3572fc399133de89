//! The paper's claims, and how each is judged.

mod cost;
mod defaults;
mod deposits;
mod text;
mod training;
mod words;

use super::{
	verdict::{Number, Verdict},
	View,
};
use serde::Serialize;

/// Accuracies that differ by no more than this many points are near each other: what the paper
/// itself calls no difference (of mean deposits).
const NEAR_POINTS: f64 = 1.0;

/// A claim of the paper.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
	/// C1 to C24; a letter tells apart two readings of one.
	pub id: &'static str,
	/// What is claimed.
	pub text: &'static str,
	/// The figure or section.
	pub place: &'static str,
	/// When it holds.
	pub criterion: &'static str,
	/// The value in the paper, if there is one.
	pub published: Option<&'static str>,
	/// Judges it; `None` if runs are missing.
	judge: fn(&View<'_>) -> Option<Finding>,
}

/// What the runs of one learner say of a claim.
#[derive(Clone, Debug)]
struct Finding {
	numbers: Vec<Number>,
	verdict: Verdict,
	why: String,
}

/// A claim, judged by the runs of one learner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
	/// Id of the claim.
	pub id: &'static str,
	/// What is claimed.
	pub claim: &'static str,
	/// The figure or section of the paper.
	pub place: &'static str,
	/// When it holds.
	pub criterion: &'static str,
	/// The value in the paper, if there is one.
	pub published: Option<&'static str>,
	/// Id of the learner.
	pub learner: &'static str,
	/// Our figures.
	pub numbers: Vec<Number>,
	/// The verdict.
	pub verdict: Verdict,
	/// One sentence.
	pub why: String,
}

/// Judges all claims, claim by claim and for each claim learner by learner.
pub fn judge(views: &[View<'_>]) -> Vec<Row> {
	let rows = |claim: &'static Claim| views.iter().map(move |view| claim.row(view));
	claims().flat_map(rows).collect()
}

/// All claims in their order.
pub fn claims() -> impl Iterator<Item = &'static Claim> {
	[
		&defaults::FATE[..],
		&words::CLAIMS,
		&training::CLAIMS,
		&deposits::CLAIMS,
		&cost::CLAIMS,
		&text::CLAIMS,
		&defaults::MEASURES,
	]
	.into_iter()
	.flatten()
}

impl Claim {
	fn row(&self, view: &View<'_>) -> Row {
		let finding = (self.judge)(view).unwrap_or_else(|| Finding {
			numbers: Vec::new(),
			verdict: Verdict::NotRun,
			why: "its settings were not run".into(),
		});
		Row {
			id: self.id,
			claim: self.text,
			place: self.place,
			criterion: self.criterion,
			published: self.published,
			learner: view.learner.id,
			numbers: finding.numbers,
			verdict: finding.verdict,
			why: finding.why,
		}
	}
}

/// The number whose mean is farthest from 0.
fn greatest(numbers: Vec<Number>) -> Vec<Number> {
	numbers.into_iter().max_by(|a, b| a.mean.abs().total_cmp(&b.mean.abs())).into_iter().collect()
}

#[cfg(test)]
mod tests;

//! Which coefficients to move, and which way, to make a model wrong about the rows that it is least
//! sure of.

use super::pick::sample_rows;
use crate::agent::View;
use collab_model_core::{Label, Score, Seconds, Version};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use std::cmp::Reverse;

/// Rows that the gradient is taken from.
const ROWS: usize = 3000;

/// The share of them nearest to the border, which a small change turns.
const NEAREST: usize = 4;

/// Seconds from one look at the leashes to the next.
const LOOK_EVERY: Seconds = 3600;

/// Ways that are tried to put a sample together.
const TRIES: usize = 3;

/// The gradient of the accuracy by coefficients, as far as training rows tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence {
	/// When it was last found out which features are at the end of their leash.
	looked: Seconds,
	towards_positive: Levers,
	towards_negative: Levers,
}

/// What samples with one label can do.
#[derive(Clone, Debug, PartialEq)]
struct Levers {
	label: Label,
	/// Features that do harm when they learn the label, the most harmful first.
	harmful: Vec<Lever>,
	/// Those of them that were not at the end of their leash an hour ago or less.
	loose: Vec<Lever>,
	/// Features that speak for the label, those first that do the least good for it.
	helpers: Vec<Lever>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Lever {
	feature: u32,
	/// What the feature adds to the served score, seen from the label.
	score: Score,
}

impl Influence {
	/// Of the candidate, which is what the next release would be.
	pub fn of(view: &View<'_>, rng: &mut ChaCha8Rng) -> Self {
		let gradient = gradient(view, rng);
		Self {
			looked: view.now,
			towards_positive: Levers::new(view, &gradient, Label::Positive),
			towards_negative: Levers::new(view, &gradient, Label::Negative),
		}
	}

	/// A sample with some `words` features, made up so that learning it under `label` does the most
	/// harm at the least loss: the model must be undecided about it, so that features that speak for
	/// the label stand beside those that are to be moved. `None` if nothing teaches.
	pub fn craft(
		&mut self,
		view: &View<'_>,
		rng: &mut ChaCha8Rng,
		label: Label,
		words: usize,
	) -> Option<Vec<u32>> {
		if view.now >= self.looked.saturating_add(LOOK_EVERY) {
			self.looked = view.now;
			self.towards_positive.look(view);
			self.towards_negative.look(view);
		}
		let levers = match label {
			Label::Positive => &self.towards_positive,
			Label::Negative => &self.towards_negative,
		};
		(0..TRIES).find_map(|_| {
			let sample = levers.compose(view, rng, words);
			let accepted = view.quote(&sample, label)?;
			accepted.updated.then_some(sample)
		})
	}
}

/// For each feature the positive rows near the border that have it, less the negative ones: raising
/// its coefficient helps where this is above 0.
fn gradient(view: &View<'_>, rng: &mut ChaCha8Rng) -> Vec<(u32, i64)> {
	let train = &view.data.train;
	let distance = |row: usize| view.score(Version::Candidate, train.row(row)).unsigned_abs();
	let rows = sample_rows(view, rng, ROWS).into_iter();
	let mut rows: Vec<_> = rows.map(|row| (distance(row), row)).collect();
	rows.sort_unstable();
	let mut sides: Vec<(u32, i64)> = Vec::new();
	for (_, row) in rows.iter().take(ROWS / NEAREST) {
		let side = side_of(view.truth_of(*row));
		sides.extend(train.row(*row).iter().map(|feature| (*feature, side)));
	}
	sides.sort_unstable();
	let of_one = sides.chunk_by(|a, b| a.0 == b.0);
	of_one.map(|sides| (sides[0].0, sides.iter().map(|(_, side)| side).sum())).collect()
}

impl Levers {
	fn new(view: &View<'_>, gradient: &[(u32, i64)], label: Label) -> Self {
		let side = side_of(label);
		let lever = |feature: u32| {
			let score = view.score(Version::Released, &[feature]);
			Lever { feature, score: score.saturating_mul(side.into()) }
		};
		let helps: Vec<_> = gradient.iter().map(|(f, help)| (help * side, lever(*f))).collect();
		let mut harmful: Vec<_> = helps.iter().filter(|(help, _)| *help < 0).collect();
		harmful.sort_by_key(|(help, _)| *help);
		let mut helpers: Vec<_> =
			helps.iter().filter(|(help, lever)| *help >= 0 && lever.score > 0).collect();
		helpers.sort_by_key(|(help, lever)| Reverse(lever.score / Score::from(*help).max(1)));
		let levers = |list: Vec<&(i64, Lever)>| list.into_iter().map(|(_, lever)| *lever).collect();
		let mut found =
			Self { label, harmful: levers(harmful), loose: Vec::new(), helpers: levers(helpers) };
		found.look(view);
		found
	}

	/// Finds out which features are at the end of their leash.
	fn look(&mut self, view: &View<'_>) {
		// Without leashes it always would.
		let judge = view.judge();
		let moves =
			|lever: &&Lever| judge.is_none_or(|judge| judge.moves(lever.feature, self.label));
		self.loose = self.harmful.iter().filter(moves).copied().collect();
	}

	/// Takes each harmful feature with a chance of one half, so that no two samples are alike.
	fn compose(&self, view: &View<'_>, rng: &mut ChaCha8Rng, words: usize) -> Vec<u32> {
		let band = view.judge().map(|judge| judge.band());
		let mut helpers = self.helpers.iter();
		let mut sample = Vec::new();
		let mut score =
			view.score(Version::Released, &[]).saturating_mul(side_of(self.label).into());
		for lever in &self.loose {
			if sample.len() >= words {
				break;
			}
			if rng.random::<bool>() {
				continue;
			}
			sample.push(lever.feature);
			score = score.saturating_add(lever.score);
			while band.is_some_and(|band| score < -band) {
				let Some(helper) = helpers.next() else { break };
				sample.push(helper.feature);
				score = score.saturating_add(helper.score);
			}
		}
		sample.sort_unstable();
		sample
	}
}

fn side_of(label: Label) -> i64 {
	match label {
		Label::Positive => 1,
		Label::Negative => -1,
	}
}

//! How attackers find samples.

use crate::agent::{Offer, Source, View};
use collab_model_core::{label_of, Accepted, Label, Verdict, Version};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Rows that are looked at, on average, for each that is wanted.
const TRIES: usize = 40;

/// Numbers of some training rows, with repetition.
pub fn sample_rows(view: &View<'_>, rng: &mut ChaCha8Rng, count: usize) -> Vec<usize> {
	let rows = view.data.train.len();
	(0..count).map(|_| rng.random_range(0..rows)).collect()
}

/// Up to `wanted` training rows, drawn at random, which `choose` gives a label.
pub fn pick(
	view: &View<'_>,
	rng: &mut ChaCha8Rng,
	wanted: usize,
	mut choose: impl FnMut(usize) -> Option<Label>,
) -> Vec<Offer> {
	let mut offers = Vec::new();
	for _ in 0..wanted.saturating_mul(TRIES) {
		if offers.len() >= wanted {
			break;
		}
		let row = rng.random_range(0..view.data.train.len());
		if let Some(label) = choose(row) {
			offers.push(Offer { source: Source::Row(row), label });
		}
	}
	offers
}

/// Up to `wanted` training rows of whose labels the model is sure, with these labels.
pub fn agreed(view: &View<'_>, rng: &mut ChaCha8Rng, wanted: usize) -> Vec<Offer> {
	pick(view, rng, wanted, |row| {
		let features = view.data.train.row(row);
		let label = label_of(view.score(Version::Released, features));
		let accepted = view.quote(features, label)?;
		(accepted.stake.forfeited == 0).then_some(label)
	})
}

/// The same offers with features of the agent's own in the place of each row.
pub fn replace_rows(offers: Vec<Offer>, features: impl Fn(usize, Label) -> Vec<u32>) -> Vec<Offer> {
	let replaced = offers.into_iter().map(|Offer { source, label }| {
		let source = match source {
			Source::Row(row) => Source::Features(features(row, label)),
			other => other,
		};
		Offer { source, label }
	});
	replaced.collect()
}

/// Whether a sample loses its whole deposit at once.
pub fn loses_all(accepted: &Accepted) -> bool {
	accepted.judged.is_some_and(|judged| judged.verdict == Verdict::Disagree)
}

/// The features of a row with others added.
pub fn with_features(features: &[u32], others: &[u32]) -> Vec<u32> {
	let mut all = [features, others].concat();
	all.sort_unstable();
	all.dedup();
	all
}

//! An agent that repeats one made-up wrong point.

use super::{tactics::Tactics, Behaviour, Keys, Kind, Offer, Plan, Source, View};
use crate::scenario::Invalid;
use collab_model_core::{Label, Score, Version};
use rand_chacha::ChaCha8Rng;

/// Sends the most influential words of one label with the other label, over and over: as many of
/// them as the model learns, which is what its guard lets through.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoy {
	/// How many words it begins with.
	words: u64,
	/// The label that the words do not stand for.
	label: Label,
	tactics: Tactics,
	features: Vec<u32>,
}

impl Kind for Decoy {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self {
			words: keys.whole("words", 40, 1, 1000)?,
			label: Label::from(keys.whole("label", 0, 0, 1)? == 1),
			tactics: Tactics::read(keys)?,
			features: Vec::new(),
		})
	}
}

/// The words with the greatest scores against the label.
fn strongest(view: &View<'_>, label: Label, words: usize) -> Vec<u32> {
	let against = |feature: u32| -> Score {
		let score = view.score(Version::Released, &[feature]);
		match label {
			Label::Positive => score,
			Label::Negative => score.saturating_neg(),
		}
	};
	let greatest = view.data.train.max_feature();
	let features = greatest.into_iter().flat_map(|greatest| 0..=greatest);
	let mut scored: Vec<_> = features.map(|feature| (against(feature), feature)).collect();
	scored.sort_unstable();
	scored.into_iter().take(words).map(|(_, feature)| feature).collect()
}

/// The words, fewer of them as long as the model would not learn them. `None` if it would learn none.
fn tuned(view: &View<'_>, label: Label, words: &mut Vec<u32>) -> Option<Vec<u32>> {
	loop {
		let mut sample = words.clone();
		sample.sort_unstable();
		if view.quote(&sample, label)?.updated {
			return Some(sample);
		}
		words.pop();
	}
}

impl Behaviour for Decoy {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let Self { words, label, tactics, features } = self;
		tactics.plan(view, rng, |samples, _| {
			if features.is_empty() {
				*features = strongest(view, *label, *words as usize);
			}
			let Some(sample) = tuned(view, *label, features) else { return Vec::new() };
			vec![Offer { source: Source::Features(sample), label: *label }; samples]
		})
	}
}

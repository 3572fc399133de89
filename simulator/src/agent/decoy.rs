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

impl Decoy {
	/// The words with the greatest scores against the label.
	fn strongest(&self, view: &View<'_>) -> Vec<u32> {
		let against = |feature: u32| -> Score {
			let score = view.score(Version::Released, &[feature]);
			match self.label {
				Label::Positive => score,
				Label::Negative => score.saturating_neg(),
			}
		};
		let mut scored: Vec<_> = view
			.data
			.train
			.max_feature()
			.map(|greatest| (0..=greatest).map(|feature| (against(feature), feature)).collect())
			.unwrap_or_default();
		scored.sort_unstable();
		scored.into_iter().take(self.words as usize).map(|(_, feature)| feature).collect()
	}

	/// The words, fewer of them as long as the model would not learn them. `None` if it would learn
	/// none.
	fn tuned(&mut self, view: &View<'_>) -> Option<Vec<u32>> {
		if self.features.is_empty() {
			self.features = self.strongest(view);
		}
		loop {
			let mut sample = self.features.clone();
			sample.sort_unstable();
			if view.quote(&sample, self.label)?.updated {
				return Some(sample);
			}
			self.features.pop();
		}
	}
}

impl Behaviour for Decoy {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let mut tactics = self.tactics.clone();
		let plan = tactics.plan(view, rng, |samples, _| match self.tuned(view) {
			Some(features) => {
				let offer = Offer { source: Source::Features(features), label: self.label };
				vec![offer; samples]
			}
			None => Vec::new(),
		});
		self.tactics = tactics;
		plan
	}
}

//! An agent with features of its own that carry wrong labels past the judge.

use super::{
	tactics::{agreed, pick, with_features, Tactics, Turn},
	Behaviour, Keys, Kind, Offer, Plan, Source, View,
};
use crate::scenario::Invalid;
use collab_model_core::{Label, Score, Verdict, Version};
use rand_chacha::ChaCha8Rng;

/// Takes two sets of features that others seldom use or never: unused ones, where the model has room,
/// else the rarest. It first teaches the model that one set speaks for each label, then adds the set
/// of the wrong label to training rows, so that the model does not contradict it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ballast {
	/// Features of each set.
	features: u64,
	/// The score, in steps, that a set must lend before it is used.
	lift: u64,
	tactics: Tactics,
	/// The sets, once it has looked: for `Negative` and `Positive`.
	sets: Option<[Vec<u32>; 2]>,
}

impl Kind for Ballast {
	fn read(keys: &mut Keys) -> Result<Self, Invalid> {
		Ok(Self {
			features: keys.whole("features", 100, 1, 10_000)?,
			lift: keys.whole("lift", 60, 0, 1_000_000)?,
			tactics: Tactics::read(keys)?,
			sets: None,
		})
	}
}

impl Ballast {
	fn choose(&self, view: &View<'_>) -> [Vec<u32>; 2] {
		let (num_features, each) = (view.ledger.memory().num_features(), self.features as usize);
		let train = &view.data.train;
		let mut rare = train.unused(num_features, 2 * each);
		rare.extend(train.rarest(2 * each - rare.len()));
		// One for each in turn: neither is rarer than the other.
		[0, 1].map(|first| rare.iter().skip(first).step_by(2).copied().collect())
	}
}

impl Behaviour for Ballast {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let (samples, wait) = match self.tactics.turn(view, rng) {
			Turn::Rest => return Plan::default(),
			Turn::Groom(copies) => return Plan::now(agreed(view, rng, copies)),
			Turn::Act(samples, wait) => (samples, wait),
		};
		let sets = self.sets.take().unwrap_or_else(|| self.choose(view));
		let set_of = |label: Label| &sets[usize::from(label == Label::Positive)];
		let lift = Score::from(self.lift).saturating_mul(1_000_000_000);
		let lent = [Label::Negative, Label::Positive].map(|label| {
			let mut set = set_of(label).clone();
			set.sort_unstable();
			view.score(Version::Released, &set).unsigned_abs() >= lift.unsigned_abs()
		});
		let offers = pick(view, rng, samples, |row| {
			let label = view.truth_of(row).flipped();
			let features = with_features(view.data.train.row(row), set_of(label));
			let accepted = view.quote(&features, label)?;
			let is_dear = accepted.judged.is_some_and(|it| it.verdict == Verdict::Disagree);
			// Until the set lends enough, whatever teaches it is worth its loss.
			let lends = lent[usize::from(label == Label::Positive)];
			(accepted.updated && !(lends && is_dear)).then_some(label)
		});
		let offers = offers.into_iter().map(|offer| {
			let Source::Row(row) = offer.source else { return offer };
			let features = with_features(view.data.train.row(row), set_of(offer.label));
			Offer { source: Source::Features(features), label: offer.label }
		});
		let offers = offers.collect();
		self.sets = Some(sets);
		Plan { offers, wait }
	}
}

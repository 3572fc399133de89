//! An agent with features of its own that carry wrong labels past the judge.

use super::{
	tactics::{loses_all, pick, replace_rows, with_features, Tactics},
	Behaviour, Keys, Kind, Plan, View,
};
use crate::scenario::Invalid;
use collab_model_core::{Label, Score, Version};
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

/// Two sets of features as rare as can be.
fn choose(view: &View<'_>, each: usize) -> [Vec<u32>; 2] {
	let train = &view.data.train;
	let mut rare = train.unused(view.ledger.memory().num_features(), 2 * each);
	rare.extend(train.rarest(2 * each - rare.len()));
	// One for each in turn: neither set is rarer than the other.
	[0, 1].map(|first| {
		let mut set: Vec<u32> = rare.iter().skip(first).step_by(2).copied().collect();
		set.sort_unstable();
		set
	})
}

impl Behaviour for Ballast {
	fn act(&mut self, view: &View<'_>, rng: &mut ChaCha8Rng) -> Plan {
		let Self { features, lift, tactics, sets } = self;
		let sets = sets.get_or_insert_with(|| choose(view, *features as usize));
		let lift = Score::from(*lift).saturating_mul(1_000_000_000);
		let lends = sets
			.each_ref()
			.map(|set| view.score(Version::Released, set).unsigned_abs() >= lift.unsigned_abs());
		let place = |label: Label| usize::from(label == Label::Positive);
		let carried =
			|row: usize, label: Label| with_features(view.data.train.row(row), &sets[place(label)]);
		tactics.plan(view, rng, |samples, rng| {
			let rows = pick(view, rng, samples, |row| {
				let label = view.truth_of(row).flipped();
				let accepted = view.quote(&carried(row, label), label)?;
				// Until the set lends enough, whatever teaches it is worth its loss.
				let too_dear = lends[place(label)] && loses_all(&accepted);
				(accepted.updated && !too_dear).then_some(label)
			});
			replace_rows(rows, carried)
		})
	}
}

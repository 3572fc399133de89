//! The made-up language: its words, what they lean to, and how a text is written.

use collab_model_core::Label;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{weighted::WeightedAliasIndex, Distribution, Exp1, StandardNormal};

use super::OUT_OF_VOCABULARY;

/// The feature of the start of a text, in every row.
const START: u32 = 1;
/// The feature of the most frequent word.
const FIRST_WORD: u32 = 4;
/// Words of the language; even, as words come in pairs.
const WORDS: u32 = 30_000;

/// There is one language: another would be harder or easier than what was calibrated.
const LANGUAGE_SEED: u64 = 27;

// Calibrated against IMDB; docs/synthetic-data.md has the scores that these values give.

/// A word of rank r is drawn in proportion to (r + SHIFT)^-DECAY (Zipf and Mandelbrot).
const DECAY: f64 = 1.14;
const SHIFT: f64 = 9.8;
/// Words of a text: log-normal with this median and this deviation of the logarithm.
const LENGTH_MEDIAN: f64 = 161.5;
const LENGTH_SPREAD: f64 = 0.604;
const LENGTH_RANGE: (f64, f64) = (10.0, 2_000.0);
/// A pair leans by LEAN · e^LEAN_TAIL · r / (r + LEAN_RANK), e exponential with mean 1, so that
/// the most frequent words say least and a few words say much.
const LEAN: f64 = 0.68;
const LEAN_TAIL: f64 = 1.26;
const LEAN_RANK: f64 = 183.0;
const MAX_LEAN: f64 = 0.95;
/// The tone of a text is normal around this, towards its label; texts near 0 are ambiguous.
const TONE: f64 = 0.515;
const TONE_SPREAD: f64 = 0.3;
/// The share of texts whose tone is turned against their label.
const NOISE: f64 = 0.0055;
/// Style moves words as tone does but has nothing to do with the label. How far, and how much a
/// word's share in it goes with its lean, which misleads learners that take words one by one.
const STYLE: f64 = 0.91;
const STYLE_WITH_LEAN: f64 = 0.37;
/// Pairs of topics, the words of a topic, and the share of a text's words that is of its topic.
const TOPIC_PAIRS: u32 = 32;
const TOPIC_WORDS: usize = 68;
const TOPIC_SHARE: f64 = 0.115;
/// The rank of the most frequent word that a topic can have.
const TOPIC_FIRST_RANK: f64 = 39.0;
/// How much more often the best liked topic is in positive than in negative texts, of their sum.
const TOPIC_LEAN: f64 = 0.29;

/// The words in the order of their frequency. Words 2p and 2p + 1 are equally frequent and form
/// pair p: what leans to one leans away from the other.
pub(super) struct Language {
	frequencies: WeightedAliasIndex<f64>,
	pairs: Vec<Pair>,
	topics: Vec<TopicPair>,
}

/// How much a text's tone and style shift the choice towards the first word of the pair.
struct Pair {
	first: u32,
	lean: f64,
	style: f64,
}

/// Two topics, the words of each, and how much the first leans to positive texts.
struct TopicPair {
	lean: f64,
	liked: Vec<usize>,
	disliked: Vec<usize>,
}

/// What a text has in common in all its words.
struct Text<'a> {
	tone: f64,
	style: f64,
	topic: &'a [usize],
}

impl Language {
	pub(super) fn new() -> Self {
		let rng = &mut ChaCha8Rng::seed_from_u64(LANGUAGE_SEED);
		let frequencies =
			(0..WORDS).map(|word| (f64::from(word / 2 * 2) + 0.5 + SHIFT).powf(-DECAY)).collect();
		let frequencies =
			WeightedAliasIndex::new(frequencies).expect("all frequencies are positive; qed");
		let pairs = (0..WORDS / 2).map(|pair| Pair::draw(2 * pair, rng)).collect();
		let topics = (0..TOPIC_PAIRS).map(|pair| TopicPair::draw(pair, rng)).collect();
		Self { frequencies, pairs, topics }
	}

	/// Puts the word ids of a text with the sentiment of `label` into `ids`, the start token first
	/// and ids at or above `num_words` replaced by the out-of-vocabulary one.
	pub(super) fn write_text(
		&self,
		label: Label,
		num_words: u64,
		rng: &mut impl Rng,
		ids: &mut Vec<u32>,
	) {
		ids.clear();
		ids.push(START);
		let text = self.draw_text(label, rng);
		for _ in 0..draw_length(rng) {
			let id = self.draw_word(&text, rng);
			ids.push(if u64::from(id) < num_words { id } else { OUT_OF_VOCABULARY });
		}
	}

	fn draw_text(&self, label: Label, rng: &mut impl Rng) -> Text<'_> {
		let positive = if label == Label::Positive { 1.0 } else { -1.0 };
		let meant = if rng.random_bool(NOISE) { -positive } else { positive };
		let tone = meant * (TONE + TONE_SPREAD * normal(rng)).clamp(-1.0, 1.0);
		let pair = &self.topics[rng.random_range(0..self.topics.len())];
		let liked = rng.random_bool(0.5 * (1.0 + positive * pair.lean));
		let topic = if liked { &pair.liked } else { &pair.disliked };
		Text { tone, style: normal(rng), topic }
	}

	/// The id of a word of `text`.
	fn draw_word(&self, text: &Text, rng: &mut impl Rng) -> u32 {
		let word = if rng.random_bool(TOPIC_SHARE) {
			text.topic[rng.random_range(0..text.topic.len())]
		} else {
			self.frequencies.sample(rng)
		};
		let pair = &self.pairs[word / 2];
		let to_first = 0.5 * (1.0 + text.tone * pair.lean + text.style * pair.style);
		pair.first + u32::from(rng.random::<f64>() >= to_first)
	}
}

impl Pair {
	fn draw(rank: u32, rng: &mut impl Rng) -> Self {
		let lean = draw_lean(f64::from(rank), rng);
		let other = draw_lean(f64::from(rank), rng);
		let shared = STYLE_WITH_LEAN;
		let style = STYLE * (shared * lean + (1.0 - shared * shared).sqrt() * other);
		Self { first: FIRST_WORD + rank, lean, style }
	}
}

impl TopicPair {
	/// The first pair is nearly neutral, the last one leans most.
	fn draw(pair: u32, rng: &mut impl Rng) -> Self {
		let lean = TOPIC_LEAN * (f64::from(pair) + 0.5) / f64::from(TOPIC_PAIRS);
		Self { lean, liked: draw_topic(rng), disliked: draw_topic(rng) }
	}
}

fn draw_lean(rank: f64, rng: &mut impl Rng) -> f64 {
	let size: f64 = Exp1.sample(rng);
	let lean = (LEAN * size.powf(LEAN_TAIL) * rank / (rank + LEAN_RANK)).min(MAX_LEAN);
	if rng.random() {
		lean
	} else {
		-lean
	}
}

/// The words of a topic, their ranks uniform on a logarithmic scale.
fn draw_topic(rng: &mut impl Rng) -> Vec<usize> {
	let range = f64::from(WORDS) / TOPIC_FIRST_RANK;
	(0..TOPIC_WORDS)
		.map(|_| (TOPIC_FIRST_RANK * range.powf(rng.random::<f64>())) as usize)
		.collect()
}

fn draw_length(rng: &mut impl Rng) -> usize {
	let (least, most) = LENGTH_RANGE;
	let length = LENGTH_MEDIAN * (LENGTH_SPREAD * normal(rng)).exp();
	length.clamp(least, most) as usize
}

fn normal(rng: &mut impl Rng) -> f64 {
	StandardNormal.sample(rng)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn texts(count: usize, num_words: u64) -> Vec<Vec<u32>> {
		let mut rng = ChaCha8Rng::seed_from_u64(1);
		let language = Language::new();
		let mut ids = Vec::new();
		(0..count)
			.map(|row| {
				language.write_text(Label::from(row % 2 == 0), num_words, &mut rng, &mut ids);
				ids.clone()
			})
			.collect()
	}

	#[test]
	fn texts_start_with_the_start_token_and_stay_in_the_vocabulary() {
		for ids in texts(200, 50) {
			assert_eq!(ids[0], START);
			assert!((11..=2001).contains(&ids.len()));
			assert!(ids[1..].iter().all(|id| *id == 2 || (4..50).contains(id)));
		}
	}

	#[test]
	fn frequent_words_have_small_ids() {
		let mut counts = vec![0_u32; 40_000];
		for id in texts(2000, 1 << 32).into_iter().flatten() {
			counts[id as usize] += 1;
		}
		let of = |ids: std::ops::Range<usize>| counts[ids].iter().sum::<u32>() / 10;
		assert!(
			of(4..14) > of(34..44) && of(34..44) > of(304..314) && of(304..314) > of(3004..3014)
		);
		assert_eq!((counts[0], counts[1], counts[3]), (0, 2000, 0));
	}
}

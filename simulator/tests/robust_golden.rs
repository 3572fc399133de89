//! The learner of the `robust` rules against recorded figures on IMDB.
//!
//! 1,000 words, rows 0 to 1,999 seeded in order, the rest public with the label of every seventh
//! row flipped.

use collab_model_core::{
	AveragedCoefficient, AveragedPerceptron, AveragedState, Guard, Label, Phase,
};
use collab_sim::dataset::{load, Dataset};
use std::path::Path;

const WORDS: u64 = 1_000;
/// Rows, clock, agreement, updates, skipped, sum of |w|, of |u|, FNV-1a of w and of u, test rows
/// right.
type Golden = (usize, u64, u16, u64, u64, u64, u64, u64, u64, usize);
const GOLDEN: [Golden; 3] = [
	(
		2_000,
		2_001,
		52_429,
		1_293,
		0,
		8_440,
		7_777_607,
		0x8fb6ace0818ae826,
		0x4dc5f8084cf3af3e,
		20_182,
	),
	(
		5_000,
		5_001,
		48_071,
		2_765,
		152,
		10_937,
		23_546_101,
		0xb5a13e2ae2212727,
		0x3b952938e9fa42bb,
		20_574,
	),
	(
		25_000,
		25_001,
		48_595,
		10_316,
		1_710,
		17_255,
		191_608_588,
		0xf260a20ca8a5c5ac,
		0x5123a9fbb27f5ccf,
		21_191,
	),
];

struct Model {
	learner: AveragedPerceptron,
	state: AveragedState,
	coefficients: Vec<AveragedCoefficient>,
	updates: u64,
	skipped: u64,
}

impl Model {
	fn new() -> Self {
		let learner = AveragedPerceptron { learn_bias: false, ..AveragedPerceptron::default() };
		let agreement = Guard::default().start;
		Self {
			learner,
			state: AveragedState { agreement, ..AveragedState::default() },
			coefficients: vec![AveragedCoefficient::default(); WORDS as usize],
			updates: 0,
			skipped: 0,
		}
	}

	fn present(&self, row: &[u32]) -> Vec<AveragedCoefficient> {
		row.iter().map(|feature| self.coefficients[*feature as usize]).collect()
	}

	fn learn(&mut self, phase: Phase, row: &[u32], label: Label) {
		let mut present = self.present(row);
		let learnt = self.learner.learn(phase, &mut self.state, label, &mut present);
		for (feature, value) in row.iter().zip(present) {
			self.coefficients[*feature as usize] = value;
		}
		self.updates += u64::from(learnt.updated);
		self.skipped += u64::from(learnt.skipped);
	}

	fn right(&self, data: &Dataset) -> usize {
		let label = |row| {
			Label::from(self.learner.score(&self.state, &self.present(data.test.row(row))) > 0)
		};
		(0..data.test.len()).filter(|row| label(*row) == data.test.label(*row)).count()
	}

	fn facts(&self, rows: usize, data: &Dataset) -> Golden {
		let values = || self.coefficients.iter().map(|c| i64::from(c.value));
		let lags = || self.coefficients.iter().map(|c| c.lag);
		(
			rows,
			self.state.clock,
			self.state.agreement,
			self.updates,
			self.skipped,
			values().map(i64::unsigned_abs).sum(),
			lags().map(i64::unsigned_abs).sum(),
			fnv1a(values()),
			fnv1a(lags()),
			self.right(data),
		)
	}
}

fn fnv1a(numbers: impl Iterator<Item = i64>) -> u64 {
	numbers.flat_map(i64::to_le_bytes).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
		(hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
	})
}

#[test]
fn learner_reproduces_the_recorded_figures_on_imdb() {
	let imdb = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/imdb");
	if !imdb.exists() {
		eprintln!("skipped: {} is absent", imdb.display());
		return;
	}
	let spec = format!("imdb:{}", imdb.display()).parse().expect("a data specification");
	let data = load(&spec, Some(WORDS)).expect("the reviews");
	let mut model = Model::new();
	for row in 0..data.train.len() {
		let truth = data.train.label(row);
		match row {
			0..2_000 => model.learn(Phase::Seeding, data.train.row(row), truth),
			_ if row % 7 == 0 => model.learn(Phase::Open, data.train.row(row), truth.flipped()),
			_ => model.learn(Phase::Open, data.train.row(row), truth),
		}
		if let Some(golden) = GOLDEN.iter().find(|golden| golden.0 == row + 1) {
			assert_eq!(model.facts(row + 1, &data), *golden);
		}
	}
	assert_eq!(data.train.len(), GOLDEN[2].0);
}

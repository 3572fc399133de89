//! What the local engine spends its time on, on made-up data of the size of IMDB:
//! `cargo bench -p collab-sim --bench engine`.

#![expect(missing_docs, reason = "what criterion's macros make has none")]

use collab_model_core::{Coefficient, Perceptron, Score, StepSchedule};
use collab_sim::{
	dataset::{load, DataSpec, Dataset, Rows, SyntheticSpec},
	engine::Local,
	ledger::LinearCoefficients,
	metrics::Confusion,
	scenario::Scenario,
	simulation::{run, Input},
};
use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use std::time::Duration;

const WORDS: u64 = 1000;

const LEARNER: Perceptron =
	Perceptron { step: StepSchedule::Constant(Coefficient::from_u32(1)), learn_bias: true };

fn data() -> Dataset {
	let spec = DataSpec::Synthetic(SyntheticSpec::default());
	load(&spec, Some(WORDS)).expect("made-up data need no file; qed")
}

/// A model that has learnt every row once.
fn trained(rows: &Rows) -> LinearCoefficients {
	let mut model = LinearCoefficients::zero(WORDS);
	for (features, label) in rows.iter() {
		model.learn(&LEARNER, 0, features, label);
	}
	model
}

/// A model that was told for every row that it was wrong.
fn updated(rows: &Rows) -> LinearCoefficients {
	let mut model = LinearCoefficients::zero(WORDS);
	for (features, _) in rows.iter() {
		let wrong = model.predict(features).flipped();
		model.learn(&LEARNER, 0, features, wrong);
	}
	model
}

/// Many rows; the throughput is in rows.
fn rows(criterion: &mut Criterion) {
	let data = data();
	let model = trained(&data.train);
	let score_all = || data.test.iter().map(|(features, _)| model.score(features)).sum::<Score>();
	let mut group = criterion.benchmark_group("rows");
	group.throughput(Throughput::Elements(data.test.len() as u64));
	group.bench_function("score", |bencher| bencher.iter(score_all));
	group.bench_function("learn", |bencher| bencher.iter(|| trained(&data.test)));
	group.bench_function("update", |bencher| bencher.iter(|| updated(&data.test)));
	group.bench_function("evaluate", |bencher| {
		bencher.iter(|| Confusion::of(&model, &data.test));
	});
	group.finish();
}

/// Whole runs of a scenario.
fn runs(criterion: &mut Criterion) {
	let data = data();
	let mut group = criterion.benchmark_group("run");
	group.sample_size(10).measurement_time(Duration::from_secs(5));
	for name in ["paper", "contract"] {
		let scenario = Scenario::load(name, &[]).expect("the scenario is embedded; qed");
		let input = Input { scenario: &scenario, data: &data, seed: 1, fit_all_data: false };
		group.bench_function(name, |bencher| {
			bencher.iter(|| run(&input, &mut Local, &|_| ()).expect("there is no chain; qed"))
		});
	}
	group.finish();
}

criterion_group!(benches, rows, runs);
criterion_main!(benches);

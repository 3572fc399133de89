//! Runs that are not stored yet, in parallel.

mod schedule;
#[cfg(test)]
mod tests;

use super::{DataSets, Loaded, Point, Record, ShortSeries, Store, CODE};
use crate::{
	engine::Local,
	metrics::Confusion,
	result::{RunFacts, SavedRun},
	simulation::{evaluate_all_data, run_trained, train, Input, Outcome, Training},
};
use anyhow::bail;
use rayon::Scope;
use schedule::{all_data_groups, distinct, training_groups, Job};
use std::{
	collections::BTreeMap,
	ops::RangeInclusive,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex, PoisonError,
	},
	time::Instant,
};

/// What to run.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
	/// The points; those with the same id are run once.
	pub points: &'a [Point],
	/// The data that they need.
	pub data: &'a DataSets,
	/// Each point is run with each of these seeds.
	pub seeds: RangeInclusive<u64>,
	/// Threads; 0 for as many as there are cores.
	pub jobs: usize,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Event {
	/// It starts: how many runs are asked for, and how many of them are stored already.
	Started {
		/// Runs asked for.
		total: usize,
		/// Runs stored already.
		stored: usize,
	},
	/// One run more is stored.
	Stored,
}

/// The runs that were asked for.
#[derive(Clone, Debug, Default)]
pub struct Results {
	records: BTreeMap<(String, u64), Record>,
	/// Runs that were done now; the others were stored.
	pub done_now: usize,
}

impl Results {
	/// The runs of a point, by increasing seed.
	pub fn of<'a>(&'a self, point: &Point) -> impl Iterator<Item = &'a Record> + 'a {
		let (first, last) = ((point.id.clone(), 0), (point.id.clone(), u64::MAX));
		self.records.range(first..=last).map(|(_, record)| record)
	}

	/// Adds a run.
	pub(crate) fn insert(&mut self, record: Record) {
		self.records.insert((record.settings.clone(), record.result.seed), record);
	}
}

/// Simulates what is not in the store yet and appends each run when it has ended. With `stop` set
/// by somebody else, no further run is begun and the result is an error that tells what is stored.
/// A record does not depend on the number of threads, nor on what else is run.
pub fn run(
	plan: &Plan<'_>,
	store: &mut Store,
	stop: &AtomicBool,
	observe: &(dyn Fn(Event) + Sync),
) -> anyhow::Result<Results> {
	let mut results = Results::default();
	let mut missing = Vec::new();
	for point in distinct(plan.points) {
		let hash = &plan.data.of(point).hash;
		for seed in plan.seeds.clone() {
			match store.find(point, seed, hash)? {
				Some(record) => results.insert(record.clone()),
				None => missing.push((point, seed)),
			}
		}
	}
	let stored = results.records.len();
	observe(Event::Started { total: stored + missing.len(), stored });
	for (point, _) in &missing {
		store.save_settings(point)?;
	}
	let work =
		Work { plan, stop, observe, state: Mutex::new(State { store, results, error: None }) };
	let pool = rayon::ThreadPoolBuilder::new().num_threads(plan.jobs).build()?;
	pool.scope(|scope| {
		for group in all_data_groups(&missing) {
			scope.spawn(|scope| work.group(scope, group));
		}
	});
	let State { store, mut results, error } =
		work.state.into_inner().unwrap_or_else(PoisonError::into_inner);
	store.sync()?;
	if let Some(error) = error {
		return Err(error);
	}
	results.done_now = results.records.len() - stored;
	if results.done_now < missing.len() {
		let (done, total) = (results.records.len(), stored + missing.len());
		bail!("stopped: {done} of {total} runs are stored; the same command goes on from there");
	}
	Ok(results)
}

/// What the tasks share.
struct Work<'a> {
	plan: &'a Plan<'a>,
	stop: &'a AtomicBool,
	observe: &'a (dyn Fn(Event) + Sync),
	state: Mutex<State<'a>>,
}

struct State<'a> {
	store: &'a mut Store,
	results: Results,
	/// The first one.
	error: Option<anyhow::Error>,
}

impl<'a> Work<'a> {
	/// Jobs with the same seed and the same model of all data. No task waits for another: what
	/// comes next is spawned.
	fn group<'scope>(&'scope self, scope: &Scope<'scope>, jobs: Vec<Job<'scope>>)
	where
		'a: 'scope,
	{
		if self.is_stopped() {
			return;
		}
		let all_data = evaluate_all_data(&self.input(&jobs[0]));
		for group in training_groups(&jobs) {
			scope.spawn(move |scope| self.training(scope, group, all_data));
		}
	}

	/// Jobs with the same training.
	fn training<'scope>(
		&'scope self,
		scope: &Scope<'scope>,
		jobs: Vec<Job<'scope>>,
		all_data: Confusion,
	) where
		'a: 'scope,
	{
		if self.is_stopped() {
			return;
		}
		match train(&self.input(&jobs[0])) {
			Ok(training) => {
				let training = Arc::new(training);
				for job in jobs {
					let training = Arc::clone(&training);
					scope.spawn(move |_| self.job(job, &training, all_data));
				}
			}
			Err(error) => self.fail(&jobs[0], error.into()),
		}
	}

	fn job(&self, job: Job<'_>, training: &Training, all_data: Confusion) {
		if self.is_stopped() {
			return;
		}
		match self.record(&job, training, all_data) {
			Ok(record) => self.store(record),
			Err(error) => self.fail(&job, error),
		}
	}

	fn record(
		&self,
		job: &Job<'_>,
		training: &Training,
		all_data: Confusion,
	) -> anyhow::Result<Record> {
		let started = Instant::now();
		let input = self.input(job);
		let outcome = run_trained(&input, training, &mut Local, &|_| ())?;
		let outcome = Outcome { all_data: Some(all_data), ..outcome };
		let Input { scenario, data, seed, .. } = input;
		let wall_seconds = started.elapsed().as_secs_f64();
		let facts = RunFacts { engine: "local", scenario, data, seed, wall_seconds };
		let saved = SavedRun::new(&facts, &outcome);
		Ok(Record {
			code: CODE.to_string(),
			data_hash: self.loaded(job).hash.clone(),
			settings: job.0.id.clone(),
			set: job.0.set.clone(),
			series: job.0.series.then(|| ShortSeries::of(&saved)),
			result: saved.result,
		})
	}

	fn store(&self, record: Record) {
		let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
		if state.error.is_some() {
			return;
		}
		match state.store.append(record.clone()) {
			Ok(()) => {
				state.results.insert(record);
				(self.observe)(Event::Stored);
			}
			Err(error) => state.error = Some(error.into()),
		}
	}

	fn fail(&self, (point, seed): &Job<'_>, error: anyhow::Error) {
		let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
		let what = || format!("settings {}, seed {seed}", point.set.join(", "));
		state.error.get_or_insert_with(|| error.context(what()));
	}

	fn is_stopped(&self) -> bool {
		let state = || self.state.lock().unwrap_or_else(PoisonError::into_inner);
		self.stop.load(Ordering::Relaxed) || state().error.is_some()
	}

	fn input<'b>(&'b self, (point, seed): &Job<'b>) -> Input<'b> {
		let data = &self.plan.data.of(point).data;
		Input { scenario: &point.scenario, data, seed: *seed, fit_all_data: true }
	}

	fn loaded(&self, (point, _): &Job<'_>) -> &Loaded {
		self.plan.data.of(point)
	}
}

//! What is kept of a run.

use crate::result::{RunResult, SavedRun};
use serde::{Deserialize, Serialize};

/// The version and a hash of the sources that results depend on.
pub const CODE: &str = env!("COLLAB_SIM_CODE");

/// Series are thinned out to this number of points, the first and the last included.
const MAX_POINTS: usize = 200;

/// One run.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Record {
	/// The [`CODE`] that ran it.
	pub code: String,
	/// Hash of the data that it was run with.
	pub data_hash: String,
	/// Id of the settings.
	pub settings: String,
	/// What was changed in the scenario, as in `--set`.
	pub set: Vec<String>,
	/// The numbers; the seed is among them.
	pub result: RunResult,
	/// Accuracy and balances over time, where asked for.
	pub series: Option<ShortSeries>,
}

/// Accuracy and balances over time.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ShortSeries {
	/// Day and accuracy, from 0 to 1.
	pub accuracy: Vec<(f64, f64)>,
	/// Names of the agents, in the order of their balances.
	pub agents: Vec<String>,
	/// Day and free balances in percent of the start.
	pub balances: Vec<(f64, Vec<f64>)>,
}

impl ShortSeries {
	/// The series of a run, thinned out.
	pub fn of(run: &SavedRun) -> Self {
		Self {
			accuracy: thinned(&run.accuracy_series),
			agents: run.agents.iter().map(|agent| agent.name.clone()).collect(),
			balances: thinned(&run.balance_series),
		}
	}
}

fn thinned<T: Clone>(points: &[T]) -> Vec<T> {
	if points.len() <= MAX_POINTS {
		return points.to_vec();
	}
	let last = points.len() - 1;
	(0..MAX_POINTS).map(|i| points[i * last / (MAX_POINTS - 1)].clone()).collect()
}

#[cfg(test)]
impl Record {
	/// The run of a small simulation.
	pub(crate) fn example(point: &super::Point, seed: u64) -> Self {
		use crate::{dataset::load, engine::Local, result::RunFacts, simulation};
		let spec = "synthetic:train=200,test=9".parse().unwrap();
		let (scenario, data) = (&point.scenario, load(&spec, Some(50)).unwrap());
		let input = simulation::Input { scenario, data: &data, seed, fit_all_data: true };
		let outcome = simulation::run(&input, &mut Local, &|_| ()).unwrap();
		let facts =
			RunFacts { engine: "local", scenario, data: &data, seed, wall_seconds: 0.123_456_789 };
		Self {
			code: CODE.into(),
			data_hash: "abc".into(),
			settings: point.id.clone(),
			set: point.set.clone(),
			result: RunResult::new(&facts, &outcome),
			series: None,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn thinning_keeps_both_ends() {
		let short = thinned(&(0..1000).collect::<Vec<_>>());
		assert_eq!((short.len(), short[0], short[MAX_POINTS - 1]), (MAX_POINTS, 0, 999));
		assert!(short.windows(2).all(|pair| (5..=6).contains(&(pair[1] - pair[0]))));
		assert_eq!(thinned(&[1, 2]), [1, 2]);
	}
}

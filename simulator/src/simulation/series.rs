//! Accuracy and balances over time.

use collab_model_core::{Balance, Seconds};

/// More points than this are not drawn apart.
const MAX_POINTS: usize = 2048;

/// The accuracy at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AccuracyPoint {
	/// Seconds since opening.
	pub time: Seconds,
	/// Share of the test rows that are predicted right.
	pub accuracy: f64,
}

/// The free balances at one time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BalancePoint {
	/// Seconds since opening.
	pub time: Seconds,
	/// By account number, in units.
	pub balances: Vec<Balance>,
}

/// What is recorded of a simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
	/// Every evaluation.
	pub accuracy: Vec<AccuracyPoint>,
	/// Balances, evenly thinned out when they become many.
	pub balances: Vec<BalancePoint>,
	stride: Seconds,
}

impl Series {
	/// Nothing yet.
	pub fn new() -> Self {
		Self { accuracy: Vec::new(), balances: Vec::new(), stride: 1 }
	}

	/// Records an evaluation.
	pub fn record_accuracy(&mut self, time: Seconds, accuracy: f64) {
		self.accuracy.push(AccuracyPoint { time, accuracy });
	}

	/// Records balances, unless the last point is too near.
	pub fn record_balances(&mut self, time: Seconds, balances: impl Iterator<Item = Balance>) {
		if self.balances.last().is_some_and(|last| time < last.time + self.stride) {
			return;
		}
		if self.balances.len() >= MAX_POINTS {
			let mut keep = [true, false].into_iter().cycle();
			self.balances.retain(|_| keep.next().unwrap_or(true));
			// The mean distance of those that are kept: later ones come no closer.
			self.stride = (time / self.balances.len() as Seconds).max(1);
		}
		self.balances.push(BalancePoint { time, balances: balances.collect() });
	}

	/// Records the balances at the end, however near the last point is.
	pub fn record_last_balances(&mut self, time: Seconds, balances: impl Iterator<Item = Balance>) {
		self.balances.retain(|point| point.time < time);
		self.balances.push(BalancePoint { time, balances: balances.collect() });
	}
}

impl Default for Series {
	fn default() -> Self {
		Self::new()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn many_balances_are_thinned_out_evenly() {
		let mut series = Series::new();
		for turn in 0..100_000 {
			series.record_balances(300 * turn, [0].into_iter());
		}
		series.record_last_balances(300 * 99_999, [7].into_iter());
		assert!((MAX_POINTS / 2..=MAX_POINTS + 1).contains(&series.balances.len()));
		let times: Vec<_> = series.balances.iter().map(|p| p.time).collect();
		let longest = times.windows(2).map(|pair| pair[1] - pair[0]).max();
		assert!(longest < Some(4 * 300 * 100_000 / MAX_POINTS as u64), "{longest:?}");
		assert_eq!(series.balances.last().map(|p| p.balances[0]), Some(7));
	}
}

//! Means and their intervals.

use statrs::{
	distribution::{ContinuousCDF, Normal, StudentsT},
	statistics::Statistics,
};

/// The confidence of intervals, unless another is asked for.
pub const CONFIDENCE: f64 = 0.95;

/// A sample in numbers.
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Estimate {
	/// How many values there were, at least 1.
	pub n: usize,
	/// Their mean.
	pub mean: f64,
	/// Sample standard deviation (n - 1); none for a single value.
	pub stdev: Option<f64>,
	/// Interval of the mean; none for a single value.
	pub interval: Option<Interval>,
}

impl Estimate {
	/// In another unit.
	pub fn times(&self, factor: f64) -> Self {
		let scaled = |interval: Interval| Interval {
			low: factor * interval.low,
			high: factor * interval.high,
		};
		Self {
			n: self.n,
			mean: factor * self.mean,
			stdev: self.stdev.map(|stdev| factor * stdev),
			interval: self.interval.map(scaled),
		}
	}

	/// `85.4 ± 0.1`: the mean and half of its interval.
	pub fn plus_minus(&self, decimals: usize) -> String {
		let half = self.interval.map(|interval| (interval.high - interval.low) / 2.0);
		let half = half.map_or(String::new(), |half| format!(" ± {}", signed(half, decimals)));
		format!("{}{half}", signed(self.mean, decimals))
	}
}

/// A number as it is printed: with a minus that is one, without a sign where nothing is left of it,
/// and a whole number with its thousands set apart.
pub fn signed(value: f64, decimals: usize) -> String {
	let scale = 10_f64.powi(decimals as i32);
	// Adding 0 turns -0 into 0.
	let value = (value * scale).round() / scale + 0.0;
	let sign = if value < 0.0 { "−" } else { "" };
	let digits = format!("{:.decimals$}", value.abs());
	format!("{sign}{}", if decimals == 0 { thousands(&digits) } else { digits })
}

fn thousands(digits: &str) -> String {
	let mut grouped = String::new();
	for (index, digit) in digits.chars().enumerate() {
		if index > 0 && (digits.len() - index).is_multiple_of(3) {
			grouped.push(',');
		}
		grouped.push(digit);
	}
	grouped
}

/// A range that holds the true value with some confidence.
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Interval {
	/// The lower end.
	pub low: f64,
	/// The upper end.
	pub high: f64,
}

impl Interval {
	/// Whether all of it is above `value`.
	pub fn is_above(&self, value: f64) -> bool {
		self.low > value
	}

	/// Whether all of it is below `value`.
	pub fn is_below(&self, value: f64) -> bool {
		self.high < value
	}
}

/// Mean, standard deviation and 95 % interval (Student's t); `None` without values.
pub fn estimate(values: &[f64]) -> Option<Estimate> {
	estimate_with(values, CONFIDENCE)
}

/// As [`estimate`], with an interval of this confidence, between 0 and 1.
pub fn estimate_with(values: &[f64], confidence: f64) -> Option<Estimate> {
	let n = values.len();
	if n == 0 {
		return None;
	}
	let mean = values.mean();
	let stdev = (n > 1).then(|| values.std_dev());
	let interval = stdev.map(|stdev| {
		let half = t_quantile(confidence, (n - 1) as f64) * stdev / (n as f64).sqrt();
		Interval { low: mean - half, high: mean + half }
	});
	Some(Estimate { n, mean, stdev, interval })
}

/// The share `successes / n` and its 95 % interval (Wilson's score). `successes` may be a half
/// where half a success is counted for a draw. `None` without trials.
pub fn proportion(successes: f64, n: usize) -> Option<(f64, Interval)> {
	proportion_with(successes, n, CONFIDENCE)
}

/// As [`proportion`], with an interval of this confidence, between 0 and 1.
pub fn proportion_with(successes: f64, n: usize, confidence: f64) -> Option<(f64, Interval)> {
	if n == 0 {
		return None;
	}
	let (n, z) = (n as f64, Normal::standard().inverse_cdf(0.5 + confidence / 2.0));
	let share = successes / n;
	let centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
	let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
	Some((share, Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) }))
}

/// The middle value, or the mean of the two in the middle; `None` without values or when it is
/// infinite.
pub fn median(values: &[f64]) -> Option<f64> {
	let mut sorted = values.to_vec();
	sorted.sort_by(f64::total_cmp);
	let upper = *sorted.get(sorted.len() / 2)?;
	let lower = sorted[(sorted.len() - 1) / 2];
	Some((lower + upper) / 2.0).filter(|median| median.is_finite())
}

/// Student's t for a two-sided interval with this confidence.
fn t_quantile(confidence: f64, freedom: f64) -> f64 {
	let t =
		StudentsT::new(0.0, 1.0, freedom).expect("there is at least one degree of freedom; qed");
	t.inverse_cdf(0.5 + confidence / 2.0)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn assert_near(a: f64, b: f64) {
		assert!((a - b).abs() < 2e-3 * b.abs().max(1e-9), "{a} is not {b}");
	}

	#[test]
	fn quantiles_are_those_of_the_tables() {
		for (freedom, expected) in [(1.0, 12.706), (4.0, 2.776), (9.0, 2.262), (29.0, 2.045)] {
			assert_near(t_quantile(0.95, freedom), expected);
		}
		assert_near(t_quantile(0.99, 10.0), 3.169);
	}

	#[test]
	fn an_estimate_is_as_computed_by_hand() {
		let three = estimate(&[1.0, 2.0, 6.0]).unwrap();
		// Deviations -2, -1, 3: variance 14 / 2; half width 4.303 * 2.6458 / 1.7321.
		assert_eq!((three.n, three.mean), (3, 3.0));
		assert_near(three.stdev.unwrap(), 7.0_f64.sqrt());
		assert_near(three.interval.unwrap().high, 3.0 + 6.5726);
		assert_near(three.interval.unwrap().low, 3.0 - 6.5726);
		let one = estimate(&[5.0]).unwrap();
		assert_eq!((one.mean, one.stdev, one.interval), (5.0, None, None));
		assert_eq!(estimate(&[]), None);
	}

	#[test]
	fn estimates_are_printed_with_a_true_minus_and_no_sign_at_nothing() {
		assert_eq!(estimate(&[-7.0, -5.0]).unwrap().plus_minus(1), "−6.0 ± 12.7");
		assert_eq!(estimate(&[-0.04]).unwrap().plus_minus(1), "0.0");
		let printed = [-1234567.0, -123.4, 99.6, 1000.0].map(|value| signed(value, 0));
		assert_eq!(printed, ["−1,234,567", "−123", "100", "1,000"]);
	}

	#[test]
	fn equal_values_have_an_interval_without_width() {
		let interval = estimate(&[2.0; 4]).unwrap().interval.unwrap();
		assert_eq!((interval.low, interval.high), (2.0, 2.0));
	}

	#[test]
	fn proportions_are_those_of_wilson() {
		let (share, interval) = proportion(10.0, 30).unwrap();
		assert_near(share, 1.0 / 3.0);
		assert_near(interval.low, 0.1923);
		assert_near(interval.high, 0.5122);
		assert!(proportion(0.0, 10).unwrap().1.low < 1e-9);
		assert!(proportion(10.0, 10).unwrap().1.high > 1.0 - 1e-9);
		assert_eq!(proportion(0.0, 0), None);
	}

	#[test]
	fn the_median_of_what_never_came_is_unknown() {
		assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
		assert_eq!(median(&[1.0, 2.0]), Some(1.5));
		assert_eq!(median(&[1.0, 2.0, f64::INFINITY]), Some(2.0));
		assert_eq!(median(&[1.0, f64::INFINITY]), None);
		assert_eq!(median(&[]), None);
	}

	#[test]
	fn an_interval_knows_its_place() {
		let interval = Interval { low: -1.0, high: 2.0 };
		assert!(interval.is_above(-1.5) && !interval.is_above(-1.0));
		assert!(interval.is_below(2.5) && !interval.is_below(2.0));
	}
}

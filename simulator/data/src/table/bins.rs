//! Ranges of numbers with about as many rows each, or of the same width.

/// Digits that an edge keeps, so that it is read back from its decimal form as it was.
const DIGITS: usize = 9;

/// How numbers are divided, in scikit-learn's words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Binning {
	/// About as many rows in each range.
	Quantile,
	/// Ranges of the same width.
	Uniform,
}

/// The edges between at most `bins` ranges of `numbers`, increasing; a number that equals an edge
/// belongs to the range above it. Where there are no more than `bins` different numbers, each has
/// its own range; and so has the least one, if it is frequent enough to fill one.
/// Infinite numbers belong to the outermost ranges, and have no part in where these end.
pub fn edges(mut numbers: Vec<f64>, bins: usize, binning: Binning) -> Vec<f64> {
	numbers.retain(|number| number.is_finite());
	numbers.sort_by(f64::total_cmp);
	let (Some(least), Some(most)) = (numbers.first().copied(), numbers.last().copied()) else {
		return Vec::new();
	};
	let mut different = numbers.clone();
	different.dedup();
	let mut between = different.windows(2).map(|pair| pair[0] / 2.0 + pair[1] / 2.0);
	let mut edges: Vec<f64> = if different.len() <= bins {
		between.collect()
	} else {
		let above_least = between.next().unwrap_or(most);
		let share = |edge: usize| edge as f64 / bins as f64;
		match binning {
			Binning::Quantile => {
				(1..bins).map(|edge| quantile(&numbers, share(edge)).max(above_least)).collect()
			}
			Binning::Uniform => {
				(1..bins).map(|edge| least * (1.0 - share(edge)) + most * share(edge)).collect()
			}
		}
	};
	edges.iter_mut().for_each(|edge| *edge = rounded(*edge));
	edges.dedup();
	edges.retain(|edge| *edge > least && *edge <= most);
	edges
}

/// The number below which `share` of the sorted `numbers` are, between two of them in proportion,
/// as NumPy's `percentile` has it.
fn quantile(numbers: &[f64], share: f64) -> f64 {
	let place = share * (numbers.len() - 1) as f64;
	let below = place.floor();
	let (low, high) = (numbers[below as usize], numbers[place.ceil() as usize]);
	let share = place - below;
	match high - low {
		width if width.is_finite() => low + width * share,
		// They are farther apart than the greatest number.
		_ => low * (1.0 - share) + high * share,
	}
}

fn rounded(number: f64) -> f64 {
	format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn quantiles(numbers: &[f64], bins: usize) -> Vec<f64> {
		edges(numbers.to_vec(), bins, Binning::Quantile)
	}

	#[test]
	fn quantiles_are_those_of_numpy() {
		// numpy.percentile([1, 2, 4, 8, 16, 32, 64], [25, 50, 75])
		let numbers = [64.0, 1.0, 2.0, 32.0, 4.0, 8.0, 16.0];
		assert_eq!(quantiles(&numbers, 4), [3.0, 8.0, 24.0]);
	}

	#[test]
	fn ranges_of_the_same_width() {
		let numbers = (0..=100).map(f64::from).collect();
		assert_eq!(edges(numbers, 4, Binning::Uniform), [25.0, 50.0, 75.0]);
	}

	#[test]
	fn few_different_numbers_have_a_range_each() {
		assert_eq!(quantiles(&[3.0, 1.0, 3.0, 2.0, 3.0, 3.0], 5), [1.5, 2.5]);
		assert!(quantiles(&[7.0, 7.0], 5).is_empty() && quantiles(&[], 5).is_empty());
	}

	#[test]
	fn a_frequent_number_has_a_range_and_leaves_none_empty() {
		let mut numbers = vec![0.0; 90];
		numbers.extend((1..=10).map(f64::from));
		assert_eq!(quantiles(&numbers, 5), [0.5]);
		numbers.extend([11.0; 40]);
		assert_eq!(quantiles(&numbers, 5), [0.5, 11.0]);
	}

	#[test]
	fn the_greatest_numbers_have_ranges_too() {
		assert_eq!(quantiles(&[-1.7e308, -1.6e308, 1.6e308, 1.7e308], 2), [0.0]);
	}

	#[test]
	fn edges_are_short_decimals() {
		let numbers = (0..1000).map(|n| f64::from(n) / 3.0).collect();
		assert_eq!(edges(numbers, 3, Binning::Quantile)[0], 111.0);
		assert_eq!(rounded(1.0 / 3.0), 0.333333333);
		assert_eq!(rounded(-1.7e300), -1.7e300);
	}
}

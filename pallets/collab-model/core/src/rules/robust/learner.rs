//! The averaged margin perceptron: learns by small whole steps, predicts by the average of all its
//! past states.

use crate::{Coefficient, Label, Score, Seconds, Value};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// One nanounit: scores and coefficients have nine decimals.
const DECIMALS: i128 = 1_000_000_000;

/// One number of the learner: 9 bytes.
///
/// The average over time is never stored. With `w` the value now, `c` the clock and `u` the sum of
/// `clock * change` over all changes, the sum of the values over all seconds of the clock is
/// `c * w - u` (the lazy average of Daume's thesis, 2006, figure 2.3).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct AveragedCoefficient {
	/// `w`: the coefficient now, within the learner's limit.
	pub value: i8,
	/// `u`: the sum of `clock * change` over all changes, in seconds.
	pub lag: i64,
}

/// The two sums behind every score: of the values and of the lags of the coefficients present.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Sums {
	/// The present score: the sum of `w`.
	pub values: i64,
	/// The sum of `u`: the clock times how far the present score is ahead of the averaged one.
	pub lags: i128,
}

impl Value for AveragedCoefficient {
	type Sums = Sums;

	fn add_to(&self, sums: &mut Sums) {
		sums.values = sums.values.saturating_add(self.value.into());
		sums.lags = sums.lags.saturating_add(self.lag.into());
	}
}

impl AveragedCoefficient {
	/// The sum of the values over all seconds of `clock`: `c * w - u`.
	pub fn summed(&self, clock: Seconds) -> i128 {
		i128::from(clock).saturating_mul(self.value.into()).saturating_sub(self.lag.into())
	}

	/// The mean of the values over all seconds of `clock`, with nine decimals, rounded towards 0.
	pub fn mean(&self, clock: Seconds) -> Coefficient {
		let scaled = self.summed(clock).saturating_mul(DECIMALS);
		let mean = scaled.checked_div(clock.into()).unwrap_or_default();
		let most = if mean < 0 { i64::MIN } else { i64::MAX };
		Coefficient::from_inner(i64::try_from(mean).unwrap_or(most))
	}

	/// Moves the value by one towards `label`, not beyond `limit`, at the time `clock`.
	fn step(&mut self, label: Label, limit: i8, clock: Seconds) {
		let lag_step = i64::try_from(clock).unwrap_or(i64::MAX);
		match label {
			Label::Positive if self.value < limit => {
				self.value = self.value.saturating_add(1);
				self.lag = self.lag.saturating_add(lag_step);
			}
			Label::Negative if self.value > limit.saturating_neg() => {
				self.value = self.value.saturating_sub(1);
				self.lag = self.lag.saturating_sub(lag_step);
			}
			_ => {}
		}
	}
}

/// An averaged score together with the clock that it has to be divided by: it is compared, never
/// divided, so never rounded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AveragedScore {
	/// `sum (c * w - u)` over the coefficients of a sample.
	pub sum: i128,
	/// `c`, in seconds.
	pub clock: Seconds,
}

impl AveragedScore {
	/// The score seen from a label: above 0 where it speaks for the label.
	pub fn towards(self, label: Label) -> Self {
		match label {
			Label::Positive => self,
			Label::Negative => Self { sum: self.sum.saturating_neg(), ..self },
		}
	}

	/// Whether the score is above `bound`.
	pub fn is_above(&self, bound: i64) -> bool {
		self.sum > i128::from(self.clock).saturating_mul(bound.into())
	}

	/// Whether the score is below `bound`.
	pub fn is_below(&self, bound: i64) -> bool {
		self.sum < i128::from(self.clock).saturating_mul(bound.into())
	}

	/// `Positive` above 0, else `Negative`.
	pub fn label(&self) -> Label {
		Label::from(self.sum > 0)
	}

	/// The score with nine decimals, rounded away from 0, so that it is above 0 exactly when the
	/// averaged score is.
	pub fn scaled(&self) -> Score {
		let (clock, side) = (u128::from(self.clock.max(1)), self.sum.signum());
		let scaled = self.sum.unsigned_abs().saturating_mul(DECIMALS.unsigned_abs());
		i128::try_from(scaled.div_ceil(clock)).unwrap_or(i128::MAX).saturating_mul(side)
	}
}

/// What one copy of a model knows besides its coefficients.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Averaged {
	/// `c`: seconds that the average is over.
	pub clock: Seconds,
	/// Belongs to every sample, where the learner has a bias.
	pub bias: AveragedCoefficient,
}

/// Parameters of the learner. Scores are sums of whole steps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct AveragedPerceptron {
	/// `theta`: a sample teaches while its label's side of the present (not averaged) score is not
	/// above this. Default 120: accuracy is flat from 60 to 120 for 100 to 10,000 words.
	pub margin: u16,
	/// `W`: coefficients stay within this and its negative. 1 to 127, default 127.
	pub limit: i8,
	/// Whether there is a bias. Default yes; without, for data with a feature that is always
	/// present.
	pub learn_bias: bool,
	/// The most seconds that one sample moves the clock by; a seeding sample moves it by exactly
	/// this. 1 to 86,400, default 600. Choose the spacing of honest samples or more: whatever time
	/// they do not use up is left to attackers.
	pub tick: u32,
	/// A coefficient is not moved further ahead of its average once it is ahead by more than this
	/// plus the share below. At least 1, default 4.
	pub leash: u8,
	/// A coefficient may be ahead by its average divided by this in addition. At least 1, default
	/// 2.
	pub leash_share: u8,
	/// A sample teaches while its present score is not ahead of its averaged one by more than this,
	/// towards its label. Default 60.
	pub sample_leash: u16,
}

impl Default for AveragedPerceptron {
	fn default() -> Self {
		Self {
			margin: 120,
			limit: 127,
			learn_bias: true,
			tick: 600,
			leash: 4,
			leash_share: 2,
			sample_leash: 60,
		}
	}
}

impl AveragedPerceptron {
	/// Whether the parameters are in the ranges stated above.
	pub fn is_valid(&self) -> bool {
		self.limit > 0
			&& (1..=86_400).contains(&self.tick)
			&& self.leash > 0
			&& self.leash_share > 0
	}

	/// The sums of a sample, the bias included.
	pub(super) fn with_bias(&self, copy: &Averaged, mut sums: Sums) -> Sums {
		if self.learn_bias {
			copy.bias.add_to(&mut sums);
		}
		sums
	}

	/// The averaged score of a sample by the sums of its coefficients, without the bias.
	pub fn score(&self, copy: &Averaged, sums: Sums) -> AveragedScore {
		let Sums { values, lags } = self.with_bias(copy, sums);
		let sum = i128::from(copy.clock).saturating_mul(values.into()).saturating_sub(lags);
		AveragedScore { sum, clock: copy.clock }
	}

	/// Whether the present score leaves something to learn: `y * sum w <= theta`.
	pub(super) fn is_within_margin(&self, label: Label, sums: &Sums) -> bool {
		let side = AveragedScore { sum: sums.values.into(), clock: 1 }.towards(label);
		!side.is_above(self.margin.into())
	}

	/// Whether the present score is not too far ahead of the averaged one:
	/// `y * sum u <= sample_leash * c`.
	pub(super) fn is_on_sample_leash(&self, label: Label, sums: &Sums, clock: Seconds) -> bool {
		let lead = AveragedScore { sum: sums.lags, clock }.towards(label);
		!lead.is_above(self.sample_leash.into())
	}

	/// Moves one coefficient towards `label` in seeding: only the limit holds it.
	pub(super) fn seed(&self, coefficient: &mut AveragedCoefficient, label: Label, clock: Seconds) {
		coefficient.step(label, self.limit, clock);
	}

	/// Moves one coefficient towards `label`, unless it is at the end of its leash:
	/// `share * y * u > share * leash * c + |c * w - u|`.
	pub fn teach(&self, coefficient: &mut AveragedCoefficient, label: Label, clock: Seconds) {
		let lead = AveragedScore { sum: coefficient.lag.into(), clock }.towards(label).sum;
		let share = i128::from(self.leash_share);
		let leash = share.saturating_mul(self.leash.into()).saturating_mul(clock.into());
		let average = coefficient.summed(clock).saturating_abs();
		if share.saturating_mul(lead) <= leash.saturating_add(average) {
			coefficient.step(label, self.limit, clock);
		}
	}

	/// Whether a learner with these parameters can have come to a coefficient by `clock`:
	/// `|w| <= W` and `|c * w - u| <= W * c`.
	pub fn is_possible(&self, coefficient: &AveragedCoefficient, clock: Seconds) -> bool {
		let limit = u128::from(self.limit.unsigned_abs());
		u128::from(coefficient.value.unsigned_abs()) <= limit
			&& coefficient.summed(clock).unsigned_abs() <= limit.saturating_mul(clock.into())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LEARNER: AveragedPerceptron = AveragedPerceptron {
		margin: 2,
		limit: 2,
		learn_bias: false,
		tick: 600,
		leash: 1,
		leash_share: 1,
		sample_leash: 3,
	};

	#[test]
	fn coefficients_stop_at_the_limit() {
		let mut coefficient = AveragedCoefficient::default();
		let values = [(); 3].map(|()| {
			LEARNER.seed(&mut coefficient, Label::Negative, 5);
			coefficient.value
		});
		assert_eq!(values, [-1, -2, -2]);
		assert_eq!(coefficient.lag, -10);
	}

	#[test]
	fn the_sum_over_time_is_the_sum_of_all_past_states() {
		let (mut coefficient, mut clock, mut sum) = (AveragedCoefficient::default(), 3, 0);
		for (label, seconds) in [(Label::Positive, 5), (Label::Positive, 7), (Label::Negative, 1)] {
			LEARNER.seed(&mut coefficient, label, clock);
			sum += i128::from(coefficient.value) * i128::from(seconds);
			clock += seconds;
			assert_eq!(coefficient.summed(clock), sum);
		}
	}

	#[test]
	fn a_leash_holds_a_coefficient_near_its_average() {
		let mut coefficient = AveragedCoefficient::default();
		let clock = 100;
		for _ in 0..9 {
			LEARNER.teach(&mut coefficient, Label::Positive, clock);
		}
		// It may be 1 ahead of an average of 0 when it is moved, and then is 2 ahead.
		assert_eq!(coefficient, AveragedCoefficient { value: 2, lag: 200 });
		let longer = AveragedPerceptron { limit: 127, ..LEARNER };
		longer.teach(&mut coefficient, Label::Positive, clock);
		assert_eq!(coefficient.value, 2);
		longer.teach(&mut coefficient, Label::Negative, clock);
		assert_eq!(coefficient.value, 1);
	}

	#[test]
	fn means_are_rounded_towards_zero() {
		let mean = |lag| AveragedCoefficient { value: 0, lag }.mean(3).into_inner();
		assert_eq!([-2, 2].map(mean), [666_666_666, -666_666_666]);
		assert_eq!(AveragedCoefficient::default().mean(0).into_inner(), 0);
	}

	#[test]
	fn means_beyond_the_range_of_a_coefficient_are_its_ends() {
		let mean = |lag| AveragedCoefficient { value: 0, lag }.mean(1);
		assert_eq!(
			[i64::MIN, i64::MAX].map(mean),
			[i64::MAX, i64::MIN].map(Coefficient::from_inner)
		);
	}

	#[test]
	fn scaled_scores_keep_their_side() {
		let scaled = |sum, clock| AveragedScore { sum, clock }.scaled();
		assert_eq!(scaled(7, 2), 3_500_000_000);
		assert_eq!(scaled(-1, u64::MAX), -1);
		assert_eq!(scaled(0, 3), 0);
	}

	#[test]
	fn only_what_time_allows_is_possible() {
		let possible = |value, lag| LEARNER.is_possible(&AveragedCoefficient { value, lag }, 10);
		assert!(possible(2, 0) && possible(2, 40) && possible(-2, -40) && possible(0, -20));
		assert!(!possible(3, 30) && !possible(2, -1) && !possible(2, 41) && !possible(0, 21));
	}
}

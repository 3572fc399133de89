//! The averaged margin perceptron: learns by small whole steps, predicts by the average of all
//! its past states.

use super::Guard;
use crate::{Label, Score};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// One number of the learner: 9 bytes.
///
/// The average over time is never stored. With `w` the value now, `c` the clock and `u` the sum of
/// `clock * change` over all changes, the sum of the values at all clock ticks is `c * w - u` (the
/// lazy average of Daume's thesis, 2006, figure 2.3).
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct AveragedCoefficient {
	/// `w`: the coefficient now, within the learner's limit.
	pub value: i8,
	/// `u`: the sum of `clock * change` over all changes. At most `2 * limit * clock` away from 0.
	pub lag: i64,
}

impl AveragedCoefficient {
	/// Moves the value by one towards `label`, not beyond `limit`, at the time `clock`. Returns
	/// the change: -1, 0 or 1.
	fn step(&mut self, label: Label, limit: i8, clock: u64) -> i8 {
		let before = self.value;
		let lag_step = i64::try_from(clock).unwrap_or(i64::MAX);
		match label {
			Label::Positive if before < limit => {
				self.value = before.saturating_add(1);
				self.lag = self.lag.saturating_add(lag_step);
			}
			Label::Negative if before > limit.saturating_neg() => {
				self.value = before.saturating_sub(1);
				self.lag = self.lag.saturating_sub(lag_step);
			}
			_ => {}
		}
		self.value.saturating_sub(before)
	}

	/// The sum of the values at all ticks of `clock` (`c * w - u`): its share of a score.
	pub fn summed(&self, clock: u64) -> i128 {
		i128::from(clock).saturating_mul(self.value.into()).saturating_sub(self.lag.into())
	}
}

/// What a learner knows besides its coefficients.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct AveragedState {
	/// `c`: samples learnt and those seen in vain, plus 1.
	pub clock: u64,
	/// Moving share of public samples that the model agreed with before it learnt them, of 65,536:
	/// the model's accuracy counter. See [`Guard`].
	pub agreement: u16,
	/// Belongs to every sample, where the learner has a bias.
	pub bias: AveragedCoefficient,
}

impl Default for AveragedState {
	fn default() -> Self {
		Self { clock: 1, agreement: 0, bias: AveragedCoefficient::default() }
	}
}

/// Whose samples are learnt.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Phase {
	/// The owner's, before the model opens: no guard, the agreement counter stays.
	Seeding,
	/// Anybody's.
	Open,
}

/// What learning one sample did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Learnt {
	/// The averaged score before, times the clock.
	pub score: Score,
	/// Whether that score was on the label's side of 0. A score of 0 is on no side.
	pub agreed: bool,
	/// Whether the guard kept the sample from being learnt.
	pub skipped: bool,
	/// Whether the step was applied. (At the limit it may have moved nothing.)
	pub updated: bool,
	/// `d`: how far the sample moved the sum of its own coefficients.
	pub displacement: i32,
}

/// Parameters of the learner.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct AveragedPerceptron {
	/// `theta`: a sample is learnt while its label's side of the present (not averaged) score is
	/// not above this. Default 120: accuracy is flat from 60 to 120 for 100 to 10,000 words.
	pub margin: u16,
	/// Coefficients stay within this and its negative. 1 to 127, default 127: as much as a byte
	/// holds; no loss of accuracy against none.
	pub limit: i8,
	/// Whether there is a bias. Default yes; without, for data that have a feature which is always
	/// present.
	pub learn_bias: bool,
	/// Which public samples are not learnt.
	pub guard: Guard,
}

impl Default for AveragedPerceptron {
	fn default() -> Self {
		Self { margin: 120, limit: 127, learn_bias: true, guard: Guard::default() }
	}
}

/// The two sums behind everything: of the values, and of the lags, of the coefficients present.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
	values: i64,
	lags: i128,
}

impl Sums {
	fn score(&self, clock: u64) -> Score {
		i128::from(clock).saturating_mul(self.values.into()).saturating_sub(self.lags)
	}
}

fn towards(label: Label, score: Score) -> Score {
	match label {
		Label::Positive => score,
		Label::Negative => score.saturating_neg(),
	}
}

impl AveragedPerceptron {
	/// Whether the parameters are in the ranges stated above.
	pub fn is_valid(&self) -> bool {
		self.limit > 0 && self.guard.is_valid()
	}

	fn sums(&self, state: &AveragedState, present: &[AveragedCoefficient]) -> Sums {
		let bias = self.learn_bias.then_some(&state.bias);
		present.iter().chain(bias).fold(Sums::default(), |sums, coefficient| Sums {
			values: sums.values.saturating_add(coefficient.value.into()),
			lags: sums.lags.saturating_add(coefficient.lag.into()),
		})
	}

	/// The averaged score of a sample, times the clock: `sum (c * w - u)` over its coefficients
	/// (and the bias). Positive above 0; never divided, so never rounded. Exact while fewer than
	/// 2^32 coefficients have seen fewer than 2^55 ticks.
	pub fn score(&self, state: &AveragedState, present: &[AveragedCoefficient]) -> Score {
		self.sums(state, present).score(state.clock)
	}

	/// A [`score`](Self::score) without the clock in it, with nine decimals, rounded away from 0:
	/// positive exactly when the score is.
	pub fn scaled(score: Score, clock: u64) -> Score {
		let (clock, side) = (u128::from(clock.max(1)), score.signum());
		let scaled = score.unsigned_abs().saturating_mul(1_000_000_000).div_ceil(clock);
		i128::try_from(scaled).unwrap_or(i128::MAX).saturating_mul(side)
	}

	/// Whether a coefficient can be one of this learner's after `clock` ticks: the value within
	/// the limit, the lag within twice the limit times the clock.
	pub fn is_possible(&self, coefficient: &AveragedCoefficient, clock: u64) -> bool {
		let limit = self.limit.unsigned_abs();
		let lag = u128::from(coefficient.lag.unsigned_abs());
		let most = u128::from(clock).saturating_mul(limit.into()).saturating_mul(2);
		coefficient.value.unsigned_abs() <= limit && lag <= most
	}

	/// Learns one sample: unless the guard holds it back or the present score is safe by more than
	/// the margin, each coefficient in `present` (and the bias) moves by 1 towards `label`, within
	/// the limit. The clock ticks in any case.
	pub fn learn(
		&self,
		phase: Phase,
		state: &mut AveragedState,
		label: Label,
		present: &mut [AveragedCoefficient],
	) -> Learnt {
		let sums = self.sums(state, present);
		let score = sums.score(state.clock);
		let side = towards(label, score);
		let agreed = side > 0;
		let skipped = phase == Phase::Open
			&& self.guard.holds_back(self.margin, state.agreement, side, state.clock);
		let uncertain = towards(label, sums.values.into()) <= Score::from(self.margin);
		let updated = !skipped && uncertain;
		let mut moved = 0i64;
		if updated {
			let bias = self.learn_bias.then_some(&mut state.bias);
			for coefficient in present.iter_mut().chain(bias) {
				let change = coefficient.step(label, self.limit, state.clock);
				moved = moved.saturating_add(change.into());
			}
		}
		if phase == Phase::Open {
			state.agreement = self.guard.observe(state.agreement, agreed);
		}
		state.clock = state.clock.saturating_add(1);
		// No sample has as many features as would not fit.
		let displacement = i32::try_from(moved).unwrap_or_default();
		Learnt { score, agreed, skipped, updated, displacement }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LEARNER: AveragedPerceptron = AveragedPerceptron {
		margin: 2,
		limit: 2,
		learn_bias: false,
		guard: Guard { slope: 3, least: 1, greatest: 8, shift: 8, start: 52_429 },
	};

	fn learn(
		state: &mut AveragedState,
		label: Label,
		present: &mut [AveragedCoefficient],
	) -> Learnt {
		LEARNER.learn(Phase::Seeding, state, label, present)
	}

	#[test]
	fn learns_until_the_margin_is_passed() {
		let (mut state, mut present) = (AveragedState::default(), [Default::default(); 3]);
		assert!(learn(&mut state, Label::Positive, &mut present).updated);
		assert_eq!(present.map(|c| c.value), [1; 3]);
		let second = learn(&mut state, Label::Positive, &mut present);
		assert_eq!((second.updated, second.displacement, state.clock), (false, 0, 3));
		assert!(second.agreed);
	}

	#[test]
	fn stops_at_the_limit_and_counts_what_moved() {
		let (mut state, mut present) = (AveragedState::default(), [Default::default(); 1]);
		let moved = [(); 3].map(|()| learn(&mut state, Label::Negative, &mut present).displacement);
		assert_eq!(moved, [-1, -1, 0]);
		assert_eq!(present[0], AveragedCoefficient { value: -2, lag: -3 });
	}

	#[test]
	fn score_is_the_sum_of_all_past_states() {
		let (mut state, mut present) =
			(AveragedState::default(), [AveragedCoefficient::default(); 2]);
		let labels = [Label::Positive, Label::Negative, Label::Negative, Label::Positive];
		let mut sum = i128::from(present[0].value) + i128::from(present[1].value);
		for label in labels {
			assert_eq!(LEARNER.score(&state, &present), sum);
			learn(&mut state, label, &mut present);
			sum += i128::from(present[0].value) + i128::from(present[1].value);
		}
	}

	#[test]
	fn scaled_scores_keep_their_side() {
		assert_eq!(AveragedPerceptron::scaled(7, 2), 3_500_000_000);
		assert_eq!(AveragedPerceptron::scaled(-1, u64::MAX), -1);
		assert_eq!(AveragedPerceptron::scaled(0, 3), 0);
	}

	#[test]
	fn no_score_agrees_with_nobody() {
		for label in [Label::Positive, Label::Negative] {
			let (mut state, mut present) = (AveragedState::default(), [Default::default(); 2]);
			assert!(!learn(&mut state, label, &mut present).agreed);
		}
	}
}

//! Which public samples are not learnt: outliers, the more so the more the stream contradicts the
//! model.

use crate::Score;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A share of 1 in the accuracy counter.
const ONE: i32 = 65_536;

/// Parameters of the guard. Scores and margins are those of the averaged model.
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
pub struct Guard {
	/// At full agreement a sample is held back when the model contradicts it by more than this many
	/// margins; at half agreement by 0, before the bounds below. Default 3.
	pub slope: u8,
	/// The ramp is not below this. Default 30, a quarter of the margin: with none, a captured
	/// model would never learn again.
	pub least: u16,
	/// The ramp is not above this, and this is not below `least`. Default 480, four margins.
	pub greatest: u16,
	/// The counter moves by the 2^shift-th part of the difference. 1 to 15, default 8: a window
	/// of some 256 samples.
	pub shift: u8,
	/// The counter when the model opens, of 65,536. Default 52,429, that is 80 %.
	pub start: u16,
}

impl Default for Guard {
	fn default() -> Self {
		Self { slope: 3, least: 30, greatest: 480, shift: 8, start: 52_429 }
	}
}

impl Guard {
	/// Whether the parameters are in the ranges stated above.
	pub fn is_valid(&self) -> bool {
		self.least <= self.greatest && (1..=15).contains(&self.shift)
	}

	/// How far the averaged model may contradict a sample that is still learnt:
	/// `slope * margin * (2 * agreement - 1)`, rounded towards 0, within the bounds.
	pub fn ramp(&self, margin: u16, agreement: u16) -> u16 {
		let lead = i64::from(agreement).saturating_mul(2).saturating_sub(ONE.into());
		let scaled = i64::from(self.slope).saturating_mul(margin.into()).saturating_mul(lead);
		let ramp = scaled.checked_div(ONE.into()).unwrap_or_default();
		let within = ramp.max(self.least.into()).min(self.greatest.into());
		u16::try_from(within).unwrap_or(self.greatest)
	}

	/// Whether a sample is not learnt, of which the averaged score times the clock is `side` on its
	/// label's side.
	pub(super) fn holds_back(&self, margin: u16, agreement: u16, side: Score, clock: u64) -> bool {
		let ramp = Score::from(self.ramp(margin, agreement));
		side < ramp.saturating_mul(clock.into()).saturating_neg()
	}

	/// The accuracy counter after one more public sample: a moving average that rounds down.
	pub fn observe(&self, agreement: u16, agreed: bool) -> u16 {
		let before = i32::from(agreement);
		let target = if agreed { ONE } else { 0 };
		let step = target.saturating_sub(before).checked_shr(self.shift.into()).unwrap_or(0);
		// Stays below 65,536: the step from there is rounded down.
		u16::try_from(before.saturating_add(step)).unwrap_or(u16::MAX)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ramp_follows_agreement() {
		let guard = Guard::default();
		let at = |percent: u32| guard.ramp(120, u16::try_from(65_536 * percent / 100).unwrap());
		assert_eq!([84, 75, 54, 30, 0].map(at), [244, 180, 30, 30, 30]);
		assert_eq!(Guard { slope: 9, ..guard }.ramp(120, u16::MAX), 480);
	}

	#[test]
	fn counter_rounds_down_and_stays_in_range() {
		let guard = Guard::default();
		assert_eq!(guard.observe(52_429, true), 52_480);
		assert_eq!(guard.observe(52_429, false), 52_224);
		assert_eq!(guard.observe(u16::MAX, true), u16::MAX);
		assert_eq!(guard.observe(1, false), 0);
		assert_eq!(guard.observe(0, false), 0);
	}

	#[test]
	fn only_contradictions_beyond_the_ramp_are_held_back() {
		let guard = Guard::default();
		let clock = 10;
		assert!(!guard.holds_back(120, 0, -300, clock));
		assert!(guard.holds_back(120, 0, -301, clock));
	}
}

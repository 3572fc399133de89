//! Which samples the candidate does not learn: outliers, and the more of them the more the stream
//! contradicts the released model.

use crate::Seconds;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Full agreement as the parameters count it: a share of 1.
const FULL: i64 = 65_536;

/// The accuracy counter: the moving share of public samples that the released model agreed with,
/// of 2^32. It falls with each contradiction and returns only with time.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Agreement(pub u32);

impl Agreement {
	/// The share of 65,536, rounded down.
	pub fn share(&self) -> u16 {
		// 16 bits are left.
		u16::try_from(self.0 >> 16).unwrap_or(u16::MAX)
	}

	/// A share of 65,536.
	pub fn from_share(share: u16) -> Self {
		Self(u32::from(share) << 16)
	}
}

/// Parameters of the guard.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Guard {
	/// A sample is held back when the released model contradicts it by more than this many margins
	/// at full agreement, and by more than none at half agreement; in between the number changes
	/// evenly, within the bounds below. Default 3.
	pub slope: u8,
	/// The ramp is not below this. Default 30, a quarter of the margin: without it, a model that is
	/// contradicted by most of the stream would never learn again.
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

	/// How far the released model may contradict a sample that is still learnt:
	/// `slope * margin * (2 * agreement - 1)`, rounded towards 0, within the bounds.
	pub fn ramp(&self, margin: u16, agreement: Agreement) -> u16 {
		let lead = i64::from(agreement.share()).saturating_mul(2).saturating_sub(FULL);
		let scaled = i64::from(self.slope).saturating_mul(margin.into()).saturating_mul(lead);
		let ramp = scaled.checked_div(FULL).unwrap_or_default();
		let within = ramp.max(self.least.into()).min(self.greatest.into());
		u16::try_from(within).unwrap_or(self.greatest)
	}

	/// The accuracy counter after one more public sample, `step` of `tick` seconds after the one
	/// before it. Rounds down.
	///
	/// A contradiction lowers it at once; agreement raises it in proportion to the time since the
	/// last sample, so that copies sent within a second do not open the guard.
	pub fn observe(
		&self,
		agreement: Agreement,
		agreed: bool,
		step: Seconds,
		tick: u32,
	) -> Agreement {
		let (before, shift) = (u64::from(agreement.0), u32::from(self.shift));
		let moved_part = |full: u64| full.checked_shr(shift).unwrap_or_default();
		let after = if agreed {
			let missing = (1u64 << 32).saturating_sub(before).saturating_mul(step);
			let in_time = missing.checked_div(tick.into()).unwrap_or_default();
			before.saturating_add(moved_part(in_time))
		} else {
			before.saturating_sub(moved_part(before))
		};
		// Stays below 2^32: at least half of what was missing still is.
		Agreement(u32::try_from(after).unwrap_or(u32::MAX))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ramp_follows_agreement() {
		let guard = Guard::default();
		let share = |percent: u32| u16::try_from(65_536 * percent / 100).unwrap();
		let at = |percent| guard.ramp(120, Agreement::from_share(share(percent)));
		assert_eq!([84, 75, 54, 30, 0].map(at), [244, 180, 30, 30, 30]);
		assert_eq!(Guard { slope: 9, ..guard }.ramp(120, Agreement(u32::MAX)), 480);
	}

	#[test]
	fn the_counter_falls_at_once_and_returns_with_time() {
		let guard = Guard::default();
		let start = Agreement::from_share(guard.start);
		let after = |agreed, step| guard.observe(start, agreed, step, 600).0;
		assert_eq!(start.0, 3_435_986_944);
		assert_eq!(after(true, 413), 3_438_296_572);
		assert_eq!(after(true, 0), start.0);
		assert_eq!([0, 600].map(|step| after(false, step)), [3_422_565_120; 2]);
	}

	#[test]
	fn the_counter_stays_in_range() {
		let guard = Guard { shift: 1, ..Guard::default() };
		let observe = |agreement, agreed| guard.observe(Agreement(agreement), agreed, 600, 600).0;
		assert_eq!(observe(u32::MAX, true), u32::MAX);
		assert_eq!(observe(0, false), 0);
	}
}

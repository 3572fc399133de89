//! The deposit asked for the next sample.

use crate::{Balance, Seconds};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How the price follows from the time since the last accepted sample.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum Pricing {
	/// Always the same.
	Constant(Balance),
	/// `unit * max(minimum, floor(scale / max(1, isqrt(seconds since the last accepted))))`.
	///
	/// The contracts (`Stakeable.getNextAddDataCost`): scale `3600 * costWeight`, minimum 0, unit
	/// 1. Their simulator: scale 60, minimum 1, unit one token.
	SqrtTime {
		/// The price in units one second after the last sample.
		scale: Balance,
		/// The least price in units.
		minimum: Balance,
		/// What one unit is worth.
		unit: Balance,
	},
}

impl Pricing {
	/// The price `elapsed` seconds after the last accepted sample (after opening, for the first).
	/// Saturates at the greatest balance.
	pub fn price(&self, elapsed: Seconds) -> Balance {
		match self {
			Self::Constant(price) => *price,
			Self::SqrtTime { scale, minimum, unit } => {
				let divisor = Balance::from(elapsed.isqrt().max(1));
				let units = scale.checked_div(divisor).unwrap_or(*scale);
				units.max(*minimum).saturating_mul(*unit)
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn contract_price_falls_with_the_root_of_time() {
		let contract = Pricing::SqrtTime { scale: 3600, minimum: 0, unit: 1 };
		let prices = [0, 1, 3, 4, 8, 9, 12_960_000, 13_000_000].map(|s| contract.price(s));
		assert_eq!(prices, [3600, 3600, 3600, 1800, 1800, 1200, 1, 0]);
	}

	#[test]
	fn simulator_price_has_a_floor_of_one_token() {
		let simulator = Pricing::SqrtTime { scale: 60, minimum: 1, unit: 1_000_000 };
		let prices = [1, 600, 3600, 10_000].map(|s| simulator.price(s));
		assert_eq!(prices, [60_000_000, 2_000_000, 1_000_000, 1_000_000]);
	}

	#[test]
	fn price_saturates() {
		let dear = Pricing::SqrtTime { scale: Balance::MAX, minimum: 0, unit: 2 };
		assert_eq!(dear.price(0), Balance::MAX);
	}
}

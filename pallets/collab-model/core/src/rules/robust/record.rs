//! What an account pays, which depends on the verdicts on its earlier contributions.

use super::Verdict;
use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How often the model agreed and disagreed with an account, older verdicts fading.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Record {
	/// Verdicts `Agree`.
	pub agreed: u8,
	/// Verdicts `Disagree`.
	pub disagreed: u8,
}

impl Record {
	/// The record after one more verdict; both counts are halved when together they reach `window`.
	pub fn after(self, verdict: Verdict, window: u8) -> Self {
		let mut record = self;
		match verdict {
			Verdict::Agree => record.agreed = record.agreed.saturating_add(1),
			Verdict::Disagree => record.disagreed = record.disagreed.saturating_add(1),
			Verdict::Undecided => return record,
		}
		if record.agreed.saturating_add(record.disagreed) >= window {
			record.agreed >>= 1;
			record.disagreed >>= 1;
		}
		record
	}
}

/// The deposit asked of an account: the better its record, the less. Nobody else's traffic moves
/// it, or a rich account could price others out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct RecordPricing {
	/// What an account without a record pays, in units. From `span_down` up to 2^100.
	pub base: Balance,
	/// The number of neutral verdicts that every record counts as its past. At least 1, default 20.
	pub prior: u8,
	/// The price of an account that is always contradicted tends to this many base prices. Default
	/// 4.
	pub penalty: u8,
	/// Prices are not below the base divided by this. At least 1, default 2: discounts are what
	/// attackers farm.
	pub span_down: u8,
	/// Prices are not above the base times this. At least 1, default 4.
	pub span_up: u8,
	/// The verdicts on record are halved when there are this many. At least 2, default 128: old
	/// sins and old merits fade.
	pub window: u8,
}

impl RecordPricing {
	/// The defaults, with this base price.
	pub const fn with_base(base: Balance) -> Self {
		Self { base, prior: 20, penalty: 4, span_down: 2, span_up: 4, window: 128 }
	}

	/// Whether the parameters are in the ranges stated above, and the base not below `min_base`.
	pub fn is_valid(&self, min_base: Balance) -> bool {
		let base = min_base.max(self.span_down.into())..=1 << 100;
		self.prior > 0
			&& self.span_down > 0
			&& self.span_up > 0
			&& self.window > 1
			&& base.contains(&self.base)
	}

	/// `base * (prior + penalty * disagreed) / (prior + agreed + disagreed)`, rounded down, within
	/// the bounds.
	pub fn price(&self, record: &Record) -> Balance {
		let prior = Balance::from(self.prior);
		let [agreed, disagreed] = [record.agreed, record.disagreed].map(Balance::from);
		let up = prior.saturating_add(disagreed.saturating_mul(self.penalty.into()));
		let down = prior.saturating_add(agreed).saturating_add(disagreed);
		let price = self.base.saturating_mul(up).checked_div(down).unwrap_or(self.base);
		let least = self.base.checked_div(self.span_down.into()).unwrap_or(self.base);
		price.max(least).min(self.base.saturating_mul(self.span_up.into()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const PRICING: RecordPricing = RecordPricing::with_base(10_000_000);

	fn price(agreed: u8, disagreed: u8) -> Balance {
		PRICING.price(&Record { agreed, disagreed })
	}

	#[test]
	fn newcomers_pay_the_base_and_a_record_moves_it() {
		assert_eq!(price(0, 0), 10_000_000);
		assert_eq!(price(20, 0), 5_000_000);
		assert_eq!(price(0, 20), 25_000_000);
		assert_eq!(price(50, 12), 8_292_682);
	}

	#[test]
	fn prices_are_bounded() {
		assert_eq!(price(127, 0), 5_000_000);
		let harsh = RecordPricing { penalty: 255, ..PRICING };
		assert_eq!(harsh.price(&Record { agreed: 0, disagreed: 100 }), 40_000_000);
		let dear = RecordPricing { base: 1 << 100, ..PRICING };
		assert!(dear.is_valid(1) && dear.price(&Record { agreed: 0, disagreed: 127 }) > 1 << 100);
	}

	#[test]
	fn full_records_fade() {
		let record = Record { agreed: 100, disagreed: 27 };
		let faded = record.after(Verdict::Disagree, 128);
		assert_eq!(faded, Record { agreed: 50, disagreed: 14 });
		assert_eq!(record.after(Verdict::Undecided, 128), record);
		assert_eq!(
			Record::default().after(Verdict::Agree, 128),
			Record { agreed: 1, disagreed: 0 }
		);
	}
}

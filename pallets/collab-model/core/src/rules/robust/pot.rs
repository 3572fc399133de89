//! What wrong and doubtful samples lose, and how it comes back to good ones.

use super::{Record, Verdict};
use crate::{rules::Stake, Balance, Seconds};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Percent, Rounding};

/// The money of a model that belongs to no contribution.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Pot {
	/// Where forfeits go first.
	#[codec(compact)]
	pub pool: Balance,
	/// What bonuses are paid from; filled from the pool with time.
	#[codec(compact)]
	pub fund: Balance,
	/// Owed to the heir: what the pool had above its floor for too long.
	#[codec(compact)]
	pub heir: Balance,
}

impl Pot {
	/// The sum of the three.
	pub fn total(&self) -> Balance {
		self.pool.saturating_add(self.fund).saturating_add(self.heir)
	}
}

/// How bonuses are paid from forfeits. What a bonus takes is bounded by time, and by what it costs
/// to qualify for one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Payouts {
	/// `kappa`: bonuses go to accounts that were contradicted at least once in this many
	/// agreements. Default 12: an account that is never contradicted only repeats the model.
	pub contradiction: u8,
	/// A bonus takes the 2^shift-th part of the fund, at most the deposit. 0 to 16, default 3.
	pub fund_shift: u8,
	/// In a tick the 2^shift-th part of the pool goes to the fund; to one bonus at most as much. 0
	/// to 16, default 8.
	pub pool_shift: u8,
	/// The fund gets at most the base price divided by this in a tick. At least 1, default 8.
	pub flow: u8,
	/// A bonus takes at most the deposit divided by this from the pool, beside the fund. Not below
	/// `contradiction` and at least 1, default 24.
	pub volume: u8,
	/// The pool keeps this many base prices; what it has beyond them flows to the heir. Default 64.
	pub floor: u16,
	/// Seconds in which what the pool has above its floor would have gone to the heir at the
	/// present rate. At least 1, default 15 days.
	pub life: u32,
}

impl Default for Payouts {
	fn default() -> Self {
		Self {
			contradiction: 12,
			fund_shift: 3,
			pool_shift: 8,
			flow: 8,
			volume: 24,
			floor: 64,
			life: 1_296_000,
		}
	}
}

/// `amount * part / whole`, rounded down, where the result fits.
fn share(amount: Balance, part: Balance, whole: Balance) -> Balance {
	multiply_by_rational_with_rounding(amount, part, whole.max(1), Rounding::Down)
		.unwrap_or(Balance::MAX)
}

impl Payouts {
	/// Whether the parameters are in the ranges stated above.
	pub fn is_valid(&self) -> bool {
		self.fund_shift <= 16
			&& self.pool_shift <= 16
			&& self.flow > 0
			&& self.volume >= self.contradiction.max(1)
			&& self.life > 0
	}

	fn part_of_pool(&self, pool: Balance) -> Balance {
		pool.checked_shr(self.pool_shift.into()).unwrap_or_default()
	}

	/// Lets `step` seconds pass, with a tick of `tick` and a base price of `base`: first from the
	/// pool to the heir, then from the pool to the fund.
	pub(super) fn pass_time(&self, pot: &mut Pot, base: Balance, step: Seconds, tick: u32) {
		let above = pot.pool.saturating_sub(base.saturating_mul(self.floor.into()));
		let to_heir = share(above, step.into(), self.life.into()).min(above);
		pot.pool = pot.pool.saturating_sub(to_heir);
		pot.heir = pot.heir.saturating_add(to_heir);

		let most = base.checked_div(self.flow.into()).unwrap_or_default();
		let in_a_tick = self.part_of_pool(pot.pool).min(most);
		let to_fund = share(in_a_tick, step.into(), tick.into()).min(pot.pool);
		pot.pool = pot.pool.saturating_sub(to_fund);
		pot.fund = pot.fund.saturating_add(to_fund);
	}

	/// Divides a deposit by its verdict, and moves what it forfeits and earns. Shares are rounded
	/// down; what is left over goes to the pool. `record` is the contributor's, this verdict
	/// included.
	pub(super) fn divide(
		&self,
		pot: &mut Pot,
		verdict: Verdict,
		deposit: Balance,
		keep: Percent,
		record: &Record,
	) -> Stake {
		let mut stake = Stake { deposit, ..Stake::default() };
		match verdict {
			Verdict::Agree if self.is_entitled(record) => {
				let from_fund = pot.fund.checked_shr(self.fund_shift.into()).unwrap_or_default();
				let from_fund = from_fund.min(deposit);
				let most = deposit.checked_div(self.volume.into()).unwrap_or_default();
				let from_pool = self.part_of_pool(pot.pool).min(most);
				pot.fund = pot.fund.saturating_sub(from_fund);
				pot.pool = pot.pool.saturating_sub(from_pool);
				stake.bonus = from_fund.saturating_add(from_pool);
			}
			Verdict::Agree => {}
			Verdict::Undecided => {
				let kept = share(deposit, keep.deconstruct().into(), 100).min(deposit);
				stake.forfeited = deposit.saturating_sub(kept);
			}
			Verdict::Disagree => stake.forfeited = deposit,
		}
		pot.pool = pot.pool.saturating_add(stake.forfeited);
		stake
	}

	/// Whether an account gets bonuses: contradicted now and then, but not more often than agreed
	/// with.
	pub fn is_entitled(&self, record: &Record) -> bool {
		let [agreed, disagreed] = [record.agreed, record.disagreed].map(u16::from);
		disagreed.saturating_mul(self.contradiction.into()) >= agreed && agreed >= disagreed
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const BASE: Balance = 1_000;

	fn divide(
		pot: &mut Pot,
		verdict: Verdict,
		deposit: Balance,
		agreed: u8,
		disagreed: u8,
	) -> Stake {
		let keep = Percent::from_percent(75);
		Payouts::default().divide(pot, verdict, deposit, keep, &Record { agreed, disagreed })
	}

	#[test]
	fn what_comes_back_is_rounded_down_and_the_pool_takes_the_rest() {
		let mut pot = Pot::default();
		let mut lost = |verdict| divide(&mut pot, verdict, 101, 1, 1).forfeited;
		assert_eq!(lost(Verdict::Agree), 0);
		assert_eq!(lost(Verdict::Undecided), 26);
		assert_eq!(lost(Verdict::Disagree), 101);
		assert_eq!(pot, Pot { pool: 127, fund: 0, heir: 0 });
	}

	#[test]
	fn a_bonus_wants_contradiction_but_not_too_much() {
		let bonus = |agreed, disagreed| {
			let mut pot = Pot { pool: 1 << 20, fund: 80, heir: 0 };
			divide(&mut pot, Verdict::Agree, 2_400, agreed, disagreed).bonus
		};
		assert_eq!([bonus(13, 1), bonus(1, 0), bonus(1, 2)], [0; 3]);
		assert_eq!([bonus(12, 1), bonus(2, 2)], [10 + 100; 2]);
	}

	#[test]
	fn a_bonus_is_bounded_by_the_deposit() {
		let mut pot = Pot { pool: 1 << 40, fund: 1 << 40, heir: 5 };
		let stake = divide(&mut pot, Verdict::Agree, 48, 1, 1);
		assert_eq!((stake.bonus, stake.locked()), (48 + 2, 48 + 50));
		assert_eq!(pot, Pot { pool: (1 << 40) - 2, fund: (1 << 40) - 48, heir: 5 });
	}

	#[test]
	fn the_heir_gets_what_is_above_the_floor_and_no_more() {
		let payouts = Payouts { life: 100, flow: u8::MAX, pool_shift: 16, ..Payouts::default() };
		let heir_after = |pool, step| {
			let mut pot = Pot { pool, fund: 0, heir: 1 };
			payouts.pass_time(&mut pot, BASE, step, 600);
			assert_eq!(pot.total(), pool + 1);
			pot.heir - 1
		};
		let floor = 64 * BASE;
		assert_eq!([0, floor - 1, floor].map(|pool| heir_after(pool, 600)), [0; 3]);
		assert_eq!(
			[1, 99, 100, 101, 600].map(|step| heir_after(floor + 50, step)),
			[0, 49, 50, 50, 50]
		);
	}

	#[test]
	fn the_fund_fills_by_a_part_of_the_pool_or_of_the_base_whichever_is_less() {
		let fund_after = |pool, step| {
			let mut pot = Pot { pool, fund: 3, heir: 0 };
			Payouts::default().pass_time(&mut pot, BASE, step, 600);
			assert_eq!(pot.total(), pool + 3);
			pot.fund - 3
		};
		assert_eq!([255, 256, 25_600].map(|pool| fund_after(pool, 600)), [0, 1, 100]);
		assert_eq!(fund_after(64_000, 600), 125);
		assert_eq!([0, 60, 300].map(|step| fund_after(25_600, step)), [0, 10, 50]);
	}

	#[test]
	fn time_moves_the_pool_and_a_burst_does_not() {
		let payouts = Payouts::default();
		let mut pot = Pot { pool: 64 * BASE + 1_296_000, fund: 0, heir: 0 };
		let before = pot;
		payouts.pass_time(&mut pot, BASE, 0, 600);
		assert_eq!(pot, before);
		payouts.pass_time(&mut pot, BASE, 300, 600);
		// 300 of what is above the floor; half of an eighth of the base, which is less than the
		// 256th part of the pool.
		assert_eq!((pot.heir, pot.fund), (300, 62));
		assert_eq!(pot.total(), before.total());
	}
}

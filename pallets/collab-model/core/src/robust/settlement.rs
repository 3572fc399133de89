//! The one verdict on a contribution, and who gets what of its deposit.

use super::Record;
use crate::{Balance, Label, Score, Seconds};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{PerThing, Percent};

/// What the model finds of a contribution. Final.
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
pub enum Verdict {
	/// The model would give the contribution's label, by more than the band.
	Agree,
	/// The model's score is within the band around 0.
	Undecided,
	/// The model would give the other label, by more than the band.
	Disagree,
}

/// What a contribution did to the model, kept to be taken out again when it is judged.
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
pub struct OwnEffect {
	/// `d`: how far it moved the sum of its own coefficients.
	pub displacement: i32,
	/// `c0`: the clock when it was learnt.
	#[codec(compact)]
	pub clock: u64,
}

/// When and how contributions are judged.
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
pub struct Judgement {
	/// `tau`: the model is undecided while its averaged score is not further from 0 than this.
	/// Default 30, a quarter of the margin: the band costs honest and false labels alike, and most
	/// honest mistakes lie in it.
	pub band: u16,
	/// Seconds from the submission to the verdict. Default one day.
	pub wait: Seconds,
	/// Seconds from the submission until settling is anybody's for the asking. Not below `wait`,
	/// default 9 days.
	pub expiry: Seconds,
}

impl Default for Judgement {
	fn default() -> Self {
		Self { band: 30, wait: 86_400, expiry: 777_600 }
	}
}

impl Judgement {
	/// Whether the parameters are in the ranges stated above.
	pub fn is_valid(&self) -> bool {
		self.wait <= self.expiry
	}

	/// Judges a contribution by its `score` now (averaged score times `clock`), without what the
	/// contribution itself added to it: `score - displacement * (clock - own clock)`.
	pub fn verdict(&self, score: Score, clock: u64, label: Label, own: &OwnEffect) -> Verdict {
		let ticks = Score::from(clock.saturating_sub(own.clock));
		let without = score.saturating_sub(ticks.saturating_mul(own.displacement.into()));
		let side = match label {
			Label::Positive => without,
			Label::Negative => without.saturating_neg(),
		};
		let band = Score::from(self.band).saturating_mul(clock.into());
		if side > band {
			Verdict::Agree
		} else if side < band.saturating_neg() {
			Verdict::Disagree
		} else {
			Verdict::Undecided
		}
	}
}

/// How a deposit is divided.
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
pub struct Payouts {
	/// Of an undecided deposit, to the pool. Default 50 %: where doubt is cheap, submitting on the
	/// border is an attack.
	pub undecided_fee: Percent,
	/// Of a deposit that the model disagrees with, to who settles it, if that is not its
	/// contributor. Default 5 %.
	pub finder_share: Percent,
	/// The pool pays a bonus to accounts with which the model disagreed at least once in so many
	/// agreements. Default 12: who is never contradicted only repeats the model.
	pub contradiction: u8,
	/// A bonus is the 2^shift-th part of the pool, at most the deposit. Below 128, default 8.
	pub bonus_shift: u8,
}

impl Default for Payouts {
	fn default() -> Self {
		Self {
			undecided_fee: Percent::from_percent(50),
			finder_share: Percent::from_percent(5),
			contradiction: 12,
			bonus_shift: 8,
		}
	}
}

/// Who gets what. `to_contributor + to_finder + to_pool` is the deposit.
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
pub struct Shares {
	/// Of the deposit, back to the contributor.
	pub to_contributor: Balance,
	/// Of the deposit, to who settled it.
	pub to_finder: Balance,
	/// Of the deposit, to the pool.
	pub to_pool: Balance,
	/// From the pool to the contributor.
	pub bonus: Balance,
}

impl Payouts {
	/// Whether the parameters are in the ranges stated above.
	pub fn is_valid(&self) -> bool {
		let shares = [self.undecided_fee, self.finder_share];
		shares.iter().all(|share| share.deconstruct() <= 100) && self.bonus_shift < 128
	}

	/// Divides `deposit`. Every share is rounded down; what is left over goes to the pool.
	///
	/// `record` is the contributor's after this verdict, `pool` what the pool has before it.
	pub fn shares(
		&self,
		verdict: Verdict,
		deposit: Balance,
		by_contributor: bool,
		record: &Record,
		pool: Balance,
	) -> Shares {
		let nothing = Shares { to_contributor: 0, to_finder: 0, to_pool: 0, bonus: 0 };
		match verdict {
			Verdict::Agree => {
				let bonus = self.bonus(deposit, record, pool);
				Shares { to_contributor: deposit, bonus, ..nothing }
			}
			Verdict::Undecided => {
				let to_contributor = self.undecided_fee.left_from_one().mul_floor(deposit);
				let to_pool = deposit.saturating_sub(to_contributor);
				Shares { to_contributor, to_pool, ..nothing }
			}
			Verdict::Disagree if by_contributor => Shares { to_pool: deposit, ..nothing },
			Verdict::Disagree => {
				let to_finder = self.finder_share.mul_floor(deposit);
				Shares { to_finder, to_pool: deposit.saturating_sub(to_finder), ..nothing }
			}
		}
	}

	fn bonus(&self, deposit: Balance, record: &Record, pool: Balance) -> Balance {
		let [agreed, disagreed] = [record.agreed, record.disagreed].map(u16::from);
		let contradicted = disagreed.saturating_mul(self.contradiction.into()) >= agreed;
		if contradicted && agreed >= disagreed {
			pool.checked_shr(self.bonus_shift.into()).unwrap_or(0).min(deposit)
		} else {
			0
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const OWN: OwnEffect = OwnEffect { displacement: 4, clock: 10 };

	#[test]
	fn verdict_takes_the_own_effect_out() {
		let judge = Judgement { band: 2, ..Judgement::default() };
		// 10 ticks later its own steps added 40; the band is 2 * 20.
		let of = |score| judge.verdict(score, 20, Label::Positive, &OWN);
		assert_eq!([81, 80, 0, -1].map(of), {
			use Verdict::*;
			[Agree, Undecided, Undecided, Disagree]
		});
		let negative = judge.verdict(-1, 20, Label::Negative, &OWN);
		assert_eq!(negative, Verdict::Agree);
	}

	#[test]
	fn shares_are_rounded_down_and_the_pool_takes_the_rest() {
		let payouts = Payouts::default();
		let record = Record { agreed: 12, disagreed: 1 };
		let of = |verdict, own| payouts.shares(verdict, 101, own, &record, 2_560);
		let agree = Shares { to_contributor: 101, to_finder: 0, to_pool: 0, bonus: 10 };
		assert_eq!(of(Verdict::Agree, true), agree);
		let undecided = Shares { to_contributor: 50, to_finder: 0, to_pool: 51, bonus: 0 };
		assert_eq!(of(Verdict::Undecided, false), undecided);
		let own = Shares { to_contributor: 0, to_finder: 0, to_pool: 101, bonus: 0 };
		assert_eq!(of(Verdict::Disagree, true), own);
		let found = Shares { to_contributor: 0, to_finder: 5, to_pool: 96, bonus: 0 };
		assert_eq!(of(Verdict::Disagree, false), found);
	}

	#[test]
	fn bonus_wants_contradiction_but_not_too_much() {
		let payouts = Payouts::default();
		let bonus =
			|agreed, disagreed, pool| payouts.bonus(100, &Record { agreed, disagreed }, pool);
		assert_eq!(bonus(13, 1, 2_560), 0);
		assert_eq!(bonus(1, 0, 2_560), 0);
		assert_eq!(bonus(1, 2, 2_560), 0);
		assert_eq!(bonus(2, 2, 2_560), 10);
		assert_eq!(bonus(12, 1, 1 << 40), 100);
		assert_eq!(bonus(12, 1, 255), 0);
	}
}

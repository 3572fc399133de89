//! The verdict on a sample, given by the released model when it is submitted.

use super::AveragedScore;
use crate::{Label, Seconds};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Percent;

/// What the released model finds of a sample. Final.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum Verdict {
	/// It gives the sample the same label, by more than the band.
	Agree,
	/// Its score is within the band around 0.
	Undecided,
	/// It gives the sample the other label, by more than the band.
	Disagree,
}

/// How samples are judged, and when deposits come back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Judgement {
	/// `tau`: the model is undecided while its averaged score is not further from 0 than this.
	/// Default 30, a quarter of the margin.
	pub band: u16,
	/// The share of an undecided deposit that comes back. Default 75 %: if doubt were free, samples
	/// on the border would be a free attack.
	pub keep: Percent,
	/// Seconds for which what comes back stays locked, at most what the host allows. Default one
	/// day: the money that an account has bounds what it can submit within this time.
	pub wait: Seconds,
}

impl Default for Judgement {
	fn default() -> Self {
		Self { band: 30, keep: Percent::from_percent(75), wait: 86_400 }
	}
}

impl Judgement {
	/// Whether the share is at most 100 %.
	pub fn is_valid(&self) -> bool {
		self.keep.deconstruct() <= 100
	}

	/// Judges a sample by the released model's score before anything is learnt from it.
	pub fn verdict(&self, score: AveragedScore, label: Label) -> Verdict {
		let (side, band) = (score.towards(label), i64::from(self.band));
		if side.is_above(band) {
			Verdict::Agree
		} else if side.is_below(band.saturating_neg()) {
			Verdict::Disagree
		} else {
			Verdict::Undecided
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_band_belongs_to_doubt() {
		let judge = Judgement { band: 2, ..Judgement::default() };
		let of = |sum, label| judge.verdict(AveragedScore { sum, clock: 20 }, label);
		let positive = [41, 40, 0, -40, -41].map(|sum| of(sum, Label::Positive));
		use Verdict::*;
		assert_eq!(positive, [Agree, Undecided, Undecided, Undecided, Disagree]);
		assert_eq!(of(-41, Label::Negative), Agree);
	}
}

//! The claims of microsoft/0xDeCA10B: who may take a deposit back, or away, when, and how much.
//!
//! Source: `CollaborativeTrainer64.sol`, `incentive/Stakeable64.sol`, with the owner's early claim
//! as it was meant. Checks come in the order of the contracts, so that the first that fails is
//! the same one.

use crate::{Balance, Label, Perceptron, Pricing, Seconds};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// Parameters of the `classic` rules. Waits are counted from the submission and compared with `>=`.
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
pub struct Classic {
	/// How the model learns.
	pub learner: Perceptron,
	/// What a submission costs.
	pub pricing: Pricing,
	/// From then on the contributor may ask for a refund and others may report.
	pub refund_wait: Seconds,
	/// From then on the model's owner may take what is left. Not below `refund_wait`.
	pub owner_wait: Seconds,
	/// From then on anybody may take what is left. Not below `owner_wait`.
	pub any_wait: Seconds,
}

/// What a claim is judged by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClaimFacts {
	/// What was held for the contribution at first.
	pub deposit: Balance,
	/// What is left of it.
	pub claimable: Balance,
	/// Seconds since the submission.
	pub age: Seconds,
	/// The label that the contributor gave.
	pub label: Label,
	/// Whether the account that claims has claimed from this contribution before.
	pub already_claimed: bool,
}

/// Who reports.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reporter {
	/// The contributor himself.
	pub is_contributor: bool,
	/// The owner of the model.
	pub is_owner: bool,
	/// Contributions of his that were found good.
	pub credit: u64,
	/// Sum of the credits of all accounts.
	pub total_credit: u64,
}

/// Why nothing is paid.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ClaimError {
	/// The account has claimed from this contribution before.
	AlreadyClaimed,
	/// All of the deposit has been claimed.
	NothingLeft,
	/// The wait is not over.
	TooEarly,
	/// A refund needs a model that predicts the contribution's label.
	ModelDisagrees,
	/// A report needs a model that predicts the other label.
	ModelAgrees,
	/// One cannot report oneself.
	OwnContribution,
	/// A reporter needs a contribution of his own that was found good.
	NoCredit,
}

impl Classic {
	/// Whether the waits are in order and the step schedule is in range.
	pub fn is_valid(&self) -> bool {
		self.learner.step.is_valid()
			&& self.refund_wait <= self.owner_wait
			&& self.owner_wait <= self.any_wait
	}

	/// What the contributor gets back: all that is left. It earns him one credit.
	pub fn refund(
		&self,
		facts: &ClaimFacts,
		predict: impl FnOnce() -> Label,
	) -> Result<Balance, ClaimError> {
		if facts.already_claimed {
			return Err(ClaimError::AlreadyClaimed);
		}
		if facts.claimable == 0 {
			return Err(ClaimError::NothingLeft);
		}
		if facts.age < self.refund_wait {
			return Err(ClaimError::TooEarly);
		}
		if predict() != facts.label {
			return Err(ClaimError::ModelDisagrees);
		}
		Ok(facts.claimable)
	}

	/// What a reporter gets: `deposit * credit / total credit`, rounded down; all that is left
	/// when that is nothing or more than what is left, or when everything is free for him to take.
	pub fn report(
		&self,
		facts: &ClaimFacts,
		reporter: &Reporter,
		predict: impl FnOnce() -> Label,
	) -> Result<Balance, ClaimError> {
		if facts.claimable == 0 {
			return Err(ClaimError::NothingLeft);
		}
		if facts.age >= self.any_wait || (reporter.is_owner && facts.age >= self.owner_wait) {
			return Ok(facts.claimable);
		}
		if reporter.is_contributor {
			return Err(ClaimError::OwnContribution);
		}
		if facts.already_claimed {
			return Err(ClaimError::AlreadyClaimed);
		}
		if facts.age < self.refund_wait {
			return Err(ClaimError::TooEarly);
		}
		if predict() == facts.label {
			return Err(ClaimError::ModelAgrees);
		}
		if reporter.credit == 0 {
			return Err(ClaimError::NoCredit);
		}
		let share = multiply_by_rational_with_rounding(
			facts.deposit,
			reporter.credit.into(),
			reporter.total_credit.into(),
			Rounding::Down,
		);
		Ok(share.filter(|share| *share > 0 && *share <= facts.claimable).unwrap_or(facts.claimable))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{Coefficient, StepSchedule};

	const RULES: Classic = Classic {
		learner: Perceptron {
			step: StepSchedule::Constant(Coefficient::from_u32(1)),
			learn_bias: false,
		},
		pricing: Pricing::Constant(100),
		refund_wait: 10,
		owner_wait: 20,
		any_wait: 30,
	};
	const FACTS: ClaimFacts = ClaimFacts {
		deposit: 100,
		claimable: 100,
		age: 10,
		label: Label::Positive,
		already_claimed: false,
	};
	const REPORTER: Reporter =
		Reporter { is_contributor: false, is_owner: false, credit: 1, total_credit: 3 };

	fn agrees() -> Label {
		Label::Positive
	}
	fn disagrees() -> Label {
		Label::Negative
	}

	#[test]
	fn refund_returns_all_that_is_left() {
		assert_eq!(RULES.refund(&ClaimFacts { claimable: 60, ..FACTS }, agrees), Ok(60));
	}

	#[test]
	fn refund_checks_in_the_order_of_the_contract() {
		let claimed = ClaimFacts { already_claimed: true, claimable: 0, age: 0, ..FACTS };
		assert_eq!(RULES.refund(&claimed, disagrees), Err(ClaimError::AlreadyClaimed));
		let empty = ClaimFacts { already_claimed: false, ..claimed };
		assert_eq!(RULES.refund(&empty, disagrees), Err(ClaimError::NothingLeft));
		let early = ClaimFacts { age: 9, ..FACTS };
		assert_eq!(RULES.refund(&early, disagrees), Err(ClaimError::TooEarly));
		assert_eq!(RULES.refund(&FACTS, disagrees), Err(ClaimError::ModelDisagrees));
	}

	#[test]
	fn report_pays_the_share_of_credit_rounded_down() {
		assert_eq!(RULES.report(&FACTS, &REPORTER, disagrees), Ok(33));
	}

	#[test]
	fn report_pays_all_when_the_share_is_nothing_or_too_much() {
		let dust = ClaimFacts { deposit: 2, claimable: 2, ..FACTS };
		assert_eq!(RULES.report(&dust, &REPORTER, disagrees), Ok(2));
		let rest = ClaimFacts { claimable: 32, ..FACTS };
		assert_eq!(RULES.report(&rest, &REPORTER, disagrees), Ok(32));
	}

	#[test]
	fn report_checks_in_the_order_of_the_contract() {
		let own = Reporter { is_contributor: true, credit: 0, ..REPORTER };
		let facts = ClaimFacts { claimable: 0, age: 9, already_claimed: true, ..FACTS };
		let check = |facts: ClaimFacts, who: Reporter| RULES.report(&facts, &who, agrees);
		assert_eq!(check(facts, own), Err(ClaimError::NothingLeft));
		let facts = ClaimFacts { claimable: 1, ..facts };
		assert_eq!(check(facts, own), Err(ClaimError::OwnContribution));
		let other = Reporter { is_contributor: false, ..own };
		assert_eq!(check(facts, other), Err(ClaimError::AlreadyClaimed));
		let facts = ClaimFacts { already_claimed: false, ..facts };
		assert_eq!(check(facts, other), Err(ClaimError::TooEarly));
		let facts = ClaimFacts { age: 10, ..facts };
		assert_eq!(check(facts, other), Err(ClaimError::ModelAgrees));
		assert_eq!(RULES.report(&facts, &other, disagrees), Err(ClaimError::NoCredit));
	}

	#[test]
	fn owner_and_then_anybody_take_what_is_left() {
		let late = ClaimFacts { age: 20, already_claimed: true, claimable: 7, ..FACTS };
		let owner = Reporter { is_owner: true, credit: 0, ..REPORTER };
		assert_eq!(RULES.report(&late, &owner, agrees), Ok(7));
		assert_eq!(RULES.report(&late, &REPORTER, agrees), Err(ClaimError::AlreadyClaimed));
		let later = ClaimFacts { age: 30, ..late };
		let contributor = Reporter { is_contributor: true, credit: 0, ..REPORTER };
		assert_eq!(RULES.report(&later, &contributor, agrees), Ok(7));
	}
}

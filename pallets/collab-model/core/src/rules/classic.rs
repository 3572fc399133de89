//! The rules of microsoft/0xDeCA10B: the model learns at once and judges every claim by what it
//! says at that moment.
//!
//! Source: `CollaborativeTrainer64.sol`, `incentive/Stakeable64.sol`, with the owner's early claim
//! as it was meant. Checks come in the order of the contracts, so that the first that fails is
//! the same one.

use super::{
	Accepted, ClaimError, ClaimFacts, ClaimKind, Limits, Payee, Payment, PriceAboveMaximum,
	RuleSet, Stake, Submission,
};
use crate::{
	Balance, Coefficient, Coefficients, Label, Perceptron, Pricing, Sample, Score, Seconds, Version,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{
	helpers_128bit::multiply_by_rational_with_rounding, traits::Saturating, Rounding,
};

/// Parameters of the `classic` rules. Waits are counted from the submission and compared with `>=`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Classic {
	/// How the model learns.
	pub learner: Perceptron,
	/// How the price of a submission follows from time.
	pub pricing: Pricing,
	/// Seconds until the contributor may ask for a refund and others may report.
	pub refund_wait: Seconds,
	/// Seconds until the model's owner may take what is left. Not below `refund_wait`.
	pub owner_wait: Seconds,
	/// Seconds until anybody may take what is left. Not below `owner_wait`.
	pub any_wait: Seconds,
}

/// What the rules keep of a model.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct ClassicState {
	/// The bias of the learner.
	pub bias: Coefficient,
	/// The sum of the credits of all accounts.
	#[codec(compact)]
	pub total_credit: u64,
}

/// What a claim is judged by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClassicTrace {
	/// What was held for the contribution at first.
	pub deposit: Balance,
	/// The label that the contributor gave.
	pub label: Label,
	/// Whether the claimant has claimed from this contribution before.
	pub already_claimed: bool,
}

/// How many contributions of an account were found good.
pub type Credit = u64;

type Facts = ClaimFacts<ClassicTrace>;

impl Classic {
	/// The same rules for a model that has seen samples before.
	pub fn after(self, seen: u64) -> Self {
		let learner = Perceptron { step: self.learner.step.after(seen), ..self.learner };
		Self { learner, ..self }
	}
}

impl RuleSet for Classic {
	type Value = Coefficient;
	type State = ClassicState;
	type Standing = Credit;
	type Trace = ClassicTrace;

	fn is_valid(&self, limits: &Limits) -> bool {
		self.learner.step.is_valid()
			&& self.refund_wait <= self.owner_wait
			&& self.owner_wait <= self.any_wait
			&& self.any_wait <= limits.max_wait
	}

	fn price(&self, _credit: &Credit, elapsed: Seconds) -> Balance {
		self.pricing.price(elapsed)
	}

	fn score(
		&self,
		state: &ClassicState,
		sample: Sample<'_>,
		coefficients: &mut impl Coefficients<Coefficient>,
	) -> Score {
		let sum = coefficients.sums(Version::Released, sample);
		Score::from(state.bias.into_inner()).wrapping_add(sum)
	}

	fn submit(
		&self,
		state: &mut ClassicState,
		credit: &mut Credit,
		submission: &Submission<'_>,
		coefficients: &mut impl Coefficients<Coefficient>,
	) -> Result<Accepted, PriceAboveMaximum> {
		let Submission { sample, label, max_deposit, elapsed, seen } = *submission;
		let deposit = self.price(credit, elapsed);
		if deposit > max_deposit {
			return Err(PriceAboveMaximum { price: deposit });
		}
		let score = self.score(state, sample, coefficients);
		let shift = self.learner.shift(seen, label, score);
		if let Some(shift) = shift {
			coefficients.update(Version::Released, sample, |coefficient| {
				*coefficient = coefficient.saturating_add(shift);
			});
			if self.learner.learn_bias {
				state.bias = state.bias.saturating_add(shift);
			}
		}
		let stake = Stake { deposit, ..Stake::default() };
		Ok(Accepted { stake, score, updated: shift.is_some(), judged: None })
	}

	fn claim(
		&self,
		state: &mut ClassicState,
		credit: &mut Credit,
		facts: &Facts,
		predict: impl FnOnce() -> Label,
	) -> Result<Payment, ClaimError> {
		let amount = match facts.kind {
			ClaimKind::Refund => self.refund(facts, predict)?,
			ClaimKind::Report => self.report(facts, *credit, state.total_credit, predict)?,
		};
		if facts.kind == ClaimKind::Refund {
			*credit = credit.saturating_add(1);
			state.total_credit = state.total_credit.saturating_add(1);
		}
		let ends = amount >= facts.claimable;
		Ok(Payment { amount, to: Payee::Claimant, ends, free_of_fee: false })
	}
}

impl Classic {
	/// What the contributor gets back: all that is left. It earns one credit.
	fn refund(
		&self,
		facts: &Facts,
		predict: impl FnOnce() -> Label,
	) -> Result<Balance, ClaimError> {
		if !facts.is_contributor {
			return Err(ClaimError::NotContributor);
		}
		if facts.trace.already_claimed {
			return Err(ClaimError::AlreadyClaimed);
		}
		if facts.claimable == 0 {
			return Err(ClaimError::NothingLeft);
		}
		if facts.age < self.refund_wait {
			return Err(ClaimError::TooEarly);
		}
		if predict() != facts.trace.label {
			return Err(ClaimError::ModelDisagrees);
		}
		Ok(facts.claimable)
	}

	/// What a reporter gets: `deposit * credit / total credit`, rounded down; all that is left
	/// when that is nothing or more than what is left, or when everything is free to take.
	fn report(
		&self,
		facts: &Facts,
		credit: Credit,
		total_credit: u64,
		predict: impl FnOnce() -> Label,
	) -> Result<Balance, ClaimError> {
		if facts.claimable == 0 {
			return Err(ClaimError::NothingLeft);
		}
		if facts.age >= self.any_wait || (facts.is_owner && facts.age >= self.owner_wait) {
			return Ok(facts.claimable);
		}
		if facts.is_contributor {
			return Err(ClaimError::OwnContribution);
		}
		if facts.trace.already_claimed {
			return Err(ClaimError::AlreadyClaimed);
		}
		if facts.age < self.refund_wait {
			return Err(ClaimError::TooEarly);
		}
		if predict() == facts.trace.label {
			return Err(ClaimError::ModelAgrees);
		}
		if credit == 0 {
			return Err(ClaimError::NoCredit);
		}
		let share = multiply_by_rational_with_rounding(
			facts.trace.deposit,
			credit.into(),
			total_credit.into(),
			Rounding::Down,
		);
		Ok(share.filter(|share| *share > 0 && *share <= facts.claimable).unwrap_or(facts.claimable))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::StepSchedule;

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
	const TRACE: ClassicTrace =
		ClassicTrace { deposit: 100, label: Label::Positive, already_claimed: false };
	const REFUND: Facts = ClaimFacts {
		kind: ClaimKind::Refund,
		is_contributor: true,
		is_owner: false,
		age: 10,
		claimable: 100,
		trace: TRACE,
	};
	const REPORT: Facts = ClaimFacts { kind: ClaimKind::Report, is_contributor: false, ..REFUND };
	const CLAIMED: ClassicTrace = ClassicTrace { already_claimed: true, ..TRACE };

	fn agrees() -> Label {
		Label::Positive
	}
	fn disagrees() -> Label {
		Label::Negative
	}

	/// With a credit of 1 in 3.
	fn claim(facts: Facts, predict: fn() -> Label) -> Result<Balance, ClaimError> {
		claim_with(1, facts, predict)
	}

	fn claim_with(
		mut credit: Credit,
		facts: Facts,
		predict: fn() -> Label,
	) -> Result<Balance, ClaimError> {
		let mut state = ClassicState { total_credit: 3, ..ClassicState::default() };
		RULES.claim(&mut state, &mut credit, &facts, predict).map(|payment| payment.amount)
	}

	#[test]
	fn waits_follow_each_other_within_what_the_host_allows() {
		let limits = Limits { max_wait: 30, min_base: 0, max_audit_rows: 0 };
		assert!(RULES.is_valid(&limits));
		assert!(Classic { refund_wait: 30, owner_wait: 30, ..RULES }.is_valid(&limits));
		let step = StepSchedule::Constant(Coefficient::from_inner(-1));
		let learner = Perceptron { step, ..RULES.learner };
		for wrong in [
			Classic { refund_wait: 21, ..RULES },
			Classic { owner_wait: 31, ..RULES },
			Classic { any_wait: 31, ..RULES },
			Classic { learner, ..RULES },
		] {
			assert!(!wrong.is_valid(&limits), "{wrong:?}");
		}
	}

	#[test]
	fn a_trained_model_goes_on_with_the_step_that_it_has_come_to() {
		let alpha = Coefficient::from_rational(1, 10_000);
		let step = StepSchedule::InverseTime { alpha, t0: 1_000 };
		let rules = Classic { learner: Perceptron { step, learn_bias: true }, ..RULES };
		let trained = rules.after(24_000);
		assert_eq!(trained.learner.step.step(0), Coefficient::from_rational(4, 10));
		assert_eq!(trained.learner.step.step(7), rules.learner.step.step(24_007));
		assert_eq!(Classic { learner: rules.learner, ..trained }, rules);
	}

	#[test]
	fn refund_returns_all_that_is_left_and_earns_a_credit() {
		let mut state = ClassicState::default();
		let mut credit = 0;
		let facts = ClaimFacts { claimable: 60, ..REFUND };
		let paid = RULES.claim(&mut state, &mut credit, &facts, agrees);
		let all = Payment { amount: 60, to: Payee::Claimant, ends: true, free_of_fee: false };
		assert_eq!((paid, credit, state.total_credit), (Ok(all), 1, 1));
	}

	#[test]
	fn a_refused_claim_earns_nothing() {
		let mut state = ClassicState::default();
		let mut credit = 0;
		assert!(RULES.claim(&mut state, &mut credit, &REFUND, disagrees).is_err());
		assert_eq!((credit, state), (0, ClassicState::default()));
	}

	#[test]
	fn refund_checks_in_the_order_of_the_contract() {
		let facts =
			ClaimFacts { is_contributor: false, trace: CLAIMED, claimable: 0, age: 0, ..REFUND };
		assert_eq!(claim(facts, disagrees), Err(ClaimError::NotContributor));
		let claimed = ClaimFacts { is_contributor: true, ..facts };
		assert_eq!(claim(claimed, disagrees), Err(ClaimError::AlreadyClaimed));
		let empty = ClaimFacts { trace: TRACE, ..claimed };
		assert_eq!(claim(empty, disagrees), Err(ClaimError::NothingLeft));
		let early = ClaimFacts { age: 9, ..REFUND };
		assert_eq!(claim(early, disagrees), Err(ClaimError::TooEarly));
		assert_eq!(claim(REFUND, disagrees), Err(ClaimError::ModelDisagrees));
	}

	#[test]
	fn report_pays_the_share_of_credit_rounded_down() {
		assert_eq!(claim(REPORT, disagrees), Ok(33));
	}

	#[test]
	fn report_pays_all_when_the_share_is_nothing_or_too_much() {
		let trace = ClassicTrace { deposit: 2, ..TRACE };
		assert_eq!(claim(ClaimFacts { trace, claimable: 2, ..REPORT }, disagrees), Ok(2));
		assert_eq!(claim(ClaimFacts { claimable: 32, ..REPORT }, disagrees), Ok(32));
	}

	#[test]
	fn a_contribution_ends_when_nothing_is_left_of_it() {
		let mut state = ClassicState { total_credit: 3, ..ClassicState::default() };
		let mut ends = |claimable| {
			let facts = ClaimFacts { claimable, ..REPORT };
			RULES.claim(&mut state, &mut 1, &facts, disagrees).map(|payment| payment.ends)
		};
		assert_eq!([100, 34, 33].map(&mut ends), [Ok(false), Ok(false), Ok(true)]);
	}

	#[test]
	fn report_checks_in_the_order_of_the_contract() {
		let check = |facts| claim_with(0, facts, agrees);
		let facts =
			ClaimFacts { claimable: 0, age: 9, is_contributor: true, trace: CLAIMED, ..REPORT };
		assert_eq!(check(facts), Err(ClaimError::NothingLeft));
		let facts = ClaimFacts { claimable: 1, ..facts };
		assert_eq!(check(facts), Err(ClaimError::OwnContribution));
		let facts = ClaimFacts { is_contributor: false, ..facts };
		assert_eq!(check(facts), Err(ClaimError::AlreadyClaimed));
		let facts = ClaimFacts { trace: TRACE, ..facts };
		assert_eq!(check(facts), Err(ClaimError::TooEarly));
		let facts = ClaimFacts { age: 10, ..facts };
		assert_eq!(check(facts), Err(ClaimError::ModelAgrees));
		assert_eq!(claim_with(0, facts, disagrees), Err(ClaimError::NoCredit));
	}

	#[test]
	fn the_owner_and_then_anybody_take_what_is_left() {
		let late = ClaimFacts { age: 20, claimable: 7, trace: CLAIMED, ..REPORT };
		let owner = ClaimFacts { is_owner: true, ..late };
		assert_eq!(claim_with(0, owner, agrees), Ok(7));
		assert_eq!(claim(late, agrees), Err(ClaimError::AlreadyClaimed));
		let later = ClaimFacts { age: 30, ..late };
		assert_eq!(claim_with(0, ClaimFacts { is_contributor: true, ..later }, agrees), Ok(7));
	}
}

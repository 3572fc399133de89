//! A model's rules with what they keep of it: every question goes to the set of rules that the model
//! has.

use super::{
	classic::{Classic, ClassicState, ClassicTrace, Credit},
	robust::{AveragedCoefficient, OpenError, Pot, Record, Robust, RobustState},
	Accepted, ClaimError, ClaimFacts, Payment, PriceAboveMaximum, RuleSet, Rules, Submission,
};
use crate::{Balance, Coefficient, Coefficients, Label, Sample, Score, Seconds};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::mem::discriminant;
use scale_info::TypeInfo;

/// The rules of a model, and the state that they keep beside its coefficients.
#[expect(clippy::large_enum_variant, reason = "one for each model, stored and read as it is")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum LiveRules {
	/// See [`Rules::Classic`].
	#[codec(index = 0)]
	Classic {
		/// The parameters.
		rules: Classic,
		/// What changes.
		state: ClassicState,
	},
	/// See [`Rules::Robust`].
	#[codec(index = 1)]
	Robust {
		/// The parameters.
		rules: Robust,
		/// What changes.
		state: RobustState,
	},
}

/// What the rules of a model keep of an account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub enum Standing {
	/// Contributions that were found good, under `classic`.
	#[codec(index = 0)]
	Classic(#[codec(compact)] Credit),
	/// Verdicts on the account, under `robust`.
	#[codec(index = 1)]
	Robust(Record),
}

impl Standing {
	/// Contributions that were found good; 0 under rules without credit.
	pub fn credit(&self) -> Credit {
		match self {
			Self::Classic(credit) => *credit,
			Self::Robust(_) => 0,
		}
	}

	/// Verdicts on the account; none under rules that keep no record.
	pub fn record(&self) -> Record {
		match self {
			Self::Classic(_) => Record::default(),
			Self::Robust(record) => *record,
		}
	}
}

/// What the rules of a model judge a claim by, beside what every contribution has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Trace {
	/// Under `classic`.
	Classic(ClassicTrace),
	/// Under `robust`: nothing more.
	Robust,
}

/// What is stored of an account belongs to other rules than the model's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OtherRules;

/// Why a sample is not taken. Nothing has changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SubmitError {
	/// The price is above what the contributor is ready to deposit.
	PriceAboveMaximum(PriceAboveMaximum),
	/// What is stored of the account belongs to other rules.
	OtherRules(OtherRules),
}

impl From<PriceAboveMaximum> for SubmitError {
	fn from(error: PriceAboveMaximum) -> Self {
		Self::PriceAboveMaximum(error)
	}
}

/// Coefficients of every kind that any rules learn.
pub trait AllCoefficients: Coefficients<Coefficient> + Coefficients<AveragedCoefficient> {}
impl<C: Coefficients<Coefficient> + Coefficients<AveragedCoefficient>> AllCoefficients for C {}

impl LiveRules {
	/// The parameters, as they were chosen.
	pub fn rules(&self) -> Rules {
		match self {
			Self::Classic { rules, .. } => Rules::Classic(*rules),
			Self::Robust { rules, .. } => Rules::Robust(*rules),
		}
	}

	/// The same state under other parameters of the same set of rules; `None` for another set.
	pub fn with_rules(self, rules: Rules) -> Option<Self> {
		match (rules, self) {
			(Rules::Classic(rules), Self::Classic { state, .. }) => {
				Some(Self::Classic { rules, state })
			}
			(Rules::Robust(rules), Self::Robust { state, .. }) => {
				Some(Self::Robust { rules, state })
			}
			_ => None,
		}
	}

	/// Parameters and state of a `classic` model.
	pub fn classic(&self) -> Option<(&Classic, &ClassicState)> {
		match self {
			Self::Classic { rules, state } => Some((rules, state)),
			Self::Robust { .. } => None,
		}
	}

	/// Parameters and state of a `robust` model.
	pub fn robust(&self) -> Option<(&Robust, &RobustState)> {
		match self {
			Self::Robust { rules, state } => Some((rules, state)),
			Self::Classic { .. } => None,
		}
	}

	/// Parameters of a `robust` model, and its state to be changed.
	pub fn robust_mut(&mut self) -> Option<(&Robust, &mut RobustState)> {
		match self {
			Self::Robust { rules, state } => Some((rules, state)),
			Self::Classic { .. } => None,
		}
	}

	/// The money of the model that belongs to no contribution, under rules that have such money.
	pub fn pot(&self) -> Option<&Pot> {
		self.robust().map(|(_, state)| &state.pot)
	}

	/// The sum of the credits of all accounts; 0 under rules without credit.
	pub fn total_credit(&self) -> u64 {
		self.classic().map_or(0, |(_, state)| state.total_credit)
	}

	/// Takes the credit of forgotten accounts out of the total.
	pub fn forget_credit(&mut self, credit: u64) {
		if let Self::Classic { state, .. } = self {
			state.total_credit = state.total_credit.saturating_sub(credit);
		}
	}

	/// What is added to every score, where it is a coefficient like the others; 0 where a bias is
	/// learnt as an average.
	pub fn bias(&self) -> Coefficient {
		self.classic().map_or_else(Coefficient::default, |(_, state)| state.bias)
	}

	/// How far the next update moves after `seen` samples, where it moves what is served.
	pub fn next_step(&self, seen: u64) -> Option<Coefficient> {
		self.classic().map(|(rules, _)| rules.learner.step.step(seen))
	}

	/// Whether what is stored of an account belongs to these rules.
	pub fn know(&self, standing: &Standing) -> bool {
		discriminant(&self.newcomer()) == discriminant(standing)
	}

	/// The standing of an account that the model does not know.
	pub fn newcomer(&self) -> Standing {
		match self {
			Self::Classic { .. } => Standing::Classic(Credit::default()),
			Self::Robust { .. } => Standing::Robust(Record::default()),
		}
	}

	/// Lets a model open, unless its rules find that it has not shown enough.
	pub fn open(&mut self) -> Result<(), OpenError> {
		match self {
			Self::Classic { .. } => Ok(()),
			Self::Robust { rules, state } => rules.open(state),
		}
	}

	/// See [`RuleSet::price`].
	pub fn price(&self, standing: &Standing, elapsed: Seconds) -> Result<Balance, OtherRules> {
		match (self, standing) {
			(Self::Classic { rules, .. }, Standing::Classic(credit)) => {
				Ok(rules.price(credit, elapsed))
			}
			(Self::Robust { rules, .. }, Standing::Robust(record)) => {
				Ok(rules.price(record, elapsed))
			}
			_ => Err(OtherRules),
		}
	}

	/// See [`RuleSet::score`].
	pub fn score(&self, sample: Sample<'_>, coefficients: &mut impl AllCoefficients) -> Score {
		match self {
			Self::Classic { rules, state } => rules.score(state, sample, coefficients),
			Self::Robust { rules, state } => rules.score(state, sample, coefficients),
		}
	}

	/// See [`RuleSet::submit`].
	pub fn submit(
		&mut self,
		standing: &mut Standing,
		submission: &Submission<'_>,
		coefficients: &mut impl AllCoefficients,
	) -> Result<Accepted, SubmitError> {
		match (self, standing) {
			(Self::Classic { rules, state }, Standing::Classic(credit)) => {
				Ok(rules.submit(state, credit, submission, coefficients)?)
			}
			(Self::Robust { rules, state }, Standing::Robust(record)) => {
				Ok(rules.submit(state, record, submission, coefficients)?)
			}
			_ => Err(SubmitError::OtherRules(OtherRules)),
		}
	}

	/// See [`RuleSet::claim`].
	pub fn claim(
		&mut self,
		standing: &mut Standing,
		facts: ClaimFacts<Trace>,
		predict: impl FnOnce() -> Label,
	) -> Result<Payment, ClaimError> {
		match (self, standing, facts.trace) {
			(Self::Classic { rules, state }, Standing::Classic(credit), Trace::Classic(trace)) => {
				rules.claim(state, credit, &facts.with(trace), predict)
			}
			(Self::Robust { rules, state }, Standing::Robust(record), Trace::Robust) => {
				rules.claim(state, record, &facts.with(()), predict)
			}
			_ => Err(ClaimError::Corrupt),
		}
	}
}

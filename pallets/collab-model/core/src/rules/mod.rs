//! What every set of rules answers: what a sample costs, what the model learns from it, and what a
//! claim pays.

pub mod classic;
mod kinds;
mod live;
pub mod robust;

pub use kinds::Rules;
pub use live::{AllCoefficients, LiveRules, OtherRules, Standing, SubmitError, Trace};

use crate::{Balance, Coefficients, Label, Sample, Score, Seconds, Value};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use robust::{Lesson, Verdict};
use scale_info::TypeInfo;

/// One complete set of learning, pricing, verdict and payout rules.
///
/// The order of every check and of every change of state stands in the implementations, once. A
/// refused call changes nothing.
pub trait RuleSet {
	/// One number of the learner.
	type Value: Value;
	/// What the rules keep of a model, beside its coefficients.
	type State;
	/// What the rules keep of an account for each model. The default is a newcomer's.
	type Standing: Default;
	/// What these rules judge a claim by, beside what every contribution has.
	type Trace;

	/// Whether every parameter is in its range, and within what the host allows.
	fn is_valid(&self, limits: &Limits) -> bool;

	/// The deposit asked of an account, `elapsed` seconds after the last accepted sample (after the
	/// opening, for the first).
	fn price(&self, standing: &Self::Standing, elapsed: Seconds) -> Balance;

	/// What the served model says of a sample, scale 1e9: positive above 0.
	fn score(
		&self,
		state: &Self::State,
		sample: Sample<'_>,
		coefficients: &mut impl Coefficients<Self::Value>,
	) -> Score;

	/// Takes a public sample: asks the price, lets the model learn, and divides the deposit.
	fn submit(
		&self,
		state: &mut Self::State,
		standing: &mut Self::Standing,
		submission: &Submission<'_>,
		coefficients: &mut impl Coefficients<Self::Value>,
	) -> Result<Accepted, PriceAboveMaximum>;

	/// Answers a claim on a contribution. `standing` is the claimant's. `predict` gives the label
	/// that the model predicts now for the contribution's sample, and is called only where the
	/// answer depends on it.
	fn claim(
		&self,
		state: &mut Self::State,
		standing: &mut Self::Standing,
		facts: &ClaimFacts<Self::Trace>,
		predict: impl FnOnce() -> Label,
	) -> Result<Payment, ClaimError>;
}

/// What a host allows the parameters of a model to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
	/// The longest wait, in seconds: nobody's deposit is locked for longer by the rules.
	pub max_wait: Seconds,
	/// The least base price, where prices follow from one.
	pub min_base: Balance,
	/// The most rows that an audit may have to show.
	pub max_audit_rows: u32,
}

/// A sample that somebody submits.
#[derive(Clone, Copy, Debug)]
pub struct Submission<'a> {
	/// Its features.
	pub sample: Sample<'a>,
	/// The label given.
	pub label: Label,
	/// The most that the contributor is ready to deposit.
	pub max_deposit: Balance,
	/// Seconds since the last accepted sample, or since the opening.
	pub elapsed: Seconds,
	/// Public samples that were accepted before this one.
	pub seen: u64,
}

/// The price is above what the contributor is ready to deposit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PriceAboveMaximum {
	/// The price.
	pub price: Balance,
}

/// How a deposit is divided when a sample is accepted.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Stake {
	/// What the contributor pays: the price.
	#[codec(compact)]
	pub deposit: Balance,
	/// The part of it that goes to the model's pot at once.
	#[codec(compact)]
	pub forfeited: Balance,
	/// What the model's pot adds to the rest.
	#[codec(compact)]
	pub bonus: Balance,
}

impl Stake {
	/// What stays locked until it is claimed: the deposit less what is forfeited, and the bonus.
	pub fn locked(&self) -> Balance {
		self.deposit.saturating_sub(self.forfeited).saturating_add(self.bonus)
	}
}

/// What a set of rules makes of an accepted sample.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Accepted {
	/// What becomes of the deposit.
	pub stake: Stake,
	/// The served model's score of the sample before it was learnt, scale 1e9.
	pub score: Score,
	/// Whether coefficients may have moved.
	pub updated: bool,
	/// The verdict, where the rules give one at the submission.
	pub judged: Option<Judged>,
}

/// A verdict that was given at the submission.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[derive(Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, TypeInfo)]
pub struct Judged {
	/// What the released model finds of the sample. Final.
	pub verdict: Verdict,
	/// Whether the candidate learnt it, and why not.
	pub lesson: Lesson,
}

/// Which call claims.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ClaimKind {
	/// `refund`: the deposit goes back.
	Refund,
	/// `report`: somebody else takes it.
	Report,
}

/// What is known of a claim.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClaimFacts<Trace> {
	/// Which call claims.
	pub kind: ClaimKind,
	/// Whether the claimant is the contributor.
	pub is_contributor: bool,
	/// Whether the claimant owns the model.
	pub is_owner: bool,
	/// Seconds since the submission.
	pub age: Seconds,
	/// What is left to claim.
	pub claimable: Balance,
	/// What only these rules ask for.
	pub trace: Trace,
}

impl<Trace> ClaimFacts<Trace> {
	/// These facts with another trace.
	pub(crate) fn with<Other>(self, trace: Other) -> ClaimFacts<Other> {
		let Self { kind, is_contributor, is_owner, age, claimable, .. } = self;
		ClaimFacts { kind, is_contributor, is_owner, age, claimable, trace }
	}
}

/// What a claim does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Payment {
	/// How much of what is claimable is paid.
	pub amount: Balance,
	/// To whom.
	pub to: Payee,
	/// Whether the contribution ends with it.
	pub ends: bool,
	/// Whether the call is free of the transaction fee.
	pub free_of_fee: bool,
}

/// An account that a claim pays.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Payee {
	/// The account that claims.
	Claimant,
	/// The account that contributed.
	Contributor,
}

/// Why a claim pays nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ClaimError {
	/// Only the contributor may ask for a refund.
	NotContributor,
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
	/// Accounts do not report their own contributions.
	OwnContribution,
	/// A reporter needs a contribution of their own that was found good.
	NoCredit,
	/// The verdict was given at the submission: there is nothing to report.
	NothingToReport,
	/// What is stored of the account or the contribution belongs to other rules.
	Corrupt,
}

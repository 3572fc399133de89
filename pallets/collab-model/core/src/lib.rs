//! The formulas of a shared linear model and of the deposits placed on its training samples.
//!
//! Pure code: values in, values out. No storage, no FRAME, no clock, no floats. The pallet, the
//! simulator and any other client link this crate, so that a score, a price or a payout is
//! computed in one place and comes out the same, to the last unit, everywhere.
//!
//! - [`Sample`] and [`Label`]: what is submitted.
//! - [`Perceptron`]: a linear learner over [`Coefficient`]s, with its [`StepSchedule`].
//! - [`Pricing`]: the deposit asked for the next sample.
//! - [`RuleSet`]: one complete set of rules for learning, prices, verdicts and payouts. [`Classic`]
//!   are those of microsoft/0xDeCA10B, [`Robust`] those made for communities under attack.
//! - [`Rules`] and [`LiveRules`]: the rules of a model, chosen when it is created, and the state
//!   that they keep.
//! - [`Coefficients`]: how rules reach the coefficients of a model. The host decides where these
//!   are kept.

#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]
// `as_conversions` would belong here; what the codec derives for an enum trips it.
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::float_arithmetic,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

mod coefficients;
mod packed;
mod perceptron;
mod pricing;
mod rules;
mod sample;

pub use coefficients::{Coefficients, Value, Version};
pub use packed::{pack, unpack, MAX_PACKED_BYTES_PER_FEATURE};
pub use perceptron::{label_of, score, Perceptron, StepSchedule};
pub use pricing::Pricing;
pub use rules::{
	classic::{Classic, ClassicState, ClassicTrace, Credit},
	robust::{
		first_seal, next_seal, Agreement, AuditCount, AuditError, AuditOutcome, AuditPiece,
		AuditRules, AuditStage, Averaged, AveragedCoefficient, AveragedPerceptron, AveragedScore,
		Gate, Guard, Import, ImportDeclaration, Judgement, Lesson, OpenError, Payouts, Pot, Record,
		RecordPricing, Robust, RobustState, Seal, Sealed, Seeding, SeedingError, Sums, Verdict,
		LEAST_AUDIT_ROWS, MAX_IMPORT_CLOCK,
	},
	Accepted, AllCoefficients, ClaimError, ClaimFacts, ClaimKind, Judged, Limits, LiveRules,
	OtherRules, Payee, Payment, PriceAboveMaximum, RuleSet, Rules, Stake, Standing, Submission,
	SubmitError, Trace,
};
pub use sample::{Label, Sample, SampleError};

/// One number of a linear learner: fixed point with nine decimals, the scale of the contracts
/// (`toFloat = 1e9`), so that their values are its inner value.
pub type Coefficient = sp_arithmetic::FixedI64;

/// A sum of coefficients, as the inner value of [`Coefficient`] (scale 1e9) in a wider integer:
/// no number of features can overflow it.
pub type Score = i128;

/// An amount of money in the smallest unit of the chain.
pub type Balance = u128;

/// A time or a span of time in seconds.
pub type Seconds = u64;

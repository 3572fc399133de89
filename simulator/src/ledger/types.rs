//! What the ledger records, and why it refuses.

use collab_model_core::{
	Balance, ClaimError, Gate, Label, OwnEffect, Record, Score, Seconds, Seed, Shares, Verdict,
};

/// Number of a contribution: 0 for the first that was accepted.
pub type ContributionId = u64;

/// What an account has, in the smallest unit of money.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Account {
	/// Money that can be spent.
	pub free: Balance,
	/// What is left of all its deposits.
	pub held: Balance,
	/// Contributions of his that were found good, under `classic`.
	pub credit: u64,
	/// Verdicts on its contributions, under `robust`.
	pub record: Record,
	/// Contributions of his that were accepted.
	pub submitted: u64,
}

/// One accepted sample and what is left of its deposit.
#[derive(Clone, Debug)]
pub struct Contribution {
	/// Index of the account that sent it.
	pub contributor: usize,
	/// The sample.
	pub features: Box<[u32]>,
	/// The label that the contributor gave.
	pub label: Label,
	/// When it was accepted.
	pub added: Seconds,
	/// What was held for it at first.
	pub deposit: Balance,
	/// What is left of it; with 0 it is settled.
	pub claimable: Balance,
	/// Who claimed from it, one entry for each claim.
	pub claims: Vec<usize>,
	/// What it did to the model, under `robust`; else nothing.
	pub own: OwnEffect,
}

/// What an accepted submission did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Added {
	/// Its number.
	pub contribution: ContributionId,
	/// What is held for it.
	pub deposit: Balance,
	/// The score of the sample before the model learnt it; under `robust` times the clock.
	pub score: Score,
	/// Whether the model changed.
	pub updated: bool,
	/// Whether the guard of the `robust` rules kept the sample from being learnt.
	pub skipped: bool,
}

/// What became of a contribution under `robust`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Settled {
	/// Whose it was.
	pub contributor: usize,
	/// What the model found.
	pub verdict: Verdict,
	/// Who got what.
	pub shares: Shares,
}

/// Why a call was refused. Nothing has changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Rejection {
	/// There is no such account.
	#[error("there is no account with this number")]
	UnknownAccount,
	/// There is no such contribution.
	#[error("there is no contribution with this number")]
	UnknownContribution,
	/// The sample has a feature that the model does not have.
	#[error("a feature of the sample is not below the model's number of features")]
	FeatureOutOfRange,
	/// The price is above what the sender is ready to deposit.
	#[error("the price is {price}, above the greatest deposit offered")]
	PriceTooHigh {
		/// The price.
		price: Balance,
	},
	/// The sender cannot pay the price.
	#[error("the price is {price}, above the sender's free balance")]
	BalanceTooLow {
		/// The price.
		price: Balance,
	},
	/// The rules refuse the claim.
	#[error("the claim is refused: {0:?}")]
	Claim(ClaimError),
}

/// The accounts' balances do not fit the type of a balance when added up.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the start balances add up to more than 2^128 - 1 units")]
pub struct TooMuchMoney;

/// Why a model is not opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum OpenError {
	/// The agents have too much.
	#[error(transparent)]
	TooMuchMoney(#[from] TooMuchMoney),
	/// The seed has not shown what the rules ask for.
	#[error(
		"the model may not open yet: it was seeded with {} samples and got {} of them right before \
		 it learnt them, but the gate asks for {} samples and {} % right. Seed it with more",
		.shown.samples, .shown.right, .gate.samples, .gate.accuracy.deconstruct()
	)]
	Gate {
		/// What the rules ask for.
		gate: Gate,
		/// What the seed has shown.
		shown: Seed,
	},
	/// The model is of a kind that the rules cannot teach.
	#[error("a linear model needs the classic rules, an averaged one the robust rules")]
	OtherRules,
}

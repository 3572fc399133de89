//! What the ledger records, and why it refuses.

use collab_model_core::{
	self as core_model, Accepted, AuditError, Balance, ClaimError, Credit, Gate, Label, Record,
	Seconds, Seeding, Standing,
};

/// Number of a contribution: 0 for the first that was accepted.
pub type ContributionId = u64;

/// What an account has, in the smallest unit of money.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Account {
	/// Money that can be spent.
	pub free: Balance,
	/// What is locked for all its contributions.
	pub held: Balance,
	/// What the rules keep of it.
	pub standing: Standing,
	/// Contributions of it that were accepted.
	pub submitted: u64,
}

impl Account {
	/// Contributions that were found good, under `classic`; else 0.
	pub fn credit(&self) -> Credit {
		self.standing.credit()
	}

	/// Verdicts on its contributions, under `robust`; else none.
	pub fn record(&self) -> Record {
		self.standing.record()
	}
}

/// One accepted sample and what is left of its deposit.
#[derive(Clone, Debug)]
pub struct Contribution {
	/// Index of the account that sent it.
	pub contributor: usize,
	/// When it was accepted.
	pub added: Seconds,
	/// What was locked for it at first.
	pub deposit: Balance,
	/// What is left of it; with 0 it is settled.
	pub claimable: Balance,
	/// What claims are judged by, under `classic`. Under `robust` the verdict was given at the
	/// submission, and nothing of the sample is kept.
	pub evidence: Option<Evidence>,
}

impl Contribution {
	/// The features that claims are judged by; none where they are not judged by any.
	pub(super) fn features(&self) -> &[u32] {
		self.evidence.as_ref().map_or(&[], |evidence| &evidence.features)
	}

	/// Whether this account has claimed from it.
	pub fn is_claimed_by(&self, who: usize) -> bool {
		self.evidence.as_ref().is_some_and(|evidence| evidence.claims.contains(&who))
	}
}

/// What the `classic` rules judge claims by.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Evidence {
	/// The sample.
	pub features: Box<[u32]>,
	/// The label that the contributor gave.
	pub label: Label,
	/// The accounts that claimed, one entry for each claim.
	pub claims: Vec<usize>,
}

/// What an accepted submission did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Added {
	/// Its number.
	pub contribution: ContributionId,
	/// What the rules made of it.
	pub accepted: Accepted,
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
	/// The rules refuse the audit.
	#[error("the audit is refused: {0:?}")]
	Audit(AuditError),
	/// Only models under `robust` rules are audited.
	#[error("only models under robust rules are audited")]
	NoAudits,
	/// What is recorded of the account belongs to other rules.
	#[error(
		"the account's standing belongs to other rules. This is a bug of the ledger: report it"
	)]
	OtherRules,
}

/// The accounts' balances do not fit the type of a balance when added up.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the start balances add up to more than 2^128 - 1 units")]
pub struct TooMuchMoney;

impl From<core_model::OpenError> for OpenError {
	fn from(error: core_model::OpenError) -> Self {
		match error {
			core_model::OpenError::GateNotPassed { gate, shown } => Self::Gate { gate, shown },
			core_model::OpenError::SealBroken => Self::SealBroken,
		}
	}
}

/// Why a model is not opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum OpenError {
	/// The agents have too much.
	#[error(transparent)]
	TooMuchMoney(#[from] TooMuchMoney),
	/// Seeding has not shown what the rules ask for.
	#[error(
		"the model may not open yet: it was seeded with {} samples and got {} of them right before \
		 it learnt them, but the gate asks for {} samples and {} % right. Seed it with more",
		.shown.samples, .shown.right, .gate.samples, .gate.accuracy.deconstruct()
	)]
	Gate {
		/// What the rules ask for.
		gate: Gate,
		/// What seeding has shown.
		shown: Seeding,
	},
	/// The samples that tested an import are not those that were sealed.
	#[error("the samples shown are not those that were sealed: show the sealed ones, in order")]
	SealBroken,
	/// The model was made for another set of rules.
	#[error("the model was made for another set of rules than it is to be opened under")]
	OtherRules,
}

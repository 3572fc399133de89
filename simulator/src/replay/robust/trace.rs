//! The format of a recorded run of the `robust` rules.

use crate::replay::numbers::{features, whole, Class, Money, Whole, Wide};
use collab_model_core::Seconds;
use serde::{Deserialize, Serialize};

/// The only version of the rules that is replayed.
pub const VERSION: u64 = 3;

/// A sample and its label.
#[derive(Debug, Deserialize)]
pub struct Row(#[serde(deserialize_with = "features")] pub Vec<u32>, pub Class);

/// One call.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
	/// A submission.
	AddData {
		#[serde(deserialize_with = "whole")]
		t: Seconds,
		#[serde(deserialize_with = "whole")]
		who: usize,
		#[serde(deserialize_with = "features")]
		data: Vec<u32>,
		label: Class,
		value: Money,
	},
	/// A claim on what is locked for a contribution.
	Refund {
		#[serde(deserialize_with = "whole")]
		t: Seconds,
		#[serde(deserialize_with = "whole")]
		who: usize,
		#[serde(deserialize_with = "whole")]
		contribution: u64,
	},
	/// An audit from its seal to its end, in one go.
	Audit {
		#[serde(deserialize_with = "whole")]
		t: Seconds,
		rows: Vec<Row>,
	},
	/// A question for a prediction.
	Predict {
		#[serde(deserialize_with = "whole")]
		t: Seconds,
		#[serde(deserialize_with = "features")]
		data: Vec<u32>,
	},
	/// A question for the price.
	Price {
		#[serde(deserialize_with = "whole")]
		t: Seconds,
		#[serde(deserialize_with = "whole")]
		who: usize,
	},
}

impl Action {
	/// When it was done.
	pub fn second(&self) -> Seconds {
		match self {
			Self::AddData { t, .. }
			| Self::Refund { t, .. }
			| Self::Audit { t, .. }
			| Self::Predict { t, .. }
			| Self::Price { t, .. } => *t,
		}
	}
}

/// What came of a call: fields that the call does not have are absent.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Outcome {
	/// Whether the call succeeded. Questions always do and need not say so.
	#[serde(default = "yes")]
	pub ok: bool,
	/// Why it did not.
	pub reason: Option<String>,
	/// The number of the contribution.
	pub contribution: Option<Whole<u64>>,
	/// What its contributor paid.
	pub deposit: Option<Money>,
	/// What the released model found of it.
	pub verdict: Option<String>,
	/// What is locked for the contribution, or what a claim paid.
	pub amount: Option<Money>,
	/// The score of the released model, times its clock.
	pub score: Option<Wide>,
	/// The accuracy counter after the call.
	pub agreement: Option<Whole<u32>>,
	/// The pool after the call.
	pub pool: Option<Money>,
	/// The fund after the call.
	pub fund: Option<Money>,
	/// What is owed to the heir after the call.
	pub heir: Option<Money>,
	/// Rows of an audit that only the released model gets right.
	pub worse: Option<Whole<u32>>,
	/// Rows that only the candidate gets right.
	pub better: Option<Whole<u32>>,
	/// Whether the candidate was released.
	pub accepted: Option<bool>,
	/// Whom a claim paid.
	pub contributor: Option<Whole<usize>>,
	/// The label that the model predicts.
	pub prediction: Option<Whole<u8>>,
	/// The price.
	pub price: Option<Money>,
}

fn yes() -> bool {
	true
}

/// A feature, its value and its lag.
pub type Entry = (Whole<u32>, Whole<i8>, Whole<i64>);

/// An open contribution: its number, the account, when it was accepted, and what is locked.
pub type OpenContribution = (Whole<u64>, Whole<usize>, Whole<Seconds>, Money);

/// The state after the last action.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct End {
	/// The clock of the candidate.
	pub clock: Whole<Seconds>,
	/// The clock of the released model.
	pub released_clock: Whole<Seconds>,
	/// Second of the last accepted submission.
	pub last: Whole<Seconds>,
	/// The accuracy counter.
	pub agreement: Whole<u32>,
	/// The pool.
	pub pool: Money,
	/// The fund.
	pub fund: Money,
	/// What is owed to the heir.
	pub heir: Money,
	/// How many submissions were accepted.
	pub submitted: Whole<u64>,
	/// Verdicts `Agree` and `Disagree`, by account.
	pub records: Vec<(Whole<u8>, Whole<u8>)>,
	/// Contributions that something is locked for: number, account, second, amount.
	pub open: Vec<OpenContribution>,
	/// The coefficients of the candidate that are not zero.
	pub coefficients: Vec<Entry>,
	/// Value and lag of its bias.
	pub bias: (Whole<i8>, Whole<i64>),
	/// The coefficients of the released model that are not zero.
	pub released: Vec<Entry>,
	/// Value and lag of its bias.
	pub released_bias: (Whole<i8>, Whole<i64>),
}

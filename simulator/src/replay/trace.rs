//! The format of a recorded trace (`decai-trace/1`).

use super::numbers::{features, Class, Feature, Fixed, Money};
use collab_model_core::Seconds;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The only value of `format` that is understood.
pub const FORMAT: &str = "decai-trace/1";

/// How the contracts were deployed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deploy {
	/// Second of the deployment.
	pub t: Seconds,
	/// Number of the account that deploys.
	pub deployer: usize,
	/// How many accounts there are.
	pub accounts: usize,
	/// What each of them has.
	pub initial_balance: Money,
	/// Which code was deployed.
	pub variant: Variant,
	/// Coefficients from feature 0 on.
	pub weights: Vec<Fixed>,
	/// Coefficients by feature, set after the others.
	#[serde(default)]
	pub sparse_weights: Vec<(Feature, Fixed)>,
	/// The bias.
	pub intercept: Fixed,
	/// The step.
	pub learning_rate: Fixed,
	/// Wait for a refund.
	pub refund_wait_time_s: Seconds,
	/// Wait for the owner's early claim.
	pub owner_claim_wait_time_s: Seconds,
	/// Wait for anybody's claim.
	pub any_address_claim_wait_time_s: Seconds,
	/// The price is 3,600 times this, divided by the root of the time.
	pub cost_weight: Money,
}

/// Which code was deployed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum Variant {
	/// As published: the owner's early claim never succeeds.
	Original,
	/// With the owner's early claim repaired: the deployer is the owner.
	OwnerPatched,
}

/// One call.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Action {
	/// A submission.
	AddData {
		t: Seconds,
		who: usize,
		#[serde(deserialize_with = "features")]
		data: Vec<u32>,
		label: Class,
		value: Money,
	},
	/// The contributor's claim.
	Refund {
		t: Seconds,
		who: usize,
		#[serde(deserialize_with = "features")]
		data: Vec<u32>,
		label: Class,
		added_time: Seconds,
	},
	/// Anybody else's claim.
	Report {
		t: Seconds,
		who: usize,
		#[serde(deserialize_with = "features")]
		data: Vec<u32>,
		label: Class,
		added_time: Seconds,
		author: usize,
	},
	/// A question for a prediction.
	Predict {
		#[serde(deserialize_with = "features")]
		data: Vec<u32>,
	},
	/// A question for the price.
	Cost { t: Seconds },
}

/// What came of a call: fields that the call does not have are absent.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Outcome {
	/// Whether the call succeeded.
	pub ok: bool,
	/// Why it did not.
	pub reason: Option<String>,
	/// Prediction for the sample just before the call.
	pub prediction: Option<u8>,
	/// The price.
	pub cost: Option<Money>,
	/// What the sender offered above the price.
	pub change: Option<Money>,
	/// Coefficients that changed.
	pub weights: Option<BTreeMap<u32, Fixed>>,
	/// What a claim paid.
	pub amount: Option<Money>,
	/// The contribution after the call.
	pub record: Option<Record>,
	/// Free balances of all accounts after the call.
	pub balances: Option<Vec<Money>>,
	/// What the contract holds after the call.
	pub contract: Option<Money>,
}

/// What is recorded of a contribution.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
	/// Its deposit at first.
	pub initial_deposit: Money,
	/// What is left.
	pub claimable: Money,
	/// How many claims were paid.
	pub num_claims: usize,
	/// Whether the caller has been paid from it.
	pub claimed_by_caller: bool,
}

/// The state after the last action.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct End {
	/// Every coefficient ever touched.
	pub weights: BTreeMap<u32, Fixed>,
	/// The bias.
	pub intercept: Fixed,
	/// Second of the last accepted submission.
	pub last_update_time_s: Seconds,
	/// How many submissions were accepted.
	pub total_submitted: u64,
	/// How many refunds were paid.
	pub total_good_data_count: u64,
	/// Refunds by account.
	pub num_valid: Vec<u64>,
	/// Free balances by account.
	pub balances: Vec<Money>,
	/// What the contract holds.
	pub contract: Money,
}

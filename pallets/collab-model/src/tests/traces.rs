//! The recorded runs of the original contracts, through the pallet's calls.
//!
//! The contracts find an entry by sample, label, second and author, and keep it when it is settled;
//! the pallet numbers contributions and forgets settled ones. [`Replay`] keeps both in step, and
//! answers what only the map or a settled entry can tell.

use super::recorded::{normal, replay_all};
use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::assert_ok;
use polkadot_sdk::*;
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};

type Key = (Vec<u32>, u64, Seconds, u64);

/// What the contracts remember of an entry.
struct Entry {
	id: ContributionId,
	deposit: Balance,
	claims: usize,
	claimed_by: BTreeSet<u64>,
}

struct Replay<'a> {
	deploy: &'a Value,
	entries: BTreeMap<Key, Entry>,
}

fn wide(value: &Value) -> i128 {
	value.as_str().map_or_else(|| value.as_i64().map(i128::from), |s| s.parse().ok()).unwrap()
}

fn fixed(value: &Value) -> Coefficient {
	Coefficient::from_inner(wide(value).try_into().unwrap())
}

fn data(action: &Value) -> Vec<u32> {
	action["data"].as_array().unwrap().iter().map(|f| f.as_u64().unwrap() as u32).collect()
}

fn label(action: &Value) -> Label {
	Label::from(action["label"] == 1)
}

/// Account `n` of a trace. Those that rule nothing are owned by an account outside of it.
fn account(n: u64) -> AccountId {
	100 + AccountId::from(n)
}

fn reason(error: sp_runtime::DispatchError) -> &'static str {
	let known: [(Error<Test>, &str); 7] = [
		(Error::PriceAboveMaximum, "Didn't pay enough for the deposit."),
		(Error::TooEarly, "Not enough time has passed."),
		(Error::ModelDisagrees, "The model doesn't agree with your contribution."),
		(Error::ModelAgrees, "The model should not agree with the contribution."),
		(Error::OwnContribution, "Cannot take your own deposit."),
		(Error::AlreadyClaimed, ""),
		(Error::NoCredit, "The sender has not sent any good data."),
	];
	let found = known.into_iter().find(|(e, _)| error == clone_error(e));
	found.map(|(_, reason)| reason).unwrap_or_else(|| panic!("unexpected {error:?}"))
}

fn clone_error(error: &Error<Test>) -> sp_runtime::DispatchError {
	use codec::{Decode, Encode};
	Error::<Test>::decode(&mut &error.encode()[..]).unwrap().into()
}

impl Replay<'_> {
	fn number(&self, name: &str) -> u64 {
		self.deploy[name].as_u64().unwrap()
	}

	fn accounts(&self) -> u64 {
		self.number("accounts")
	}

	fn config(&self) -> ModelConfig {
		let scale = 3600 * wide(&self.deploy["costWeight"]) as Balance;
		let rules = Classic {
			learner: Perceptron {
				step: StepSchedule::Constant(fixed(&self.deploy["learningRate"])),
				learn_bias: false,
			},
			pricing: Pricing::SqrtTime { scale, minimum: 0, unit: 1 },
			refund_wait: self.number("refundWaitTimeS"),
			owner_wait: self.number("ownerClaimWaitTimeS"),
			any_wait: self.number("anyAddressClaimWaitTimeS"),
		};
		ModelConfig {
			num_features: 1 << 32,
			page_limit: 10_000,
			bias: fixed(&self.deploy["intercept"]),
			rules: Rules::Classic(rules),
		}
	}

	fn deploy(&self) {
		set_now(self.number("t"));
		assert_ok!(CollabModel::create_model(signed(OWNER), self.config()));
		let upload = |first: u32, values: &[Value]| {
			let values: Vec<_> = values.iter().map(fixed).collect();
			let values = values.try_into().unwrap();
			assert_ok!(CollabModel::upload_coefficients(signed(OWNER), MODEL, first, values));
		};
		if let Some(values) = self.deploy["weights"].as_array().filter(|v| !v.is_empty()) {
			upload(0, values);
		}
		for pair in self.deploy["sparseWeights"].as_array().into_iter().flatten() {
			let feature =
				pair[0].as_str().map_or_else(|| pair[0].as_u64().unwrap(), |s| s.parse().unwrap());
			upload(feature as u32, &[pair[1].clone()]);
		}
		assert_ok!(CollabModel::open_model(signed(OWNER), MODEL));
		if self.deploy["variant"] == "ownerPatched" {
			let owner = account(self.number("deployer"));
			// In the contracts a model is nobody's expense: the deposit stays where it is.
			Models::<Test>::mutate(MODEL, |model| model.as_mut().unwrap().owner = owner);
		}
	}

	fn key(&self, action: &Value) -> Key {
		let author = action["author"].as_u64().or(action["who"].as_u64()).unwrap();
		let time = action["addedTime"].as_u64().or(action["t"].as_u64()).unwrap();
		(data(action), action["label"].as_u64().unwrap(), time, author)
	}

	/// `Ok` with what was paid or taken, or the reason of the refusal.
	fn act(&mut self, action: &Value) -> Result<Balance, &'static str> {
		let who = action["who"].as_u64().unwrap();
		let key = self.key(action);
		if action["call"] == "addData" {
			return self.add_data(action, who, key);
		}
		let entry = self.entries.get_mut(&key).ok_or("Data not found.")?;
		let refund = action["call"] == "refund";
		let claimed = match refund {
			true => "Deposit already claimed by submitter.",
			false => "Deposit already claimed by reporter.",
		};
		if !Contributions::<Test>::contains_key(MODEL, entry.id) {
			let by_submitter = refund && entry.claimed_by.contains(&who);
			return Err(if by_submitter { claimed } else { "There is no reward left to claim." });
		}
		let before = free(account(who));
		let call = if refund { crate::mock::refund } else { crate::mock::report };
		let result = frame_support::storage::with_storage_layer(|| call(account(who), entry.id));
		result.map_err(|e| match reason(e) {
			"" => claimed,
			reason => reason,
		})?;
		entry.claims += 1;
		entry.claimed_by.insert(who);
		Ok(free(account(who)) - before)
	}

	fn add_data(&mut self, action: &Value, who: u64, key: Key) -> Result<Balance, &'static str> {
		let (sample, limit) = (features(data(action)), wide(&action["value"]) as Balance);
		let price = CollabModel::price(MODEL).unwrap();
		if price <= limit && self.entries.contains_key(&key) {
			return Err("Conflicting data key. The data may have already been added.");
		}
		let id = the_model().submitted;
		let before = held(account(who));
		frame_support::storage::with_storage_layer(|| {
			CollabModel::add_data(signed(account(who)), MODEL, sample, label(action), limit)
		})
		.map_err(|e| reason(e.error))?;
		let deposit = held(account(who)) - before;
		self.entries.insert(key, Entry { id, deposit, claims: 0, claimed_by: BTreeSet::new() });
		Ok(deposit)
	}

	fn record(&self, action: &Value) -> Value {
		let Some(entry) = self.entries.get(&self.key(action)) else { return Value::Null };
		let stored = Contributions::<Test>::get(MODEL, entry.id);
		let claimable = stored.map_or(0, |c| c.claimable);
		json!({
			"initialDeposit": entry.deposit.to_string(),
			"claimable": claimable.to_string(),
			"numClaims": entry.claims,
			"claimedByCaller": entry.claimed_by.contains(&action["who"].as_u64().unwrap()),
		})
	}

	fn money(&self) -> (Value, Value) {
		let balances: Vec<_> = (0..self.accounts()).map(|n| free(account(n)).to_string()).collect();
		let contract: Balance = (0..self.accounts()).map(|n| held(account(n))).sum();
		(json!(balances), json!(contract.to_string()))
	}

	fn outcome(&mut self, action: &Value) -> Value {
		set_now(action["t"].as_u64().unwrap());
		if action["call"] == "cost" {
			return json!({ "ok": true, "cost": CollabModel::price(MODEL).unwrap().to_string() });
		}
		let sample = data(action);
		let prediction = CollabModel::predict(MODEL, features(sample.clone())).unwrap().0 as u8;
		if action["call"] == "predict" {
			return json!({ "ok": true, "prediction": prediction });
		}
		let coefficients_before: Vec<_> = sample.iter().map(|f| stored_coefficient(*f)).collect();
		let result = self.act(action);
		let (balances, contract) = self.money();
		let mut outcome = json!({
			"ok": result.is_ok(),
			"prediction": prediction,
			"record": self.record(action),
			"balances": balances,
			"contract": contract,
		});
		if action["call"] == "addData" {
			let changed = sample.iter().zip(coefficients_before).filter_map(|(f, before)| {
				let now = stored_coefficient(*f);
				(now != before).then(|| (f.to_string(), json!(now.into_inner().to_string())))
			});
			outcome["weights"] = changed.collect::<serde_json::Map<_, _>>().into();
		}
		match (result, action["call"] == "addData") {
			(Err(reason), _) => outcome["reason"] = json!(reason),
			(Ok(amount), false) => outcome["amount"] = json!(amount.to_string()),
			(Ok(cost), true) => {
				let change = wide(&action["value"]) as Balance - cost;
				outcome["cost"] = json!(cost.to_string());
				outcome["change"] = json!(change.to_string());
			}
		}
		outcome
	}

	fn check_final(&self, expected: &Value) {
		for (feature, value) in expected["weights"].as_object().unwrap() {
			let now = stored_coefficient(feature.parse().unwrap());
			assert_eq!(now, fixed(value), "coefficient {feature}");
		}
		let model = the_model();
		assert_eq!(classic_state().bias, fixed(&expected["intercept"]));
		assert_eq!(model.last_accepted, expected["lastUpdateTimeS"].as_u64().unwrap());
		assert_eq!(model.submitted, expected["totalSubmitted"].as_u64().unwrap());
		assert_eq!(classic_state().total_credit, expected["totalGoodDataCount"].as_u64().unwrap());
		let credits: Vec<_> = (0..self.accounts()).map(|n| credit(account(n))).collect();
		assert_eq!(json!(credits), expected["numValid"]);
		let (balances, contract) = self.money();
		assert_eq!(normal(&balances), normal(&expected["balances"]));
		assert_eq!(normal(&contract), normal(&expected["contract"]));
	}
}

fn stored_coefficient(feature: u32) -> Coefficient {
	let score = CollabModel::predict(MODEL, features([feature])).unwrap().1;
	Coefficient::from_inner((score - Score::from(classic_state().bias.into_inner())) as i64)
}

fn replay(path: &Path) -> usize {
	let trace: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
	let deploy = &trace["deploy"];
	let accounts = deploy["accounts"].as_u64().unwrap();
	let each = wide(&deploy["initialBalance"]) as Balance;
	let mut replay = Replay { deploy, entries: BTreeMap::new() };
	let names = (0..accounts).map(account).chain([OWNER]);
	ExtBuilder::default().endowed(names, each).build_and_execute(|| {
		replay.deploy();
		let actions = trace["actions"].as_array().unwrap();
		for (i, (action, expected)) in
			actions.iter().zip(trace["outcomes"].as_array().unwrap()).enumerate()
		{
			let mut expected = expected.clone();
			expected.as_object_mut().unwrap().remove("gasUsed");
			let got = replay.outcome(action);
			assert_eq!(normal(&got), normal(&expected), "{path:?}, action {i}: {action}");
		}
		replay.check_final(&trace["final"]);
	});
	trace["actions"].as_array().unwrap().len()
}

#[test]
fn recorded_runs_of_the_contracts_replay_without_a_difference() {
	replay_all("traces", replay);
}

//! Recorded runs of the robust rules, through the pallet's calls.

use super::recorded::{normal, replay_all};
use crate::{mock::*, *};
use collab_model_core::*;
use frame_support::assert_ok;
use polkadot_sdk::*;
use serde_json::{json, Value};
use sp_runtime::Percent;
use std::{collections::BTreeMap, path::Path};

struct Replay<'a> {
	trace: &'a Value,
}

fn number(value: &Value) -> u128 {
	value.as_str().map_or_else(|| value.as_u64().map(u128::from), |s| s.parse().ok()).unwrap()
}

fn row(features: &Value) -> Vec<u32> {
	features.as_array().unwrap().iter().map(|f| number(f) as u32).collect()
}

/// A row of a list: features and label.
fn labelled(pair: &Value) -> (Vec<u32>, Label) {
	(row(&pair[0]), Label::from(pair[1] == 1))
}

fn account(n: &Value) -> AccountId {
	100 + number(n)
}

fn text(amount: impl ToString) -> Value {
	json!(amount.to_string())
}

impl Replay<'_> {
	fn parameter<N: TryFrom<u128>>(&self, name: &str) -> N {
		let value = number(&self.trace["parameters"][name]);
		N::try_from(value).unwrap_or_else(|_| panic!("{name} is out of range"))
	}

	fn rules(&self) -> Robust {
		let learner = AveragedPerceptron {
			margin: self.parameter("margin"),
			limit: self.parameter("limit"),
			learn_bias: self.trace["parameters"]["learnBias"] == true,
			tick: self.parameter("tick"),
			leash: self.parameter("leash"),
			leash_share: self.parameter("leashShare"),
			sample_leash: self.parameter("sampleLeash"),
		};
		let guard = Guard {
			slope: self.parameter("slope"),
			least: self.parameter("least"),
			greatest: self.parameter("greatest"),
			shift: self.parameter("shift"),
			start: self.parameter("start"),
		};
		let pricing = RecordPricing {
			base: self.parameter("base"),
			prior: self.parameter("prior"),
			penalty: self.parameter("penalty"),
			span_down: self.parameter("spanDown"),
			span_up: self.parameter("spanUp"),
			window: self.parameter("window"),
		};
		let judgement = Judgement {
			band: self.parameter("band"),
			keep: Percent::from_percent(self.parameter("keep")),
			wait: self.parameter("wait"),
		};
		let payouts = Payouts {
			contradiction: self.parameter("contradiction"),
			fund_shift: self.parameter("fundShift"),
			pool_shift: self.parameter("poolShift"),
			flow: self.parameter("flow"),
			volume: self.parameter("volume"),
			floor: self.parameter("floor"),
			life: self.parameter("life"),
		};
		// Recorded audits are shown at once, whatever their number of rows.
		let audits = AuditRules {
			rows: 25,
			wait: 0,
			ratio: self.parameter("ratio"),
			confidence: self.parameter("confidence"),
			teach: false,
		};
		let gate = Gate { samples: 0, accuracy: Percent::zero() };
		Robust { learner, guard, pricing, judgement, payouts, gate, audits }
	}

	fn open(&self) {
		let num_features = number(&self.trace["numFeatures"]) as u64;
		let page_limit = num_features.div_ceil(PAGE_SIZE.into()) as u32;
		let rules = Rules::Robust(self.rules());
		let config = ModelConfig { num_features, page_limit, bias: whole(0), rules };
		assert_ok!(CollabModel::create_model(signed(OWNER), config));
		for pair in self.trace["seeding"].as_array().unwrap() {
			let (features, label) = labelled(pair);
			seed(&[&features], label);
		}
		set_now(number(&self.trace["openedAt"]) as u64);
		assert_ok!(CollabModel::open_model(signed(OWNER), MODEL));
	}

	fn outcome(&self, action: &Value) -> Value {
		set_now(number(&action["t"]) as u64);
		match action["call"].as_str().unwrap() {
			"addData" => self.add_data(action),
			"refund" => self.refund(action),
			"audit" => self.audit(action),
			"predict" => {
				let (label, _) =
					CollabModel::predict(MODEL, features(row(&action["data"]))).unwrap();
				json!({ "prediction": label as u8 })
			}
			"price" => {
				let price = CollabModel::price_for(MODEL, account(&action["who"])).unwrap();
				json!({ "price": price.to_string() })
			}
			other => panic!("no call {other}"),
		}
	}

	fn add_data(&self, action: &Value) -> Value {
		let (id, data) = (the_model().submitted, row(&action["data"]));
		let (state, rules) = (robust_state(), self.rules());
		let call = || {
			let (sample, label) = (features(data.clone()), Label::from(action["label"] == 1));
			let who = signed(account(&action["who"]));
			CollabModel::add_data(who, MODEL, sample, label, number(&action["value"]))
		};
		if let Err(error) = frame_support::storage::with_storage_layer(call) {
			assert_eq!(error.error, Error::<Test>::PriceAboveMaximum.into());
			return json!({ "ok": false, "reason": "PriceAboveMaximum" });
		}
		let last = System::events().pop().unwrap().event;
		let RuntimeEvent::CollabModel(Event::DataAdded { stake, judged, score, .. }) = last else {
			panic!("{last:?}")
		};
		let after = robust_state();
		// The event has the score by the clock, which is the recorded one over it.
		let recorded = self.score_before(&rules, &state, &data);
		assert_eq!(recorded.scaled(), score);
		json!({
			"ok": true,
			"contribution": id,
			"deposit": stake.deposit.to_string(),
			"verdict": format!("{:?}", judged.unwrap().verdict),
			"amount": stake.locked().to_string(),
			"score": recorded.sum.to_string(),
			"agreement": after.agreement.0,
			"pool": after.pot.pool.to_string(),
			"fund": after.pot.fund.to_string(),
			"heir": after.pot.heir.to_string(),
		})
	}

	/// The released copy does not change between audits, so that it can be asked afterwards.
	fn score_before(&self, rules: &Robust, state: &RobustState, data: &[u32]) -> AveragedScore {
		let snapshot = CollabModel::released_snapshot(MODEL, None).unwrap();
		let value = |feature: &u32| coefficient_in(&snapshot, *feature);
		let bias = rules.learner.learn_bias.then_some(state.released.bias);
		let clock = state.released.clock;
		let sum = data.iter().map(value).chain(bias).map(|value| value.summed(clock)).sum();
		AveragedScore { sum, clock }
	}

	fn refund(&self, action: &Value) -> Value {
		let id = number(&action["contribution"]) as u64;
		let stored = Contributions::<Test>::get(MODEL, id);
		let call = || crate::mock::refund(account(&action["who"]), id);
		if let Err(error) = frame_support::storage::with_storage_layer(call) {
			let early = error == Error::<Test>::TooEarly.into();
			assert!(early || error == Error::<Test>::UnknownContribution.into());
			let reason = if early { "TooEarly" } else { "UnknownContribution" };
			return json!({ "ok": false, "reason": reason });
		}
		let stored = stored.unwrap();
		json!({
			"ok": true,
			"contributor": (stored.contributor - 100) as u64,
			"amount": stored.claimable.to_string(),
		})
	}

	fn audit(&self, action: &Value) -> Value {
		let rows: Rows = action["rows"].as_array().unwrap().iter().map(labelled).collect();
		Models::<Test>::mutate(MODEL, |model| {
			let Some(Model { rules: LiveRules::Robust { rules, .. }, .. }) = model else { return };
			rules.audits.rows = rows.len() as u32;
		});
		let (seal, count) = (seal_of(robust_state().audits, &rows), rows.len() as u32);
		assert_ok!(CollabModel::seal_audit(signed(OWNER), MODEL, seal, count));
		for (piece, first) in rows.chunks(64).zip((0..).step_by(64)) {
			assert_ok!(show_audit(first, piece));
		}
		let decided = System::events().into_iter().rev().find_map(|record| match record.event {
			RuntimeEvent::CollabModel(Event::AuditDecided { outcome, count, .. }) => {
				Some((outcome, count))
			}
			_ => None,
		});
		let (outcome, count) = decided.unwrap();
		assert_ne!(outcome, AuditOutcome::Void);
		let accepted = outcome == AuditOutcome::Released;
		json!({ "ok": true, "worse": count.worse, "better": count.better, "accepted": accepted })
	}

	fn end(&self) -> Value {
		let (model, state) = (the_model(), robust_state());
		let accounts = 0..number(&self.trace["accounts"]) as u64;
		let records: Vec<_> = accounts
			.map(|n| record(100 + AccountId::from(n)))
			.map(|record| json!([record.agreed, record.disagreed]))
			.collect();
		let mut open: Vec<_> = Contributions::<Test>::iter_prefix(MODEL).collect();
		open.sort_by_key(|(id, _)| *id);
		let open: Vec<_> = open
			.into_iter()
			.map(|(id, c)| {
				let who = (c.contributor - 100) as u64;
				json!([id, who, c.submitted_at, c.claimable.to_string()])
			})
			.collect();
		json!({
			"clock": state.candidate.clock,
			"releasedClock": state.released.clock,
			"last": model.last_accepted,
			"agreement": state.agreement.0,
			"pool": text(state.pot.pool),
			"fund": text(state.pot.fund),
			"heir": text(state.pot.heir),
			"submitted": model.submitted,
			"records": records,
			"open": open,
			"coefficients": not_zero(&CollabModel::candidate_snapshot(MODEL, None).unwrap()),
			"bias": [i64::from(state.candidate.bias.value), state.candidate.bias.lag],
			"released": not_zero(&CollabModel::released_snapshot(MODEL, None).unwrap()),
			"releasedBias": [i64::from(state.released.bias.value), state.released.bias.lag],
		})
	}
}

fn coefficient_in(snapshot: &AveragedSnapshot, feature: u32) -> AveragedCoefficient {
	let in_run = |(first, values): &(u32, Vec<AveragedCoefficient>)| {
		feature.checked_sub(*first).and_then(|place| values.get(place as usize).copied())
	};
	snapshot.pages.runs.iter().find_map(in_run).unwrap_or_default()
}

fn not_zero(snapshot: &AveragedSnapshot) -> Vec<Value> {
	let runs: BTreeMap<_, _> = snapshot.pages.runs.iter().cloned().collect();
	let values = runs.into_iter().flat_map(|(first, values)| (first..).zip(values));
	let values = values.filter(|(_, value)| *value != AveragedCoefficient::default());
	values.map(|(feature, value)| json!([feature, value.value, value.lag])).collect()
}

fn replay(path: &Path) -> usize {
	let trace: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
	let replay = Replay { trace: &trace };
	let accounts = number(&trace["accounts"]);
	let names = (0..accounts).map(|n| 100 + n).chain([OWNER]);
	ExtBuilder::default().endowed(names, 1 << 60).build_and_execute(|| {
		replay.open();
		let actions = trace["actions"].as_array().unwrap();
		let outcomes = trace["outcomes"].as_array().unwrap();
		for (i, (action, expected)) in actions.iter().zip(outcomes).enumerate() {
			let got = replay.outcome(action);
			assert_eq!(normal(&got), normal(expected), "{path:?}, action {i}");
		}
		assert_eq!(normal(&replay.end()), normal(&trace["final"]), "{path:?}");
	});
	trace["actions"].as_array().unwrap().len()
}

#[test]
fn recorded_runs_of_the_robust_rules_replay_without_a_difference() {
	replay_all("traces-robust", replay);
}

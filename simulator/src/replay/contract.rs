//! The original contracts, played by our ledger.
//!
//! They find a contribution by its sample, label, time and author; the ledger numbers them. The
//! map between the two, and the answers that follow from it, live here.

use super::{
	numbers::{Class, Fixed, Money},
	trace::{Action, Deploy, End, Outcome, Record, Variant},
};
use crate::ledger::{Account, ContributionId, Ledger, LinearCoefficients, Model, Rejection};
use collab_model_core::{
	ClaimError, Classic, Label, Limits, Payment, Perceptron, Pricing, RuleSet, Rules, Sample,
	Seconds, StepSchedule,
};
use std::collections::{BTreeMap, HashMap};

/// Samples of a trace have features below this.
const NUM_FEATURES: u64 = 1 << 32;

/// The contracts have none.
const LIMITS: Limits = Limits { max_wait: Seconds::MAX, min_base: 0, max_audit_rows: u32::MAX };

/// More accounts than this are a slip of the pen.
const MAX_ACCOUNTS: usize = 10_000;

/// Sample, label, second of the submission, author.
type Key = (Vec<u32>, Class, Seconds, usize);

/// The contracts' state: a ledger and the keys of its contributions.
pub struct Contract {
	ledger: Ledger,
	ids: HashMap<Key, ContributionId>,
}

impl Contract {
	/// Deploys. The error names the field that is out of range.
	pub fn deploy(deploy: &Deploy) -> Result<Self, String> {
		let rules = rules(deploy)?;
		if deploy.accounts > MAX_ACCOUNTS {
			return Err(format!("deploy.accounts: more than {MAX_ACCOUNTS}"));
		}
		if deploy.deployer >= deploy.accounts {
			return Err(format!("deploy.deployer: there is no account {}", deploy.deployer));
		}
		let mut model = LinearCoefficients::zero(NUM_FEATURES);
		model.set_bias(deploy.intercept.0);
		let sparse = deploy.sparse_weights.iter().map(|(feature, value)| (feature.0, *value));
		for (feature, value) in (0u32..).zip(deploy.weights.iter().copied()).chain(sparse) {
			model.set(feature, value.0);
		}
		let balances = vec![deploy.initial_balance.0; deploy.accounts];
		let owner = (deploy.variant == Variant::OwnerPatched).then_some(deploy.deployer);
		let model = Model::uploaded(rules, model);
		let ledger = Ledger::open(deploy.t, Rules::Classic(rules), model, &balances)
			.map_err(|e| format!("deploy.initialBalance: {e}"))?
			.with_owner(owner);
		Ok(Self { ledger, ids: HashMap::new() })
	}

	/// Performs one call and tells what came of it. The error says what in the call is malformed.
	pub fn perform(&mut self, action: &Action) -> Result<Outcome, String> {
		match action {
			Action::Predict { data } => {
				let prediction = Some(number(self.predict(data)?));
				Ok(Outcome { ok: true, prediction, ..Outcome::default() })
			}
			Action::Cost { t } => {
				let cost = Some(self.price(*t)?);
				Ok(Outcome { ok: true, cost, ..Outcome::default() })
			}
			Action::AddData { t, who, data, label, value } => {
				let key = (data.clone(), *label, *t, *who);
				let prediction = Some(number(self.predict(data)?));
				let before = Outcome { prediction, ..Outcome::default() };
				let outcome = self.add_data(&key, *value, before)?;
				self.with_state(&key, *who, outcome)
			}
			Action::Refund { t, who, data, label, added_time } => {
				let key = (data.clone(), *label, *added_time, *who);
				let prediction = number(self.predict(data)?);
				let paid = self.id(&key).map(|id| self.ledger.refund(*t, *who, id));
				self.with_state(&key, *who, claimed(paid, prediction, refund_reason)?)
			}
			Action::Report { t, who, data, label, added_time, author } => {
				let key = (data.clone(), *label, *added_time, *author);
				let prediction = number(self.predict(data)?);
				let paid = self.id(&key).map(|id| self.ledger.report(*t, *who, id));
				self.with_state(&key, *who, claimed(paid, prediction, report_reason)?)
			}
		}
	}

	fn add_data(&mut self, key: &Key, value: Money, before: Outcome) -> Result<Outcome, String> {
		let (data, label, t, who) = key;
		let weights = Some(BTreeMap::new());
		if value.0 < self.price(*t)?.0 {
			let reason = Some("Didn't pay enough for the deposit.".into());
			return Ok(Outcome { reason, weights, ..before });
		}
		if self.ids.contains_key(key) {
			let reason = Some("Conflicting data key. The data may have already been added.".into());
			return Ok(Outcome { reason, weights, ..before });
		}
		let values: Vec<_> = data.iter().map(|f| self.ledger.memory().linear().get(*f)).collect();
		let added = self
			.ledger
			.add_data(*t, *who, sample(data)?, label.label(), value.0)
			.map_err(|e| e.to_string())?;
		self.ids.insert(key.clone(), added.contribution);
		let (model, deposit) = (self.ledger.memory().linear(), added.accepted.stake.deposit);
		let changed = data.iter().zip(values).filter(|(f, old)| model.get(**f) != *old);
		Ok(Outcome {
			ok: true,
			cost: Some(Money(deposit)),
			change: Some(Money(value.0.saturating_sub(deposit))),
			weights: Some(changed.map(|(f, _)| (*f, Fixed(model.get(*f)))).collect()),
			..before
		})
	}

	/// The state after the last call. The original lists every coefficient it ever touched, also
	/// those that are zero again: these are asked for in `touched`.
	pub fn end(&self, touched: impl Iterator<Item = u32>) -> End {
		let model = self.ledger.memory().linear();
		let rules = self.ledger.rules();
		let listed = touched.map(|f| (f, model.get(f))).chain(model.non_zero());
		let accounts = self.ledger.books().accounts();
		End {
			weights: listed.map(|(f, value)| (f, Fixed(value))).collect(),
			intercept: Fixed(rules.bias()),
			last_update_time_s: self.ledger.books().last_accepted(),
			total_submitted: accounts.iter().map(|a| a.submitted).sum(),
			total_good_data_count: rules.total_credit(),
			num_valid: accounts.iter().map(Account::credit).collect(),
			balances: accounts.iter().map(|a| Money(a.free)).collect(),
			contract: Money(self.ledger.books().total_held()),
		}
	}

	fn predict(&self, data: &[u32]) -> Result<Label, String> {
		Ok(self.ledger.predict(sample(data)?))
	}

	/// The price, which is the same for all accounts.
	fn price(&self, t: Seconds) -> Result<Money, String> {
		self.ledger.price(t, 0).map(Money).map_err(|e| e.to_string())
	}

	fn id(&self, key: &Key) -> Option<ContributionId> {
		self.ids.get(key).copied()
	}

	fn with_state(&self, key: &Key, who: usize, outcome: Outcome) -> Result<Outcome, String> {
		let accounts = self.ledger.books().accounts();
		if who >= accounts.len() {
			return Err(format!("who: there is no account {who}"));
		}
		let record =
			self.id(key).and_then(|id| self.ledger.books().contribution(id)).map(|c| Record {
				initial_deposit: Money(c.deposit),
				claimable: Money(c.claimable),
				num_claims: c.evidence.as_ref().map_or(0, |evidence| evidence.claims.len()),
				claimed_by_caller: c.is_claimed_by(who),
			});
		Ok(Outcome {
			record,
			balances: Some(accounts.iter().map(|a| Money(a.free)).collect()),
			contract: Some(Money(self.ledger.books().total_held())),
			..outcome
		})
	}
}

fn rules(deploy: &Deploy) -> Result<Classic, String> {
	let cost = deploy.cost_weight.0;
	let scale = cost
		.checked_mul(3600)
		.ok_or_else(|| format!("deploy.costWeight: {cost} times 3600 is above 2^128 - 1"))?;
	let rules = Classic {
		learner: Perceptron {
			step: StepSchedule::Constant(deploy.learning_rate.0),
			learn_bias: false,
		},
		pricing: Pricing::SqrtTime { scale, minimum: 0, unit: 1 },
		refund_wait: deploy.refund_wait_time_s,
		owner_wait: deploy.owner_claim_wait_time_s,
		any_wait: deploy.any_address_claim_wait_time_s,
	};
	rules.is_valid(&LIMITS).then_some(rules).ok_or_else(|| {
		"deploy: learningRate must not be negative, and the waits for refund, owner and any address \
		 must not decrease"
			.to_string()
	})
}

fn claimed(
	paid: Option<Result<Payment, Rejection>>,
	prediction: u8,
	reason: fn(ClaimError) -> Option<&'static str>,
) -> Result<Outcome, String> {
	let outcome = Outcome { prediction: Some(prediction), ..Outcome::default() };
	match paid {
		None => Ok(Outcome { reason: Some("Data not found.".into()), ..outcome }),
		Some(Ok(payment)) => {
			Ok(Outcome { ok: true, amount: Some(Money(payment.amount)), ..outcome })
		}
		Some(Err(rejection)) => {
			let known = match rejection {
				Rejection::Claim(error) => reason(error),
				_ => None,
			};
			let reason = known.ok_or_else(|| rejection.to_string())?;
			Ok(Outcome { reason: Some(reason.into()), ..outcome })
		}
	}
}

fn refund_reason(error: ClaimError) -> Option<&'static str> {
	match error {
		ClaimError::AlreadyClaimed => Some("Deposit already claimed by submitter."),
		other => report_reason(other),
	}
}

/// `None` for what the contracts have no words for: it cannot happen to them.
fn report_reason(error: ClaimError) -> Option<&'static str> {
	Some(match error {
		ClaimError::AlreadyClaimed => "Deposit already claimed by reporter.",
		ClaimError::NothingLeft => "There is no reward left to claim.",
		ClaimError::TooEarly => "Not enough time has passed.",
		ClaimError::ModelDisagrees => "The model doesn't agree with your contribution.",
		ClaimError::ModelAgrees => "The model should not agree with the contribution.",
		ClaimError::OwnContribution => "Cannot take your own deposit.",
		ClaimError::NoCredit => "The sender has not sent any good data.",
		ClaimError::NotContributor | ClaimError::NothingToReport | ClaimError::Corrupt => {
			return None
		}
	})
}

fn sample(data: &[u32]) -> Result<Sample<'_>, String> {
	Sample::new(data, NUM_FEATURES).map_err(|e| format!("data: {e}"))
}

fn number(label: Label) -> u8 {
	match label {
		Label::Negative => 0,
		Label::Positive => 1,
	}
}

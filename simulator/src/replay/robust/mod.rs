//! The `robust` rules of recorded runs, played by core.
//!
//! Balances are not recorded, so accounts have as much as they need. Audits are tried and decided
//! without a seal.

mod parameters;
mod trace;

use super::{
	numbers::{Money, Whole, Wide},
	recording::{self, Recording},
	Replayed,
};
use crate::ledger::Memory;
use collab_model_core::{
	Accepted, AuditCount, AuditOutcome, AuditStage, Averaged, Balance, ClaimError, ClaimFacts,
	ClaimKind, Label, Record, Robust, RobustState, RuleSet, Sample, Seconds, Submission, Verdict,
	Version,
};
use std::collections::BTreeMap;
use trace::{Action, End, Entry, Outcome, Row, VERSION};

/// More accounts than this are a slip of the pen.
const MAX_ACCOUNTS: usize = 10_000;

/// Replays a run.
pub fn replay(recording: &Recording) -> Result<Replayed, String> {
	let mut model = Model::open(recording)?;
	let (steps, end) = (recording.steps()?, recording.part("final")?);
	let replayed = recording::compare(&steps, |action| model.perform(action))?;
	replayed.with_end(&end, &model.end())
}

/// Plays the actions of a run.
pub fn record(recording: Recording) -> Result<String, String> {
	let mut model = Model::open(&recording)?;
	let outcomes = recording::play(&recording.actions()?, |action| model.perform(action))?;
	recording.with(&outcomes, &model.end())
}

/// What is locked for a contribution.
struct Locked {
	contributor: usize,
	at: Seconds,
	amount: Balance,
}

/// A model that is open, and what is recorded of accounts and contributions.
struct Model {
	rules: Robust,
	state: RobustState,
	memory: Memory,
	records: Vec<Record>,
	open: BTreeMap<u64, Locked>,
	submitted: u64,
	last: Seconds,
	now: Seconds,
}

impl Model {
	/// Seeds and opens. The error names the part that is malformed.
	fn open(recording: &Recording) -> Result<Self, String> {
		let Whole(version) = recording.part::<Whole<u64>>("version")?;
		if version != VERSION {
			return Err(format!("version: expected {VERSION}, got {version}"));
		}
		let rules = parameters::rules(recording)?;
		let Whole(num_features) = recording.part::<Whole<u64>>("numFeatures")?;
		if !(1..=1 << 32).contains(&num_features) {
			return Err(format!("numFeatures: {num_features} is not from 1 to 2^32"));
		}
		let Whole(accounts) = recording.part::<Whole<usize>>("accounts")?;
		if accounts > MAX_ACCOUNTS {
			return Err(format!("accounts: more than {MAX_ACCOUNTS}"));
		}
		let Whole(opened) = recording.part::<Whole<Seconds>>("openedAt")?;
		let (mut state, mut memory) = (rules.initial_state(), Memory::zero(num_features));
		for (i, Row(data, label)) in recording.part::<Vec<Row>>("seeding")?.iter().enumerate() {
			let sample =
				Sample::new(data, num_features).map_err(|e| format!("seeding[{i}]: {e}"))?;
			rules.seed(&mut state, sample, label.label(), &mut memory);
		}
		rules.open(&mut state).map_err(|e| format!("seeding: the model does not open: {e:?}"))?;
		Ok(Self {
			rules,
			state,
			memory,
			records: vec![Record::default(); accounts],
			open: BTreeMap::new(),
			submitted: 0,
			last: opened,
			now: opened,
		})
	}

	/// Performs one call and tells what came of it. The error says what in the call is malformed.
	fn perform(&mut self, action: &Action) -> Result<Outcome, String> {
		let t = action.second();
		if t < self.now {
			return Err(format!("t: {t} is before {}, which has passed", self.now));
		}
		self.now = t;
		match action {
			Action::AddData { who, data, label, value, .. } => {
				self.add_data(*who, data, label.label(), value.0)
			}
			Action::Refund { who, contribution, .. } => self.refund(*who, *contribution),
			Action::Audit { rows, .. } => self.audit(rows),
			Action::Predict { data, .. } => {
				let sample = self.sample(data)?;
				let Self { rules, state, memory, .. } = self;
				let label = rules.averaged_score(state, sample, memory).label();
				let prediction = Some(Whole(u8::from(label == Label::Positive)));
				Ok(Outcome { ok: true, prediction, ..Outcome::default() })
			}
			Action::Price { who, .. } => {
				let price = self.rules.price(self.record(*who)?, self.now - self.last);
				Ok(Outcome { ok: true, price: Some(Money(price)), ..Outcome::default() })
			}
		}
	}

	fn add_data(
		&mut self,
		who: usize,
		data: &[u32],
		label: Label,
		max_deposit: Balance,
	) -> Result<Outcome, String> {
		let (sample, mut record) = (self.sample(data)?, *self.record(who)?);
		let (elapsed, seen) = (self.now - self.last, self.submitted);
		let submission = Submission { sample, label, max_deposit, elapsed, seen };
		let Self { rules, state, memory, .. } = self;
		let score = rules.averaged_score(state, sample, memory);
		let Ok(accepted) = rules.submit(state, &mut record, &submission, memory) else {
			return Ok(refused("PriceAboveMaximum"));
		};
		self.records[who] = record;
		self.last = self.now;
		let contribution = self.lock(who, &accepted);
		let pot = self.state.pot;
		Ok(Outcome {
			ok: true,
			contribution: Some(Whole(contribution)),
			deposit: Some(Money(accepted.stake.deposit)),
			verdict: accepted.judged.map(|judged| name(judged.verdict).into()),
			amount: Some(Money(accepted.stake.locked())),
			score: Some(Wide(score.sum)),
			agreement: Some(Whole(self.state.agreement.0)),
			pool: Some(Money(pot.pool)),
			fund: Some(Money(pot.fund)),
			heir: Some(Money(pot.heir)),
			..Outcome::default()
		})
	}

	/// Numbers a contribution, and keeps it if anything will be paid for it.
	fn lock(&mut self, contributor: usize, accepted: &Accepted) -> u64 {
		let (contribution, amount) = (self.submitted, accepted.stake.locked());
		if amount > 0 {
			self.open.insert(contribution, Locked { contributor, at: self.now, amount });
		}
		self.submitted += 1;
		contribution
	}

	fn refund(&mut self, who: usize, contribution: u64) -> Result<Outcome, String> {
		let mut record = *self.record(who)?;
		let Some(locked) = self.open.get(&contribution) else {
			return Ok(refused("UnknownContribution"));
		};
		let facts = ClaimFacts {
			kind: ClaimKind::Refund,
			is_contributor: locked.contributor == who,
			is_owner: false,
			age: self.now - locked.at,
			claimable: locked.amount,
			trace: (),
		};
		// The verdict was given at the submission; no claim asks for a prediction.
		let predict = || Label::Negative;
		match self.rules.claim(&mut self.state, &mut record, &facts, predict) {
			Err(ClaimError::TooEarly) => Ok(refused("TooEarly")),
			Err(other) => Err(format!("contribution: the claim is refused: {other:?}")),
			Ok(payment) => {
				let contributor = Some(Whole(locked.contributor));
				self.open.remove(&contribution);
				let amount = Some(Money(payment.amount));
				Ok(Outcome { ok: true, contributor, amount, ..Outcome::default() })
			}
		}
	}

	fn audit(&mut self, rows: &[Row]) -> Result<Outcome, String> {
		let mut count = AuditCount::default();
		for (i, Row(data, label)) in rows.iter().enumerate() {
			let sample = self.sample(data).map_err(|e| format!("rows[{i}]: {e}"))?;
			let Self { rules, state, memory, .. } = self;
			rules.try_row(state, sample, label.label(), &mut count, memory);
		}
		let accepted = self.rules.decide_audit(&mut self.state, &count) == AuditOutcome::Released;
		self.memory.settle(accepted);
		self.state.audit = AuditStage::None;
		Ok(Outcome {
			ok: true,
			worse: Some(Whole(count.worse)),
			better: Some(Whole(count.better)),
			accepted: Some(accepted),
			..Outcome::default()
		})
	}

	/// The state after the last call.
	fn end(&self) -> End {
		let RobustState { released, candidate, agreement, pot, .. } = &self.state;
		let bias = |copy: &Averaged| (Whole(copy.bias.value), Whole(copy.bias.lag));
		let open = self.open.iter().map(|(contribution, Locked { contributor, at, amount })| {
			(Whole(*contribution), Whole(*contributor), Whole(*at), Money(*amount))
		});
		let records = self.records.iter().map(|it| (Whole(it.agreed), Whole(it.disagreed)));
		End {
			clock: Whole(candidate.clock),
			released_clock: Whole(released.clock),
			last: Whole(self.last),
			agreement: Whole(agreement.0),
			pool: Money(pot.pool),
			fund: Money(pot.fund),
			heir: Money(pot.heir),
			submitted: Whole(self.submitted),
			records: records.collect(),
			open: open.collect(),
			coefficients: self.entries(Version::Candidate),
			bias: bias(candidate),
			released: self.entries(Version::Released),
			released_bias: bias(released),
		}
	}

	fn entries(&self, version: Version) -> Vec<Entry> {
		let values = self.memory.averaged(version).non_zero();
		values.map(|(feature, it)| (Whole(feature), Whole(it.value), Whole(it.lag))).collect()
	}

	fn sample<'a>(&self, data: &'a [u32]) -> Result<Sample<'a>, String> {
		Sample::new(data, self.memory.num_features()).map_err(|e| format!("data: {e}"))
	}

	fn record(&self, who: usize) -> Result<&Record, String> {
		self.records.get(who).ok_or_else(|| format!("who: there is no account {who}"))
	}
}

/// A call that changed nothing.
fn refused(reason: &str) -> Outcome {
	Outcome { reason: Some(reason.into()), ..Outcome::default() }
}

fn name(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Agree => "Agree",
		Verdict::Undecided => "Undecided",
		Verdict::Disagree => "Disagree",
	}
}

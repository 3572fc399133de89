//! A small model, its accounts, and what may be done to it.

use crate::support::Memory;
use collab_model_core::*;

pub const FEATURES: u32 = 12;
pub const ACCOUNTS: usize = 3;

/// Allows all that the rules allow.
pub const LIMITS: Limits = Limits { max_wait: u64::MAX, min_base: 0, max_audit_rows: u32::MAX };

/// A sample and its label.
pub type Row = (Vec<u32>, Label);

/// What somebody does.
#[derive(Clone, Debug)]
pub enum Step {
	/// A public sample, some seconds after the step before.
	Submit { after: Seconds, who: usize, row: Row },
	/// A sample whose sender is ready to deposit nothing.
	Refused { who: usize, row: Row },
	/// A claim on a contribution, by its place among all of them.
	Refund { of: usize },
	/// An audit from its seal to its end.
	Audit { rows: Vec<Row> },
}

/// A public sample that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
	pub at: Seconds,
	pub accepted: Accepted,
	/// What was paid back, once it was.
	pub paid: Option<Balance>,
}

/// A model that is open, and its books.
#[derive(Clone, Debug)]
pub struct Model {
	pub rules: Robust,
	pub state: RobustState,
	pub memory: Memory<AveragedCoefficient>,
	pub records: [Record; ACCOUNTS],
	pub taken: Vec<Taken>,
	pub now: Seconds,
	last: Seconds,
}

pub fn sample(features: &[u32]) -> Sample<'_> {
	Sample::new(features, FEATURES.into()).unwrap()
}

impl Model {
	/// Seeded with these rows, and opened at second 0.
	pub fn open(rules: Robust, seeding: &[Row]) -> Self {
		assert!(rules.is_valid(&LIMITS));
		let (mut state, mut memory) = (rules.initial_state(), Memory::default());
		for (features, label) in seeding {
			rules.seed(&mut state, sample(features), *label, &mut memory);
		}
		rules.open(&mut state).unwrap();
		let records = [Record::default(); ACCOUNTS];
		Self { rules, state, memory, records, taken: Vec::new(), now: 0, last: 0 }
	}

	pub fn submit(&mut self, after: Seconds, who: usize, (features, label): &Row) -> Accepted {
		self.now += after;
		let submission = Submission {
			sample: sample(features),
			label: *label,
			max_deposit: Balance::MAX,
			elapsed: self.now - self.last,
			seen: self.taken.len() as u64,
		};
		let Self { rules, state, memory, records, .. } = self;
		let accepted = rules.submit(state, &mut records[who], &submission, memory).unwrap();
		self.last = self.now;
		self.taken.push(Taken { at: self.now, accepted, paid: None });
		accepted
	}

	/// A sample that is refused for its price.
	fn refuse(&mut self, who: usize, (features, label): &Row) {
		let (sample, elapsed) = (sample(features), self.now - self.last);
		let submission = Submission { sample, label: *label, max_deposit: 0, elapsed, seen: 0 };
		let Self { rules, state, memory, records, .. } = self;
		let price = rules.price(&records[who], elapsed);
		let refused = rules.submit(state, &mut records[who], &submission, memory);
		assert_eq!(refused, Err(PriceAboveMaximum { price }));
	}

	/// Claims as the contributor, or says why nothing is paid.
	pub fn refund(&mut self, of: usize) -> Result<Balance, ClaimError> {
		let Taken { at, accepted, paid } = &mut self.taken[of];
		let facts = ClaimFacts {
			kind: ClaimKind::Refund,
			is_contributor: true,
			is_owner: false,
			age: self.now - *at,
			claimable: if paid.is_some() { 0 } else { accepted.stake.locked() },
			trace: (),
		};
		let mut record = Record::default();
		let ask_nobody = || unreachable!("the verdict was given");
		let payment = self.rules.claim(&mut self.state, &mut record, &facts, ask_nobody)?;
		*paid = Some(payment.amount);
		Ok(payment.amount)
	}

	/// Makes an audit with these rows, from the seal to the moving of coefficients.
	pub fn audit(&mut self, rows: &[Row]) -> AuditOutcome {
		self.seal(rows, seal_of(rows));
		let (outcome, _) = self.show(0, rows).expect("all rows were shown");
		self.settle();
		outcome
	}

	/// Seals rows with this seal, and waits.
	pub fn seal(&mut self, rows: &[Row], seal: Seal) {
		let count = rows.len() as u32;
		self.rules.seal_audit(&mut self.state, seal, count, u32::MAX, self.now).unwrap();
		self.now += self.rules.audits.wait;
	}

	/// Shows rows from the `first` of the audit on.
	pub fn show(&mut self, first: u32, rows: &[Row]) -> Option<(AuditOutcome, AuditCount)> {
		let shown = rows.iter().map(|(features, label)| (sample(features), *label));
		let Self { rules, state, memory, now, .. } = self;
		let piece = AuditPiece { start: hash(&[]), first, rows: shown };
		rules.show_audit(state, piece, *now, hash, memory).unwrap()
	}

	/// Moves the coefficients after an audit, as a host does.
	pub fn settle(&mut self) {
		let AuditStage::Settling { accepted } = self.state.audit else { return };
		for feature in 0..FEATURES {
			let candidate = self.memory.0.remove(&(Version::Candidate, feature));
			if let Some(value) = candidate.filter(|_| accepted) {
				self.memory.0.insert((Version::Released, feature), value);
			}
		}
		self.state.audit = AuditStage::None;
	}

	pub fn act(&mut self, step: &Step) {
		match step {
			Step::Submit { after, who, row } => drop(self.submit(*after, *who, row)),
			Step::Refused { who, row } => self.refuse(*who, row),
			Step::Refund { of } if !self.taken.is_empty() => {
				let _ = self.refund(of % self.taken.len());
			}
			Step::Refund { .. } => {}
			Step::Audit { rows } => drop(self.audit(rows)),
		}
	}

	/// What was deposited, less what was paid back.
	pub fn paid_in(&self) -> Balance {
		let deposits: Balance = self.taken.iter().map(|t| t.accepted.stake.deposit).sum();
		let refunds: Balance = self.taken.iter().filter_map(|t| t.paid).sum();
		deposits - refunds
	}

	/// What is locked for contributions that were not paid back.
	pub fn locked(&self) -> Balance {
		let open = self.taken.iter().filter(|t| t.paid.is_none());
		open.map(|t| t.accepted.stake.locked()).sum()
	}

	/// Every number of a copy, its bias included.
	pub fn values(&self, version: Version) -> Vec<AveragedCoefficient> {
		let copy = match version {
			Version::Released => &self.state.released,
			Version::Candidate => &self.state.candidate,
		};
		let own = (0..FEATURES).map(|feature| self.memory.get(version, feature));
		own.chain([copy.bias]).collect()
	}
}

/// A hash that is good for tests only: FNV-1a, eight bytes wide.
pub fn hash(bytes: &[u8]) -> Seal {
	let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
		(hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
	});
	let mut seal = Seal::default();
	seal[..8].copy_from_slice(&sum.to_le_bytes());
	seal
}

/// The seal of these rows.
pub fn seal_of(rows: &[Row]) -> Seal {
	let seal = |before, (features, label): &Row| next_seal(&before, sample(features), *label, hash);
	rows.iter().fold(hash(&[]), seal)
}

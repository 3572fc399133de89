//! A model that is taught with reviews, and what is counted of it.

use collab_data::{load, Dataset};
use collab_model_core::{
	next_seal, Accepted, AuditOutcome, AuditPiece, AuditRules, AuditStage, AveragedCoefficient,
	AveragedPerceptron, Balance, Coefficients, Label, Lesson, Record, Robust, RobustState, RuleSet,
	Sample, Seal, Seconds, Submission, Sums, Value, Verdict, Version,
};
use std::path::Path;

const WORDS: u64 = 1_000;
/// The rows that are seeded.
pub const SEEDING: usize = 2_000;
const AUDIT_ROWS: usize = 500;

/// Both copies of all coefficients.
struct Store {
	released: Vec<AveragedCoefficient>,
	candidate: Vec<AveragedCoefficient>,
}

impl Store {
	fn copy(&mut self, version: Version) -> &mut Vec<AveragedCoefficient> {
		match version {
			Version::Released => &mut self.released,
			Version::Candidate => &mut self.candidate,
		}
	}
}

impl Coefficients<AveragedCoefficient> for Store {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		let (copy, mut sums) = (self.copy(version), Sums::default());
		sample.features().iter().for_each(|f| copy[*f as usize].add_to(&mut sums));
		sums
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		change: impl FnMut(&mut AveragedCoefficient),
	) {
		let copy = self.copy(version);
		let mut change = change;
		sample.features().iter().for_each(|f| change(&mut copy[*f as usize]));
	}
}

/// FNV-1a, 64 bits wide.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Fnv {
	const NONE: Self = Self(0xcbf2_9ce4_8422_2325);

	fn with(self, bytes: &[u8]) -> Self {
		let next = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
		Self(bytes.iter().fold(self.0, next))
	}

	fn of(numbers: impl Iterator<Item = i64>) -> u64 {
		numbers.fold(Self::NONE, |hash, number| hash.with(&number.to_le_bytes())).0
	}
}

/// Good enough to seal rows in a test.
fn seal(bytes: &[u8]) -> Seal {
	let mut seal = Seal::default();
	seal[..8].copy_from_slice(&Fnv::NONE.with(bytes).0.to_le_bytes());
	seal
}

fn sample(row: &[u32]) -> Sample<'_> {
	Sample::new(row, WORDS).expect("rows are sorted and cut to the vocabulary")
}

/// The model, its two accounts, and what is counted of them.
pub struct Run {
	pub data: Dataset,
	rules: Robust,
	state: RobustState,
	store: Store,
	records: [Record; 2],
	now: Seconds,
	last: Seconds,
	taught: u64,
	held_back: [u64; 2],
	verdicts: [u64; 3],
	deposited: [Balance; 2],
	locked: [Balance; 2],
	out: Fnv,
}

impl Run {
	/// Seeded and opened; `None` (and a message) where the reviews are absent.
	pub fn open() -> Option<Self> {
		let imdb = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/imdb");
		if !imdb.exists() {
			eprintln!("skipped: {} is absent", imdb.display());
			return None;
		}
		let spec = format!("imdb:{}", imdb.display()).parse().expect("a data specification");
		let data = load(&spec, Some(WORDS)).expect("the reviews");
		let usual = Robust::with_base(10_000_000);
		let learner = AveragedPerceptron { learn_bias: false, ..usual.learner };
		let audits = AuditRules { teach: false, ..usual.audits };
		let rules = Robust { learner, audits, ..usual };
		let zero = vec![AveragedCoefficient::default(); WORDS as usize];
		let mut store = Store { released: zero.clone(), candidate: zero };
		let (mut state, mut taught) = (rules.initial_state(), 0);
		for row in 0..SEEDING {
			let (sample, label) = (sample(data.train.row(row)), data.train.label(row));
			taught += u64::from(rules.seed(&mut state, sample, label, &mut store));
		}
		rules.open(&mut state).expect("the model passes its gate");
		store.candidate.clone_from(&store.released);
		Some(Self {
			data,
			rules,
			state,
			store,
			records: Default::default(),
			now: 0,
			last: 0,
			taught,
			held_back: [0; 2],
			verdicts: [0; 3],
			deposited: [0; 2],
			locked: [0; 2],
			out: Fnv::NONE,
		})
	}

	/// Who sends a public row, and with which label.
	fn sent(&self, row: usize) -> (usize, Label) {
		let truth = self.data.train.label(row);
		if row.is_multiple_of(7) {
			(1, truth.flipped())
		} else {
			(0, truth)
		}
	}

	pub fn submit(&mut self, row: usize) -> Accepted {
		self.now += (7_919 * row as u64) % 1_201;
		let (who, label) = self.sent(row);
		let submission = Submission {
			sample: sample(self.data.train.row(row)),
			label,
			max_deposit: Balance::MAX,
			elapsed: self.now - self.last,
			seen: (row - SEEDING) as u64,
		};
		self.last = self.now;
		let Self { rules, state, records, store, .. } = self;
		let accepted = rules
			.submit(state, &mut records[who], &submission, store)
			.expect("the price is below the offer");
		self.count(who, &accepted);
		accepted
	}

	fn count(&mut self, who: usize, accepted: &Accepted) {
		let judged = accepted.judged.expect("every sample is judged at once");
		match judged.lesson {
			Lesson::Learnt => self.taught += 1,
			Lesson::Outlier => self.held_back[0] += 1,
			Lesson::Leashed => self.held_back[1] += 1,
			Lesson::Agreed | Lesson::Sure | Lesson::Suspended => {}
		}
		let (verdict, locked) = (judged.verdict as usize, accepted.stake.locked());
		self.verdicts[verdict] += 1;
		self.deposited[who] += accepted.stake.deposit;
		self.locked[who] += locked;
		let number = 1_000_000_000_000 * verdict as i64 + locked as i64;
		self.out = self.out.with(&number.to_le_bytes());
	}

	/// Seals, shows and settles the audit with this number from 0 on, and says what came of it.
	pub fn audit(&mut self, number: usize) -> String {
		let Self { data, rules, state, store, now, .. } = self;
		let rows = (AUDIT_ROWS * number..AUDIT_ROWS * (number + 1)).map(|row| {
			let truth = data.test.label(row);
			(sample(data.test.row(row)), if number == 2 { truth.flipped() } else { truth })
		});
		let nothing = seal(&[]);
		let sealed = rows.clone().fold(nothing, |s, (row, label)| next_seal(&s, row, label, seal));
		let later = *now + rules.audits.wait;
		rules.seal_audit(state, sealed, AUDIT_ROWS as u32, u32::MAX, *now).expect("none is sealed");
		let (outcome, count) = rules
			.show_audit(state, AuditPiece { start: nothing, first: 0, rows }, later, seal, store)
			.expect("the wait is over")
			.expect("all rows are shown");
		let released = match outcome {
			AuditOutcome::Released => {
				store.released.clone_from(&store.candidate);
				"yes"
			}
			AuditOutcome::RolledBack => {
				store.candidate.clone_from(&store.released);
				"no"
			}
			AuditOutcome::Void => "void",
		};
		state.audit = AuditStage::None;
		let clock = state.candidate.clock;
		format!("{} {} {released} {clock} {}", count.worse, count.better, self.right())
	}

	fn right(&mut self) -> usize {
		let Self { data, rules, state, store, .. } = self;
		let is_right = |row: &usize| {
			let score = rules.averaged_score(state, sample(data.test.row(*row)), store);
			score.label() == data.test.label(*row)
		};
		(0..data.test.len()).filter(is_right).count()
	}

	/// What the candidate has learnt, as a line of `LEARNT`.
	pub fn learnt(&self) -> String {
		let values = || self.store.candidate.iter().map(|c| i64::from(c.value));
		let lags = || self.store.candidate.iter().map(|c| c.lag);
		let (value, lag): (u64, u64) =
			(values().map(i64::unsigned_abs).sum(), lags().map(i64::unsigned_abs).sum());
		let RobustState { candidate, released, agreement, .. } = &self.state;
		format!(
			"{} {} {} {} {} {value} {lag} {:016x} {:016x}",
			self.now,
			candidate.clock,
			agreement.0,
			released.clock,
			self.taught,
			Fnv::of(values()),
			Fnv::of(lags()),
		)
	}

	/// What was judged and paid, as a line of `PAID`.
	pub fn paid(&self) -> String {
		let [agree, undecided, disagree] = self.verdicts;
		let [guard, leash] = self.held_back;
		let [a, b] = self.records.map(|record| format!("{}/{}", record.agreed, record.disagreed));
		let [deposit_a, deposit_b] = self.deposited;
		let [locked_a, locked_b] = self.locked;
		let pot = self.state.pot;
		format!(
			"{agree}/{undecided}/{disagree} {guard} {leash} {a},{b} {deposit_a},{deposit_b} \
			 {locked_a},{locked_b} {} {} {} {:016x}",
			pot.pool, pot.fund, pot.heir, self.out.0
		)
	}

	/// What came of a row that was just taken, as a line of `FIRST_ROWS`.
	pub fn first_row(&self, row: usize, accepted: &Accepted) -> String {
		let (who, label) = self.sent(row);
		let verdict = match accepted.judged.map(|judged| judged.verdict) {
			Some(Verdict::Agree) => 'A',
			Some(Verdict::Undecided) => 'U',
			Some(Verdict::Disagree) => 'D',
			None => '-',
		};
		format!(
			"{} {} {} {} {verdict} {} | {} {} {}",
			self.now,
			['A', 'B'][who],
			if label == Label::Positive { 1 } else { -1 },
			accepted.stake.deposit,
			accepted.stake.locked(),
			self.state.agreement.0,
			self.state.pot.pool,
			self.state.pot.fund,
		)
	}
}

use super::*;
use crate::Value;
use alloc::collections::BTreeMap;

/// Coefficients in memory, both copies.
#[derive(Clone, Default)]
struct Memory(BTreeMap<(Version, u32), AveragedCoefficient>);

impl Memory {
	fn get(&self, version: Version, feature: u32) -> AveragedCoefficient {
		let own = self.0.get(&(version, feature));
		own.or_else(|| self.0.get(&(Version::Released, feature))).copied().unwrap_or_default()
	}
}

impl Coefficients<AveragedCoefficient> for Memory {
	fn sums(&mut self, version: Version, sample: Sample<'_>) -> Sums {
		let mut sums = Sums::default();
		sample.features().iter().for_each(|f| self.get(version, *f).add_to(&mut sums));
		sums
	}

	fn update(
		&mut self,
		version: Version,
		sample: Sample<'_>,
		mut change: impl FnMut(&mut AveragedCoefficient),
	) {
		for feature in sample.features() {
			let mut value = self.get(version, *feature);
			change(&mut value);
			self.0.insert((version, *feature), value);
		}
	}
}

fn rules() -> Robust {
	let usual = Robust::with_base(1_000);
	let gate = Gate { samples: 0, ..usual.gate };
	let learner =
		AveragedPerceptron { margin: 3, sample_leash: 9, learn_bias: false, ..usual.learner };
	Robust { learner, gate, judgement: Judgement { band: 1, ..usual.judgement }, ..usual }
}

/// A model whose features 0 to 2 speak for `Positive` and 3 to 5 for `Negative`.
fn open_model(rules: &Robust) -> (RobustState, Memory) {
	let (mut state, mut memory) = (rules.initial_state(), Memory::default());
	for _ in 0..4 {
		rules.seed(&mut state, sample(&[0, 1, 2]), Label::Positive, &mut memory);
		rules.seed(&mut state, sample(&[3, 4, 5]), Label::Negative, &mut memory);
	}
	rules.open(&mut state).unwrap();
	(state, memory)
}

fn sample(features: &[u32]) -> Sample<'_> {
	Sample::new(features, 10).unwrap()
}

fn submission(features: &[u32], label: Label) -> Submission<'_> {
	let sample = sample(features);
	Submission { sample, label, max_deposit: Balance::MAX, elapsed: 600, seen: 0 }
}

fn submit(
	state: &mut RobustState,
	memory: &mut Memory,
	record: &mut Record,
	features: &[u32],
	label: Label,
) -> Accepted {
	rules().submit(state, record, &submission(features, label), memory).unwrap()
}

#[test]
fn agreement_is_paid_back_and_teaches_nothing() {
	let (mut state, mut memory) = open_model(&rules());
	let (before, mut record) = (memory.clone(), Record::default());
	let accepted = submit(&mut state, &mut memory, &mut record, &[0, 1], Label::Positive);
	let judged = Judged { verdict: Verdict::Agree, lesson: Lesson::Agreed };
	assert_eq!((accepted.judged, accepted.stake.locked()), (Some(judged), 1_000));
	assert!(memory.0 == before.0 && !accepted.updated);
	assert_eq!(record, Record { agreed: 1, disagreed: 0 });
	assert_eq!(state.pot, Pot::default());
}

#[test]
fn contradiction_is_forfeited_and_may_teach() {
	let (mut state, mut memory) = open_model(&rules());
	let mut record = Record::default();
	let accepted = submit(&mut state, &mut memory, &mut record, &[0, 1], Label::Negative);
	let judged = Judged { verdict: Verdict::Disagree, lesson: Lesson::Learnt };
	assert_eq!((accepted.judged, accepted.stake.locked()), (Some(judged), 0));
	assert_eq!((state.pot.pool, record.disagreed), (1_000, 1));
	let values = |version| memory.get(version, 0).value;
	assert_eq!(values(Version::Candidate), values(Version::Released) - 1);
}

#[test]
fn doubt_gives_three_quarters_back_and_leaves_the_record_alone() {
	let (mut state, mut memory) = open_model(&rules());
	let mut record = Record::default();
	let accepted = submit(&mut state, &mut memory, &mut record, &[0, 3], Label::Negative);
	assert_eq!(accepted.judged.map(|judged| judged.verdict), Some(Verdict::Undecided));
	assert_eq!((accepted.stake.locked(), state.pot.pool), (750, 250));
	assert_eq!(record, Record::default());
}

#[test]
fn a_price_above_the_offer_changes_nothing() {
	let rules = rules();
	let (mut state, mut memory) = open_model(&rules);
	let before = state;
	let dear = Submission { max_deposit: 999, ..submission(&[0], Label::Negative) };
	let refused = rules.submit(&mut state, &mut Record::default(), &dear, &mut memory);
	assert_eq!(refused, Err(PriceAboveMaximum { price: 1_000 }));
	assert_eq!(state, before);
}

#[test]
fn nothing_is_learnt_while_an_audit_is_shown_or_settled() {
	let sealed = Sealed { seal: Seal::default(), rows: 500, at: 0 };
	let shown =
		AuditStage::Shown { sealed, rows: 1, seal: Seal::default(), count: AuditCount::default() };
	for audit in
		[shown, AuditStage::Settling { accepted: true }, AuditStage::Settling { accepted: false }]
	{
		let (mut state, mut memory) = open_model(&rules());
		state.audit = audit;
		let before = memory.clone();
		let mut record = Record::default();
		let accepted = submit(&mut state, &mut memory, &mut record, &[0, 1], Label::Negative);
		assert_eq!(accepted.judged.map(|judged| judged.lesson), Some(Lesson::Suspended));
		assert!(memory.0 == before.0 && record.disagreed == 1);
	}
}

/// What comes of a sample of feature 0, to which the released copy has always given the value 5,
/// under a ramp of `ramp`, where the candidate knows this of it.
fn lesson_of(ramp: u16, candidate: AveragedCoefficient, label: Label) -> Option<Lesson> {
	let usual = rules();
	let guard = Guard { least: ramp, greatest: ramp, ..usual.guard };
	let rules = Robust { guard, ..usual };
	let (mut state, mut memory) = (rules.initial_state(), Memory::default());
	memory.0.insert((Version::Released, 0), AveragedCoefficient { value: 5, lag: 0 });
	memory.0.insert((Version::Candidate, 0), candidate);
	let submission = Submission { elapsed: 0, ..submission(&[0], label) };
	let mut record = Record::default();
	let accepted = rules.submit(&mut state, &mut record, &submission, &mut memory).unwrap();
	let lesson = accepted.judged.map(|judged| judged.lesson);
	assert_eq!(accepted.updated, lesson == Some(Lesson::Learnt));
	lesson
}

#[test]
fn a_lesson_ends_exactly_at_its_bounds() {
	let candidate = |value, lag| AveragedCoefficient { value, lag };
	let lesson = |ramp, candidate| lesson_of(ramp, candidate, Label::Negative);
	// The released model contradicts the sample by 5.
	assert_eq!(lesson(5, candidate(0, 0)), Some(Lesson::Learnt));
	assert_eq!(lesson(4, candidate(0, 0)), Some(Lesson::Outlier));
	// The margin is 3.
	assert_eq!(lesson(5, candidate(-3, 0)), Some(Lesson::Learnt));
	assert_eq!(lesson(5, candidate(-4, 0)), Some(Lesson::Sure));
	// The clock stands at 600, and the present score may be 9 ahead of its average.
	assert_eq!(lesson(5, candidate(0, -5_400)), Some(Lesson::Learnt));
	assert_eq!(lesson(5, candidate(0, -5_401)), Some(Lesson::Leashed));
	assert_eq!(lesson(5, candidate(0, 5_401)), Some(Lesson::Learnt));
}

#[test]
fn the_first_check_that_fails_names_why_nothing_is_learnt() {
	let far_ahead = AveragedCoefficient { value: -4, lag: -5_401 };
	assert_eq!(lesson_of(0, far_ahead, Label::Positive), Some(Lesson::Agreed));
	assert_eq!(lesson_of(4, far_ahead, Label::Negative), Some(Lesson::Outlier));
	assert_eq!(lesson_of(5, far_ahead, Label::Negative), Some(Lesson::Sure));
}

#[test]
fn the_counter_moves_by_every_sample_also_by_one_that_is_not_learnt() {
	let rules = rules();
	let (mut state, mut memory) = open_model(&rules);
	let counter = state.agreement;
	assert_eq!(counter, Agreement::from_share(rules.guard.start));
	let mut record = Record::default();
	submit(&mut state, &mut memory, &mut record, &[0, 1], Label::Positive);
	let risen = rules.guard.observe(counter, true, 600, 600);
	assert_eq!(state.agreement, risen);
	// A score of exactly 0 speaks for no label.
	submit(&mut state, &mut memory, &mut record, &[9], Label::Positive);
	assert_eq!(state.agreement, rules.guard.observe(risen, false, 600, 600));
}

/// What an owner declares of a learner without a bias that is 50 seconds old.
const IMPORT: ImportDeclaration = ImportDeclaration {
	learnt: Averaged { clock: 50, bias: AveragedCoefficient { value: 0, lag: 0 } },
	seal: [7; 32],
};

#[test]
fn an_import_is_declared_once_and_before_the_first_sample() {
	let rules = rules();
	let (mut state, mut memory) = (rules.initial_state(), Memory::default());
	assert_eq!(rules.check_import(&state, &[]), Err(SeedingError::NotDeclared));
	assert_eq!(rules.declare_import(&mut state, &IMPORT), Ok(()));
	assert_eq!(state.released, IMPORT.learnt);
	let refused = Err(SeedingError::AlreadySeeded);
	assert_eq!(rules.declare_import(&mut state, &IMPORT), refused);
	assert_eq!(rules.check_import(&state, &[AveragedCoefficient::default()]), Ok(()));
	rules.seed(&mut state, sample(&[0]), Label::Positive, &mut memory);
	assert_eq!(rules.check_import(&state, &[]), refused);

	let mut seeded = rules.initial_state();
	rules.seed(&mut seeded, sample(&[0]), Label::Positive, &mut memory);
	let before = seeded;
	assert_eq!(rules.declare_import(&mut seeded, &IMPORT), refused);
	assert_eq!(seeded, before);
}

#[test]
fn an_import_must_be_what_a_learner_can_come_to() {
	let declare = |learn_bias, clock, bias| {
		let usual = rules();
		let learner = AveragedPerceptron { learn_bias, limit: 2, ..usual.learner };
		let rules = Robust { learner, ..usual };
		let mut state = rules.initial_state();
		let declared = ImportDeclaration { learnt: Averaged { clock, bias }, ..IMPORT };
		let answer = rules.declare_import(&mut state, &declared);
		assert_eq!(answer.is_err(), state == rules.initial_state());
		answer.is_ok()
	};
	let bias = |value| AveragedCoefficient { value, lag: 0 };
	assert!([1, 50, 1 << 40].iter().all(|clock| declare(false, *clock, bias(0))));
	assert!(![0, (1 << 40) + 1].iter().any(|clock| declare(false, *clock, bias(0))));
	assert!(declare(true, 50, bias(2)) && declare(true, 50, bias(0)));
	assert!(!declare(true, 50, bias(3)) && !declare(false, 50, bias(2)));

	let learner = AveragedPerceptron { limit: 2, ..rules().learner };
	let rules = Robust { learner, ..rules() };
	let mut state = rules.initial_state();
	rules.declare_import(&mut state, &IMPORT).unwrap();
	let check = |values: &[AveragedCoefficient]| rules.check_import(&state, values);
	assert_eq!(check(&[bias(2), bias(-2)]), Ok(()));
	assert_eq!(check(&[bias(2), bias(3)]), Err(SeedingError::Impossible));
	// Only what 50 seconds allow.
	assert_eq!(check(&[AveragedCoefficient { value: 0, lag: 101 }]), Err(SeedingError::Impossible));
}

#[test]
fn an_import_is_tested_by_its_samples_and_learns_nothing_from_them() {
	let usual = rules();
	let rules = Robust { gate: Gate { samples: 2, ..usual.gate }, ..usual };
	let (mut state, mut memory) = (rules.initial_state(), Memory::default());
	rules.declare_import(&mut state, &IMPORT).unwrap();
	memory.0.insert((Version::Released, 0), AveragedCoefficient { value: 1, lag: 0 });
	let learnt = memory.clone();
	let shown = Seeding { samples: 1, right: 1 };
	assert!(!rules.seed(&mut state, sample(&[0]), Label::Positive, &mut memory));
	assert_eq!((state.seeding, state.released), (shown, IMPORT.learnt));
	assert_eq!(rules.open(&mut state), Err(OpenError::SealBroken));
	state.import = state.import.map(|import| Import { shown: import.declared, ..import });
	let unopened = state;
	let refused = OpenError::GateNotPassed { gate: rules.gate, shown };
	assert_eq!(rules.open(&mut state), Err(refused));
	assert_eq!(state, unopened);
	rules.seed(&mut state, sample(&[0, 1]), Label::Positive, &mut memory);
	assert_eq!(rules.open(&mut state), Ok(()));
	assert!(memory.0 == learnt.0);
	assert_eq!((state.released, state.candidate), (IMPORT.learnt, IMPORT.learnt));
}

#[test]
fn seeding_counts_what_was_right_before_it_was_learnt() {
	let rules = rules();
	let (mut state, mut memory) = (rules.initial_state(), Memory::default());
	assert_eq!((state.released.clock, state.candidate), (600, state.released));
	// Nothing is known at first: 0 is on no side. The first sample is right from then on.
	for (label, right) in
		[(Label::Negative, 0), (Label::Negative, 1), (Label::Positive, 1), (Label::Negative, 2)]
	{
		rules.seed(&mut state, sample(&[4]), label, &mut memory);
		assert_eq!(state.seeding.right, right);
	}
	assert_eq!((state.seeding.samples, state.released.clock), (4, 5 * 600));
}

#[test]
fn the_served_copy_and_the_number_of_the_audit_follow_its_stage() {
	let sealed = Sealed { seal: Seal::default(), rows: 25, at: 0 };
	let (seal, count) = (Seal::default(), AuditCount::default());
	for (audit, served, may_learn, is_rolling_back) in [
		(AuditStage::None, Version::Released, true, false),
		(AuditStage::Sealed(sealed), Version::Released, true, false),
		(AuditStage::Shown { sealed, rows: 1, seal, count }, Version::Released, false, false),
		(AuditStage::Settling { accepted: true }, Version::Candidate, false, false),
		(AuditStage::Settling { accepted: false }, Version::Released, false, true),
	] {
		let state = RobustState { audit, ..RobustState::default() };
		let found = (state.served(), state.may_learn(), state.is_rolling_back());
		assert_eq!(found, (served, may_learn, is_rolling_back), "{audit:?}");
	}
	let numbers = [0, 1, 2, 9].map(|audits| {
		let state = RobustState { audits, ..RobustState::default() };
		state.audit_number()
	});
	assert_eq!(numbers, [0, 0, 1, 8]);
	let (released, candidate) = (IMPORT.learnt, Averaged::default());
	let state = RobustState { released, candidate, ..RobustState::default() };
	let copies = [Version::Released, Version::Candidate].map(|version| *state.copy(version));
	assert_eq!(copies, [released, candidate]);
}

#[test]
fn a_claim_is_refused_in_this_order() {
	let rules = rules();
	let claim = |facts: ClaimFacts<()>| {
		let (mut state, mut record) = (rules.initial_state(), Record::default());
		rules.claim(&mut state, &mut record, &facts, || unreachable!("no claim asks the model"))
	};
	let facts = ClaimFacts {
		kind: ClaimKind::Report,
		is_contributor: false,
		is_owner: true,
		age: 86_399,
		claimable: 0,
		trace: (),
	};
	assert_eq!(claim(facts), Err(ClaimError::NothingToReport));
	let facts = ClaimFacts { kind: ClaimKind::Refund, ..facts };
	assert_eq!(claim(facts), Err(ClaimError::NothingLeft));
	let facts = ClaimFacts { claimable: 7, ..facts };
	assert_eq!(claim(facts), Err(ClaimError::TooEarly));
	let facts = ClaimFacts { age: 86_400, ..facts };
	let paid = Payment { amount: 7, to: Payee::Contributor, ends: true, free_of_fee: true };
	assert_eq!(claim(facts), Ok(paid));
	let own = ClaimFacts { is_contributor: true, ..facts };
	assert_eq!(claim(own), Ok(Payment { free_of_fee: false, ..paid }));
}

/// Not a hash for anything but tests: the seal of bytes is their sum, four bytes wide.
fn hash(bytes: &[u8]) -> Seal {
	let sum =
		bytes.iter().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
	let mut seal = Seal::default();
	seal[..4].copy_from_slice(&sum.to_le_bytes());
	seal
}

#[test]
fn audits_are_refused_in_this_order_and_void_where_the_seal_breaks() {
	let audits = AuditRules { rows: 25, wait: 10, teach: false, ..AuditRules::default() };
	let rules = Robust { audits, ..rules() };
	let (mut state, mut memory) = open_model(&rules);
	let start = hash(&[]);
	let mut show = |state: &mut RobustState, first, count: usize, now| {
		let rows = vec![(sample(&[0]), Label::Positive); count];
		let piece = AuditPiece { start, first, rows: rows.into_iter() };
		rules.show_audit(state, piece, now, hash, &mut memory)
	};
	let seal = (0..25).fold(start, |seal, _| next_seal(&seal, sample(&[0]), Label::Positive, hash));
	assert_eq!(show(&mut state, 0, 1, 99), Err(AuditError::NothingSealed));
	assert_eq!(rules.seal_audit(&mut state, seal, 24, 30, 5), Err(AuditError::TooFewRows));
	assert_eq!(rules.seal_audit(&mut state, seal, 31, 30, 5), Err(AuditError::TooManyRows));
	assert_eq!(rules.seal_audit(&mut state, seal, 25, 30, 5), Ok(()));
	assert_eq!(rules.seal_audit(&mut state, seal, 25, 30, 5), Err(AuditError::UnderWay));
	assert_eq!(show(&mut state, 0, 25, 14), Err(AuditError::TooEarly));
	assert_eq!(show(&mut state, 0, 0, 15), Err(AuditError::WrongPlace));
	assert_eq!(show(&mut state, 1, 1, 15), Err(AuditError::WrongPlace));
	assert_eq!(show(&mut state, 0, 26, 15), Err(AuditError::WrongPlace));
	let sealed = state;
	assert_eq!(show(&mut state, 0, 24, 15), Ok(None));
	assert_eq!(show(&mut state, 0, 20, 15), Ok(None));
	let count = AuditCount::default();
	assert_eq!(show(&mut state, 20, 5, 15), Ok(Some((AuditOutcome::Released, count))));
	assert_eq!(state.audit, AuditStage::Settling { accepted: true });

	let mut state = RobustState {
		audit: AuditStage::Sealed(Sealed { seal: hash(&[1]), rows: 25, at: 5 }),
		..sealed
	};
	assert_eq!(show(&mut state, 0, 25, 15), Ok(Some((AuditOutcome::Void, count))));
	assert_eq!(state, RobustState { audit: AuditStage::None, ..sealed });
}

#[test]
fn rows_teach_both_copies_after_they_were_tried() {
	let audits = AuditRules { rows: 25, wait: 0, ..AuditRules::default() };
	let rules = Robust { audits, ..rules() };
	let (mut state, mut memory) = open_model(&rules);
	let opened = state.released.clock;
	rules.seal_audit(&mut state, Seal::default(), 25, 25, 0).unwrap();
	let mut show = |state: &mut RobustState, first, rows: &[(Sample<'static>, Label)]| {
		let piece = AuditPiece { start: hash(&[]), first, rows: rows.iter().copied() };
		let came = rules.show_audit(state, piece, 0, hash, &mut memory);
		came.map(|_| [Version::Released, Version::Candidate].map(|it| memory.get(it, 9).value))
	};
	// A word that nobody knew, and the other way round: a row is a lesson in any case, up to the
	// margin of 3.
	let row = |label| (Sample::new(&[9], 10).unwrap(), label);
	assert_eq!(show(&mut state, 0, &[row(Label::Positive); 2]), Ok([2, 2]));
	assert_eq!(show(&mut state, 0, &[row(Label::Positive); 2]), Err(AuditError::WrongPlace));
	assert_eq!(show(&mut state, 2, &[row(Label::Positive); 3]), Ok([4, 4]));
	assert_eq!(show(&mut state, 5, &[row(Label::Negative)]), Ok([3, 3]));
	assert_eq!(state.released.clock, opened + 6 * 600);
	assert_eq!(state.candidate.clock, state.released.clock);
}

use super::*;
use collab_model_core::{
	Accepted, AuditCount, AuditError, AuditOutcome, AuditRules, AveragedPerceptron, ClaimError,
	Gate, Guard, Judged, Judgement, Lesson, Record, RecordPricing, Robust, Seal, Stake, Verdict,
	Version,
};
use proptest::prelude::*;

const START: Balance = 100_000;
const WAIT: Seconds = 10;
/// An odd price, to see how halves are rounded.
const BASE: Balance = 1_001;
const ROWS: u32 = 25;

fn rules() -> Robust {
	let usual = Robust::with_base(BASE);
	Robust {
		learner: AveragedPerceptron { learn_bias: false, ..usual.learner },
		judgement: Judgement { band: 1, wait: WAIT, ..usual.judgement },
		gate: Gate { samples: 40, ..usual.gate },
		audits: AuditRules { rows: ROWS, wait: WAIT, ..usual.audits },
		..usual
	}
}

/// Says positive to feature 0 and negative to feature 1, and knows nothing of features 2 to 7.
fn seeded() -> Model {
	let pair = [(sample(&[0]), Label::Positive), (sample(&[1]), Label::Negative)];
	Model::seeded(rules(), 8, [pair; 20].into_iter().flatten())
}

fn open_with(rules: Robust, balances: &[Balance]) -> Result<Ledger, OpenError> {
	Ledger::open(0, Rules::Robust(rules), seeded(), balances)
}

fn open() -> Ledger {
	open_with(rules(), &[START; 3]).unwrap()
}

fn sample(features: &[u32]) -> Sample<'_> {
	Sample::new(features, 8).unwrap()
}

fn add(ledger: &mut Ledger, now: Seconds, who: usize, features: &[u32], label: bool) -> Accepted {
	ledger.add_data(now, who, sample(features), label.into(), Balance::MAX).unwrap().accepted
}

/// What all calls together can change, but for coefficients.
fn state(ledger: &Ledger) -> (Vec<Account>, usize, usize, collab_model_core::RobustState) {
	let books = ledger.books();
	let contributions = books.contributions().len();
	let state = *ledger.robust().unwrap();
	(books.accounts().to_vec(), contributions, books.open_contributions(), state)
}

#[test]
fn a_model_that_has_shown_too_little_does_not_open() {
	assert_eq!(open().robust().map(|state| state.agreement.share()), Some(Guard::default().start));
	let gate = Gate { samples: 41, ..Gate::default() };
	let Err(error @ OpenError::Gate { .. }) = open_with(Robust { gate, ..rules() }, &[]) else {
		panic!("it opened")
	};
	let text = error.to_string();
	assert!(text.contains("40 samples and got 38"), "{text}");
	assert!(text.contains("41 samples and 70 %"), "{text}");
}

#[test]
fn a_deposit_is_divided_at_the_submission() {
	let mut ledger = open();
	let agreed = add(&mut ledger, 5, 0, &[0], true);
	assert_eq!(agreed.judged, Some(Judged { verdict: Verdict::Agree, lesson: Lesson::Agreed }));
	assert_eq!((agreed.stake.locked(), agreed.updated), (BASE, false));
	let doubted = add(&mut ledger, 6, 1, &[2], true);
	assert_eq!((doubted.stake.forfeited, doubted.stake.locked()), (251, 750));
	let refuted = add(&mut ledger, 7, 2, &[1], true);
	assert_eq!(refuted.stake, Stake { deposit: BASE, forfeited: BASE, bonus: 0 });
	assert_eq!(refuted.stake.locked(), 0);

	let money: Vec<_> =
		ledger.books().accounts().iter().map(|a| (START - a.free, a.held)).collect();
	assert_eq!(money, [(BASE, BASE), (BASE, 750), (BASE, 0)]);
	assert_eq!(ledger.pot().total(), 251 + BASE);
	assert_eq!(ledger.check_conserved(), Ok(()));
	// The refuted one has nothing locked: it is not open.
	assert_eq!((ledger.seen(), ledger.books().open_contributions()), (3, 2));
	let records = ledger.books().accounts().iter().map(|account| account.record());
	let [up, down] = [1, 0].map(|agreed| Record { agreed, disagreed: 1 - agreed });
	assert!(records.eq([up, Record::default(), down]));
	assert_eq!([0, 1, 2].map(|who| ledger.price(7, who).unwrap()), [953, BASE, 1_144]);
}

#[test]
fn a_refund_pays_the_contributor_after_the_wait_whoever_asks() {
	let mut ledger = open();
	add(&mut ledger, 5, 0, &[0], true);
	// After one agreement the price is 953, of which doubt gives back 714.
	add(&mut ledger, 6, 0, &[2], true);
	let refused = |error| Err(Rejection::Claim(error));
	assert_eq!(ledger.refund(4 + WAIT, 0, 0), refused(ClaimError::TooEarly));
	assert_eq!(ledger.refund(5 + WAIT, 0, 2), Err(Rejection::UnknownContribution));
	assert_eq!(ledger.refund(5 + WAIT, 3, 0), Err(Rejection::UnknownAccount));
	let own = ledger.refund(5 + WAIT, 0, 0).unwrap();
	assert_eq!((own.amount, own.to, own.free_of_fee), (BASE, Payee::Contributor, false));
	let others = ledger.refund(6 + WAIT, 2, 1).unwrap();
	assert_eq!((others.amount, others.to, others.free_of_fee), (714, Payee::Contributor, true));
	assert_eq!(ledger.refund(6 + WAIT, 0, 1), refused(ClaimError::NothingLeft));
	let free: Vec<_> = ledger.books().accounts().iter().map(|account| account.free).collect();
	assert_eq!(free, [START - 239, START, START]);
	assert_eq!(ledger.books().open_contributions(), 0);
}

#[test]
fn there_is_nothing_to_report() {
	let mut ledger = open();
	add(&mut ledger, 5, 0, &[1], true);
	let refused = Err(Rejection::Claim(ClaimError::NothingToReport));
	assert_eq!([0, 1].map(|who| ledger.report(WAIT + 5, who, 0)), [refused; 2]);
}

#[test]
fn a_price_above_the_offer_or_the_balance_is_refused() {
	let mut ledger = open_with(rules(), &[START, BASE - 1]).unwrap();
	let before = state(&ledger);
	let mut add = |who, offer| {
		ledger.add_data(9, who, sample(&[2]), Label::Positive, offer).map(|added| added.accepted)
	};
	assert_eq!(add(0, BASE - 1), Err(Rejection::PriceTooHigh { price: BASE }));
	assert_eq!(add(1, BASE), Err(Rejection::BalanceTooLow { price: BASE }));
	assert_eq!(add(2, BASE), Err(Rejection::UnknownAccount));
	assert_eq!(state(&ledger), before);
}

/// A model whose candidate was taught for a day that feature 2 is positive.
fn taught() -> Ledger {
	taught_under(rules())
}

fn taught_under(rules: Robust) -> Ledger {
	let mut ledger = open_with(rules, &[START * 100]).unwrap();
	for time in 1..200 {
		add(&mut ledger, 600 * time, 0, &[2], true);
	}
	ledger
}

fn scores(ledger: &Ledger) -> [bool; 2] {
	[Version::Released, Version::Candidate].map(|version| ledger.score(version, &[2]) > 0)
}

/// Lets the owner audit a ledger with rows of feature 2 that have this label.
fn audit(ledger: &mut Ledger, label: bool) -> Result<Option<AuditOutcome>, Rejection> {
	let (nonce, now) = ([7; 32], 1_000_000);
	let rows = vec![(sample(&[2]), label.into()); ROWS as usize];
	let seal = ledger.seal_of(&nonce, rows.iter().copied())?;
	ledger.seal_audit(now, seal, ROWS)?;
	let early = ledger.show_audit(now + WAIT - 1, &nonce, 0, &rows);
	assert_eq!(early, Err(Rejection::Audit(AuditError::TooEarly)));
	assert_eq!(ledger.show_audit(now + WAIT, &nonce, 0, &rows[..9])?, None);
	let shown = ledger.show_audit(now + WAIT, &nonce, 9, &rows[9..])?;
	Ok(shown.map(|(outcome, _)| outcome))
}

#[test]
fn an_audit_releases_a_better_candidate() {
	let mut ledger = taught();
	assert_eq!(scores(&ledger), [false, true]);
	assert_eq!(audit(&mut ledger, true), Ok(Some(AuditOutcome::Released)));
	assert_eq!(scores(&ledger), [true, true]);
	assert_eq!(audit(&mut ledger, true), Ok(Some(AuditOutcome::Released)));
	assert_eq!(ledger.robust().map(|state| state.audits), Some(2));
}

#[test]
fn an_audit_rolls_a_worse_candidate_back() {
	let mut ledger = taught();
	assert_eq!(audit(&mut ledger, false), Ok(Some(AuditOutcome::RolledBack)));
	assert_eq!(scores(&ledger), [false, false]);
	let state = ledger.robust().unwrap();
	assert_eq!(state.candidate, state.released);
}

#[test]
fn an_audit_with_other_rows_is_void() {
	// What the rows teach, they teach in any case.
	for (teach, expected) in [(false, [false, true]), (true, [true, true])] {
		let usual = rules();
		let rules = Robust { audits: AuditRules { teach, ..usual.audits }, ..usual };
		let (mut ledger, nonce) = (taught_under(rules), [7; 32]);
		ledger.seal_audit(0, Seal::default(), ROWS).unwrap();
		let again = ledger.seal_audit(0, Seal::default(), ROWS);
		assert_eq!(again, Err(Rejection::Audit(AuditError::UnderWay)));
		let rows = vec![(sample(&[2]), Label::Positive); ROWS as usize];
		let void = Some((AuditOutcome::Void, AuditCount::default()));
		assert_eq!(ledger.show_audit(WAIT, &nonce, 0, &rows), Ok(void));
		assert_eq!(scores(&ledger), expected);
	}
}

#[derive(Clone, Debug)]
enum Call {
	Add(std::collections::BTreeSet<u32>, bool, Balance),
	Refund(ContributionId),
	Report(ContributionId),
	Seal,
	Show(bool),
}

fn call() -> impl Strategy<Value = Call> {
	prop_oneof![
		6 => (proptest::collection::btree_set(0..8u32, 1..5), any::<bool>(), 0..3 * BASE)
			.prop_map(|(features, positive, max)| Call::Add(features, positive, max)),
		3 => (0..20u64).prop_map(Call::Refund),
		1 => (0..20u64).prop_map(Call::Report),
		1 => Just(Call::Seal),
		1 => any::<bool>().prop_map(Call::Show),
	]
}

proptest! {
	#[test]
	fn any_calls_conserve_the_money_and_refused_ones_change_nothing(
		pool_shift in 0..9u8,
		calls in proptest::collection::vec((0..900u64, 0..4usize, call()), 1..200),
	) {
		let payouts = collab_model_core::Payouts { pool_shift, floor: 1, ..rules().payouts };
		let pricing = RecordPricing { window: 4, ..rules().pricing };
		let rules = Robust { payouts, pricing, ..rules() };
		let mut ledger = open_with(rules, &[START / 10, START, 0]).unwrap();
		let (rows, nonce) = (vec![(sample(&[2, 3]), Label::Positive); ROWS as usize], [1; 32]);
		let mut now = 0;
		for (wait, who, call) in calls {
			now += wait;
			let before = state(&ledger);
			let accepted = match call {
				Call::Add(features, positive, max) => {
					let features: Vec<u32> = features.into_iter().collect();
					ledger.add_data(now, who, sample(&features), positive.into(), max).is_ok()
				}
				Call::Refund(id) => ledger.refund(now, who, id).is_ok(),
				Call::Report(id) => ledger.report(now, who, id).is_ok(),
				Call::Seal => {
					let seal = ledger.seal_of(&nonce, rows.iter().copied()).unwrap();
					ledger.seal_audit(now, seal, ROWS).is_ok()
				}
				Call::Show(all) => {
					let rows = if all { &rows[..] } else { &rows[..3] };
					ledger.show_audit(now, &nonce, 0, rows).is_ok()
				}
			};
			prop_assert!(accepted || before == state(&ledger));
			prop_assert_eq!(ledger.check_conserved(), Ok(()));
		}
	}
}

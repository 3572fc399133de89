use super::*;
use crate::ledger::Account;
use collab_model_core::{
	AveragedPerceptron, Gate, Guard, Judgement, Record, RecordPricing, Shares,
};
use proptest::prelude::*;

const START: Balance = 100_000;
const WAIT: Seconds = 10;
/// An odd price, to see what rounding does.
const BASE: Balance = 1_001;

fn rules() -> Robust {
	let rules = Robust::with_base(BASE);
	Robust {
		learner: AveragedPerceptron { learn_bias: false, ..rules.learner },
		judgement: Judgement { band: 1, wait: WAIT, expiry: 20 },
		gate: Gate { samples: 40, ..Gate::default() },
		..rules
	}
}

/// Says positive to feature 0 and negative to feature 1, and knows nothing of features 2 to 7.
fn seeded() -> Seeded {
	let mut model = Seeded::zero(8);
	for _ in 0..20 {
		model.seed(&rules().learner, &[0], Label::Positive);
		model.seed(&rules().learner, &[1], Label::Negative);
	}
	model
}

fn open(rules: Robust) -> RobustLedger {
	RobustLedger::open(0, rules, seeded(), &[START; 3]).unwrap()
}

fn sample(features: &[u32]) -> Sample<'_> {
	Sample::new(features, 8).unwrap()
}

fn add(ledger: &mut RobustLedger, now: Seconds, who: usize, features: &[u32]) -> Added {
	ledger.add_data(now, who, sample(features), Label::Positive, Balance::MAX).unwrap()
}

fn settled(verdict: Verdict, shares: [Balance; 4]) -> Settled {
	let [to_contributor, to_finder, to_pool, bonus] = shares;
	Settled {
		contributor: 0,
		verdict,
		shares: Shares { to_contributor, to_finder, to_pool, bonus },
	}
}

#[test]
fn the_accuracy_counter_starts_at_opening() {
	assert_eq!(seeded().coefficients().state().agreement, 0);
	assert_eq!(open(rules()).model().state().agreement, Guard::default().start);
}

#[test]
fn a_seed_that_shows_too_little_is_refused() {
	let gate = Gate { samples: 41, ..Gate::default() };
	let opened = RobustLedger::open(0, Robust { gate, ..rules() }, seeded(), &[]);
	let Err(error @ OpenError::Gate { .. }) = opened else { panic!("it opened") };
	let text = error.to_string();
	assert!(
		text.contains("40 samples and got 38") && text.contains("41 samples and 70 %"),
		"{text}"
	);
}

#[test]
fn agreement_returns_the_deposit_and_lowers_the_price() {
	let mut ledger = open(rules());
	let added = add(&mut ledger, 5, 0, &[0]);
	assert_eq!((added.deposit, added.updated, added.skipped), (BASE, true, false));
	assert!(added.score > 0);
	let account = ledger.books().accounts()[0];
	assert_eq!((account.free, account.held, account.submitted), (START - BASE, BASE, 1));
	let result = ledger.refund(5 + WAIT, 0, 0);
	assert_eq!(result, Ok(settled(Verdict::Agree, [BASE, 0, 0, 0])));
	let record = Record { agreed: 1, disagreed: 0 };
	let expected = Account { free: START, record, submitted: 1, ..Account::default() };
	assert_eq!(ledger.books().accounts()[0], expected);
	assert_eq!(ledger.price(0), Ok(BASE * 20 / 21));
	assert_eq!(ledger.price(1), Ok(BASE));
}

#[test]
fn disagreement_pays_a_finder_but_not_oneself() {
	let mut ledger = open(rules());
	add(&mut ledger, 0, 0, &[1]);
	add(&mut ledger, 0, 0, &[1]);
	let found = ledger.report(WAIT, 1, 0);
	assert_eq!(found, Ok(settled(Verdict::Disagree, [0, 50, 951, 0])));
	let own = ledger.refund(WAIT, 0, 1);
	assert_eq!(own, Ok(settled(Verdict::Disagree, [0, 0, BASE, 0])));
	assert_eq!(ledger.books().accounts()[1].free, START + 50);
	assert_eq!(ledger.pool(), 951 + BASE);
	assert_eq!(ledger.books().accounts()[0].record, Record { agreed: 0, disagreed: 2 });
	assert_eq!(ledger.price(0), Ok(BASE * 28 / 22));
	assert_eq!(ledger.books().open_contributions(), 0);
}

#[test]
fn doubt_costs_half_and_the_pool_gets_the_odd_unit() {
	let mut ledger = open(rules());
	add(&mut ledger, 0, 0, &[0, 1]);
	let result = ledger.report(WAIT, 1, 0);
	assert_eq!(result, Ok(settled(Verdict::Undecided, [500, 0, 501, 0])));
	assert_eq!(ledger.books().accounts()[0].record, Record::default());
}

#[test]
fn a_contribution_is_no_witness_for_itself() {
	let mut ledger = open(rules());
	add(&mut ledger, 0, 0, &[2, 3, 4, 5, 6]);
	for _ in 0..50 {
		ledger.add_data(0, 1, sample(&[1]), Label::Negative, BASE).unwrap();
	}
	assert_eq!(ledger.books().contributions()[0].own, OwnEffect { displacement: 5, clock: 41 });
	let band = 2 * Score::from(ledger.model().state().clock);
	assert!(ledger.score(&[2, 3, 4, 5, 6]) > band);
	assert_eq!(ledger.refund(WAIT, 0, 0).map(|s| s.verdict), Ok(Verdict::Undecided));
}

#[test]
fn the_pool_pays_a_bonus_to_who_is_contradicted_now_and_then() {
	let mut ledger = open(rules());
	for feature in [1, 0, 0] {
		add(&mut ledger, 0, 0, &[feature]);
	}
	ledger.report(WAIT, 1, 0).unwrap();
	let result = ledger.report(WAIT, 2, 1);
	assert_eq!(result, Ok(settled(Verdict::Agree, [BASE, 0, 0, 951 / 256])));
	assert_eq!(ledger.pool(), 951 - 951 / 256);
	assert_eq!(ledger.check_conserved(), Ok(()));
}

#[test]
fn a_verdict_is_given_once_in_time_and_to_the_right_caller() {
	let mut ledger = open(rules());
	let refused = |error| Err(Rejection::Claim(error));
	add(&mut ledger, 1, 0, &[0]);
	assert_eq!(ledger.refund(WAIT, 0, 0), refused(ClaimError::TooEarly));
	assert_eq!(ledger.report(WAIT, 1, 0), refused(ClaimError::TooEarly));
	assert_eq!(ledger.report(WAIT + 1, 0, 0), refused(ClaimError::OwnContribution));
	assert_eq!(ledger.refund(WAIT + 1, 1, 0), Err(Rejection::UnknownContribution));
	assert_eq!(ledger.report(WAIT + 1, 1, 1), Err(Rejection::UnknownContribution));
	assert_eq!(ledger.report(WAIT + 1, 9, 0), Err(Rejection::UnknownAccount));
	assert!(ledger.report(WAIT + 1, 1, 0).is_ok());
	assert_eq!(ledger.report(WAIT + 1, 2, 0), refused(ClaimError::NothingLeft));
	assert_eq!(ledger.refund(WAIT + 1, 0, 0), refused(ClaimError::NothingLeft));
}

#[test]
fn a_price_above_the_offer_or_the_balance_is_refused() {
	let mut ledger = RobustLedger::open(0, rules(), seeded(), &[START, BASE - 1]).unwrap();
	let mut add =
		|who, offer| ledger.add_data(0, who, sample(&[0]), Label::Positive, offer).map(|_| ());
	assert_eq!(add(0, BASE - 1), Err(Rejection::PriceTooHigh { price: BASE }));
	assert_eq!(add(1, BASE), Err(Rejection::BalanceTooLow { price: BASE }));
	assert_eq!(add(2, BASE), Err(Rejection::UnknownAccount));
	assert_eq!(ledger.model().state().clock, 41);
}

#[test]
fn an_outlier_is_paid_for_but_not_learnt() {
	let guard = Guard { slope: 0, least: 0, greatest: 0, ..Guard::default() };
	let learner = AveragedPerceptron { guard, ..rules().learner };
	let mut ledger = open(Robust { learner, ..rules() });
	let before = ledger.model().get(1);
	let added = add(&mut ledger, 0, 0, &[1]);
	assert_eq!((added.skipped, added.updated, added.deposit), (true, false, BASE));
	assert_eq!((ledger.model().get(1), ledger.model().state().clock), (before, 42));
}

#[derive(Clone, Debug)]
enum Call {
	Add(std::collections::BTreeSet<u32>, bool, Balance),
	Refund(ContributionId),
	Report(ContributionId),
}

fn call() -> impl Strategy<Value = Call> {
	prop_oneof![
		(proptest::collection::btree_set(0..8u32, 1..5), any::<bool>(), 0..3 * BASE)
			.prop_map(|(features, positive, max)| Call::Add(features, positive, max)),
		(0..20u64).prop_map(Call::Refund),
		(0..20u64).prop_map(Call::Report),
	]
}

proptest! {
	#[test]
	fn any_calls_conserve_the_money_and_refused_ones_change_nothing(
		bonus_shift in 0..4u8,
		calls in proptest::collection::vec((0..8u64, 0..4usize, call()), 1..200),
	) {
		let payouts = collab_model_core::Payouts { bonus_shift, ..rules().payouts };
		let pricing = RecordPricing { window: 4, ..rules().pricing };
		let rules = Robust { payouts, pricing, ..rules() };
		let mut ledger = RobustLedger::open(0, rules, seeded(), &[START / 10, START, 0]).unwrap();
		let mut now = 0;
		for (wait, who, call) in calls {
			now += wait;
			let state = |ledger: &RobustLedger| {
				let books = ledger.books();
				(books.accounts().to_vec(), books.open_contributions(), ledger.pool())
			};
			let before = state(&ledger);
			let accepted = match call {
				Call::Add(features, positive, max) => {
					let features: Vec<u32> = features.into_iter().collect();
					ledger.add_data(now, who, sample(&features), positive.into(), max).is_ok()
				},
				Call::Refund(id) => ledger.refund(now, who, id).is_ok(),
				Call::Report(id) => ledger.report(now, who, id).is_ok(),
			};
			prop_assert!(accepted || before == state(&ledger));
			prop_assert_eq!(ledger.check_conserved(), Ok(()));
		}
	}
}

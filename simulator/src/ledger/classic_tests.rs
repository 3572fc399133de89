use super::*;
use crate::ledger::Account;
use collab_model_core::{ClaimError, Coefficient, Perceptron, Pricing, StepSchedule};
use proptest::prelude::*;

const START: Balance = 10_000;

fn rules(refund_wait: Seconds, owner_wait: Seconds, any_wait: Seconds) -> Classic {
	Classic {
		learner: Perceptron {
			step: StepSchedule::Constant(Coefficient::from_u32(1)),
			learn_bias: false,
		},
		pricing: Pricing::SqrtTime { scale: 60, minimum: 0, unit: 10 },
		refund_wait,
		owner_wait,
		any_wait,
	}
}

fn ledger() -> ClassicLedger {
	ClassicLedger::open(0, rules(10, 20, 30), Coefficients::zero(8), &[START; 3], Some(2)).unwrap()
}

fn sample(features: &[u32]) -> Sample<'_> {
	Sample::new(features, 8).unwrap()
}

fn add(
	ledger: &mut ClassicLedger,
	now: Seconds,
	who: usize,
	features: &[u32],
	label: Label,
) -> Added {
	ledger.add_data(now, who, sample(features), label, Balance::MAX).unwrap()
}

#[test]
fn add_data_takes_the_price_and_teaches_the_model() {
	let mut ledger = ledger();
	let added = add(&mut ledger, 4, 0, &[1, 2], Label::Positive);
	assert_eq!(
		added,
		Added { contribution: 0, deposit: 300, score: 0, updated: true, skipped: false }
	);
	assert_eq!(
		ledger.books().accounts()[0],
		Account { free: START - 300, held: 300, submitted: 1, ..Account::default() }
	);
	assert_eq!(ledger.predict(sample(&[2])), Label::Positive);
	assert_eq!(ledger.drift(), 1_000_000_000);
	assert_eq!(ledger.books().last_accepted(), 4);
}

#[test]
fn add_data_is_refused_above_the_offer_and_above_the_balance() {
	let mut ledger = ledger();
	let offer = ledger.add_data(1, 0, sample(&[1]), Label::Positive, 599);
	assert_eq!(offer, Err(Rejection::PriceTooHigh { price: 600 }));
	let mut poor =
		ClassicLedger::open(0, *ledger.rules(), ledger.model().clone(), &[599], None).unwrap();
	let broke = poor.add_data(1, 0, sample(&[1]), Label::Positive, 600);
	assert_eq!(broke, Err(Rejection::BalanceTooLow { price: 600 }));
	assert_eq!(poor.books().accounts()[0], Account { free: 599, ..Account::default() });
	assert_eq!(poor.books().last_accepted(), 0);
}

#[test]
fn refund_returns_the_deposit_and_earns_credit() {
	let mut ledger = ledger();
	add(&mut ledger, 1, 0, &[1], Label::Positive);
	assert_eq!(ledger.refund(10, 0, 0), Err(Rejection::Claim(ClaimError::TooEarly)));
	assert_eq!(ledger.refund(11, 1, 0), Err(Rejection::UnknownContribution));
	assert_eq!(ledger.refund(11, 0, 0), Ok(600));
	assert_eq!(
		ledger.books().accounts()[0],
		Account { free: START, credit: 1, submitted: 1, ..Account::default() }
	);
	assert_eq!(ledger.refund(11, 0, 0), Err(Rejection::Claim(ClaimError::AlreadyClaimed)));
}

#[test]
fn report_shares_the_deposit_by_credit() {
	let mut ledger = ledger();
	for who in [0, 1] {
		let id = add(&mut ledger, 1, who, &[who as u32], Label::Positive).contribution;
		ledger.refund(11, who, id).unwrap();
	}
	let bad = add(&mut ledger, 12, 2, &[0, 1], Label::Negative);
	// One step down on both features leaves their sum at zero: the model now agrees.
	assert_eq!(ledger.report(22, 0, 2), Err(Rejection::Claim(ClaimError::ModelAgrees)));
	add(&mut ledger, 22, 1, &[1], Label::Positive);
	assert_eq!(ledger.report(22, 0, 2), Ok(bad.deposit / 2));
	assert_eq!(ledger.report(32, 2, 2), Ok(bad.deposit / 2));
	assert_eq!(ledger.books().contributions()[2].claims, vec![0, 2]);
	assert_eq!(ledger.check_conserved(), Ok(()));
}

#[test]
fn a_deposit_of_zero_is_settled_at_once() {
	let mut ledger = ledger();
	let added = add(&mut ledger, 4_000, 0, &[1], Label::Positive);
	assert_eq!((added.deposit, ledger.books().contributions()[0].claimable), (0, 0));
	assert_eq!(ledger.refund(5_000, 0, 0), Err(Rejection::Claim(ClaimError::NothingLeft)));
}

#[test]
fn too_much_money_is_refused() {
	let opened =
		ClassicLedger::open(0, rules(0, 0, 0), Coefficients::zero(1), &[1, Balance::MAX], None);
	assert_eq!(opened.err(), Some(TooMuchMoney));
}

#[test]
fn check_conserved_sees_lost_money() {
	let mut ledger = ledger();
	ledger.books.accounts[1].free -= 1;
	assert!(ledger.check_conserved().is_err());
}

#[derive(Clone, Debug)]
enum Call {
	Add(std::collections::BTreeSet<u32>, bool, Balance),
	Refund(ContributionId),
	Report(ContributionId),
}

fn call() -> impl Strategy<Value = Call> {
	prop_oneof![
		(proptest::collection::btree_set(0..8u32, 1..5), any::<bool>(), 0..800 as Balance)
			.prop_map(|(features, positive, max)| Call::Add(features, positive, max)),
		(0..20u64).prop_map(Call::Refund),
		(0..20u64).prop_map(Call::Report),
	]
}

proptest! {
	#[test]
	fn any_calls_conserve_the_money_and_refused_ones_change_nothing(
		waits in (0..20u64, 0..20u64, 0..20u64),
		calls in proptest::collection::vec((0..8u64, 0..4usize, call()), 1..200),
	) {
		let rules = rules(waits.0, waits.0 + waits.1, waits.0 + waits.1 + waits.2);
		let balances = [2_000, START, 0];
		let mut ledger = ClassicLedger::open(0, rules, Coefficients::zero(8), &balances, Some(1)).unwrap();
		let mut now = 0;
		for (wait, who, call) in calls {
			now += wait;
			let before = (ledger.books().accounts().to_vec(), ledger.books().total_held(), ledger.books().last_accepted());
			let accepted = match call {
				Call::Add(features, positive, max) => {
					let features: Vec<u32> = features.into_iter().collect();
					ledger.add_data(now, who, sample(&features), positive.into(), max).is_ok()
				},
				Call::Refund(id) => ledger.refund(now, who, id).is_ok(),
				Call::Report(id) => ledger.report(now, who, id).is_ok(),
			};
			let after = (ledger.books().accounts().to_vec(), ledger.books().total_held(), ledger.books().last_accepted());
			prop_assert!(accepted || before == after);
			prop_assert_eq!(ledger.check_conserved(), Ok(()));
		}
	}
}

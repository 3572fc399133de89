use super::*;
use collab_model_core::{
	Accepted, ClaimError, Classic, Coefficient, Perceptron, Pricing, Stake, Standing, StepSchedule,
};
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

fn open(rules: Classic, balances: &[Balance], owner: Option<usize>) -> Ledger {
	let model = Model::uploaded(rules, LinearCoefficients::zero(8));
	Ledger::open(0, Rules::Classic(rules), model, balances).unwrap().with_owner(owner)
}

fn ledger() -> Ledger {
	open(rules(10, 20, 30), &[START; 3], Some(2))
}

fn account(free: Balance, held: Balance, credit: u64, submitted: u64) -> Account {
	Account { free, held, standing: Standing::Classic(credit), submitted }
}

fn paid(answer: Result<Payment, Rejection>) -> Result<Balance, Rejection> {
	answer.map(|payment| payment.amount)
}

fn sample(features: &[u32]) -> Sample<'_> {
	Sample::new(features, 8).unwrap()
}

fn add(ledger: &mut Ledger, now: Seconds, who: usize, features: &[u32], label: Label) -> Added {
	ledger.add_data(now, who, sample(features), label, Balance::MAX).unwrap()
}

#[test]
fn add_data_takes_the_price_and_teaches_the_model() {
	let mut ledger = ledger();
	let added = add(&mut ledger, 4, 0, &[1, 2], Label::Positive);
	let stake = Stake { deposit: 300, ..Stake::default() };
	let accepted = Accepted { stake, score: 0, updated: true, judged: None };
	assert_eq!(added, Added { contribution: 0, accepted });
	assert_eq!(ledger.books().accounts()[0], account(START - 300, 300, 0, 1));
	assert_eq!(ledger.predict(sample(&[2])), Label::Positive);
	assert_eq!(ledger.drift(), 1_000_000_000);
	assert_eq!(ledger.books().last_accepted(), 4);
}

#[test]
fn add_data_is_refused_above_the_offer_and_above_the_balance() {
	let mut ledger = ledger();
	let offer = ledger.add_data(1, 0, sample(&[1]), Label::Positive, 599);
	assert_eq!(offer, Err(Rejection::PriceTooHigh { price: 600 }));
	let mut poor = open(rules(10, 20, 30), &[599], None);
	let broke = poor.add_data(1, 0, sample(&[1]), Label::Positive, 600);
	assert_eq!(broke, Err(Rejection::BalanceTooLow { price: 600 }));
	assert_eq!(poor.books().accounts()[0], account(599, 0, 0, 0));
	assert_eq!(poor.books().last_accepted(), 0);
}

#[test]
fn refund_returns_the_deposit_and_earns_credit() {
	let mut ledger = ledger();
	add(&mut ledger, 1, 0, &[1], Label::Positive);
	assert_eq!(ledger.refund(10, 0, 0), Err(Rejection::Claim(ClaimError::TooEarly)));
	assert_eq!(ledger.refund(11, 1, 0), Err(Rejection::Claim(ClaimError::NotContributor)));
	assert_eq!(paid(ledger.refund(11, 0, 0)), Ok(600));
	assert_eq!(ledger.books().accounts()[0], account(START, 0, 1, 1));
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
	let half = bad.accepted.stake.deposit / 2;
	assert_eq!(paid(ledger.report(22, 0, 2)), Ok(half));
	assert_eq!(paid(ledger.report(32, 2, 2)), Ok(half));
	let contribution = &ledger.books().contributions()[2];
	assert!([0, 2].iter().all(|who| contribution.is_claimed_by(*who)));
	assert!(!contribution.is_claimed_by(1));
	assert_eq!(ledger.check_conserved(), Ok(()));
}

#[test]
fn a_deposit_of_zero_is_settled_at_once() {
	let mut ledger = ledger();
	let added = add(&mut ledger, 4_000, 0, &[1], Label::Positive);
	let claimable = ledger.books().contributions()[0].claimable;
	assert_eq!((added.accepted.stake.deposit, claimable), (0, 0));
	assert_eq!(ledger.refund(5_000, 0, 0), Err(Rejection::Claim(ClaimError::NothingLeft)));
}

#[test]
fn all_of_an_offer_is_held_on_demand() {
	let mut ledger = ledger().with_offers_held();
	let added = ledger.add_data(4, 0, sample(&[1]), Label::Positive, 500).unwrap();
	assert_eq!((added.accepted.stake.deposit, ledger.books().total_held()), (500, 500));
	let dear = ledger.add_data(8, 0, sample(&[1]), Label::Positive, START);
	assert_eq!(dear, Err(Rejection::BalanceTooLow { price: START }));
	assert_eq!(paid(ledger.refund(14, 0, 0)), Ok(500));
}

#[test]
fn what_cannot_be_opened_is_refused() {
	let model = || Model::uploaded(rules(0, 0, 0), LinearCoefficients::zero(1));
	let rich = Ledger::open(0, Rules::Classic(rules(0, 0, 0)), model(), &[1, Balance::MAX]);
	assert_eq!(rich.err(), Some(OpenError::TooMuchMoney(TooMuchMoney)));
	let robust = Rules::Robust(collab_model_core::Robust::with_base(1_000));
	assert_eq!(Ledger::open(0, robust, model(), &[]).err(), Some(OpenError::OtherRules));
}

#[test]
fn a_linear_model_is_not_audited() {
	let mut ledger = ledger();
	assert_eq!(ledger.seal_audit(0, Default::default(), 500), Err(Rejection::NoAudits));
	assert_eq!(ledger.show_audit(0, &Default::default(), 0, &[]), Err(Rejection::NoAudits));
}

#[test]
fn check_conserved_sees_lost_money() {
	let mut ledger = ledger();
	ledger.books.lose(1);
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
		let mut ledger = open(rules, &balances, Some(1));
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

//! `refund` and `report` under the robust rules.

use crate::{mock::*, *};
use collab_model_core::{AveragedPerceptron, Judgement, Label, Record, Robust, Rules, Verdict};
use frame_support::{assert_noop, assert_ok, dispatch::Pays};
use polkadot_sdk::*;

const GOOD: ([u32; 3], Label) = ([0, 1, 2], Label::Positive);
const BAD: ([u32; 3], Label) = ([0, 1, 2], Label::Negative);

fn settled(verdict: Verdict) -> collab_model_core::Shares {
	let last = System::events().pop().expect("an event").event;
	let RuntimeEvent::CollabModel(Event::Settled { verdict: found, shares, .. }) = last else {
		panic!("{last:?}")
	};
	assert_eq!(found, verdict);
	shares
}

#[docify::export]
#[test]
fn one_verdict_settles_a_contribution() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let good = add(ALICE, [0, 1, 2], Label::Positive);
		let bad = add(BOB, [0, 1, 2], Label::Negative);
		advance(10);
		assert_ok!(CollabModel::refund(signed(ALICE), MODEL, good));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
		assert_ok!(CollabModel::report(signed(CAROL), MODEL, bad));
		// The finder gets 5 %, the pool the rest.
		assert_eq!((held(BOB), free(BOB), free(CAROL)), (0, ENDOWMENT - 100, ENDOWMENT + 5));
		assert_eq!(the_model().pool, 95);
		assert_eq!(Contributions::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_verdict_is_final_whoever_asks() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let good = add(ALICE, GOOD.0, GOOD.1);
		let bad = add(BOB, BAD.0, BAD.1);
		advance(10);
		assert_ok!(CollabModel::report(signed(CAROL), MODEL, good));
		assert_eq!(settled(Verdict::Agree).to_contributor, 100);
		assert_eq!(free(ALICE), ENDOWMENT);
		assert_eq!(free(CAROL), ENDOWMENT);
		assert_ok!(CollabModel::refund(signed(BOB), MODEL, bad));
		assert_eq!(settled(Verdict::Disagree).to_pool, 100);
		assert_noop!(
			CollabModel::refund(signed(ALICE), MODEL, good),
			Error::<Test>::UnknownContribution
		);
	});
}

#[test]
fn an_undecided_deposit_is_shared_with_the_pool() {
	let judgement = Judgement { band: 30, ..robust_rules().judgement };
	let config = ModelConfig {
		rules: Rules::Robust(Robust { judgement, ..robust_rules() }),
		..robust_config()
	};
	ExtBuilder::default().with_model(config).seeded(5).opened().build_and_execute(|| {
		let id = add(ALICE, GOOD.0, GOOD.1);
		advance(10);
		assert_ok!(CollabModel::refund(signed(ALICE), MODEL, id));
		let shares = settled(Verdict::Undecided);
		assert_eq!((shares.to_contributor, shares.to_pool), (50, 50));
		assert_eq!(record(ALICE), Record::default());
		assert_eq!(the_model().pool, 50);
	});
}

#[test]
fn nobody_settles_early_or_what_is_not_his() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(ALICE, GOOD.0, GOOD.1);
		advance(9);
		let early = Error::<Test>::TooEarly;
		assert_noop!(CollabModel::refund(signed(ALICE), MODEL, id), early);
		assert_noop!(CollabModel::report(signed(BOB), MODEL, id), Error::<Test>::TooEarly);
		advance(1);
		let not_his = Error::<Test>::NotContributor;
		assert_noop!(CollabModel::refund(signed(BOB), MODEL, id), not_his);
		let his_own = Error::<Test>::OwnContribution;
		assert_noop!(CollabModel::report(signed(ALICE), MODEL, id), his_own);
	});
}

#[test]
fn the_record_moves_the_price() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		for _ in 0..5 {
			let good = add(ALICE, GOOD.0, GOOD.1);
			let bad = add(BOB, BAD.0, BAD.1);
			advance(10);
			assert_ok!(CollabModel::refund(signed(ALICE), MODEL, good));
			assert_ok!(CollabModel::report(signed(ALICE), MODEL, bad));
		}
		assert_eq!(record(ALICE), Record { agreed: 5, disagreed: 0 });
		assert_eq!(record(BOB), Record { agreed: 0, disagreed: 5 });
		assert_eq!(CollabModel::price(MODEL), Ok(100));
		assert_eq!(CollabModel::price_for(MODEL, ALICE), Ok(80));
		assert_eq!(CollabModel::price_for(MODEL, BOB), Ok(160));
		let too_dear = CollabModel::add_data(signed(BOB), MODEL, features(BAD.0), BAD.1, 159);
		assert_noop!(too_dear, Error::<Test>::PriceAboveMaximum);
		add(ALICE, GOOD.0, GOOD.1);
		assert_eq!(held(ALICE), 80);
	});
}

#[test]
fn the_pool_pays_a_bonus_to_who_is_contradicted_at_times() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		for _ in 0..6 {
			let bad = add(BOB, BAD.0, BAD.1);
			advance(10);
			assert_ok!(CollabModel::refund(signed(BOB), MODEL, bad));
		}
		let pool = the_model().pool;
		assert!(pool > 512, "{pool}");
		let repeats = add(ALICE, GOOD.0, GOOD.1);
		let contradicted = add(CAROL, BAD.0, BAD.1);
		let agreed = add(CAROL, GOOD.0, GOOD.1);
		advance(10);
		assert_ok!(CollabModel::refund(signed(ALICE), MODEL, repeats));
		assert_eq!(settled(Verdict::Agree).bonus, 0);
		assert_ok!(CollabModel::refund(signed(CAROL), MODEL, contradicted));
		let pool = the_model().pool;
		assert_ok!(CollabModel::refund(signed(CAROL), MODEL, agreed));
		assert_eq!(settled(Verdict::Agree).bonus, pool >> 8);
		assert_eq!(the_model().pool, pool - (pool >> 8));
	});
}

#[test]
fn the_own_effect_is_taken_out() {
	ExtBuilder::default().with_model(robust_config()).opened().build_and_execute(|| {
		// The model knows nothing but this sample.
		let id = add(ALICE, [7, 8, 9], Label::Positive);
		advance(10);
		add(BOB, [700], Label::Positive);
		assert_eq!(CollabModel::predict(MODEL, vec![7, 8, 9]).map(|(l, _)| l), Ok(Label::Positive));
		assert_ok!(CollabModel::refund(signed(ALICE), MODEL, id));
		settled(Verdict::Undecided);
	});
}

#[test]
fn expired_contributions_are_settled_free_of_the_fee() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let (first, second) = (add(ALICE, GOOD.0, GOOD.1), add(ALICE, GOOD.0, GOOD.1));
		advance(29);
		let paid = CollabModel::report(signed(BOB), MODEL, first).unwrap();
		assert_eq!(paid.pays_fee, Pays::Yes);
		advance(1);
		let free = CollabModel::report(signed(BOB), MODEL, second).unwrap();
		assert_eq!(free.pays_fee, Pays::No);
	});
}

#[test]
fn dust_is_taken_by_the_pool_whatever_the_existential_deposit() {
	ExistentialDeposit::set(1_000);
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(BOB, BAD.0, BAD.1);
		advance(10);
		assert_ok!(CollabModel::report(signed(CAROL), MODEL, id));
		assert_eq!(free(CollabModel::pool_account(MODEL)), 1_095);
	});
}

#[test]
fn a_paused_model_still_judges() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(ALICE, GOOD.0, GOOD.1);
		assert_ok!(CollabModel::pause_model(signed(OWNER), MODEL));
		advance(10);
		assert_ok!(CollabModel::refund(signed(ALICE), MODEL, id));
	});
}

#[test]
fn views_tell_in_advance() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let (good, bad) = (add(ALICE, GOOD.0, GOOD.1), add(BOB, BAD.0, BAD.1));
		assert_eq!(CollabModel::verdict(MODEL, good), Ok(Verdict::Agree));
		assert_eq!(CollabModel::verdict(MODEL, bad), Ok(Verdict::Disagree));
		let early = Error::<Test>::TooEarly;
		assert_eq!(CollabModel::claimable(MODEL, good, ALICE), Err(early.into()));
		advance(10);
		assert_eq!(CollabModel::claimable(MODEL, good, ALICE), Ok(100));
		assert_eq!(CollabModel::claimable(MODEL, good, CAROL), Ok(0));
		assert_eq!(CollabModel::claimable(MODEL, bad, CAROL), Ok(5));
		assert_eq!(CollabModel::pool(MODEL), Ok(0));
		// 80 % at the opening, then one sample right and one wrong.
		let counter = (52_429 + ((65_536 - 52_429) >> 8)) as u32;
		let counter = counter - counter.div_ceil(256);
		let accuracy = sp_runtime::Perbill::from_rational(counter, 65_536);
		assert_eq!(CollabModel::accuracy(MODEL), Ok(accuracy));
	});
}

#[test]
fn the_snapshot_of_averages_predicts_as_the_model_does() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		add(ALICE, [0, 3, 9], Label::Negative);
		let snapshot = CollabModel::model_snapshot(MODEL).unwrap();
		let exact = CollabModel::averaged_snapshot(MODEL).unwrap();
		assert_eq!(exact.state, the_model().averaged);
		let (_, score) = CollabModel::predict(MODEL, vec![0, 1, 2]).unwrap();
		let sum: i64 = snapshot.runs[0].1[..3].iter().map(|c| c.into_inner()).sum();
		assert!((score - i128::from(sum)).abs() <= 4, "{score} {sum}");
		let present = &exact.runs[0].1[..3];
		let clockwise = robust_rules().learner.score(&exact.state, present);
		assert_eq!(score, AveragedPerceptron::scaled(clockwise, exact.state.clock));
	});
}

#[test]
fn an_open_contribution_takes_few_bytes() {
	use codec::Encode;
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		// A review: 93 of 1,000 words.
		let id = add(ALICE, (0..93).map(|n| n * 10), Label::Positive);
		let stored = Contributions::<Test>::get(MODEL, id).expect("it is open");
		// Of these 16 for the account, which on a chain has 32.
		assert_eq!(stored.encoded_size(), 16 + 5 + 1 + 2 + 2 + 5 + 1 + 2 + 93);
	});
}

//! `add_data`, `refund` and `report` under the robust rules.

use crate::{mock::*, *};
use collab_model_core::{
	Balance, Judged, Judgement, Label, Lesson, Pot, Record, Robust, Rules, Stake, Verdict,
};
use frame_support::{assert_noop, assert_ok, dispatch::Pays};
use polkadot_sdk::*;

const GOOD: ([u32; 3], Label) = ([0, 1, 2], Label::Positive);
const BAD: ([u32; 3], Label) = ([0, 1, 2], Label::Negative);

fn last_judged() -> (Stake, Judged) {
	let last = System::events().pop().expect("an event").event;
	let RuntimeEvent::CollabModel(Event::DataAdded { stake, judged, .. }) = last else {
		panic!("{last:?}")
	};
	(stake, judged.expect("judged at the submission"))
}

fn with_band(band: u16) -> ModelConfig {
	let judgement = Judgement { band, ..robust_rules().judgement };
	let rules = Rules::Robust(Robust { judgement, ..robust_rules() });
	ModelConfig { rules, ..robust_config() }
}

#[docify::export]
#[test]
fn the_verdict_is_given_at_the_submission() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let good = add(ALICE, [0, 1, 2], Label::Positive);
		assert_eq!(held(ALICE), 100);
		add(BOB, [0, 1, 2], Label::Negative);
		// What the model disagrees with is lost at once, to the pot.
		assert_eq!((held(BOB), free(BOB)), (0, ENDOWMENT - 100));
		assert_eq!(CollabModel::pot(MODEL).map(|pot| pot.pool), Ok(100));
		advance(10);
		assert_ok!(refund(ALICE, good));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
		assert_eq!(Contributions::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_event_tells_verdict_and_what_comes_back() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		add(ALICE, GOOD.0, GOOD.1);
		let agreed = Judged { verdict: Verdict::Agree, lesson: Lesson::Agreed };
		assert_eq!(last_judged(), (Stake { deposit: 100, forfeited: 0, bonus: 0 }, agreed));
		add(BOB, BAD.0, BAD.1);
		let (stake, judged) = last_judged();
		assert_eq!((stake.locked(), judged.verdict), (0, Verdict::Disagree));
	});
}

#[test]
fn three_quarters_of_an_undecided_deposit_come_back() {
	ExtBuilder::default().with_model(with_band(30)).seeded(5).opened().build_and_execute(|| {
		let id = add(ALICE, GOOD.0, GOOD.1);
		assert_eq!(last_judged().1.verdict, Verdict::Undecided);
		assert_eq!((held(ALICE), free(ALICE)), (75, ENDOWMENT - 100));
		assert_eq!((record(ALICE), robust_state().pot.pool), (Record::default(), 25));
		advance(10);
		assert_ok!(refund(ALICE, id));
		assert_eq!(free(ALICE), ENDOWMENT - 25);
	});
}

#[test]
fn nothing_is_stored_where_nothing_comes_back() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(BOB, BAD.0, BAD.1);
		assert_eq!((the_model().submitted, the_model().open_contributions), (1, 0));
		assert!(!Contributions::<Test>::contains_key(MODEL, id));
		advance(10);
		let refund = refund(BOB, id);
		assert_noop!(refund, Error::<Test>::UnknownContribution);
	});
}

#[test]
fn the_released_copy_judges_and_the_candidate_learns() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let said = CollabModel::predict(MODEL, features(BAD.0.iter().copied()));
		let released = CollabModel::released_snapshot(MODEL, None);
		assert_eq!(CollabModel::candidate_snapshot(MODEL, None), released);
		add(BOB, BAD.0, BAD.1);
		assert_eq!(last_judged().1.lesson, Lesson::Learnt);
		assert_eq!(CollabModel::predict(MODEL, features(BAD.0.iter().copied())), said);
		assert_eq!(CollabModel::released_snapshot(MODEL, None), released);
		let candidate = CollabModel::candidate_snapshot(MODEL, None).unwrap();
		assert_eq!(
			candidate.pages.runs[0].1[0].value,
			released.unwrap().pages.runs[0].1[0].value - 1
		);
	});
}

#[test]
fn a_refund_is_paid_to_the_contributor_whoever_asks_and_free_for_others() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let (first, second) = (add(ALICE, GOOD.0, GOOD.1), add(ALICE, GOOD.0, GOOD.1));
		advance(9);
		let early = refund(ALICE, first);
		assert_noop!(early, Error::<Test>::TooEarly);
		advance(1);
		let own = refund(ALICE, first).unwrap();
		assert_eq!(own.pays_fee, Pays::Yes);
		let other = refund(CAROL, second).unwrap();
		assert_eq!(other.pays_fee, Pays::No);
		assert_eq!((free(ALICE), free(CAROL)), (ENDOWMENT, ENDOWMENT));
	});
}

#[test]
fn there_is_nothing_to_report() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(ALICE, GOOD.0, GOOD.1);
		advance(1_000);
		let report = report(BOB, id);
		assert_noop!(report, Error::<Test>::NothingToReport);
	});
}

#[test]
fn the_record_moves_the_price_at_once() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		for _ in 0..5 {
			add(ALICE, GOOD.0, GOOD.1);
			add(BOB, BAD.0, BAD.1);
		}
		assert_eq!(record(ALICE), Record { agreed: 5, disagreed: 0 });
		assert_eq!(record(BOB), Record { agreed: 0, disagreed: 5 });
		assert_eq!(CollabModel::price(MODEL), Ok(100));
		assert_eq!(CollabModel::price_for(MODEL, ALICE), Ok(80));
		assert_eq!(CollabModel::price_for(MODEL, BOB), Ok(160));
		let too_dear = CollabModel::add_data(signed(BOB), MODEL, features(BAD.0), BAD.1, 159);
		assert_noop!(too_dear, Error::<Test>::PriceAboveMaximum);
	});
}

#[test]
fn a_quote_tells_price_verdict_and_outcome_before_anybody_pays() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let quote = |who, (sample, label): ([u32; 3], Label)| {
			CollabModel::quote(MODEL, who, features(sample.iter().copied()), label)
		};
		let before = (the_model(), CollabModel::candidate_snapshot(MODEL, None));
		let (good, bad) = (quote(ALICE, GOOD).unwrap(), quote(BOB, BAD).unwrap());
		assert_eq!((the_model(), CollabModel::candidate_snapshot(MODEL, None)), before);
		assert_eq!((good.deposit, good.locked, bad.locked), (100, 100, 0));
		for (who, (sample, label), quoted) in [(ALICE, GOOD, good), (BOB, BAD, bad)] {
			add(who, sample, label);
			let (stake, judged) = last_judged();
			assert_eq!((stake.locked(), Some(judged)), (quoted.locked, quoted.judged));
		}
		let unsorted = CollabModel::quote(MODEL, ALICE, features([2, 1]), Label::Positive);
		assert_eq!(unsorted, Err(Error::<Test>::FeaturesNotIncreasing.into()));
	});
}

#[test]
fn the_pot_pays_a_bonus_to_accounts_that_are_contradicted_at_times() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		for _ in 0..20 {
			add(BOB, BAD.0, BAD.1);
		}
		mutate_robust(|state| {
			state.pot.fund = 80;
			state.pot.pool -= 80;
		});
		let before = robust_state().pot;
		add(ALICE, GOOD.0, GOOD.1);
		assert_eq!((last_judged().0.bonus, robust_state().pot), (0, before));
		add(CAROL, BAD.0, BAD.1);
		add(CAROL, GOOD.0, GOOD.1);
		let (stake, _) = last_judged();
		// An eighth of the fund, and of the pool at most a 24th of the deposit.
		assert_eq!((stake.deposit, stake.bonus), (114, 10 + 4));
		assert_eq!((held(CAROL), robust_state().pot.fund), (128, 70));
		advance(10);
		assert_ok!(refund(CAROL, the_model().submitted - 1));
		assert_eq!(free(CAROL), ENDOWMENT - 100 + 14);
	});
}

#[test]
fn the_heir_is_paid_what_the_pool_had_for_too_long() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		for _ in 0..70 {
			add(BOB, BAD.0, BAD.1);
		}
		advance(600);
		add(ALICE, GOOD.0, GOOD.1);
		let Pot { pool, fund, heir } = CollabModel::pot(MODEL).unwrap();
		assert!(heir > 0 && fund > 0 && pool > 6_400, "{pool} {fund} {heir}");
		assert_ok!(CollabModel::pay_heir(signed(DAVE), MODEL));
		assert_eq!((free(HEIR), robust_state().pot.heir), (heir, 0));
		System::assert_last_event(Event::HeirPaid { model: MODEL, amount: heir }.into());
		assert_ok!(CollabModel::pay_heir(signed(DAVE), MODEL));
		assert_eq!(free(HEIR), heir);
	});
}

#[test]
fn dust_is_taken_by_the_pot_whatever_the_existential_deposit() {
	ExistentialDeposit::set(1_000);
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		add(BOB, BAD.0, BAD.1);
		assert_eq!(free(CollabModel::pot_account(MODEL)), 1_100);
	});
}

#[test]
fn a_forfeit_leaves_the_existential_deposit_and_fails_without_it() {
	ExtBuilder::default().endowed([OWNER, BOB], 2_000).build_and_execute(|| {
		assert_ok!(CollabModel::create_model(signed(OWNER), robust_config()));
		seed(&[&BAD.0[..]; 5], Label::Positive);
		assert_ok!(CollabModel::open_model(signed(OWNER), MODEL));
		assert_ok!(Balances::transfer_keep_alive(signed(BOB), OWNER, 1_900));
		let before = the_model();
		let all = || CollabModel::add_data(signed(BOB), MODEL, features(BAD.0), BAD.1, 100);
		let result = frame_support::storage::with_storage_layer(all);
		assert!(result.is_err());
		assert_eq!((the_model(), free(BOB)), (before, 100));
	});
}

#[test]
fn a_deposit_is_taken_from_an_account_that_has_frozen_everything() {
	use frame_support::traits::{LockableCurrency, WithdrawReasons};
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(BOB);
		let bad = add(ALICE, [1], Label::Positive);
		add(DAVE, [1], Label::Negative);
		Balances::set_lock(*b"allofit!", &ALICE, Balance::MAX, WithdrawReasons::all());
		advance(10);
		assert_ok!(report(BOB, bad));
		assert_eq!(held(ALICE), 0);
	});
}

#[test]
fn refunds_go_on_while_a_model_is_paused() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(ALICE, GOOD.0, GOOD.1);
		assert_ok!(CollabModel::pause_model(signed(OWNER), MODEL));
		advance(10);
		assert_ok!(refund(ALICE, id));
	});
}

#[test]
fn views_tell_what_can_be_claimed_and_how_the_model_fares() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let good = add(ALICE, GOOD.0, GOOD.1);
		let early = Error::<Test>::TooEarly;
		assert_eq!(CollabModel::claimable(MODEL, good, ALICE), Err(early.into()));
		advance(10);
		assert_eq!(CollabModel::claimable(MODEL, good, ALICE), Ok(100));
		assert_eq!(CollabModel::claimable(MODEL, good, CAROL), Ok(0));
		// 80 % at the opening; agreement in the same second does not raise it.
		let accuracy = sp_runtime::Perbill::from_rational(52_429u32, 65_536);
		assert_eq!(CollabModel::accuracy(MODEL), Ok(accuracy));
	});
}

#[test]
fn the_snapshot_of_means_predicts_as_the_model_does() {
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let snapshot = CollabModel::model_snapshot(MODEL, None).unwrap();
		let exact = CollabModel::released_snapshot(MODEL, None).unwrap();
		assert_eq!(exact.copy, robust_state().released);
		let (_, score) = CollabModel::predict(MODEL, features([0, 1, 2])).unwrap();
		let sum: i64 = snapshot.pages.runs[0].1[..3].iter().map(|c| c.into_inner()).sum();
		assert!((score - i128::from(sum)).abs() <= 4, "{score} {sum}");
		let means = exact.pages.runs[0].1.iter().map(|c| c.mean(exact.copy.clock));
		assert!(means.eq(snapshot.pages.runs[0].1.iter().copied()));
	});
}

#[test]
fn an_open_contribution_takes_few_bytes() {
	use codec::Encode;
	ExtBuilder::default().with_robust_model().build_and_execute(|| {
		let id = add(ALICE, GOOD.0, GOOD.1);
		let stored = Contributions::<Test>::get(MODEL, id).expect("it is open");
		// Account (32 bytes on a chain), second, two amounts, kind.
		assert_eq!(stored.encoded_size(), 16 + 5 + 2 + 1 + 1);
	});
}

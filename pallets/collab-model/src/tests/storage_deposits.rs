//! What is held for bytes is at least what they cost, and comes back when they go.

use crate::{mock::*, *};
use codec::Encode;
use collab_model_core::{Balance, Label};
use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect, Mutate},
};
use polkadot_sdk::*;

fn scene() -> ExtBuilder {
	ExtBuilder::default().with_scene(|| ByteDeposit::set(1))
}

fn held_for_storage(who: AccountId) -> Balance {
	held_for(HoldReason::Storage, who)
}

fn contribution_bytes(id: ContributionId) -> Balance {
	let key = Contributions::<Test>::hashed_key_for(MODEL, id);
	(key.len() + Contributions::<Test>::get(MODEL, id).unwrap().encoded_size()) as Balance
}

fn record_bytes(who: AccountId) -> Balance {
	let key = Accounts::<Test>::hashed_key_for(MODEL, who);
	(key.len() + Accounts::<Test>::get(MODEL, who).unwrap().encoded_size()) as Balance
}

#[test]
fn a_contribution_pays_for_its_bytes_and_those_of_the_record() {
	scene().with_open_model().build_and_execute(|| {
		let quote = CollabModel::quote(MODEL, ALICE, features([1, 700]), Label::Positive).unwrap();
		let id = add(ALICE, [1, 700], Label::Positive);
		let first = held_for_storage(ALICE);
		assert_eq!(first, quote.storage_deposit);
		assert!(first >= contribution_bytes(id) + record_bytes(ALICE));
		assert_eq!(free(ALICE), ENDOWMENT - 100 - first);
		// The record is there already.
		let id = add(ALICE, [1, 700], Label::Positive);
		let second = held_for_storage(ALICE) - first;
		assert!((contribution_bytes(id)..first).contains(&second));
		// A longer sample costs more.
		add(ALICE, 0..100, Label::Positive);
		assert!(held_for_storage(ALICE) - first - second >= second + 98);
	});
}

#[test]
fn all_the_shares_that_there_is_room_for_are_paid_in_advance() {
	let reporters: Vec<AccountId> = (10..18).collect();
	let everybody = reporters.iter().copied().chain([OWNER, ALICE, BOB]);
	scene().endowed(everybody, ENDOWMENT).with_open_model().build_and_execute(|| {
		reporters.iter().for_each(|who| earn_credit(*who));
		let id = add(ALICE, [1], Label::Negative);
		add(BOB, [1], Label::Positive);
		advance(10);
		reporters.iter().for_each(|who| {
			assert_ok!(report(*who, id));
		});
		let paid = Contributions::<Test>::get(MODEL, id).unwrap().storage_deposit;
		assert!(paid >= contribution_bytes(id));
	});
}

#[test]
fn what_was_held_for_a_contribution_comes_back_when_it_ends() {
	scene().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(10);
		assert_ok!(refund(ALICE, id));
		// Also to whoever loses the deposit.
		let bad = add(ALICE, [2], Label::Positive);
		advance(30);
		assert_ok!(report(BOB, bad));
		let record = Accounts::<Test>::get(MODEL, ALICE).unwrap().storage_deposit;
		assert_eq!(held_for_storage(ALICE), record);
		assert_eq!(free(ALICE), ENDOWMENT - 100 - record);
	});
}

#[test]
fn a_record_can_be_forgotten_when_nothing_is_open() {
	scene().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		let forget = |who| CollabModel::forget_account(signed(who), MODEL);
		assert_noop!(forget(ALICE), Error::<Test>::ContributionsOpen);
		assert_noop!(forget(BOB), Error::<Test>::UnknownAccount);
		advance(10);
		assert_ok!(refund(ALICE, id));
		assert_eq!((credit(ALICE), classic_state().total_credit), (1, 1));
		assert_ok!(forget(ALICE));
		System::assert_last_event(Event::AccountForgotten { model: MODEL, account: ALICE }.into());
		assert_eq!((credit(ALICE), classic_state().total_credit), (0, 0));
		assert_eq!((free(ALICE), held_for_storage(ALICE)), (ENDOWMENT, 0));
	});
}

#[test]
fn closing_a_model_gives_back_what_was_held_for_records() {
	scene().with_open_model().build_and_execute(|| {
		earn_credit(ALICE);
		earn_credit(BOB);
		assert!(held_for_storage(ALICE) > 0);
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!([ALICE, BOB, OWNER].map(free), [ENDOWMENT; 3]);
	});
}

#[test]
fn whoever_can_pay_the_price_only_is_told_so() {
	scene().endowed([OWNER, ALICE], 1_100).with_open_model().build_and_execute(|| {
		let quote = CollabModel::quote(MODEL, ALICE, features([1]), Label::Positive).unwrap();
		let enough = quote.deposit + quote.storage_deposit + Balances::minimum_balance();
		let submit =
			|| CollabModel::add_data(signed(ALICE), MODEL, features([1]), Label::Positive, 100);
		Balances::set_balance(&ALICE, enough - 1);
		assert_noop!(submit(), Error::<Test>::CannotPay);
		Balances::set_balance(&ALICE, enough);
		assert_ok!(submit());
		// Money was made for this test only.
		Balances::set_balance(&BOB, 1_100 - enough);
	});
}

#[test]
fn i1_sees_storage_that_is_not_paid() {
	scene().with_open_model().with_contribution(ALICE, &[1], Label::Positive).build_and_break(
		|| Accounts::<Test>::mutate(MODEL, ALICE, |a| a.as_mut().unwrap().storage_deposit += 1),
		"I1",
	);
}

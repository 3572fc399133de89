//! `report` under the classic rules.

use crate::{mock::*, *};
use collab_model_core::Label;
use frame_support::{assert_noop, assert_ok};
use polkadot_sdk::*;

/// A contribution of [`ALICE`] with which the model disagrees, and whose refund wait is over.
fn bad_contribution() -> ContributionId {
	let id = add(ALICE, [1], Label::Positive);
	add(DAVE, [1], Label::Negative);
	advance(10);
	id
}

#[docify::export]
#[test]
fn reporters_share_the_deposit_of_bad_data() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(BOB);
		earn_credit(CAROL);
		let id = bad_contribution();
		assert_ok!(report(BOB, id));
		assert_ok!(report(CAROL, id));
		assert_eq!((free(BOB), free(CAROL)), (ENDOWMENT + 50, ENDOWMENT + 50));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT - 100));
	});
}

#[test]
fn the_last_share_removes_the_contribution() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(BOB);
		let id = bad_contribution();
		assert_ok!(report(BOB, id));
		System::assert_last_event(
			Event::Reported { model: MODEL, contribution: id, reporter: BOB, amount: 100 }.into(),
		);
		assert!(Contributions::<Test>::get(MODEL, id).is_none());
		assert!(!Accounts::<Test>::contains_key(MODEL, ALICE));
	});
}

#[test]
fn fails_twice() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(BOB);
		earn_credit(CAROL);
		let id = bad_contribution();
		assert_ok!(report(BOB, id));
		assert_noop!(report(BOB, id), Error::<Test>::AlreadyClaimed);
	});
}

#[test]
fn fails_one_second_too_early() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(BOB);
		let id = add(ALICE, [1], Label::Positive);
		add(DAVE, [1], Label::Negative);
		advance(9);
		assert_noop!(report(BOB, id), Error::<Test>::TooEarly);
	});
}

#[test]
fn fails_while_the_model_agrees() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(BOB);
		let id = add(ALICE, [1], Label::Positive);
		advance(10);
		assert_noop!(report(BOB, id), Error::<Test>::ModelAgrees);
	});
}

#[test]
fn fails_for_ones_own_contribution() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(ALICE);
		let id = bad_contribution();
		assert_noop!(report(ALICE, id), Error::<Test>::OwnContribution);
	});
}

#[test]
fn fails_without_credit() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = bad_contribution();
		assert_noop!(report(BOB, id), Error::<Test>::NoCredit);
	});
}

#[test]
fn fails_for_unknown_ids() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(report(BOB, 5), Error::<Test>::UnknownContribution);
		let unknown = CollabModel::report(signed(BOB), 5, 0, 1).map_err(|refused| refused.error);
		assert_noop!(unknown, Error::<Test>::UnknownModel);
	});
}

#[test]
fn the_owner_takes_the_rest_after_his_wait() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(19);
		assert_noop!(report(OWNER, id), Error::<Test>::ModelAgrees);
		advance(1);
		let before = free(OWNER);
		assert_ok!(report(OWNER, id));
		assert_eq!(free(OWNER), before + 100);
	});
}

#[test]
fn anybody_takes_the_rest_after_the_last_wait() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(29);
		assert_noop!(report(BOB, id), Error::<Test>::ModelAgrees);
		advance(1);
		assert_ok!(report(BOB, id));
		assert_eq!(free(BOB), ENDOWMENT + 100);
	});
}

#[test]
fn even_the_contributor_takes_the_rest_after_the_last_wait() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = bad_contribution();
		advance(20);
		assert_ok!(report(ALICE, id));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
		assert!(!Accounts::<Test>::contains_key(MODEL, ALICE));
	});
}

#[test]
fn a_share_below_the_existential_deposit_fails_for_an_account_that_does_not_exist() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(30);
		ExistentialDeposit::set(1_000);
		let nobody = 77;
		let call = || report(nobody, id);
		let error = frame_support::storage::with_storage_layer(call).unwrap_err();
		assert_eq!(error, sp_runtime::TokenError::CannotCreate.into());
		ExistentialDeposit::set(1);
		assert_ok!(call());
	});
}

#[test]
fn dust_does_not_keep_others_from_their_share() {
	let dust: Vec<AccountId> = (10..18).collect();
	let everybody = dust.iter().copied().chain([OWNER, ALICE, BOB, CAROL, DAVE]);
	ExtBuilder::default().endowed(everybody, ENDOWMENT).with_open_model().build_and_execute(|| {
		dust.iter().for_each(|who| earn_credit(*who));
		(0..4).for_each(|_| earn_credit(BOB));
		(0..12).for_each(|_| earn_credit(CAROL));
		let id = bad_contribution();
		for who in &dust {
			assert_ok!(report(*who, id));
		}
		// Bob has four times the credit of each, and comes when the list is full.
		assert_ok!(report(BOB, id));
		let again = || report(BOB, id);
		let error = frame_support::storage::with_storage_layer(again).unwrap_err();
		assert_eq!(error, Error::<Test>::AlreadyClaimed.into());
		// Whom he displaced has no more to claim than before.
		let again = || report(dust[0], id);
		let error = frame_support::storage::with_storage_layer(again).unwrap_err();
		assert_eq!(error, Error::<Test>::TooManyClaims.into());
	});
}

#[test]
fn many_claims_fill_the_record_and_the_rest_waits_for_the_end() {
	let reporters: Vec<AccountId> = (10..20).collect();
	let everybody = reporters.iter().copied().chain([OWNER, ALICE, BOB, DAVE]);
	ExtBuilder::default().endowed(everybody, ENDOWMENT).with_open_model().build_and_execute(|| {
		reporters.iter().for_each(|who| earn_credit(*who));
		let id = bad_contribution();
		let (first, rest) = reporters.split_at(8);
		for who in first {
			assert_ok!(report(*who, id));
		}
		let call = || report(rest[0], id);
		let error = frame_support::storage::with_storage_layer(call).unwrap_err();
		assert_eq!(error, Error::<Test>::TooManyClaims.into());
		advance(20);
		assert_ok!(report(BOB, id));
		assert_eq!(free(BOB), ENDOWMENT + 20);
	});
}

//! Each invariant is broken once, and seen.

use crate::{mock::*, *};
use collab_model_core::{AveragedCoefficient, Label, LiveRules, Record, Standing};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use polkadot_sdk::*;

fn scene() -> ExtBuilder {
	ExtBuilder::default().with_open_model().with_contribution(ALICE, &[1, 7], Label::Positive)
}

#[test]
fn i1_sees_a_deposit_that_is_not_held() {
	scene().build_and_break(
		|| {
			let reason = HoldReason::Deposit.into();
			assert_ok!(Balances::release(&reason, &ALICE, 1, Precision::Exact));
		},
		"I1",
	);
}

#[test]
fn i1_sees_a_creation_deposit_that_is_not_held() {
	scene().build_and_break(
		|| {
			let reason = HoldReason::ModelCreation.into();
			assert_ok!(Balances::release(&reason, &OWNER, 1, Precision::Exact));
		},
		"I1",
	);
}

#[test]
fn i2_sees_more_held_than_issued() {
	scene().build_and_break(|| pallet_balances::TotalIssuance::<Test>::put(1), "I2");
}

#[test]
fn i3_sees_more_claimable_than_deposited() {
	scene().build_and_break(
		|| {
			let reason = HoldReason::Deposit.into();
			assert_ok!(Balances::hold(&reason, &ALICE, 1));
			Contributions::<Test>::mutate(MODEL, 0, |c| c.as_mut().unwrap().claimable = 101);
		},
		"I3",
	);
}

#[test]
fn i4_sees_credit_that_nobody_has() {
	scene().build_and_break(
		|| {
			Models::<Test>::mutate(MODEL, |m| {
				let Some(Model { rules: LiveRules::Classic { state, .. }, .. }) = m else { return };
				state.total_credit += 1;
			})
		},
		"I4",
	);
}

#[test]
fn i5_sees_a_sample_out_of_range() {
	scene().build_and_break(
		|| Models::<Test>::mutate(MODEL, |m| m.as_mut().unwrap().num_features = 7),
		"I5",
	);
}

#[test]
fn i5_sees_a_page_out_of_range() {
	scene().build_and_break(|| CoefficientPages::<Test>::insert(MODEL, 99, Page::default()), "I5");
}

#[test]
fn i6_sees_a_page_that_is_not_counted() {
	scene().build_and_break(|| CoefficientPages::<Test>::insert(MODEL, 1, Page::default()), "I6");
}

#[test]
fn i6_sees_a_contribution_that_is_not_counted() {
	scene().build_and_break(
		|| Models::<Test>::mutate(MODEL, |m| m.as_mut().unwrap().open_contributions = 2),
		"I6",
	);
}

#[test]
fn i6_sees_an_account_that_miscounts() {
	let miscount = |account: &mut Option<Account>| account.as_mut().unwrap().open = 2;
	scene().build_and_break(move || Accounts::<Test>::mutate(MODEL, ALICE, miscount), "I6");
}

#[test]
fn i7_sees_contributions_of_a_model_that_is_not_open() {
	scene().build_and_break(
		|| Models::<Test>::mutate(MODEL, |m| m.as_mut().unwrap().status = Status::Closed),
		"I7",
	);
}

fn robust_scene() -> ExtBuilder {
	ExtBuilder::default().with_robust_model().with_contribution(ALICE, &[0, 1, 2], Label::Positive)
}

#[test]
fn i1_sees_a_pot_that_is_not_covered() {
	robust_scene().build_and_break(|| mutate_robust(|state| state.pot.fund = 1), "I1");
}

#[test]
fn i3_sees_a_contribution_of_which_nothing_is_left() {
	robust_scene().build_and_break(
		|| {
			let reason = HoldReason::Deposit.into();
			assert_ok!(Balances::release(&reason, &ALICE, 100, Precision::Exact));
			Contributions::<Test>::mutate(MODEL, 0, |c| c.as_mut().unwrap().claimable = 0);
		},
		"I3",
	);
}

#[test]
fn i5_sees_a_page_of_other_rules() {
	let page = || CoefficientPages::<Test>::insert(MODEL, 0, Page::default());
	robust_scene().build_and_break(page, "I5");
}

#[test]
fn i5_sees_an_account_of_other_rules() {
	let account =
		Account { standing: Standing::Robust(Record::default()), open: 1, storage_deposit: 0 };
	scene().build_and_break(move || Accounts::<Test>::insert(MODEL, ALICE, account), "I5");
}

#[test]
fn i6_sees_a_candidate_page_that_is_not_counted() {
	let page = || CandidatePages::<Test>::insert(MODEL, 1, Page::default());
	robust_scene().build_and_break(page, "I6");
}

#[test]
fn i8_sees_a_mean_that_no_learner_comes_to() {
	let value = AveragedCoefficient { value: 0, lag: 1 << 40 };
	let page = move || AveragedPages::<Test>::insert(MODEL, 0, Page::truncate_from(vec![value]));
	robust_scene().build_and_break(page, "I8");
	let page = move || CandidatePages::<Test>::insert(MODEL, 0, Page::truncate_from(vec![value]));
	robust_scene().build_and_break(page, "I8");
}

//! `refund` under the classic rules.

use crate::{mock::*, *};
use collab_model_core::Label;
use frame_support::{assert_noop, assert_ok};

#[docify::export]
#[test]
fn good_data_gets_its_deposit_back_and_credit() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1, 7], Label::Positive);
		assert_eq!(held(ALICE), 100);
		advance(10);
		assert_ok!(refund(ALICE, id));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
		assert_eq!(credit(ALICE), 1);
	});
}

#[test]
fn a_settled_contribution_leaves_nothing_behind() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(10);
		assert_ok!(refund(ALICE, id));
		System::assert_last_event(
			Event::Refunded { model: MODEL, contribution: id, contributor: ALICE, amount: 100 }
				.into(),
		);
		assert_eq!(Contributions::<Test>::iter().count(), 0);
		assert_noop!(refund(ALICE, id), Error::<Test>::UnknownContribution);
	});
}

#[test]
fn fails_one_second_too_early() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(9);
		assert_noop!(refund(ALICE, id), Error::<Test>::TooEarly);
		advance(1);
		assert_ok!(refund(ALICE, id));
	});
}

#[test]
fn fails_while_the_model_disagrees_and_may_be_tried_again() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		add(BOB, [1], Label::Negative);
		advance(10);
		assert_noop!(refund(ALICE, id), Error::<Test>::ModelDisagrees);
		add(BOB, [1], Label::Positive);
		assert_ok!(refund(ALICE, id));
	});
}

#[test]
fn pays_what_reporters_have_left() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(BOB);
		earn_credit(CAROL);
		let id = add(ALICE, [1], Label::Positive);
		add(DAVE, [1], Label::Negative);
		advance(10);
		assert_ok!(report(BOB, id));
		add(DAVE, [1], Label::Positive);
		assert_ok!(refund(ALICE, id));
		assert_eq!(free(ALICE), ENDOWMENT - 50);
		assert_eq!(credit(ALICE), 1);
	});
}

#[test]
fn fails_for_others_than_the_contributor() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(10);
		assert_noop!(refund(BOB, id), Error::<Test>::NotContributor);
	});
}

#[test]
fn fails_for_unknown_ids() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(refund(ALICE, 5), Error::<Test>::UnknownContribution);
		let unknown = CollabModel::refund(signed(ALICE), 5, 0, 1).map_err(|refused| refused.error);
		assert_noop!(unknown, Error::<Test>::UnknownModel);
	});
}

#[test]
fn judges_by_the_model_of_now_and_leaves_it_alone() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		advance(10);
		let before = CollabModel::model_snapshot(MODEL, None);
		assert_ok!(refund(ALICE, id));
		assert_eq!(CollabModel::model_snapshot(MODEL, None), before);
	});
}

/// As many features as a sample may have, so far apart that each takes four bytes.
#[test]
fn the_longest_sample_is_kept_and_paid_back() {
	let hashed = ModelConfig { num_features: 1 << 32, ..config() };
	ExtBuilder::default().with_model(hashed).opened().build_and_execute(|| {
		let most = <<Test as Config>::MaxFeatures as frame_support::traits::Get<u32>>::get();
		let id = add(ALICE, (1..=most).map(|place| place * ((1 << 22) - 1)), Label::Negative);
		advance(10);
		assert_ok!(refund(ALICE, id));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
	});
}

use crate::{mock::*, *};
use collab_model_core::Balance;
use frame_support::{assert_noop, assert_ok};

const CREATION_DEPOSIT: Balance = 1_020;

#[test]
fn whoever_accepts_a_model_rules_it_and_pays_its_deposit() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_ok!(CollabModel::offer_ownership(signed(OWNER), MODEL, Some(ALICE)));
		System::assert_last_event(Event::OwnershipOffered { model: MODEL, to: Some(ALICE) }.into());
		assert_noop!(CollabModel::pause_model(signed(ALICE), MODEL), Error::<Test>::NotOwner);
		assert_ok!(CollabModel::accept_ownership(signed(ALICE), MODEL));
		System::assert_last_event(
			Event::OwnershipTransferred { model: MODEL, new_owner: ALICE }.into(),
		);
		assert_eq!((free(OWNER), free(ALICE)), (ENDOWMENT, ENDOWMENT - CREATION_DEPOSIT));
		assert_noop!(CollabModel::pause_model(signed(OWNER), MODEL), Error::<Test>::NotOwner);
		assert_ok!(CollabModel::close_model(signed(ALICE), MODEL));
		assert_eq!((free(OWNER), free(ALICE)), (ENDOWMENT, ENDOWMENT));
	});
}

#[test]
fn an_offer_can_be_withdrawn_and_is_taken_once() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let accept = |who| CollabModel::accept_ownership(signed(who), MODEL);
		assert_noop!(accept(ALICE), Error::<Test>::NotOffered);
		assert_ok!(CollabModel::offer_ownership(signed(OWNER), MODEL, Some(ALICE)));
		assert_noop!(accept(BOB), Error::<Test>::NotOffered);
		assert_ok!(CollabModel::offer_ownership(signed(OWNER), MODEL, None));
		assert_noop!(accept(ALICE), Error::<Test>::NotOffered);
		assert_ok!(CollabModel::offer_ownership(signed(OWNER), MODEL, Some(ALICE)));
		assert_ok!(accept(ALICE));
		assert_noop!(accept(ALICE), Error::<Test>::NotOffered);
	});
}

#[test]
fn an_owner_who_accepts_their_own_offer_pays_nothing() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_ok!(CollabModel::offer_ownership(signed(OWNER), MODEL, Some(OWNER)));
		assert_ok!(CollabModel::accept_ownership(signed(OWNER), MODEL));
		assert_eq!(free(OWNER), ENDOWMENT - CREATION_DEPOSIT);
	});
}

#[test]
fn whoever_cannot_pay_the_deposit_does_not_get_the_model() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let poor = 77;
		assert_ok!(CollabModel::offer_ownership(signed(OWNER), MODEL, Some(poor)));
		assert_noop!(CollabModel::accept_ownership(signed(poor), MODEL), Error::<Test>::CannotPay);
	});
}

#[test]
fn fails_for_others_than_the_owner() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let offer = |model| CollabModel::offer_ownership(signed(ALICE), model, Some(ALICE));
		assert_noop!(offer(MODEL), Error::<Test>::NotOwner);
		assert_noop!(offer(9), Error::<Test>::UnknownModel);
		assert_noop!(CollabModel::accept_ownership(signed(ALICE), 9), Error::<Test>::UnknownModel);
	});
}

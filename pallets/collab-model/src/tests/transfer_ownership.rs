use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn the_new_owner_rules_and_the_creator_gets_the_deposit() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_ok!(CollabModel::transfer_ownership(signed(OWNER), MODEL, ALICE));
		System::assert_last_event(
			Event::OwnershipTransferred { model: MODEL, new_owner: ALICE }.into(),
		);
		assert_noop!(CollabModel::pause_model(signed(OWNER), MODEL), Error::<Test>::NotOwner);
		assert_ok!(CollabModel::close_model(signed(ALICE), MODEL));
		assert_eq!((free(OWNER), free(ALICE)), (ENDOWMENT, ENDOWMENT));
	});
}

#[test]
fn fails_for_others_than_the_owner() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(
			CollabModel::transfer_ownership(signed(ALICE), MODEL, ALICE),
			Error::<Test>::NotOwner
		);
		assert_noop!(
			CollabModel::transfer_ownership(signed(OWNER), 9, ALICE),
			Error::<Test>::UnknownModel
		);
	});
}

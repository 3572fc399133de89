use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn the_price_counts_from_opening() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		advance(100);
		assert_ok!(CollabModel::open_model(signed(OWNER), MODEL));
		assert_eq!(the_model().status, Status::Open);
		assert_eq!(the_model().last_accepted, START + 100);
		System::assert_last_event(Event::ModelOpened { model: MODEL }.into());
	});
}

#[test]
fn fails_twice() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(
			CollabModel::open_model(signed(OWNER), MODEL),
			Error::<Test>::ModelAlreadyOpened
		);
	});
}

#[test]
fn fails_for_others_than_the_owner() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		assert_noop!(CollabModel::open_model(signed(ALICE), MODEL), Error::<Test>::NotOwner);
		assert_noop!(CollabModel::open_model(signed(ALICE), 9), Error::<Test>::UnknownModel);
	});
}

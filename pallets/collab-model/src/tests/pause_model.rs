use crate::{mock::*, *};
use collab_model_core::Label;
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_paused_model_takes_no_samples_until_it_is_resumed() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_ok!(CollabModel::pause_model(signed(OWNER), MODEL));
		System::assert_last_event(Event::ModelPaused { model: MODEL }.into());
		let submit =
			|| CollabModel::add_data(signed(ALICE), MODEL, features([1]), Label::Positive, 100);
		assert_noop!(submit(), Error::<Test>::ModelNotOpen);
		assert_ok!(CollabModel::resume_model(signed(OWNER), MODEL));
		System::assert_last_event(Event::ModelResumed { model: MODEL }.into());
		assert_ok!(submit());
	});
}

#[test]
fn claims_go_on_while_paused() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		let id = add(ALICE, [1], Label::Positive);
		let learnt = coefficient(1);
		assert_ok!(CollabModel::pause_model(signed(OWNER), MODEL));
		advance(10);
		assert_ok!(refund(ALICE, id));
		assert_eq!(coefficient(1), learnt);
	});
}

#[test]
fn only_an_open_model_can_be_paused() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		assert_noop!(CollabModel::pause_model(signed(OWNER), MODEL), Error::<Test>::ModelNotOpen);
	});
}

#[test]
fn only_a_paused_model_can_be_resumed() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(
			CollabModel::resume_model(signed(OWNER), MODEL),
			Error::<Test>::ModelNotPaused
		);
	});
}

#[test]
fn only_the_owner_pauses_and_resumes() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(CollabModel::pause_model(signed(ALICE), MODEL), Error::<Test>::NotOwner);
		assert_noop!(CollabModel::resume_model(signed(ALICE), MODEL), Error::<Test>::NotOwner);
		assert_noop!(CollabModel::pause_model(signed(OWNER), 9), Error::<Test>::UnknownModel);
		assert_noop!(CollabModel::resume_model(signed(OWNER), 9), Error::<Test>::UnknownModel);
	});
}

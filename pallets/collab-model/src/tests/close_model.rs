use crate::{mock::*, *};
use collab_model_core::Label;
use frame_support::{assert_noop, assert_ok};

#[test]
fn leaves_nothing_behind_and_releases_the_creation_deposit() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		earn_credit(ALICE);
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		System::assert_last_event(Event::ModelRemoved { model: MODEL }.into());
		assert_eq!(Models::<Test>::iter().count(), 0);
		assert_eq!(CoefficientPages::<Test>::iter().count(), 0);
		assert_eq!(Accounts::<Test>::iter().count(), 0);
		assert_eq!(free(OWNER), ENDOWMENT);
	});
}

#[test]
fn removes_a_great_model_in_several_calls() {
	let pages = MAX_REMOVED_PER_CALL + 10;
	let great = ModelConfig { num_features: 1 << 32, page_limit: pages, ..config() };
	ExtBuilder::default().with_model(great).opened().build_and_execute(|| {
		let sample = (0..pages).map(|page| page * PAGE_SIZE);
		let id = add(ALICE, sample, Label::Positive);
		advance(10);
		assert_ok!(refund(ALICE, id));
		let closed = CollabModel::close_model(signed(OWNER), MODEL).unwrap();
		assert_eq!(closed.pays_fee, frame_support::dispatch::Pays::No);
		assert_eq!((the_model().status, the_model().pages), (Status::Closed, 10));
		CollabModel::do_try_state().expect("every invariant holds between the calls");
		// Who clears the rest away does not matter.
		let closed = CollabModel::close_model(signed(DAVE), MODEL).unwrap();
		assert_eq!(closed.pays_fee, frame_support::dispatch::Pays::Yes);
		assert_eq!(Models::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_closed_model_takes_no_samples_and_stays_closed() {
	let pages = MAX_REMOVED_PER_CALL + 1;
	let great = ModelConfig { num_features: 1 << 32, page_limit: pages, ..config() };
	ExtBuilder::default().with_model(great).opened().build_and_execute(|| {
		let id = add(ALICE, (0..pages).map(|page| page * PAGE_SIZE), Label::Positive);
		advance(10);
		assert_ok!(refund(ALICE, id));
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_noop!(
			CollabModel::add_data(signed(ALICE), MODEL, features([1]), Label::Positive, 100),
			Error::<Test>::ModelNotOpen
		);
		assert_noop!(
			CollabModel::resume_model(signed(OWNER), MODEL),
			Error::<Test>::ModelNotPaused
		);
	});
}

#[test]
fn fails_while_something_can_be_claimed() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		add(ALICE, [1], Label::Positive);
		assert_noop!(
			CollabModel::close_model(signed(OWNER), MODEL),
			Error::<Test>::ContributionsOpen
		);
	});
}

#[test]
fn fails_for_others_than_the_owner() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(CollabModel::close_model(signed(ALICE), MODEL), Error::<Test>::NotOwner);
		assert_noop!(CollabModel::close_model(signed(OWNER), 9), Error::<Test>::UnknownModel);
	});
}

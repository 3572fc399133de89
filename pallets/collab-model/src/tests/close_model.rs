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

/// A model being built with a coefficient in each of this many pages, and no accounts.
fn of_uploaded_pages(pages: u32) -> ExtBuilder {
	let great = ModelConfig { num_features: 1 << 32, page_limit: pages, ..config() };
	ExtBuilder::default().with_model(great).with_scene(move || {
		for page in 0..pages {
			let values = vec![whole(1)].try_into().unwrap();
			let first = page * PAGE_SIZE;
			assert_ok!(CollabModel::upload_coefficients(signed(OWNER), MODEL, first, values));
		}
	})
}

#[test]
fn a_model_of_as_many_parts_as_a_call_removes_goes_with_it() {
	of_uploaded_pages(MAX_REMOVED_PER_CALL).build_and_execute(|| {
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		System::assert_last_event(Event::ModelRemoved { model: MODEL }.into());
		assert_eq!(free(OWNER), ENDOWMENT);
	});
}

#[test]
fn a_model_stays_while_a_page_of_coefficients_is_left() {
	of_uploaded_pages(MAX_REMOVED_PER_CALL + 1).build_and_execute(|| {
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		System::assert_has_event(Event::ModelClosed { model: MODEL }.into());
		assert_eq!((the_model().pages, CoefficientPages::<Test>::iter().count()), (1, 1));
		assert!(free(OWNER) < ENDOWMENT);
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!(CoefficientPages::<Test>::iter().count(), 0);
		assert_eq!((Models::<Test>::iter().count(), free(OWNER)), (0, ENDOWMENT));
	});
}

#[test]
fn a_model_stays_while_a_page_of_averages_is_left() {
	let pages = MAX_REMOVED_PER_CALL + 1;
	let great = ModelConfig { num_features: 1 << 32, page_limit: pages, ..robust_config() };
	ExtBuilder::default().with_model(great).build_and_execute(|| {
		let wide: Vec<u32> = (0..pages).map(|page| page * PAGE_SIZE).collect();
		seed(&[&wide], Label::Positive);
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!((the_model().pages, AveragedPages::<Test>::iter().count()), (1, 1));
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!(AveragedPages::<Test>::iter().count(), 0);
		assert_eq!((Models::<Test>::iter().count(), free(OWNER)), (0, ENDOWMENT));
	});
}

#[test]
fn a_model_stays_while_a_record_of_an_account_is_left() {
	let accounts = 1..=u128::from(MAX_REMOVED_PER_CALL) + 2;
	let endowed = ExtBuilder::default().endowed(accounts.clone(), ENDOWMENT);
	endowed.with_open_model().build_and_execute(|| {
		let ids: Vec<_> = accounts.map(|who| (who, add(who, [7], Label::Negative))).collect();
		advance(10);
		for (who, id) in ids {
			assert_ok!(refund(who, id));
		}
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!((Accounts::<Test>::iter().count(), classic_state().total_credit), (2, 2));
		CollabModel::do_try_state().expect("every invariant holds between the calls");
		assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
		assert_eq!((Models::<Test>::iter().count(), Accounts::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn a_page_with_two_copies_is_counted_once_while_a_model_is_removed() {
	let pages = MAX_REMOVED_PER_CALL + 3;
	let great = ModelConfig { num_features: 1 << 32, page_limit: pages, ..robust_config() };
	let wide: Vec<u32> = (0..=MAX_REMOVED_PER_CALL).map(|page| page * PAGE_SIZE).collect();
	ExtBuilder::default()
		.with_model(great)
		.seeded(20)
		.with_scene(move || seed(&[&wide], Label::Positive))
		.opened()
		.build_and_execute(|| {
			// Two pages of the candidate's own, and one that is released too.
			let own = [200, 201].map(|page| page * PAGE_SIZE);
			let id = add(ALICE, [6].into_iter().chain(own), Label::Positive);
			assert_eq!((the_model().pages, CandidatePages::<Test>::iter().count()), (pages, 3));
			advance(10);
			assert_ok!(refund(ALICE, id));
			assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
			let left = AveragedPages::<Test>::iter().count();
			assert_eq!(
				(the_model().pages, left, CandidatePages::<Test>::iter().count()),
				(4, 4, 0)
			);
			CollabModel::do_try_state().expect("every invariant holds between the calls");
			assert_ok!(CollabModel::close_model(signed(OWNER), MODEL));
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

use crate::{mock::*, *};
use collab_model_core::Coefficient;
use frame_support::{assert_noop, assert_ok};
use polkadot_sdk::*;

fn upload(who: AccountId, first: u32, values: &[i64]) -> sp_runtime::DispatchResult {
	let values: Vec<Coefficient> = values.iter().map(|v| whole(*v)).collect();
	CollabModel::upload_coefficients(signed(who), MODEL, first, values.try_into().unwrap())
}

#[test]
fn a_run_may_cross_pages() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		let first = PAGE_SIZE - 1;
		assert_ok!(upload(OWNER, first, &[1, 2, 3]));
		assert_eq!(
			[-1, 0, 1, 2, 3].map(|d| coefficient(first.wrapping_add_signed(d))),
			[whole(0), whole(1), whole(2), whole(3), whole(0)]
		);
		assert_eq!(the_model().pages, 2);
	});
}

#[test]
fn a_later_run_overwrites_and_keeps_the_rest() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		assert_ok!(upload(OWNER, 0, &[1, 2, 3]));
		assert_ok!(upload(OWNER, 1, &[0]));
		assert_eq!([0, 1, 2].map(coefficient), [whole(1), whole(0), whole(3)]);
		assert_eq!(the_model().pages, 1);
	});
}

#[test]
fn the_last_features_can_be_set() {
	let hashed = ModelConfig { num_features: 1 << 32, page_limit: 4, ..config() };
	ExtBuilder::default().with_model(hashed).build_and_execute(|| {
		assert_ok!(upload(OWNER, u32::MAX - 1, &[7, 8]));
		assert_eq!(coefficient(u32::MAX), whole(8));
		assert_noop!(upload(OWNER, u32::MAX, &[7, 8]), Error::<Test>::FeatureOutOfRange);
	});
}

#[test]
fn fails_beyond_the_number_of_features() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		assert_noop!(upload(OWNER, 999, &[1, 2]), Error::<Test>::FeatureOutOfRange);
	});
}

#[test]
fn fails_for_nothing() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		assert_noop!(upload(OWNER, 0, &[]), Error::<Test>::EmptyUpload);
	});
}

#[test]
fn fails_for_others_than_the_owner() {
	ExtBuilder::default().with_model(config()).build_and_execute(|| {
		assert_noop!(upload(ALICE, 0, &[1]), Error::<Test>::NotOwner);
	});
}

#[test]
fn fails_after_opening() {
	ExtBuilder::default().with_open_model().build_and_execute(|| {
		assert_noop!(upload(OWNER, 0, &[1]), Error::<Test>::ModelAlreadyOpened);
	});
}

#[test]
fn fails_for_an_unknown_model() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(upload(OWNER, 0, &[1]), Error::<Test>::UnknownModel);
	});
}

#[test]
fn fails_beyond_the_page_limit_and_then_keeps_nothing() {
	let one_page = ModelConfig { page_limit: 1, ..config() };
	ExtBuilder::default().with_model(one_page).build_and_execute(|| {
		frame_support::hypothetically!({
			assert_eq!(
				frame_support::storage::with_storage_layer(|| upload(
					OWNER,
					PAGE_SIZE - 1,
					&[1, 2]
				)),
				Err(Error::<Test>::PageLimitReached.into())
			);
			assert_eq!(CoefficientPages::<Test>::iter().count(), 0);
		});
	});
}

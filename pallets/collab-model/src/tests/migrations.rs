//! What an earlier release stored is kept, and worth the same.

use crate::{
	migrations::{v1::v0, V0ToV1},
	mock::*,
	*,
};
use codec::{Decode, Encode};
use collab_model_core::Label;
use frame_support::{
	assert_ok,
	storage::unhashed,
	traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
};
use polkadot_sdk::*;

/// Turns everything that is stored into what version 0 would have stored.
fn back_to_v0() {
	for (id, model) in Models::<Test>::iter().collect::<Vec<_>>() {
		let old = v0::Model {
			owner: model.owner,
			creator: model.depositor,
			creation_deposit: model.creation_deposit,
			status: model.status,
			num_features: model.num_features,
			page_limit: model.page_limit,
			pages: model.pages,
			rules: model.rules,
			submitted: model.submitted,
			open_contributions: model.open_contributions,
			last_accepted: model.last_accepted,
		};
		unhashed::put(&Models::<Test>::hashed_key_for(id), &old);
	}
	for (id, who, account) in Accounts::<Test>::iter().collect::<Vec<_>>() {
		let old = v0::Account { standing: account.standing, open: account.open };
		unhashed::put(&Accounts::<Test>::hashed_key_for(id, who), &old);
	}
	for (id, number, contribution) in Contributions::<Test>::iter().collect::<Vec<_>>() {
		let trace = match contribution.trace {
			Trace::Classic { label, deposit, shares, sample } => {
				let claimed_by: Vec<_> = shares.into_iter().map(|share| share.who).collect();
				let claimed_by = claimed_by.try_into().expect("as many as before");
				v0::Trace::Classic { label, deposit, claimed_by, sample }
			}
			Trace::Robust => v0::Trace::Robust,
		};
		let Contribution { contributor, submitted_at, claimable, .. } = contribution;
		let old = v0::Contribution::<Test> { contributor, submitted_at, claimable, trace };
		unhashed::put(&Contributions::<Test>::hashed_key_for(id, number), &old);
	}
	StorageVersion::new(0).put::<CollabModel>();
}

fn scene() -> ExtBuilder {
	ExtBuilder::default().with_open_model().with_scene(|| {
		earn_credit(BOB);
		earn_credit(CAROL);
		add(ALICE, [1], Label::Positive);
		add(DAVE, [1, 2], Label::Negative);
		advance(10);
		assert_ok!(report(BOB, 2));
		assert_ok!(CollabModel::create_model(signed(OWNER), robust_config()));
		assert_ok!(CollabModel::open_model(signed(OWNER), 1));
		let sample = features([3]);
		assert_ok!(CollabModel::add_data(signed(ALICE), 1, sample, Label::Negative, 100));
	})
}

#[test]
fn everything_is_kept_and_holds_no_deposit_for_its_bytes() {
	scene().build_and_execute(|| {
		let before: Vec<_> = Contributions::<Test>::iter().collect();
		let (models, accounts): (Vec<_>, Vec<_>) =
			(Models::<Test>::iter().collect(), Accounts::<Test>::iter().collect());
		back_to_v0();
		V0ToV1::<Test>::on_runtime_upgrade();
		assert_eq!(CollabModel::on_chain_storage_version(), STORAGE_VERSION);
		assert_eq!(Models::<Test>::iter().collect::<Vec<_>>(), models);
		assert_eq!(Accounts::<Test>::iter().collect::<Vec<_>>(), accounts);
		for (id, number, mut contribution) in before {
			if let Trace::Classic { deposit, shares, .. } = &mut contribution.trace {
				shares.iter_mut().for_each(|share| share.amount = *deposit);
			}
			assert_eq!(Contributions::<Test>::get(id, number), Some(contribution));
		}
		CollabModel::do_try_state().expect("every invariant holds");
		// Life goes on: a claim that was made stays made, and what is left can be claimed.
		let again = || report(BOB, 2);
		let refused = frame_support::storage::with_storage_layer(again);
		assert_eq!(refused, Err(Error::<Test>::AlreadyClaimed.into()));
		ByteDeposit::set(1);
		advance(30);
		assert_ok!(report(CAROL, 2));
		add(ALICE, [5], Label::Positive);
		ByteDeposit::set(0);
	});
}

#[test]
fn a_chain_of_this_release_is_left_alone() {
	scene().build_and_execute(|| {
		let before: Vec<_> = Contributions::<Test>::iter().collect();
		V0ToV1::<Test>::on_runtime_upgrade();
		assert_eq!(Contributions::<Test>::iter().collect::<Vec<_>>(), before);
	});
}

#[cfg(feature = "try-runtime")]
#[test]
fn its_own_checks_see_what_is_lost() {
	scene().build_and_execute(|| {
		back_to_v0();
		let state = V0ToV1::<Test>::pre_upgrade().expect("counts can be taken");
		V0ToV1::<Test>::on_runtime_upgrade();
		assert_ok!(V0ToV1::<Test>::post_upgrade(state.clone()));
		let (id, number) = Contributions::<Test>::iter_keys().next().expect("there is one");
		let kept = Contributions::<Test>::take(id, number).expect("it is there");
		assert!(V0ToV1::<Test>::post_upgrade(state).is_err());
		Contributions::<Test>::insert(id, number, kept);
	});
}

#[test]
fn version_0_is_read_as_it_was_written() {
	// An account of a chain: compact numbers, then what is left, as recorded from one.
	let bytes = [0u8, 4, 8];
	let old = v0::Account::decode(&mut &bytes[..]).expect("three bytes");
	assert_eq!((old.standing.credit(), old.open, old.encode()), (1, 2, bytes.to_vec()));
}

//! What must hold after every call, beside the invariants that the pallet checks itself.

use crate::{mock::*, *};
use codec::Encode;
use collab_model_core::{AuditStage, Balance, LiveRules};
use frame_support::traits::fungible::Inspect;
use polkadot_sdk::{sp_io::storage, *};
use proptest::{prelude::*, test_runner::TestCaseResult};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of all stored models, in order.
pub fn models() -> BTreeSet<ModelId> {
	Models::<Test>::iter_keys().collect()
}

/// The model that an event is about.
pub fn model_of(event: &Event<Test>) -> ModelId {
	match event {
		Event::ModelCreated { model, .. }
		| Event::CoefficientsUploaded { model, .. }
		| Event::ImportDeclared { model, .. }
		| Event::AveragedUploaded { model, .. }
		| Event::Seeded { model, .. }
		| Event::ModelOpened { model }
		| Event::ModelPaused { model }
		| Event::ModelResumed { model }
		| Event::OwnershipOffered { model, .. }
		| Event::OwnershipTransferred { model, .. }
		| Event::AccountForgotten { model, .. }
		| Event::ModelDissolved { model }
		| Event::ModelClosed { model }
		| Event::ModelRemoved { model }
		| Event::DataAdded { model, .. }
		| Event::Refunded { model, .. }
		| Event::Reported { model, .. }
		| Event::AuditSealed { model, .. }
		| Event::AuditShown { model, .. }
		| Event::AuditDecided { model, .. }
		| Event::AuditSettled { model }
		| Event::HeirPaid { model, .. } => *model,
		other => panic!("no event of the pallet: {other:?}"),
	}
}

/// Keys with their values.
pub type Stored = Vec<(Vec<u8>, Vec<u8>)>;

fn with_prefix(prefix: Vec<u8>) -> Stored {
	let mut stored = Stored::new();
	let mut key = prefix.clone();
	while let Some(next) = storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
		stored.push((next.clone(), storage::get(&next).unwrap_or_default().to_vec()));
		key = next;
	}
	stored
}

/// All keys and values.
pub fn everything() -> Stored {
	with_prefix(Vec::new())
}

fn pages_of(id: ModelId) -> Stored {
	let prefixes = [
		CoefficientPages::<Test>::iter_key_prefix(id).prefix().to_vec(),
		AveragedPages::<Test>::iter_key_prefix(id).prefix().to_vec(),
		CandidatePages::<Test>::iter_key_prefix(id).prefix().to_vec(),
	];
	prefixes.into_iter().flat_map(with_prefix).collect()
}

/// What a model has learnt beside its pages.
fn biases_of(rules: &LiveRules) -> impl PartialEq + std::fmt::Debug {
	(rules.bias(), rules.robust().map(|(_, state)| (state.released, state.candidate)))
}

/// The coefficients of models that are paused or ending, unless the call is one that may change
/// them for all that: an audit teaches and moves pages of a paused model too.
pub fn resting_coefficients(call: &Call<Test>) -> Vec<(ModelId, LiveRules, Stored)> {
	let meant = match call {
		Call::show_audit { model, .. }
		| Call::settle_audit { model, .. }
		| Call::close_model { model } => Some(*model),
		_ => None,
	};
	let resting = Models::<Test>::iter().filter(|(id, model)| {
		matches!(model.status, Status::Paused | Status::Dissolved | Status::Closed)
			&& Some(*id) != meant
	});
	resting.map(|(id, model)| (id, model.rules, pages_of(id))).collect()
}

/// I7.
pub fn resting_models_learnt_nothing(before: Vec<(ModelId, LiveRules, Stored)>) -> TestCaseResult {
	for (id, rules, pages) in before {
		let Some(model) = Models::<Test>::get(id) else { continue };
		prop_assert_eq!(biases_of(&rules), biases_of(&model.rules), "I7: a bias or clock moved");
		prop_assert_eq!(pages, pages_of(id), "I7: coefficients moved");
	}
	Ok(())
}

/// Whoever they are, accounts hold what contributions and models explain, and nothing else.
pub fn holds_are_explained() -> TestCaseResult {
	let key = |who, reason: RuntimeHoldReason| (who, reason.encode());
	let mut explained: BTreeMap<(AccountId, Vec<u8>), Balance> = BTreeMap::new();
	for (_, _, contribution) in Contributions::<Test>::iter() {
		let who = contribution.contributor;
		*explained.entry(key(who, HoldReason::Deposit.into())).or_default() +=
			contribution.claimable;
		*explained.entry(key(who, HoldReason::Storage.into())).or_default() +=
			contribution.storage_deposit;
	}
	for (_, who, account) in Accounts::<Test>::iter() {
		*explained.entry(key(who, HoldReason::Storage.into())).or_default() +=
			account.storage_deposit;
	}
	for model in Models::<Test>::iter_values() {
		let key = key(model.depositor, HoldReason::ModelCreation.into());
		*explained.entry(key).or_default() += model.creation_deposit;
	}
	// Where bytes cost nothing.
	explained.retain(|_, amount| *amount > 0);
	let (mut held, mut reserved) = (BTreeMap::new(), BTreeMap::new());
	for (who, holds) in pallet_balances::Holds::<Test>::iter() {
		reserved.insert(who, holds.iter().map(|hold| hold.amount).sum::<Balance>());
		held.extend(holds.into_iter().map(|hold| (key(who, hold.id), hold.amount)));
	}
	prop_assert_eq!(held, explained, "holds that nothing explains");

	let mut all = 0;
	for (who, account) in frame_system::Account::<Test>::iter() {
		let held = reserved.remove(&who).unwrap_or_default();
		prop_assert_eq!(account.data.reserved, held, "of {}", who);
		all += account.data.free + account.data.reserved;
	}
	prop_assert_eq!(all, Balances::total_issuance(), "money is nobody's");
	Ok(())
}

/// A pot's account has the pot, the existential deposit, and what it was given as a present.
pub fn pots_are_exact(gifts: &BTreeMap<ModelId, Balance>) -> TestCaseResult {
	for (id, model) in Models::<Test>::iter() {
		let Some(pot) = model.rules.pot() else { continue };
		let gift = gifts.get(&id).copied().unwrap_or_default();
		let there = Balances::balance(&CollabModel::pot_account(id));
		let least = Balances::minimum_balance();
		prop_assert_eq!(there, pot.total() + least + gift, "the pot of {}: {:?}", id, pot);
	}
	Ok(())
}

/// No time that is stored lies in the future.
pub fn nothing_is_of_the_future() -> TestCaseResult {
	let now = now();
	for (id, model) in Models::<Test>::iter() {
		prop_assert!(model.last_accepted <= now, "the last sample of {id} is of the future");
		let Some((_, state)) = model.rules.robust() else { continue };
		if let AuditStage::Sealed(sealed) | AuditStage::Shown { sealed, .. } = state.audit {
			prop_assert!(sealed.at <= now, "the audit of {id} was sealed in the future");
		}
	}
	for contribution in Contributions::<Test>::iter_values() {
		prop_assert!(contribution.submitted_at <= now, "a contribution of the future");
	}
	Ok(())
}

/// A model that was removed has left nothing.
pub fn nothing_is_left_of(id: ModelId) -> TestCaseResult {
	prop_assert!(!Models::<Test>::contains_key(id));
	prop_assert!(pages_of(id).is_empty(), "pages are left");
	let contributions = with_prefix(Contributions::<Test>::iter_key_prefix(id).prefix().to_vec());
	prop_assert!(contributions.is_empty(), "contributions are left");
	let accounts = with_prefix(Accounts::<Test>::iter_key_prefix(id).prefix().to_vec());
	prop_assert!(accounts.is_empty(), "accounts are left");
	let pot = CollabModel::pot_account(id);
	prop_assert!(!frame_system::Account::<Test>::contains_key(pot), "the pot is left");
	Ok(())
}

//! What was rebuilt is what is stored.

use super::{audited::without_seal, rebuilt::Rebuilt};
use crate::{mock::*, *};
use codec::Encode;
use collab_model_core::*;
use proptest::{prelude::*, test_runner::TestCaseResult};
use std::collections::BTreeMap;

fn values<V: Copy + Default + PartialEq>(runs: Vec<(u32, Vec<V>)>) -> BTreeMap<u32, V> {
	let all = runs.into_iter().flat_map(|(first, run)| (first..=u32::MAX).zip(run));
	all.filter(|(_, value)| *value != V::default()).collect()
}

impl Rebuilt {
	/// Compares everything but what the removal of a closed model has taken already.
	pub fn compare(&self, id: ModelId) -> TestCaseResult {
		let model = Models::<Test>::get(id);
		prop_assert!(model.is_some(), "model {id} is not stored");
		let model = model.expect("seen above");
		prop_assert_eq!((self.owner, self.offered_to), (model.owner, model.offered_to));
		prop_assert_eq!(self.depositor, model.depositor);
		prop_assert_eq!(CollabModel::creation_deposit(&self.config), model.creation_deposit);
		prop_assert_eq!((self.status, self.submitted), (model.status, model.submitted));
		prop_assert_eq!(self.last_accepted, model.last_accepted);
		prop_assert_eq!(self.open.len() as u64, model.open_contributions);
		if self.status == Status::Closed {
			return Ok(());
		}
		let is_settled = self
			.rules
			.robust()
			.is_none_or(|(_, state)| !matches!(state.audit, AuditStage::Settling { .. }));
		if is_settled {
			prop_assert_eq!(self.memory.count_pages(), model.pages as usize);
		}
		prop_assert_eq!(without_seal(self.rules), without_seal(model.rules));
		self.compare_coefficients(id)?;
		self.compare_contributions(id)?;
		self.compare_accounts(id)
	}

	fn compare_coefficients(&self, id: ModelId) -> TestCaseResult {
		if let Some((_, state)) = self.rules.classic() {
			let snapshot = CollabModel::model_snapshot(id, None).expect("the model exists");
			let rebuilt = self.memory.linear.iter().map(|(feature, value)| (*feature, *value));
			let rebuilt: BTreeMap<_, _> =
				rebuilt.filter(|(_, value)| *value != Coefficient::default()).collect();
			prop_assert_eq!(snapshot.bias, state.bias);
			prop_assert_eq!(rebuilt, values(snapshot.pages.runs));
		}
		if let Some((_, state)) = self.rules.robust() {
			let released = CollabModel::released_snapshot(id, None).expect("the model exists");
			prop_assert_eq!(released.copy, state.released);
			prop_assert_eq!(self.memory.copy(Version::Released), values(released.pages.runs));
			let candidate = CollabModel::candidate_snapshot(id, None).expect("the model exists");
			prop_assert_eq!(candidate.copy, state.candidate);
			prop_assert_eq!(self.memory.copy(Version::Candidate), values(candidate.pages.runs));
		}
		Ok(())
	}

	fn compare_contributions(&self, id: ModelId) -> TestCaseResult {
		let stored: BTreeMap<_, _> = Contributions::<Test>::iter_prefix(id).collect();
		prop_assert!(self.open.keys().eq(stored.keys()), "other contributions are open");
		for (kept, stored) in self.open.values().zip(stored.into_values()) {
			prop_assert_eq!(kept.contributor, stored.contributor);
			prop_assert_eq!(kept.submitted_at, stored.submitted_at);
			prop_assert_eq!(kept.claimable, stored.claimable);
			let bytes = stored.encoded_size() as Balance;
			let deposit = stored.storage_deposit;
			prop_assert!(deposit >= ByteDeposit::get() * bytes, "{} for {} bytes", deposit, bytes);
			if let crate::Trace::Classic { label, deposit, shares, sample } = stored.trace {
				prop_assert_eq!((kept.label, kept.deposit), (label, deposit));
				prop_assert_eq!(&kept.shares, &shares.into_inner());
				let sample = unpack(&sample);
				prop_assert_eq!(Some(&kept.sample), sample.as_ref());
			}
		}
		Ok(())
	}

	fn compare_accounts(&self, id: ModelId) -> TestCaseResult {
		let mut accounts: BTreeMap<AccountId, Account> = BTreeMap::new();
		let storage_deposit = ByteDeposit::get() * Account::bytes::<Test>() as Balance;
		for (who, standing) in &self.standings {
			accounts.insert(*who, Account { standing: *standing, open: 0, storage_deposit });
		}
		for kept in self.open.values() {
			let account = accounts.get_mut(&kept.contributor);
			account.expect("a contributor has a standing").open += 1;
		}
		let newcomer = self.rules.newcomer();
		accounts.retain(|_, account| account.open > 0 || account.standing != newcomer);
		let stored: BTreeMap<_, _> = Accounts::<Test>::iter_prefix(id).collect();
		prop_assert_eq!(accounts, stored);
		Ok(())
	}
}

//! A model and its ledger, rebuilt through core from nothing but events and the times of their
//! blocks.

use super::memory::Memory;
use crate::{mock::*, *};
use collab_model_core::*;
use polkadot_sdk::{frame_support::traits::Get, sp_io::hashing::blake2_256};
use proptest::{prelude::*, test_runner::TestCaseResult};
use std::collections::BTreeMap;

/// What events say of a contribution.
#[derive(Debug, PartialEq)]
pub struct Kept {
	pub contributor: AccountId,
	pub submitted_at: Seconds,
	pub claimable: Balance,
	pub label: Label,
	pub deposit: Balance,
	pub sample: Vec<u32>,
	pub shares: Vec<Share<AccountId>>,
}

impl Kept {
	/// Another share: where there is no room, it takes the place of the first of the least ones.
	fn record(&mut self, share: Share<AccountId>) {
		let room = <<Test as Config>::MaxClaims as Get<u32>>::get() as usize;
		if self.shares.len() < room {
			self.shares.push(share);
		} else if let Some(least) = self.shares.iter().map(|share| share.amount).min() {
			let place = self.shares.iter().position(|share| share.amount == least);
			self.shares[place.expect("one is the least")] = share;
		}
	}
}

/// What events say of a model.
#[derive(Debug)]
pub struct Rebuilt {
	pub config: ModelConfig,
	pub owner: AccountId,
	pub offered_to: Option<AccountId>,
	pub depositor: AccountId,
	pub status: Status,
	pub rules: LiveRules,
	pub memory: Memory,
	pub submitted: u64,
	pub last_accepted: Seconds,
	pub open: BTreeMap<ContributionId, Kept>,
	pub standings: BTreeMap<AccountId, Standing>,
}

impl Rebuilt {
	/// A model as it was created.
	pub fn new(owner: AccountId, config: ModelConfig) -> Self {
		Self {
			config,
			owner,
			offered_to: None,
			depositor: owner,
			status: Status::Building,
			rules: config.rules.begin(config.bias).expect("the model was created"),
			memory: Memory::new(config.page_limit),
			submitted: 0,
			last_accepted: 0,
			open: BTreeMap::new(),
			standings: BTreeMap::new(),
		}
	}

	/// Parameters and state of a `robust` model, and its coefficients.
	pub fn robust(&mut self) -> (&Robust, &mut RobustState, &mut Memory) {
		let (rules, state) = self.rules.robust_mut().expect("a robust model");
		(rules, state, &mut self.memory)
	}

	/// What happens to the model by an event of the second `at`.
	pub fn take(&mut self, event: &Event<Test>, at: Seconds) -> TestCaseResult {
		match event {
			Event::ModelOpened { .. } => {
				let opened = self.rules.open();
				prop_assert!(opened.is_ok(), "opened in spite of {opened:?}");
				(self.status, self.last_accepted) = (Status::Open, at);
			}
			Event::ModelPaused { .. } => self.status = Status::Paused,
			Event::ModelResumed { .. } => self.status = Status::Open,
			Event::ModelClosed { .. } => self.status = Status::Closed,
			Event::ModelDissolved { .. } => self.status = Status::Dissolved,
			Event::OwnershipOffered { to, .. } => self.offered_to = *to,
			Event::OwnershipTransferred { new_owner, .. } => {
				prop_assert_eq!(self.offered_to, Some(*new_owner));
				(self.owner, self.depositor, self.offered_to) = (*new_owner, *new_owner, None);
			}
			Event::AccountForgotten { account, .. } => {
				let standing = self.standings.remove(account);
				self.rules.forget_credit(standing.map_or(0, |standing| standing.credit()));
			}
			Event::CoefficientsUploaded { first, values, .. } => {
				self.memory.upload_linear(*first, values);
			}
			Event::ImportDeclared { import, .. } => {
				let (rules, state, _) = self.robust();
				prop_assert_eq!(rules.declare_import(state, import), Ok(()));
			}
			Event::AveragedUploaded { first, values, .. } => {
				let (rules, state, memory) = self.robust();
				prop_assert_eq!(rules.check_import(state, values), Ok(()));
				memory.upload_averaged(*first, values);
			}
			Event::Seeded { samples, labels, seeding, .. } => {
				self.seed(samples, labels, seeding)?;
			}
			Event::DataAdded { .. } => self.submit(event, at)?,
			Event::Refunded { contribution, contributor, amount, .. } => {
				self.claim(ClaimKind::Refund, *contribution, *contributor, *amount, at)?;
			}
			Event::Reported { contribution, reporter, amount, .. } => {
				self.claim(ClaimKind::Report, *contribution, *reporter, *amount, at)?;
			}
			Event::HeirPaid { amount, .. } => {
				let (_, state, _) = self.robust();
				prop_assert_eq!(std::mem::take(&mut state.pot.heir), *amount);
			}
			_ => self.audit(event, at)?,
		}
		Ok(())
	}

	fn seed(
		&mut self,
		samples: &SamplesOf<Test>,
		labels: &LabelsOf<Test>,
		shown: &Seeding,
	) -> TestCaseResult {
		let num_features = self.config.num_features;
		let (rules, state, memory) = self.robust();
		if let Some(import) = &mut state.import {
			import.shown = blake2_256(&codec::Encode::encode(&(import.shown, samples, labels)));
		}
		let before = state.seeding;
		for (sample, label) in samples.iter().zip(labels) {
			let sample = Sample::new(sample, num_features).expect("a sample");
			rules.seed(state, sample, *label, memory);
		}
		let Seeding { samples, right } = state.seeding;
		let now = Seeding { samples: samples - before.samples, right: right - before.right };
		prop_assert_eq!(&now, shown);
		Ok(())
	}

	fn submit(&mut self, event: &Event<Test>, at: Seconds) -> TestCaseResult {
		let Event::DataAdded {
			contribution,
			contributor,
			sample,
			label,
			stake,
			score,
			updated,
			judged,
			..
		} = event
		else {
			return Ok(());
		};
		prop_assert_eq!((self.status, *contribution), (Status::Open, self.submitted));
		let submission = Submission {
			sample: Sample::new(sample, self.config.num_features).expect("a sample"),
			label: *label,
			max_deposit: stake.deposit,
			elapsed: at - self.last_accepted,
			seen: self.submitted,
		};
		let mut standing = self.standing(contributor);
		let accepted = self.rules.submit(&mut standing, &submission, &mut self.memory);
		let (stake, score, updated, judged) = (*stake, *score, *updated, *judged);
		prop_assert_eq!(accepted, Ok(Accepted { stake, score, updated, judged }));
		self.standings.insert(*contributor, standing);
		self.submitted += 1;
		self.last_accepted = at;
		let kept = Kept {
			contributor: *contributor,
			submitted_at: at,
			claimable: stake.locked(),
			label: *label,
			deposit: stake.deposit,
			sample: sample.to_vec(),
			shares: Vec::new(),
		};
		if kept.claimable > 0 {
			self.open.insert(*contribution, kept);
		}
		Ok(())
	}

	/// What the model keeps of an account.
	pub fn standing(&self, who: &AccountId) -> Standing {
		self.standings.get(who).copied().unwrap_or_else(|| self.rules.newcomer())
	}

	fn claim(
		&mut self,
		kind: ClaimKind,
		id: ContributionId,
		claimant: AccountId,
		paid: Balance,
		at: Seconds,
	) -> TestCaseResult {
		let mut standing = self.standing(&claimant);
		let Some(kept) = self.open.get_mut(&id) else {
			return Err(TestCaseError::fail(format!("nothing is left of {id} to claim")));
		};
		if self.status == Status::Dissolved {
			prop_assert_eq!((kept.contributor, kept.claimable), (claimant, paid));
			self.open.remove(&id);
			return Ok(());
		}
		use collab_model_core::Trace;
		let trace = match self.rules {
			LiveRules::Classic { .. } => Trace::Classic(ClassicTrace {
				deposit: kept.deposit,
				label: kept.label,
				already_claimed: kept.shares.iter().any(|share| share.who == claimant),
			}),
			LiveRules::Robust { .. } => Trace::Robust,
		};
		let facts = ClaimFacts {
			kind,
			is_contributor: kept.contributor == claimant,
			is_owner: self.owner == claimant,
			age: at - kept.submitted_at,
			claimable: kept.claimable,
			trace,
		};
		let (judge, memory) = (self.rules, &mut self.memory);
		let predict = || {
			let sample = Sample::new(&kept.sample, self.config.num_features).expect("a sample");
			label_of(judge.score(sample, memory))
		};
		let payment = self.rules.claim(&mut standing, facts, predict);
		prop_assert_eq!(payment.map(|payment| payment.amount), Ok(paid));
		kept.claimable -= paid;
		kept.record(Share { who: claimant, amount: paid });
		if kept.claimable == 0 {
			self.open.remove(&id);
		}
		self.standings.insert(claimant, standing);
		Ok(())
	}
}

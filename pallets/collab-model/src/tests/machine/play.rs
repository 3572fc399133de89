//! Plays a sequence, and checks everything after each step.

use super::{
	accounts::{genesis, Prices, ROOT, SHOP},
	checks::{self, Stored},
	foretold::Foretold,
	papers::Papers,
	rebuilt::Rebuilt,
	step::{Action, Of, Sequence, Step, Wait, Who},
	tally::Tally,
};
use crate::{mock::*, *};
use collab_model_core::{Balance, LiveRules};
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
	traits::{fungible::Mutate, tokens::Preservation, GetCallName},
};
use polkadot_sdk::{sp_io::storage, sp_runtime::traits::Dispatchable, *};
use proptest::{prelude::*, test_runner::TestCaseResult};
use std::{cell::RefCell, collections::BTreeMap};

/// Between two comparisons of all models with what events say of them.
const CALLS_BETWEEN: u64 = 8;

/// A chain, and what is known of it from outside.
pub struct Machine<'a> {
	pub rebuilt: BTreeMap<ModelId, Rebuilt>,
	pub papers: Papers,
	tally: &'a RefCell<Tally>,
	issued: Balance,
	gifts: BTreeMap<ModelId, Balance>,
	/// All of the storage, as long as nothing has changed since it was looked at.
	stored: Option<Stored>,
}

/// Plays a sequence on a chain of its own.
pub fn play(sequence: &Sequence, tally: &RefCell<Tally>) -> TestCaseResult {
	let _reset = Prices::set(sequence);
	genesis(sequence).execute_with(|| {
		let mut machine = Machine {
			rebuilt: BTreeMap::new(),
			papers: Papers::default(),
			tally,
			issued: Balances::total_issuance(),
			gifts: BTreeMap::new(),
			stored: None,
		};
		sequence.steps.iter().try_for_each(|step| machine.step(step))?;
		machine.compare()
	})
}

impl Machine<'_> {
	fn step(&mut self, step: &Step) -> TestCaseResult {
		if !matches!(step, Step::Call(..)) {
			self.stored = None;
		}
		match step {
			Step::Wait(wait) => {
				set_now(self.until(*wait));
				System::set_block_number(System::block_number() + 1);
			}
			Step::Call(who, of, action) => self.act(*who, *of, action)?,
			Step::Drain(of) => self.drain(*of)?,
			Step::Gift(who, of, amount) => {
				let id = self.model_id(*of);
				let from = self.account(id, None, *who);
				let is_robust = self.rebuilt.get(&id).is_some_and(|m| m.rules.pot().is_some());
				let pot = CollabModel::pot_account(id);
				let keep = Preservation::Preserve;
				if is_robust && Balances::transfer(&from, &pot, *amount, keep).is_ok() {
					*self.gifts.entry(id).or_default() += amount;
				}
			}
			Step::Spend(who, left) => {
				let who = self.account(0, None, *who);
				let amount = free(who).saturating_sub(*left);
				// What cannot be spent is kept.
				let _ = Balances::transfer(&who, &SHOP, amount, Preservation::Preserve);
			}
		}
		System::reset_events();
		Ok(())
	}

	fn act(&mut self, who: Who, of: Of, action: &Action) -> TestCaseResult {
		let id = self.model_id(of);
		let contribution = match action {
			Action::Refund { which, .. } | Action::Report { which, .. } => {
				Some(self.contribution(id, *which))
			}
			_ => None,
		};
		let who = self.account(id, contribution, who);
		let call = self.call(who, id, contribution.unwrap_or_default(), action);
		self.dispatch(who, call)
	}

	fn drain(&mut self, of: Of) -> TestCaseResult {
		self.step(&Step::Wait(Wait::ForAnybody(of)))?;
		let id = self.model_id(of);
		let Some(model) = self.rebuilt.get(&id) else { return Ok(()) };
		let is_robust = matches!(model.rules, LiveRules::Robust { .. });
		let is_dissolved = model.status == Status::Dissolved;
		let open: Vec<_> = model.open.iter().map(|(id, kept)| (*id, kept.contributor)).collect();
		for (contribution, contributor) in open {
			let pages = CollabModel::claim_pages(id, contribution).unwrap_or_default();
			let call = if is_robust || is_dissolved {
				Call::refund { model: id, contribution, pages }
			} else {
				Call::report { model: id, contribution, pages }
			};
			self.dispatch(contributor, call)?;
		}
		Ok(())
	}

	fn dispatch(&mut self, who: AccountId, call: Call<Test>) -> TestCaseResult {
		System::reset_events();
		let name = call.get_call_name();
		let declared = call.get_dispatch_info().call_weight;
		let resting = checks::resting_coefficients(&call);
		let foretold = Foretold::of(who, &call);
		let outcome = self.try_call(who, &call)?;
		let used = match &outcome {
			Ok(done) => done.actual_weight,
			Err(refused) => refused.post_info.actual_weight,
		};
		prop_assert!(
			used.is_none_or(|used| used.all_lte(declared)),
			"{name} used {used:?} of {declared:?}"
		);
		self.tally.borrow_mut().count(name, outcome.map(|_| ()).map_err(|refused| refused.error));

		let events: Vec<_> = System::events().into_iter().map(|record| record.event).collect();
		prop_assert!(outcome.is_ok() || events.is_empty(), "a refused call emits events");
		foretold.check(&outcome, &events)?;
		for event in events {
			if let RuntimeEvent::CollabModel(event) = event {
				self.take(&event)?;
			}
		}
		System::reset_events();
		if outcome.is_err() {
			// What is stored is what was checked before.
			return Ok(());
		}

		if let Err(broken) = CollabModel::do_try_state() {
			return Err(TestCaseError::fail(format!("{broken:?}")));
		}
		prop_assert_eq!(Balances::total_issuance(), self.issued, "I2");
		checks::resting_models_learnt_nothing(resting)?;
		checks::holds_are_explained()?;
		checks::pots_are_exact(&self.gifts)?;
		checks::nothing_is_of_the_future()?;
		if self.tally.borrow().calls.is_multiple_of(CALLS_BETWEEN) {
			self.compare()?;
		}
		Ok(())
	}

	/// Calls as a runtime does. A call that is refused must leave the storage as it was.
	fn try_call(
		&mut self,
		who: AccountId,
		call: &Call<Test>,
	) -> Result<DispatchResultWithPostInfo, TestCaseError> {
		// This brings back the storage before the call, to be looked at where the call failed. No
		// layer of FRAME's: those write how many there are into the storage.
		storage::start_transaction();
		let origin = if who == ROOT { RuntimeOrigin::root() } else { signed(who) };
		let outcome = RuntimeCall::CollabModel(call.clone()).dispatch(origin);
		if outcome.is_ok() {
			storage::commit_transaction();
			self.stored = None;
			return Ok(outcome);
		}
		// Keys and values are what a root is the hash of, and are had without hashing.
		let after = checks::everything();
		storage::rollback_transaction();
		let before = self.stored.take().unwrap_or_else(checks::everything);
		prop_assert_eq!(&before, &after, "a refused call changed the storage");
		self.stored = Some(before);
		Ok(outcome)
	}

	/// Takes an event into what is known of its model.
	fn take(&mut self, event: &Event<Test>) -> TestCaseResult {
		self.tally.borrow_mut().see(event);
		if let Event::ModelCreated { model, owner, config, default_rules } = event {
			prop_assert_eq!(*default_rules, config.rules.are_default());
			let known = self.rebuilt.insert(*model, Rebuilt::new(*owner, *config));
			prop_assert!(known.is_none(), "an id was given twice");
			return Ok(());
		}
		let id = checks::model_of(event);
		if let Event::ModelRemoved { .. } = event {
			let known = self.rebuilt.remove(&id);
			let is_closed = known.is_some_and(|model| model.status == Status::Closed);
			prop_assert!(is_closed, "removed before it was closed");
			self.gifts.remove(&id);
			return checks::nothing_is_left_of(id);
		}
		match self.rebuilt.get_mut(&id) {
			Some(model) => model.take(event, now()),
			None => Err(TestCaseError::fail(format!("an event of no model: {event:?}"))),
		}
	}

	/// Compares all models with what events say of them.
	fn compare(&self) -> TestCaseResult {
		prop_assert!(self.rebuilt.keys().copied().eq(checks::models()), "other models are stored");
		self.rebuilt.iter().try_for_each(|(id, model)| model.compare(*id))
	}
}

//! View functions tell what a call will do: it does that.

use crate::{mock::*, *};
use collab_model_core::Balance;
use frame_support::dispatch::DispatchResultWithPostInfo;
use polkadot_sdk::{sp_runtime::DispatchError, *};
use proptest::{prelude::*, test_runner::TestCaseResult};

/// What views said before a call.
pub enum Foretold {
	/// Of `add_data`, the most that the contributor is ready to pay, and what is held from them for
	/// storage before.
	Quote(Result<Quote, DispatchError>, Balance, Balance),
	/// The view of a claim: the amount that it pays to the account that calls.
	Claimable(Result<Balance, DispatchError>, AccountId),
	Nothing,
}

impl Foretold {
	/// Asks the views about a call.
	pub fn of(who: AccountId, call: &Call<Test>) -> Self {
		match call {
			Call::add_data { model, sample, label, max_deposit } => {
				let quote = CollabModel::quote(*model, who, sample.clone(), *label);
				Self::Quote(quote, *max_deposit, held_for(HoldReason::Storage, who))
			}
			Call::refund { model, contribution, .. } | Call::report { model, contribution, .. } => {
				Self::Claimable(CollabModel::claimable(*model, *contribution, who), who)
			}
			_ => Self::Nothing,
		}
	}

	/// Compares what was said with what came of it.
	pub fn check(
		self,
		outcome: &DispatchResultWithPostInfo,
		events: &[RuntimeEvent],
	) -> TestCaseResult {
		match (self, outcome) {
			(Self::Quote(Ok(quote), most, stored_before), Ok(_)) => {
				prop_assert!(quote.deposit <= most, "a price above the maximum was taken");
				let Some(RuntimeEvent::CollabModel(Event::DataAdded {
					stake,
					score,
					updated,
					judged,
					contributor,
					..
				})) = events.last()
				else {
					return Err(TestCaseError::fail("accepted without an event"));
				};
				let held = held_for(HoldReason::Storage, *contributor);
				let done = Quote {
					deposit: stake.deposit,
					locked: stake.locked(),
					storage_deposit: held - stored_before,
					score: *score,
					updated: *updated,
					judged: *judged,
				};
				prop_assert_eq!(quote, done);
			}
			(Self::Quote(Ok(quote), most, _), Err(refused)) => {
				let too_dear = refused.error == Error::<Test>::PriceAboveMaximum.into();
				prop_assert_eq!(quote.deposit > most, too_dear);
				let is_money = refused.error == Error::<Test>::CannotPay.into();
				prop_assert!(too_dear || is_money, "{:?} was not foretold", refused.error);
			}
			(Self::Quote(Err(error), ..), Err(refused)) => {
				let too_dear = refused.error == Error::<Test>::PriceAboveMaximum.into();
				prop_assert!(error == refused.error || too_dear, "{error:?} was foretold");
			}
			(Self::Quote(Err(error), ..), Ok(_)) => {
				return Err(TestCaseError::fail(format!("{error:?} was foretold, and accepted")));
			}
			(Self::Claimable(told, who), Ok(_)) => {
				let paid = events.iter().rev().find_map(|event| match event {
					RuntimeEvent::CollabModel(Event::Refunded { contributor, amount, .. }) => {
						Some(if *contributor == who { *amount } else { 0 })
					}
					RuntimeEvent::CollabModel(Event::Reported { amount, .. }) => Some(*amount),
					_ => None,
				});
				prop_assert_eq!(told.ok(), paid);
			}
			_ => {}
		}
		Ok(())
	}
}

//! Root pauses calls, but no claims.

use crate::support::with_preset;
use collab_runtime::{pausing::CLAIMS, Runtime, RuntimeCall, RuntimeOrigin, TxPause, UNIT};
use frame_support::{assert_noop, assert_ok, traits::GetCallName};
use pallet_tx_pause::{Error, RuntimeCallNameOf};
use polkadot_sdk::*;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::traits::Dispatchable;

fn name(pallet: &str, call: &str) -> RuntimeCallNameOf<Runtime> {
	let bounded = |text: &str| text.as_bytes().to_vec().try_into().unwrap();
	(bounded(pallet), bounded(call))
}

fn transfer() -> RuntimeCall {
	let dest = Bob.to_account_id().into();
	pallet_balances::Call::transfer_keep_alive { dest, value: UNIT }.into()
}

#[test]
fn a_paused_call_is_refused_until_it_goes_on() {
	with_preset("development", || {
		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		let paused = name("Balances", "transfer_keep_alive");
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), paused.clone()));
		let refused = transfer().dispatch(alice.clone()).unwrap_err();
		assert_eq!(refused.error, frame_system::Error::<Runtime>::CallFiltered.into());
		assert_ok!(TxPause::unpause(RuntimeOrigin::root(), paused));
		assert_ok!(transfer().dispatch(alice));
	});
}

#[test]
fn root_calls_are_never_paused() {
	with_preset("development", || {
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), name("System", "set_storage")));
		let call = Box::new(frame_system::Call::set_storage { items: Vec::new() }.into());
		let sudo: RuntimeCall = pallet_sudo::Call::sudo { call }.into();
		assert_ok!(sudo.dispatch(RuntimeOrigin::signed(Alice.to_account_id())));
		let ran = collab_runtime::System::events().into_iter().any(|record| {
			let event = pallet_sudo::Event::Sudid { sudo_result: Ok(()) };
			record.event == event.into()
		});
		assert!(ran, "the call ran");
	});
}

#[test]
fn claims_and_what_the_chain_needs_cannot_be_paused() {
	let known = pallet_collab_model::Call::<Runtime>::get_call_names();
	with_preset("development", || {
		for claim in CLAIMS {
			assert!(known.contains(&claim), "{claim} is a call");
			assert_noop!(
				TxPause::pause(RuntimeOrigin::root(), name("CollabModel", claim)),
				Error::<Runtime>::Unpausable
			);
		}
		for (pallet, call) in [
			("Timestamp", "set"),
			("Sudo", "sudo"),
			("Grandpa", "report_equivocation_unsigned"),
			("TxPause", "unpause"),
		] {
			assert_noop!(
				TxPause::pause(RuntimeOrigin::root(), name(pallet, call)),
				Error::<Runtime>::Unpausable
			);
		}
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), name("CollabModel", "add_data")));
	});
}

#[test]
fn only_root_pauses() {
	with_preset("development", || {
		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		assert!(TxPause::pause(alice, name("CollabModel", "add_data")).is_err());
	});
}

//! What root may pause in an emergency.
//!
//! `pallet_tx_pause` and not `pallet_safe_mode`: a fault is usually in one call, and pausing that
//! call leaves the others, claims above all, as they are. Safe mode stops everything but a list.

use crate::{CollabModel, Grandpa, Runtime, Sudo, Timestamp};
use frame_support::traits::{Contains, PalletInfoAccess};
use pallet_tx_pause::RuntimeCallNameOf;
use polkadot_sdk::*;

/// The calls with which contributors get their deposits back.
pub const CLAIMS: [&str; 2] = ["refund", "report"];

/// What cannot be paused: deposits stay claimable, and the chain goes on, reports misbehaviour and
/// listens to root. Calls that root makes are never paused.
pub struct NeverPaused;

impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		let always = [Timestamp::name(), Grandpa::name(), Sudo::name()];
		always.iter().any(|name| name.as_bytes() == &pallet[..])
			|| CollabModel::name().as_bytes() == &pallet[..]
				&& CLAIMS.iter().any(|claim| claim.as_bytes() == &call[..])
	}
}

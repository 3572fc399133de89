//! Who the validators are: the accounts on a list that root keeps, once they have told their keys.
//!
//! An account is put on the list by root (`validators.addMember`), then tells its keys itself
//! (`session.setKeys`). It becomes a validator at the second end of a session after that, and stays
//! one until as long after it is taken off the list. The list is `pallet_membership`'s.

use crate::{AccountId, BlockNumber, Runtime, RuntimeOrigin, Session, SessionKeys, Validators};
use alloc::vec::Vec;
use frame_support::{traits::ConstU32, weights::Weight};
use pallet_session::{historical, PeriodicSessions, QueuedChanged, QueuedKeys, ShouldEndSession};
use polkadot_sdk::*;
use sp_runtime::{traits::Convert, Perbill};
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

/// A session is this many blocks long, or a multiple of it.
pub const SESSION_LENGTH: BlockNumber = 60;

/// How many past sessions a misbehaviour can be proved for. Only sessions that changed the
/// validators count, so that these reach far back.
pub const KEPT_SESSIONS: SessionIndex = 1_024;

/// The blocks at which a session can end. They are counted, as the time of a development chain may
/// leap over years between two blocks.
pub type PossibleEnds = PeriodicSessions<ConstU32<SESSION_LENGTH>, ConstU32<0>>;

/// The accounts on the list that have told their keys, and the keys.
fn able() -> Vec<(AccountId, SessionKeys)> {
	let keys = |who: AccountId| Session::load_keys(&who).map(|keys| (who, keys));
	Validators::members().into_iter().filter_map(keys).collect()
}

/// Ends a session only if that changes the validators or their keys, now or at the next end.
///
/// The SDK counts the block in which a session ends as full, so that no transaction fits into it;
/// a chain whose validators stay has no such blocks. If nobody on the list has keys the validators
/// stay, as a chain without any could never go on.
pub struct OnlyForChanges;

impl ShouldEndSession<BlockNumber> for OnlyForChanges {
	fn should_end_session(now: BlockNumber) -> bool {
		PossibleEnds::should_end_session(now) && {
			let next = able();
			!next.is_empty()
				&& (QueuedChanged::<Runtime>::get() || next != QueuedKeys::<Runtime>::get())
		}
	}
}

/// Plans sessions with the validators of the list.
pub struct FromList;

impl pallet_session::SessionManager<AccountId> for FromList {
	fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
		let next = able();
		// `None` leaves everything as it is. What is queued is the session that begins now.
		let changes = !next.is_empty() && next != QueuedKeys::<Runtime>::get();
		changes.then(|| next.into_iter().map(|(who, _)| who).collect())
	}

	fn start_session(_: SessionIndex) {}

	fn end_session(ended: SessionIndex) {
		historical::Pallet::<Runtime>::prune_up_to(ended.saturating_sub(KEPT_SESSIONS));
	}
}

impl historical::SessionManager<AccountId, ()> for FromList {
	fn new_session(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		let validators = <Self as pallet_session::SessionManager<_>>::new_session(index)?;
		Some(validators.into_iter().map(|who| (who, ())).collect())
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index)
	}
}

/// Whom the chain takes keys from: accounts on the list. Others could fill the state with keys.
pub struct OnList;

impl Convert<AccountId, Option<AccountId>> for OnList {
	fn convert(who: AccountId) -> Option<AccountId> {
		Validators::members().contains(&who).then_some(who)
	}
}

/// All there is to know of a validator is its account.
pub struct NothingMore;

impl Convert<AccountId, Option<()>> for NothingMore {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

/// Takes validators that voted for two branches off the list, and lets them make no more blocks in
/// this session as long as enough others are left. The last one on the list stays.
pub struct Dismissal;

impl OnOffenceHandler<AccountId, historical::IdentificationTuple<Runtime>, Weight> for Dismissal {
	fn on_offence(
		offenders: &[OffenceDetails<AccountId, historical::IdentificationTuple<Runtime>>],
		_slash_fraction: &[Perbill],
		_session: SessionIndex,
	) -> Weight {
		for OffenceDetails { offender: (who, ()), .. } in offenders {
			Session::report_offence(who.clone(), OffenceSeverity::max_severity());
			if Validators::members().len() > 1 {
				// Who is not on the list any more needs not be taken off it.
				let _ = Validators::remove_member(RuntimeOrigin::root(), who.clone().into());
			}
		}
		Weight::zero()
	}
}

//! The time of a development chain.

use polkadot_sdk::*;
use sp_timestamp::Timestamp;
use std::fmt;

/// Chooses the timestamps of blocks: whole slots, each after the one before.
///
/// It follows the wall clock until a client chooses a time. From then on the chain's time is the
/// client's: a block for which none is given comes one slot after the last.
#[derive(Debug)]
pub struct Clock {
	/// Length of a slot in milliseconds.
	slot: u64,
	/// The time chosen by the client, in milliseconds.
	chosen: Option<u64>,
}

/// The last millisecond of the year 9999. Whatever is later was meant in another unit, and after a
/// block at the end of time there could be no other.
const LATEST: u64 = 253_402_300_799_999;

/// Why no block can have the time asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum WrongTime {
	/// It is not after that of the latest block.
	NotAfterParent {
		/// The time asked for.
		wanted: u64,
		/// The time of the latest block.
		parent: u64,
		/// Length of a slot.
		slot: u64,
	},
	/// It is beyond the year 9999.
	TooFar {
		/// The time asked for.
		wanted: u64,
	},
}

impl Clock {
	/// A clock that follows the wall clock, for slots of `slot` milliseconds.
	pub fn new(slot: u64) -> Self {
		Self { slot, chosen: None }
	}

	/// Number of the slot at `timestamp`.
	pub fn slot_at(&self, timestamp: u64) -> u64 {
		timestamp / self.slot
	}

	/// When slot number `slot` begins.
	pub fn start_of(&self, slot: u64) -> u64 {
		slot.saturating_mul(self.slot)
	}

	/// The beginning of the slot that `wanted` lies in, if it is after `parent`, the timestamp of
	/// the latest block, and before the year 10,000.
	pub fn checked(&self, wanted: u64, parent: u64) -> Result<u64, WrongTime> {
		if wanted > LATEST {
			return Err(WrongTime::TooFar { wanted });
		}
		let start = self.start_of(self.slot_at(wanted));
		if start > parent {
			Ok(start)
		} else {
			Err(WrongTime::NotAfterParent { wanted, parent, slot: self.slot })
		}
	}

	/// Take `timestamp` as the chain's time.
	pub fn set(&mut self, timestamp: u64) {
		self.chosen = Some(timestamp);
	}

	/// The timestamp of a block for which none is given, after `parent`.
	pub fn next(&self, parent: u64) -> u64 {
		let wanted = self.chosen.unwrap_or_else(|| Timestamp::current().as_millis());
		self.checked(wanted, parent).unwrap_or_else(|_| parent.saturating_add(self.slot))
	}
}

impl fmt::Display for WrongTime {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::NotAfterParent { wanted, parent, slot } => {
				let earliest = parent.saturating_add(*slot);
				write!(
					f,
					"timestamp {wanted} ms does not lie in a slot after that of the latest block, \
					 which is at {parent} ms: the time of a chain only goes forward, give \
					 {earliest} or later"
				)
			}
			Self::TooFar { wanted } => write!(
				f,
				"timestamp {wanted} ms is beyond the year 9999: give milliseconds since 1970, at \
				 most {LATEST}"
			),
		}
	}
}

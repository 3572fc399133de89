//! A sample in few bytes: the gaps between its features as SCALE compact integers.
//!
//! A review with 93 of 1,000 words takes about 95 bytes instead of 372.

use crate::Sample;
use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};

/// No gap takes more bytes than this.
pub const MAX_PACKED_BYTES_PER_FEATURE: u32 = 5;

/// Packs a sample. [`unpack`] gives its features back.
pub fn pack(sample: Sample<'_>) -> Vec<u8> {
	let features = sample.features();
	let mut packed = Vec::with_capacity(features.len());
	let mut previous = 0u32;
	for &feature in features {
		Compact(feature.saturating_sub(previous)).encode_to(&mut packed);
		previous = feature;
	}
	packed
}

/// Unpacks what [`pack`] made; `None` if the bytes are no gaps, or lead beyond 32 bits. Whether the
/// features are a sample is not checked.
pub fn unpack(mut packed: &[u8]) -> Option<Vec<u32>> {
	let mut features = Vec::with_capacity(packed.len());
	let mut previous = 0u32;
	while !packed.is_empty() {
		let Compact(gap) = Compact::<u32>::decode(&mut packed).ok()?;
		previous = previous.checked_add(gap)?;
		features.push(previous);
	}
	Some(features)
}

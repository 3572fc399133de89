//! What a chain lets one call carry.

use super::{api, client::AtBlock};
use anyhow::Result;

/// Bounds of the calls that take samples.
pub struct Bounds {
	/// Samples in one call.
	samples: usize,
	/// Pages that they reach, counted for each sample alone.
	pages: u32,
	/// Features in a page of coefficients.
	page_size: u32,
}

impl Bounds {
	/// Those of a chain.
	pub fn of(at: &AtBlock) -> Result<Self> {
		let (constants, names) = (at.constants(), api::constants().collab_model());
		Ok(Self {
			samples: constants.entry(names.max_samples())?.max(1) as usize,
			pages: constants.entry(names.max_pages())?,
			page_size: constants.entry(names.page_size())?.max(1),
		})
	}

	/// Features in a page of coefficients.
	pub fn page_size(&self) -> u32 {
		self.page_size
	}

	/// The pages that a sample reaches.
	pub fn pages_of(&self, features: &[u32]) -> u32 {
		let page = |feature: &u32| feature / self.page_size;
		// Features increase, so that those of a page come one after the other.
		features.chunk_by(|one, next| page(one) == page(next)).count() as u32
	}

	/// Cuts rows into pieces that one call takes each, in order. A row that is beyond the bounds by
	/// itself is a piece, which the chain refuses.
	pub fn pieces<'a, Row>(
		&self,
		rows: &'a [Row],
		features: impl Fn(&Row) -> &[u32],
	) -> Vec<&'a [Row]> {
		let (mut pieces, mut first, mut pages) = (Vec::new(), 0, 0u32);
		for (at, row) in rows.iter().enumerate() {
			let more = self.pages_of(features(row));
			let full = at - first == self.samples || pages.saturating_add(more) > self.pages;
			if full && at > first {
				pieces.push(&rows[first..at]);
				(first, pages) = (at, 0);
			}
			pages = pages.saturating_add(more);
		}
		if first < rows.len() {
			pieces.push(&rows[first..]);
		}
		pieces
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const BOUNDS: Bounds = Bounds { samples: 3, pages: 4, page_size: 10 };

	fn lengths(rows: &[&[u32]]) -> Vec<usize> {
		let pieces = BOUNDS.pieces(rows, |row| row);
		assert_eq!(pieces.concat(), rows);
		pieces.into_iter().map(<[_]>::len).collect()
	}

	#[test]
	fn a_page_counts_once_for_a_sample() {
		assert_eq!([&[][..], &[0, 9], &[0, 10, 19, 40]].map(|f| BOUNDS.pages_of(f)), [0, 1, 3]);
	}

	#[test]
	fn pieces_keep_to_samples_and_pages() {
		assert_eq!(lengths(&[]), [] as [usize; 0]);
		assert_eq!(lengths(&[&[1u32][..]; 7]), [3, 3, 1]);
		assert_eq!(lengths(&[&[1, 11], &[1, 11], &[1], &[1, 11, 21, 31]]), [2, 1, 1]);
		// Beyond the bounds by itself.
		assert_eq!(lengths(&[&[1], &[1, 11, 21, 31, 41], &[1]]), [1, 1, 1]);
	}
}

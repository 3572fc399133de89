//! Whole copies of a model, which a chain tells in parts.

use super::client::{view, AtBlock};
use anyhow::{Context, Result};
use codec::Decode;

/// Runs of coefficients after their first feature.
pub type Runs<V> = Vec<(u32, Vec<V>)>;

/// One part: what belongs to the copy beside its coefficients, some of these, and the page after
/// which there are more.
type Part<Beside, V> = (Beside, Runs<V>, Option<u32>);

/// Asks for all parts, by `query` for those after a page, and puts them together.
pub async fn whole<Beside: Decode, V: Decode, Query: subxt::view_functions::Payload>(
	at: &AtBlock,
	mut query: impl FnMut(Option<u32>) -> Query,
) -> Result<(Beside, Runs<V>)> {
	let (mut all, mut after) = (Runs::new(), None);
	loop {
		let answer = view(at, query(after)).await.context("cannot read the model's snapshot")?;
		let (beside, runs, more) =
			Part::<Beside, V>::decode(&mut &answer[..]).context("cannot read the model")?;
		all.extend(runs);
		if more.is_none() {
			return Ok((beside, all));
		}
		after = more;
	}
}

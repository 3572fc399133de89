//! What `dev_newBlock` may be asked for.

use collab_node::dev::rpc::{NewBlockOrder, NewBlockParams};
use jsonrpsee::types::ErrorObjectOwned;

fn order(json: &str) -> Result<NewBlockOrder, ErrorObjectOwned> {
	serde_json::from_str::<NewBlockParams>(json).unwrap().try_into()
}

#[test]
fn one_block_is_made_when_nothing_is_said() {
	let order = order("{}").unwrap();
	assert_eq!((order.timestamp, order.more), (None, 0));
	assert!(order.transactions.is_none());
}

#[test]
fn no_blocks_at_all_are_refused() {
	assert!(order(r#"{"count": 0}"#).is_err());
}

#[test]
fn bytes_without_their_length_are_refused_by_index() {
	let error = order(r#"{"transactions": ["0x0400", "0x08"]}"#).unwrap_err();
	assert!(error.message().starts_with("transactions[1] is not"), "{error}");
}

#[test]
fn misspelt_fields_are_refused() {
	assert!(serde_json::from_str::<NewBlockParams>(r#"{"time": 1}"#).is_err());
}

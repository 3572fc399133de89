//! How errors are named.

use collab_node::dev::outcome::{dotted, error_name};
use collab_runtime::Runtime;
use polkadot_sdk::*;
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError, TokenError,
};

#[test]
fn pallet_errors_are_named_by_pallet_and_error() {
	let error = pallet_balances::Error::<Runtime>::InsufficientBalance;
	assert_eq!(error_name(error.into()), "Balances.InsufficientBalance");
}

#[test]
fn other_errors_are_named_by_kind_and_error() {
	let error = DispatchError::Token(TokenError::FundsUnavailable);
	assert_eq!(error_name(error), "Token.FundsUnavailable");
	assert_eq!(error_name(DispatchError::BadOrigin), "BadOrigin");
}

#[test]
fn nested_reasons_keep_their_parentheses() {
	let error = TransactionValidityError::from(InvalidTransaction::Custom(7));
	assert_eq!(dotted(error), "Invalid.Custom(7)");
}

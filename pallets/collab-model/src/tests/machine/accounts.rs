//! Who takes part: rich accounts, poor ones, and some with next to nothing.

use super::step::Sequence;
use crate::{mock::*, *};
use polkadot_sdk::{frame_support::traits::fungible::Mutate, sp_io::TestExternalities};

/// With plenty of money: more than a contribution has room for claims.
pub const RICH: [AccountId; 11] = [OWNER, ALICE, BOB, CAROL, DAVE, 7, 8, 9, 10, 11, 12];
/// With enough for some contributions.
pub const POOR: AccountId = 20;
/// With the existential deposit and three more.
pub const NEARLY_EMPTY: AccountId = 30;
/// With nothing at all.
pub const STRANGER: AccountId = 40;
/// Calls as the chain itself.
pub const ROOT: AccountId = 60;
/// Where money goes that is spent.
pub const SHOP: AccountId = 50;

/// Sets the existential deposit and the price of a byte for one sequence.
pub struct Prices;

impl Prices {
	pub fn set(sequence: &Sequence) -> Self {
		ExistentialDeposit::set(sequence.existential);
		ByteDeposit::set(sequence.byte_deposit);
		Self
	}
}

impl Drop for Prices {
	fn drop(&mut self) {
		ExistentialDeposit::set(1);
		ByteDeposit::set(0);
	}
}

/// The chain that a sequence begins with.
pub fn genesis(sequence: &Sequence) -> TestExternalities {
	// Nothing is committed to the trie, which is slow where it is not optimised.
	let mut externalities = TestExternalities::new_empty();
	externalities.execute_with(|| {
		System::set_block_number(1);
		set_now(START);
		let others = [(POOR, 1_600), (NEARLY_EMPTY, 3), (SHOP, 0)];
		for (who, amount) in RICH.map(|who| (who, ENDOWMENT)).into_iter().chain(others) {
			Balances::mint_into(&who, sequence.existential + amount).expect("money is made");
		}
		NextModelId::<Test>::put(ModelId::MAX - sequence.ids_left);
	});
	externalities
}

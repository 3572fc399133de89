//! Weights of the SDK's pallets in this runtime. `make weights` writes the other files of this
//! folder.

pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_balances;
pub mod pallet_sudo;
pub mod pallet_timestamp;
pub mod pallet_transaction_payment;

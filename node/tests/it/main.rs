//! Starts the node's binary and speaks to it as a client does; and tests a few of its parts.

#![expect(clippy::unwrap_used, reason = "a failure in a helper is a failed test")]

mod aura;
mod clock;
mod command_line;
mod error_names;
mod faults;
mod manual;
mod new_block_params;
mod node;
mod other_sealing;
mod own_chain;
mod rpc_access;
mod sender;
mod transactions;
mod upgrade;

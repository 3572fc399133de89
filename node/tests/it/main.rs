//! Starts the node's binary and speaks to it as a client does; and tests a few of its parts.

mod aura;
mod clock;
mod command_line;
mod error_names;
mod manual;
mod new_block_params;
mod node;
mod other_sealing;
mod transactions;

//! Starts the node's binary and speaks to it as a client does.

mod aura;
mod command_line;
mod manual;
mod node;
mod other_sealing;
mod transactions;

//! Node of a solo chain whose users train machine-learning models together.
//!
//! The program is [`run`]. This is a library so that its parts can be tested without compiling all
//! of it once more.

mod chain_spec;
mod cli;
mod command;
mod consensus;
pub mod dev;
mod disk;
mod network;
mod new_chain;
mod parts;
mod rpc;
mod service;

pub use command::run;

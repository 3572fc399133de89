//! Development chains: blocks at any time, with any timestamp, made by this node alone.
//!
//! One task makes every block ([`Sealer`]), so that commands from RPC, from the pool and from the
//! timer follow one after another. Its blocks carry a valid Aura slot but no seal: they are of no
//! use to any other node.

mod block;
mod clock;
mod config;
mod outcome;
mod rpc;
mod sealer;

pub use config::configure;
pub use rpc::{DevApiServer, Rpc};
pub use sealer::{channel, Handle, Sealer};

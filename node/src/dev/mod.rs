//! Development chains: blocks at any time, with any timestamp, made by this node alone.
//!
//! One task makes every block (the sealer), so that commands from RPC, from the pool and from the
//! timer follow one after another. Its blocks carry a valid Aura slot but no seal: they are of no
//! use to any other node.

mod block;
pub mod clock;
mod config;
mod engine;
pub mod outcome;
pub mod rpc;
mod sealer;

pub(crate) use config::{configure, keep_web_pages_out};
pub(crate) use engine::{Engine, EngineApiServer};
pub(crate) use rpc::{DevApiServer, Rpc};
pub(crate) use sealer::{channel, Handle, Sealer};

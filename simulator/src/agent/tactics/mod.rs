//! What attackers have in common who look at the chain and think: when they act, how much they send
//! at once, and how they find samples that do harm.

mod influence;
mod pick;
mod timing;

pub(super) use influence::Influence;
pub(super) use pick::{agreed, loses_all, pick, replace_rows, with_features};
pub(super) use timing::Tactics;

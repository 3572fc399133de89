//! Changes of what is stored, for chains that ran an earlier release.
//!
//! A runtime that upgrades lists them in `frame_system::Config::SingleBlockMigrations`, all that it
//! has not run yet; each runs once, where the storage version on chain is the one that it begins
//! with. `docs/upgrades.md` has the policy.

pub mod v1;

pub use v1::V0ToV1;

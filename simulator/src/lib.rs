//! Agents, scenarios and engines for a shared model that learns from paid-for samples.

pub mod ledger;
pub mod replay;

//! Agents, scenarios and engines for a shared model that learns from paid-for samples.
//!
//! A [`scenario::Scenario`] and a [`dataset::Dataset`] go into [`simulation::run`], which lets the
//! [`agent`]s act on a [`ledger::Ledger`], sends what was accepted to an [`engine::Chain`], and
//! gives what [`result`] summarises and [`export`] writes.

pub mod agent;
pub mod attack;
pub mod cli;
pub mod drawing;
pub mod engine;
pub mod export;
pub mod files;
pub mod ledger;
pub mod linear;
pub mod metrics;
pub mod model;
pub mod paper;
pub mod replay;
pub mod report;
pub mod result;
pub mod scenario;
pub mod simulation;
pub mod statistics;
pub mod sweep;

pub use collab_data::{self as dataset, rng};

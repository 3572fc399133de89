//! One file for each call, and for what concerns them all.

mod add_data;
mod audit;
mod close_model;
mod create_model;
mod dissolve_model;
mod events;
mod invariants;
mod judged;
mod machine;
mod migrations;
mod open_model;
mod ownership;
mod pause_model;
mod recorded;
mod refund;
mod report;
mod robust_traces;
mod seed;
mod storage_deposits;
mod traces;
mod upload_coefficients;
mod views;
mod weights;

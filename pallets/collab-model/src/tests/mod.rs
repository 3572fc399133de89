//! One file for each call, and for what concerns them all.

mod add_data;
mod audit;
mod close_model;
mod create_model;
mod events;
mod invariants;
mod judged;
mod machine;
mod open_model;
mod pause_model;
mod recorded;
mod refund;
mod report;
mod robust_traces;
mod seed;
mod traces;
mod transfer_ownership;
mod upload_coefficients;
mod views;
mod weights;

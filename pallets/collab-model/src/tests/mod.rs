//! One file for each call, and for what concerns them all.

mod add_data;
mod close_model;
mod create_model;
mod events;
mod invariants;
mod open_model;
mod pause_model;
mod refund;
mod report;
mod robust_events;
mod seed;
mod settle;

mod traces;
mod transfer_ownership;
mod upload_coefficients;
mod views;
mod weights;

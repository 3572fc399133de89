//! The attack suite: what each attack does to a model, and what it costs whom, under each set of
//! rules.
//!
//! # Files of an output folder
//! Besides those of a [sweep](crate::sweep) there are `attacks.json`, `attacks.csv`, `attacks.md`
//! and `attacks.svg`. Every number is a mean over the seeds with its 95 % interval (Student's t).
//!
//! What an attack costs the model is the difference to the run with the same seed and the same
//! settings, but without the attackers. All agents but the one named `good` count as attackers,
//! even those that mean well.

mod figure;
mod measure;
mod suite;
mod table;

pub use figure::figure_svg;
pub use measure::{measure, Measured, MEASURES};
pub use suite::{Attack, Options, RuleSet, Suite, SuiteError, Trial, RULES};
pub use table::{attacks_csv, attacks_json, attacks_md, cells, COLUMNS, LEGEND};

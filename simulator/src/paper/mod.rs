//! Ding & Hu (2022), "An Investigation of Smart Contract for Collaborative Machine Learning Model
//! Training", done again: every sweep of theirs, with many seeds, and a verdict on every claim.
//!
//! An [`EXPERIMENTS`] entry is one sweep; a [`LEARNERS`] entry is a scenario under which all of them
//! are run. A [`Study`] holds what is to be run; its [`View`] of one learner's runs is what the
//! [`claims`] are judged by and the [`figures`] are made of.
//!
//! # Files of an output folder
//! Besides `points.jsonl` and `settings/`, which are those of [`sweep`](crate::sweep):
//!
//! - `claims.json`: `code`, `data` and `data_hash`, `seeds`, `learners` (each with `id`, `scenario`
//!   and `title`), and `claims`, one [`Row`] for each claim and learner.
//! - `claims.md`: the same as a table.
//! - `figures/index.json`: a list with one [`figures::Figure`] for each of the figures: its `id`
//!   (its file is `figures/ID.csv`), `title`, `x_label`, `y_label`, and whether its x-axis is
//!   logarithmic, `log_x`.
//! - `figures.md`: the numbers of the figures as tables.
//! - `figures/ID.csv`: `learner`; `experiment`; `measure` (`accuracy_before`, `accuracy_after`,
//!   `accuracy_all_data` in percent; `gap` in points; `ruin_days`, of the bad agent); `x`; `n`, the
//!   number of runs; `mean`, `stdev`, and `low` and `high`, the 95 % interval of the mean (Student's
//!   t); `never` and `median`, for `ruin_days` only; `published`, the value in the paper or the
//!   original where it is known. A run in which the bad agent is never ruined counts in the `mean`
//!   with the day on which it ended: the mean is too low where `never` is above 0. In the `median` it
//!   is later than any day: the field is empty if that is so in half of the runs or more. What cannot
//!   be computed is empty.
//! - `figures/timeline.csv`: `learner`, `experiment`, `x`, `day`, `measure` (`accuracy` in percent;
//!   `good` and `bad`, free balances in percent of the start), `n`, `mean`, `low`, `high`: the course
//!   of a run at the defaults (`experiment` is `default`) and with short waits.

pub mod claims;
mod experiments;
mod figure_tables;
pub mod figures;
mod learners;
mod measures;
mod study;
mod table;
mod timeline;
mod verdict;

pub use claims::{judge, Row};
pub use experiments::{Experiment, Part, EXPERIMENTS};
pub use figure_tables::figures_md;
pub use learners::{Learner, LEARNERS};
pub use study::{Study, View};
pub use table::{claims_json, claims_md};
pub use timeline::timeline_csv;
pub use verdict::{Number, Unit, Verdict};

//! Many simulations: a grid of settings, each with several seeds, in parallel and resumable.
//!
//! A [`file`](SweepFile) names a scenario and axes; their product is a list of [`Point`]s. [`run`]
//! simulates each point with each seed and appends what came of it to a [`Store`]. A sweep that was
//! interrupted goes on where it was: what is stored is not run again.
//!
//! # Files of an output folder
//! - `points.jsonl`: one [`Record`] in JSON on each line, in the order in which the runs ended. It
//!   names the code and the data; records of other code or data are refused.
//! - `settings/ID.toml`: the scenario of the records with that `settings` id; `collab-sim run` takes
//!   it and gives the same result for the same data and seed.
//! - `summary.csv`: one line for each point. First the axes, one column for each key; `settings`,
//!   the id; `seeds`, the number of runs. Then `accuracy_before`, `accuracy_after`,
//!   `accuracy_lowest`, `accuracy_all_data`, `gap`, `days_simulated`, `pot` (tokens, under `robust`
//!   rules), and for each agent `NAME_balance_percent` and `NAME_profit` (tokens, free and held),
//!   each followed by `_mean`, `_stdev` (sample standard deviation) and `_low` and `_high` (95 %
//!   interval of the mean, Student's t). Last, for each agent, `NAME_ruined` and `NAME_never`, the
//!   numbers of runs in which it was ruined and was not; `NAME_ruin_days_mean`, `_stdev`, `_low`,
//!   `_high`, where a run without ruin counts with the day on which it ended, so that the mean is
//!   too low if there is one; `NAME_ruin_days_median`, where ruin that never came is later than
//!   any day: empty if it is so in half of the runs or more; and `NAME_loss_days`, as
//!   `NAME_ruin_days`, until deposits are lost too. Accuracies are from 0 to 1. What
//!   cannot be computed is empty.
//! - `summary.md`: the most important of it as a table.

mod data;
mod facts;
mod file;
mod grid;
mod record;
mod run;
mod store;
mod summary;
mod table;

pub use data::{DataSets, Loaded};
pub use facts::Facts;
pub use file::{SweepError, SweepFile};
pub use grid::Point;
pub use record::{Record, ShortSeries, CODE};
pub use run::{run, Event, Plan, Results};
pub use store::{Store, StoreError};
pub use summary::{summarise, summary_csv, AgentSummary, PointSummary};
pub use table::{days_to_ruin, summary_md};

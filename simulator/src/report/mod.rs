//! One HTML file from what the other commands have saved. It needs neither network nor scripts.
//!
//! A folder may have the results of `paper` (`claims.json` and `figures/`), of `run` (`result.json`),
//! of `sweep` (`summary.csv`) and of `attack` (`attacks.csv` and `attacks.json`); of `points.jsonl`
//! and `settings/` comes what they were made with. [`Folder`] reads them, [`html`] makes the page;
//! [`Folder::drawings`] are the figures of the paper as files.

mod attack;
mod axes;
mod chart;
mod claims;
mod curves;
mod error;
mod facts;
mod figures;
mod folder;
mod json;
mod markup;
mod page;
mod records;
mod run;
mod style;
mod summary;
mod svg;
mod table;
#[cfg(test)]
mod tests;

pub use error::ReportError;
pub use folder::Folder;
pub use page::html;

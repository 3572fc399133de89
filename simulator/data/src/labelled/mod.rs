//! Rows with a label each, as they stand in files, before they are turned into features.

mod classes;
mod options;
mod records;
mod source;
mod split;

pub use classes::{Classes, Threshold};
pub use records::Separator;
pub use source::Source;

pub(super) use options::{whole, Options};
pub(super) use records::Records;
pub(super) use split::{label_and_split, read, Labelled, Part};

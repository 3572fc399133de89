//! Rows with a label each, as they stand in files, before they are turned into features.

mod classes;
mod delimited;
mod options;
mod records;
mod separator;
mod source;
mod split;

pub use classes::{Classes, Threshold};
pub use delimited::Layout;
pub use separator::Separator;
pub use source::Source;

pub(super) use classes::Rule;
pub(super) use options::{whole, Options};
pub(super) use records::Records;
pub(super) use source::yes_or_no;
pub(super) use split::{label_and_split, read, Labelled, Part};

//! What a folder has.

use super::{
	attack::Attacks,
	claims::Claims,
	figures::{self, Figure},
	records::Records,
	run,
	table::Table,
	ReportError,
};
use crate::result::SavedRun;
use std::path::Path;

/// The results in a folder.
#[derive(Clone, Debug)]
pub struct Folder {
	/// The last part of its path.
	pub(super) name: String,
	pub(super) claims: Option<Claims>,
	pub(super) figures: Vec<Figure>,
	pub(super) attacks: Option<Attacks>,
	pub(super) summary: Option<Table>,
	pub(super) run: Option<SavedRun>,
	pub(super) records: Option<Records>,
}

impl Folder {
	/// Reads all of it. Fails if there is nothing, or if a file is damaged; half a line at the end
	/// of `points.jsonl`, which a kill leaves, is passed over.
	pub fn read(dir: &Path) -> Result<Self, ReportError> {
		let shown = dir.display().to_string();
		if !dir.is_dir() {
			return Err(ReportError::NoFolder(shown));
		}
		let claims = Claims::read(dir)?;
		let learners = claims.iter().flat_map(|claims| &claims.learners);
		let learners: Vec<_> = learners.map(|learner| learner.id.clone()).collect();
		let folder = Self {
			figures: figures::read(dir, &learners)?,
			claims,
			attacks: Attacks::read(dir)?,
			summary: Table::read(&dir.join("summary.csv"))?,
			run: run::read(dir)?,
			records: Records::read(dir)?,
			name: dir.file_name().map_or(shown.clone(), |name| name.to_string_lossy().into()),
		};
		match folder.is_empty() {
			true => Err(ReportError::Nothing(shown)),
			false => Ok(folder),
		}
	}

	/// Its figures of the paper as SVG files: name and contents.
	pub fn drawings(&self) -> Result<Vec<(String, String)>, ReportError> {
		let drawing = |figure: &Figure| {
			let name = figure.file.trim_end_matches(".csv");
			Ok((format!("{name}.svg"), figure.svg()?))
		};
		self.figures.iter().map(drawing).collect()
	}

	fn is_empty(&self) -> bool {
		let known = self.claims.is_some() || self.attacks.is_some() || self.summary.is_some();
		!known && self.figures.is_empty() && self.run.is_none()
	}
}

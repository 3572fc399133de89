//! The runs of an output folder, appended one by one.

use super::{Point, Record, CODE};
use crate::files::write_whole;
use std::{
	collections::BTreeMap,
	fs::{self, File, OpenOptions, TryLockError},
	io::{self, Read, Write},
	path::{Path, PathBuf},
};

const FILE: &str = "points.jsonl";

/// Why runs cannot be read or stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
	/// The operating system refuses.
	#[error(
		"{path}: {source}. What was stored before is safe: when this is mended, the same command \
		 goes on from there"
	)]
	Io {
		/// The file or folder.
		path: String,
		/// Why.
		source: io::Error,
	},
	/// Somebody else writes to the folder.
	#[error("{0} is being written to by another process: wait for it or give another --out")]
	InUse(String),
	/// A line is no record.
	#[error(
		"{path}, line {line} is damaged: {problem}. Remove that line, its run will be done again"
	)]
	Damaged {
		/// The file.
		path: String,
		/// The line, counted from 1.
		line: usize,
		/// What is wrong.
		problem: String,
	},
	/// The records were made by other code.
	#[error(
		"{path} has results of collab-sim {found}, this is {CODE}: give another --out, or remove \
		 the file to run everything again"
	)]
	OtherCode {
		/// The file.
		path: String,
		/// What made them.
		found: String,
	},
	/// The records were made with other data.
	#[error(
		"{path}, line {line} is a run of other data (hash {found}, now {now}): give another --out, \
		 or the same --data"
	)]
	OtherData {
		/// The file.
		path: String,
		/// The line, counted from 1.
		line: usize,
		/// The hash in the file.
		found: String,
		/// The hash of the present data.
		now: String,
	},
}

/// All runs of an output folder. Nobody else can open it meanwhile.
#[derive(Debug)]
pub struct Store {
	dir: PathBuf,
	file: File,
	/// Whole lines, in bytes.
	length: u64,
	lines: usize,
	records: BTreeMap<(String, u64), Stored>,
	cut: bool,
}

#[derive(Debug)]
struct Stored {
	line: usize,
	record: Record,
}

/// Only what tells whether the rest can be read.
#[derive(serde::Deserialize)]
struct Head {
	code: String,
}

impl Store {
	/// Opens the folder, which is made if need be, and reads its records. A last line without its
	/// end, left by a crash, is cut off.
	pub fn open(dir: &Path) -> Result<Self, StoreError> {
		fs::create_dir_all(dir.join("settings")).map_err(failed(dir))?;
		let path = dir.join(FILE);
		let mut file = OpenOptions::new()
			.read(true)
			.append(true)
			.create(true)
			.open(&path)
			.map_err(failed(&path))?;
		match file.try_lock() {
			Ok(()) => (),
			Err(TryLockError::WouldBlock) => return Err(StoreError::InUse(shown(dir))),
			Err(TryLockError::Error(source)) => return Err(failed(&path)(source)),
		}
		let mut bytes = Vec::new();
		file.read_to_end(&mut bytes).map_err(failed(&path))?;
		let length = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
		let cut = length < bytes.len();
		let records = read(&path, &bytes[..length])?;
		if cut {
			file.set_len(length as u64).map_err(failed(&path))?;
		}
		let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
		Ok(Self { dir: dir.into(), file, length: length as u64, lines, records, cut })
	}

	/// Whether the last line lacked its end and was cut off.
	pub fn was_cut(&self) -> bool {
		self.cut
	}

	/// The number of records.
	pub fn len(&self) -> usize {
		self.records.len()
	}

	/// Whether there is no record.
	pub fn is_empty(&self) -> bool {
		self.records.is_empty()
	}

	/// The stored run of a point with a seed; an error if it was run with other data.
	pub fn find(
		&self,
		point: &Point,
		seed: u64,
		data_hash: &str,
	) -> Result<Option<&Record>, StoreError> {
		let Some(stored) = self.records.get(&(point.id.clone(), seed)) else { return Ok(None) };
		if stored.record.data_hash != data_hash {
			return Err(StoreError::OtherData {
				path: shown(&self.dir.join(FILE)),
				line: stored.line,
				found: stored.record.data_hash.clone(),
				now: data_hash.to_string(),
			});
		}
		// Run again, it would keep the series that is asked for now.
		Ok((!point.series || stored.record.series.is_some()).then_some(&stored.record))
	}

	/// Saves the scenario of a point, by its id.
	pub fn save_settings(&self, point: &Point) -> Result<(), StoreError> {
		let path = self.dir.join("settings").join(format!("{}.toml", point.id));
		if path.exists() {
			return Ok(());
		}
		write_whole(&path, point.scenario.settings.to_string().as_bytes()).map_err(|error| {
			let source = io::Error::other(format!("{:#}", error.root_cause()));
			failed(&path)(source)
		})
	}

	/// Appends a record. If that fails, nothing of it stays in the file.
	pub fn append(&mut self, record: Record) -> Result<(), StoreError> {
		let path = self.dir.join(FILE);
		let mut line = serde_json::to_vec(&record).map_err(|e| failed(&path)(e.into()))?;
		line.push(b'\n');
		self.file.write_all(&line).map_err(|source| {
			// It is cut off at the next start if this fails too.
			drop(self.file.set_len(self.length));
			failed(&path)(source)
		})?;
		self.length += line.len() as u64;
		self.lines += 1;
		self.records.insert(key(&record), Stored { line: self.lines, record });
		Ok(())
	}

	/// Waits until the disk has everything.
	pub fn sync(&self) -> Result<(), StoreError> {
		self.file.sync_data().map_err(failed(&self.dir.join(FILE)))
	}
}

/// Later lines replace earlier ones of the same run.
fn read(path: &Path, bytes: &[u8]) -> Result<BTreeMap<(String, u64), Stored>, StoreError> {
	let mut records = BTreeMap::new();
	for (index, text) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
		let line = index + 1;
		let damaged = |error: serde_json::Error| StoreError::Damaged {
			path: shown(path),
			line,
			problem: error.to_string(),
		};
		let head: Head = serde_json::from_slice(text).map_err(damaged)?;
		if head.code != CODE {
			return Err(StoreError::OtherCode { path: shown(path), found: head.code });
		}
		let record: Record = serde_json::from_slice(text).map_err(damaged)?;
		records.insert(key(&record), Stored { line, record });
	}
	Ok(records)
}

fn key(record: &Record) -> (String, u64) {
	(record.settings.clone(), record.result.seed)
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
	let path = shown(path);
	|source| StoreError::Io { path, source }
}

fn shown(path: &Path) -> String {
	path.display().to_string()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn point(setting: &str) -> Point {
		Point::new("demo", &[setting.to_string()], Vec::new()).unwrap()
	}

	/// A folder with the records of three seeds, and these.
	fn stored() -> (tempfile::TempDir, Point, Vec<Record>) {
		let dir = tempfile::tempdir().unwrap();
		let point = point("num_words=50");
		let records: Vec<_> = (1..=3).map(|seed| Record::example(&point, seed)).collect();
		let mut store = Store::open(dir.path()).unwrap();
		records.iter().for_each(|record| store.append(record.clone()).unwrap());
		(dir, point, records)
	}

	fn lines(dir: &Path) -> Vec<String> {
		let text = fs::read_to_string(dir.join(FILE)).unwrap();
		text.lines().map(String::from).collect()
	}

	fn error(dir: &Path) -> String {
		Store::open(dir).unwrap_err().to_string()
	}

	#[test]
	fn records_come_back_as_stored() {
		let (dir, point, records) = stored();
		let store = Store::open(dir.path()).unwrap();
		assert_eq!((store.len(), store.was_cut()), (3, false));
		for record in &records {
			assert_eq!(store.find(&point, record.result.seed, "abc").unwrap(), Some(record));
		}
		assert!(store.find(&point, 4, "abc").unwrap().is_none());
		assert!(store.find(&self::point("num_words=51"), 1, "abc").unwrap().is_none());
		let with_series = Point { series: true, ..point };
		assert!(store.find(&with_series, 1, "abc").unwrap().is_none());
	}

	#[test]
	fn a_last_line_without_its_end_is_cut_off() {
		let (dir, point, records) = stored();
		let path = dir.path().join(FILE);
		let whole = fs::read(&path).unwrap();
		let start_of_last = whole.len() - lines(dir.path())[2].len() - 1;
		for length in [start_of_last + 1, start_of_last + 100, whole.len() - 1] {
			fs::write(&path, &whole[..length]).unwrap();
			let mut store = Store::open(dir.path()).unwrap();
			assert_eq!((store.len(), store.was_cut()), (2, true));
			assert!(store.find(&point, 3, "abc").unwrap().is_none());
			store.append(records[2].clone()).unwrap();
			assert_eq!(fs::read(&path).unwrap(), whole);
		}
	}

	#[test]
	fn damage_elsewhere_is_named_and_changes_nothing() {
		let (dir, ..) = stored();
		let path = dir.path().join(FILE);
		let mut lines = lines(dir.path());
		lines[1].truncate(50);
		let text = lines.join("\n") + "\n";
		fs::write(&path, &text).unwrap();
		let error = error(dir.path());
		assert!(error.contains("points.jsonl, line 2 is damaged") && error.contains("Remove that"));
		assert_eq!(fs::read_to_string(&path).unwrap(), text);
	}

	#[test]
	fn records_of_other_code_or_data_are_refused() {
		let (dir, point, _) = stored();
		let store = Store::open(dir.path()).unwrap();
		let other = store.find(&point, 2, "def").unwrap_err().to_string();
		assert!(other.contains("line 2 is a run of other data (hash abc, now def)"), "{other}");
		drop(store);
		let path = dir.path().join(FILE);
		let text = fs::read_to_string(&path).unwrap().replace(CODE, "0.0.1-old");
		fs::write(&path, text).unwrap();
		assert!(error(dir.path()).contains("collab-sim 0.0.1-old, this is"));
	}

	#[test]
	fn a_folder_is_open_once() {
		let (dir, ..) = stored();
		let _store = Store::open(dir.path()).unwrap();
		assert!(error(dir.path()).contains("another process"));
	}

	#[test]
	fn the_settings_are_saved_as_a_scenario() {
		let (dir, point, _) = stored();
		Store::open(dir.path()).unwrap().save_settings(&point).unwrap();
		let path = dir.path().join("settings").join(format!("{}.toml", point.id));
		let read = Point::new(path.to_str().unwrap(), &[], Vec::new()).unwrap();
		assert_eq!(read.id, point.id);
	}
}

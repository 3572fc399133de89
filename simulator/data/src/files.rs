//! Reading and writing of files that may be compressed, by the end of their name.

use std::{
	fs::File,
	io::{self, BufWriter, Read, Write},
	path::Path,
};

use flate2::{read::MultiGzDecoder, write::GzEncoder};
use tempfile::NamedTempFile;

use super::DataError;

/// What some editors put before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const ZSTD_LEVEL: i32 = 3;
/// Room to reserve for each compressed byte; text of rows shrinks to about a seventh.
const EXPANSION: u64 = 8;
/// What a packed file may hold, whatever its size, and for each byte of it. No data are that dull,
/// but a small file can be made that fills the memory.
const UNPACKED_AT_LEAST: u64 = 32 << 20;
const UNPACKED_PER_BYTE: u64 = 200;

#[derive(Clone, Copy)]
enum Compression {
	None,
	Gzip,
	Zstd,
}

impl Compression {
	fn of(path: &Path) -> Self {
		match path.extension().and_then(|extension| extension.to_str()) {
			Some("gz") => Self::Gzip,
			Some("zst") => Self::Zstd,
			_ => Self::None,
		}
	}
}

/// Opens `path` for reading, decompressed if its name ends in `.gz` or `.zst`.
/// `cure` says what to do when it is missing.
pub(super) fn open(path: &Path, cure: &str) -> Result<Box<dyn Read>, DataError> {
	let wrap = |source| DataError::io(path, source, cure);
	let file = File::open(path).map_err(wrap)?;
	let bound = Bound::of(path);
	Ok(match Compression::of(path) {
		Compression::None => Box::new(file),
		Compression::Gzip => Box::new(bound.over(MultiGzDecoder::new(file))),
		Compression::Zstd => Box::new(bound.over(zstd::Decoder::new(file).map_err(wrap)?)),
	})
}

/// The whole content of `path`, decompressed; errors as [`open`].
pub(super) fn read(path: &Path, cure: &str) -> Result<Vec<u8>, DataError> {
	let mut reader = open(path, cure)?;
	let room = match Compression::of(path) {
		Compression::None => stored(path),
		Compression::Gzip | Compression::Zstd => stored(path).saturating_mul(EXPANSION),
	};
	let mut content = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
	reader.read_to_end(&mut content).map_err(|source| DataError::io(path, source, cure))?;
	Ok(content)
}

/// The content of the text file `path`, as [`read`], without a byte order mark. UTF-16 is refused.
pub(super) fn read_text(path: &Path, cure: &str) -> Result<Vec<u8>, DataError> {
	let mut content = read(path, cure)?;
	if is_utf16(&content) {
		let problem = "it is UTF-16: convert it, as with `iconv -f UTF-16 -t UTF-8`";
		return Err(DataError::content(path, problem));
	}
	if content.starts_with(BYTE_ORDER_MARK) {
		content.drain(..BYTE_ORDER_MARK.len());
	}
	Ok(content)
}

/// Whether it has the mark of UTF-16, or begins with letters every other byte of which is 0.
fn is_utf16(content: &[u8]) -> bool {
	const LETTERS: usize = 2;
	let start = content.get(..2 * LETTERS).unwrap_or_default();
	let zeros = |first| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
	let alternate = matches!((zeros(0), zeros(1)), (0, LETTERS) | (LETTERS, 0));
	content.starts_with(b"\xff\xfe") || content.starts_with(b"\xfe\xff") || alternate
}

/// The size of the file `path`; 0 if that is not known.
fn stored(path: &Path) -> u64 {
	path.metadata().map_or(0, |metadata| metadata.len())
}

/// How much may still be unpacked of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
	all: u64,
	left: u64,
}

impl Bound {
	/// What the packed file `path` may hold.
	pub(super) fn of(path: &Path) -> Self {
		let all = stored(path).saturating_mul(UNPACKED_PER_BYTE).max(UNPACKED_AT_LEAST);
		Self { all, left: all }
	}

	/// Reads what `reader` unpacks, to its end.
	pub(super) fn read(&mut self, reader: impl Read) -> io::Result<Vec<u8>> {
		let mut content = Vec::new();
		let mut bounded = self.over(reader);
		bounded.read_to_end(&mut content)?;
		*self = bounded.bound;
		Ok(content)
	}

	fn over<R: Read>(self, reader: R) -> Bounded<R> {
		Bounded { reader, bound: self }
	}
}

/// A reader that fails where there is more than its bound.
struct Bounded<R> {
	reader: R,
	bound: Bound,
}

impl<R: Read> Read for Bounded<R> {
	fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
		let count = self.reader.read(buffer)?;
		match self.bound.left.checked_sub(count as u64) {
			Some(left) => self.bound.left = left,
			None => {
				let all = self.bound.all >> 20;
				let problem = format!("it unpacks to more than {all} MiB, far more than its size");
				return Err(io::Error::new(io::ErrorKind::FileTooLarge, problem));
			}
		}
		Ok(count)
	}
}

/// A file that is written next to its destination and takes its place only when it is complete.
pub(super) struct Pending<'a> {
	temporary: NamedTempFile,
	destination: &'a Path,
}

impl<'a> Pending<'a> {
	/// Writes with `write`, compressed if the name of `destination` ends in `.gz` or `.zst`.
	/// Nothing is at `destination` until [`Pending::finish`].
	pub(super) fn write(
		destination: &'a Path,
		write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
	) -> Result<Self, DataError> {
		let wrap = |source| DataError::io(destination, source, "create its folder first");
		let mut temporary = temporary_next_to(destination).map_err(wrap)?;
		write_compressed(temporary.as_file_mut(), Compression::of(destination), write)
			.map_err(wrap)?;
		Ok(Self { temporary, destination })
	}

	/// Moves the written file to its destination, in place of what is there.
	pub(super) fn finish(self) -> Result<(), DataError> {
		self.temporary.persist(self.destination).map(drop).map_err(|error| {
			DataError::io(self.destination, error.error, "create its folder first")
		})
	}
}

fn temporary_next_to(destination: &Path) -> io::Result<NamedTempFile> {
	let folder = match destination.parent() {
		Some(parent) if !parent.as_os_str().is_empty() => parent,
		_ => Path::new("."),
	};
	let mut builder = tempfile::Builder::new();
	// Temporary files are private by default, which data to be shared should not become.
	#[cfg(unix)]
	builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
	builder.prefix(".partial-").tempfile_in(folder)
}

fn write_compressed(
	file: &mut File,
	compression: Compression,
	write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
	let mut out = BufWriter::new(&mut *file);
	match compression {
		Compression::None => write(&mut out)?,
		Compression::Gzip => {
			let mut encoder = GzEncoder::new(&mut out, flate2::Compression::default());
			write(&mut encoder)?;
			encoder.finish()?;
		}
		Compression::Zstd => {
			let mut encoder = zstd::Encoder::new(&mut out, ZSTD_LEVEL)?;
			write(&mut encoder)?;
			encoder.finish()?;
		}
	}
	out.flush()?;
	drop(out);
	file.sync_all()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_written_is_read_back_in_each_compression() {
		let folder = tempfile::tempdir().unwrap();
		for name in ["a", "a.gz", "a.zst"] {
			let path = folder.path().join(name);
			Pending::write(&path, |out| out.write_all(b"1 1:1\n")).unwrap().finish().unwrap();
			assert_eq!(read(&path, "").unwrap(), b"1 1:1\n", "{name}");
		}
	}

	#[test]
	fn a_failed_write_leaves_nothing_behind() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("a");
		let failed = Pending::write(&path, |out| {
			out.write_all(b"half")?;
			Err(io::ErrorKind::StorageFull.into())
		});
		assert!(matches!(failed, Err(DataError::Io { .. })));
		assert_eq!(folder.path().read_dir().unwrap().count(), 0);
	}

	#[test]
	fn a_file_that_is_cut_short_is_no_shorter_file() {
		let folder = tempfile::tempdir().unwrap();
		for name in ["a.gz", "a.zst"] {
			let path = folder.path().join(name);
			Pending::write(&path, |out| out.write_all(b"1 1:1\n")).unwrap().finish().unwrap();
			let whole = std::fs::read(&path).unwrap();
			std::fs::write(&path, &whole[..whole.len() - 3]).unwrap();
			let error = read(&path, "").unwrap_err().to_string();
			assert!(error.contains("cut short or damaged"), "{error}");
		}
	}

	#[test]
	fn a_damaged_file_is_reported_with_its_path() {
		let folder = tempfile::tempdir().unwrap();
		for name in ["a.gz", "a.zst"] {
			let path = folder.path().join(name);
			std::fs::write(&path, b"this is not compressed").unwrap();
			let error = read(&path, "").unwrap_err().to_string();
			assert!(error.contains(name) && error.contains("damaged"), "{error}");
		}
	}
}

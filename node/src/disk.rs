//! The folder of a chain's data: whether it can be written, whether another node uses it, and
//! whether its disk is getting full.

use polkadot_sdk::*;
use sc_service::{error::Error, Configuration, TaskManager};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use std::{
	fs::{self, File, TryLockError},
	io,
	path::Path,
};

/// Locked as long as a node uses the folder it is in.
const LOCK: &str = "node.lock";

/// Seconds between two looks at the free space. A chain writes some megabytes in that time.
const POLLING_PERIOD: u32 = 2;

/// Make the folder of the chain's data if it is absent, and keep others from using it as long as
/// the returned file is open.
pub fn reserve(config: &Configuration) -> Result<File, Error> {
	let path = config.data_path.as_path();
	let file = open_lock(path).map_err(|error| {
		Error::Other(format!(
			"cannot write to {}: {error}. Give another folder with `--base-path`, or let this user \
			 write to that one",
			path.display()
		))
	})?;
	match file.try_lock() {
		Ok(()) => Ok(file),
		Err(TryLockError::WouldBlock) => Err(Error::Other(format!(
			"another node is running on {}. Stop it, or give this one its own folder with \
			 `--base-path`",
			path.display()
		))),
		Err(TryLockError::Error(error)) => Err(Error::Io(error)),
	}
}

fn open_lock(path: &Path) -> io::Result<File> {
	fs::create_dir_all(path)?;
	File::create(path.join(LOCK))
}

/// Stop the node when less than `threshold` MiB are free on the disk of its database; never if that
/// is 0.
///
/// A full disk would stop it too, but in the middle of a write.
pub fn watch(
	threshold: u64,
	config: &Configuration,
	task_manager: &TaskManager,
) -> Result<(), Error> {
	let Some(path) = config.database.path().filter(|_| threshold > 0) else { return Ok(()) };
	let params = StorageMonitorParams { threshold, polling_period: POLLING_PERIOD };
	let spawner = task_manager.spawn_essential_handle();
	StorageMonitorService::try_spawn(params, path.into(), &spawner).map_err(|error| {
		Error::Other(format!(
			"{error} on the disk of {}. Make room, or give a lower `--db-storage-threshold`",
			path.display()
		))
	})
}

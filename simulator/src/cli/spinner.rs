//! What is shown while there is nothing to count.

use indicatif::ProgressBar;
use std::time::Duration;

const TICK: Duration = Duration::from_millis(100);

/// Does `work` with `message` and a moving sign on standard error, where that is a terminal.
pub fn while_showing<V>(message: &'static str, work: impl FnOnce() -> V) -> V {
	let spinner = ProgressBar::new_spinner().with_message(message);
	spinner.enable_steady_tick(TICK);
	let value = work();
	spinner.finish_and_clear();
	value
}

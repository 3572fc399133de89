//! A node of one's own: found, started on a free port, stopped at the end.

use anyhow::{bail, Context, Result};
use std::{
	collections::VecDeque,
	env,
	io::{BufRead, BufReader},
	path::{Path, PathBuf},
	process::{Child, ChildStderr, Command, Stdio},
	sync::{
		mpsc::{channel, Receiver, RecvTimeoutError, Sender},
		Arc, Mutex,
	},
	thread,
	time::Duration,
};
use tempfile::TempDir;

const NAME: &str = "collab-node";
/// A node is up within a second or two; on a busy machine within ten.
const START_TIMEOUT: Duration = Duration::from_secs(60);
/// Lines of the node's log that are kept to explain its end.
const KEPT_LINES: usize = 20;

type Log = Arc<Mutex<VecDeque<String>>>;

/// A development chain that is sealed by hand and lives as long as this value.
#[derive(Debug)]
pub struct NodeProcess {
	child: Child,
	url: String,
	log: Log,
	// Removed with everything in it when the node is stopped.
	_base_path: TempDir,
}

impl NodeProcess {
	/// Starts `collab-node`, from beside this program or else from `PATH`.
	pub fn start() -> Result<Self> {
		Self::start_program(&find())
	}

	/// Starts a given `collab-node`.
	pub fn start_program(program: &Path) -> Result<Self> {
		let base_path = TempDir::with_prefix("collab-sim-")
			.context("cannot make a temporary folder for the chain: set TMPDIR to one with room")?;
		let mut child = Command::new(program)
			.args(["--chain", "simulation", "--sealing", "manual", "--alice", "--no-prometheus"])
			.args(["--no-telemetry", "--no-mdns", "--rpc-port", "0", "--log", LOG_FILTER])
			.arg("--base-path")
			.arg(base_path.path())
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			.spawn()
			.with_context(|| {
				format!(
					"cannot start {}: build it with `cargo build --release -p {NAME}`, put it beside \
					 collab-sim or on PATH, or give --url of a running one",
					program.display()
				)
			})?;
		let log = Log::default();
		let (sender, address) = channel();
		if let Some(stderr) = child.stderr.take() {
			let log = log.clone();
			thread::spawn(move || read_log(stderr, &log, &sender));
		}
		let mut node = Self { child, url: String::new(), log, _base_path: base_path };
		node.url = node.wait_for(&address)?;
		Ok(node)
	}

	fn wait_for(&self, address: &Receiver<String>) -> Result<String> {
		match address.recv_timeout(START_TIMEOUT) {
			Ok(address) => Ok(format!("ws://{address}")),
			Err(RecvTimeoutError::Timeout) => {
				bail!("the node does not listen after {START_TIMEOUT:?}.{}", self.last_words())
			}
			Err(RecvTimeoutError::Disconnected) => {
				bail!("the node stopped before it listened.{}", self.last_words())
			}
		}
	}

	/// Where it listens.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// The end of its log, for an error message.
	pub fn last_words(&self) -> String {
		let log = self.log.lock().map(|log| log.iter().cloned().collect::<Vec<_>>().join("\n  "));
		format!(" Its last words:\n  {}", log.unwrap_or_default())
	}
}

impl Drop for NodeProcess {
	fn drop(&mut self) {
		// It may be gone already, which is as good.
		drop(self.child.kill());
		drop(self.child.wait());
	}
}

/// Warnings, and the line that names the port.
const LOG_FILTER: &str = "warn,rpc=info,sc_rpc_server=info";
const LISTENING: &str = "Running JSON-RPC server: addr=";

fn read_log(stderr: ChildStderr, log: &Log, address: &Sender<String>) {
	for line in BufReader::new(stderr).lines().map_while(Result::ok) {
		if let Some((_, rest)) = line.split_once(LISTENING) {
			let first = rest.split([',', ' ']).next().unwrap_or_default();
			// Nobody listens any more once the address is known.
			drop(address.send(first.to_owned()));
		}
		if let Ok(mut kept) = log.lock() {
			kept.push_back(line);
			if kept.len() > KEPT_LINES {
				kept.pop_front();
			}
		}
	}
}

fn find() -> PathBuf {
	let beside = env::current_exe().ok().map(|exe| exe.with_file_name(NAME));
	beside.filter(|path| path.is_file()).unwrap_or_else(|| NAME.into())
}

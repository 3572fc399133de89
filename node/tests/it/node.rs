//! A node in a process of its own, which ends with the test.

use serde_json::{json, Value};
use std::{
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	sync::{Arc, Mutex},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long anything may take before the test fails. Generous: tests share two cores.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running node. It is killed, as by `kill -9`, when it goes out of scope.
pub struct Node {
	process: Child,
	address: String,
	log: Arc<Mutex<String>>,
	folder: PathBuf,
}

impl Drop for Node {
	fn drop(&mut self) {
		// It may have ended by itself; there is nothing to be done about it here.
		self.process.kill().ok();
		self.process.wait().ok();
	}
}

/// The node's command, to be given more arguments.
pub fn command() -> Command {
	Command::new(env!("CARGO_BIN_EXE_collab-node"))
}

/// A place for the data of a node.
pub fn base_path() -> TempDir {
	tempfile::tempdir().unwrap()
}

impl Node {
	/// Start a node with its data in `base_path`, and wait until it answers.
	pub fn start(base_path: &Path, args: &[&str]) -> Self {
		Self::start_at(base_path, args, &["--rpc-port", "0"])
	}

	/// Start a node that listens as `rpc` says, and wait until it answers.
	pub fn start_at(base_path: &Path, args: &[&str], rpc: &[&str]) -> Self {
		Self::start_in(base_path, args, rpc, &[])
	}

	/// Start a node with an environment of its own, and wait until it answers.
	pub fn start_in(
		base_path: &Path,
		args: &[&str],
		rpc: &[&str],
		environment: &[(&str, &str)],
	) -> Self {
		let mut process = command()
			.envs(environment.iter().copied())
			.args(args)
			.arg("--base-path")
			.arg(base_path)
			.args(rpc)
			.args(["--no-prometheus", "--no-telemetry"])
			.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0"])
			.stderr(Stdio::piped())
			.spawn()
			.unwrap();
		let log = Arc::new(Mutex::new(String::new()));
		follow(BufReader::new(process.stderr.take().unwrap()), log.clone());
		let address = eventually(|| match process.try_wait().unwrap() {
			Some(status) => panic!("the node ended with {status}:\n{}", log.lock().unwrap()),
			None => rpc_address(&log.lock().unwrap()),
		});
		Self { process, address, log, folder: base_path.into() }
	}

	/// Ask it to end, and wait until it has.
	pub fn stop(mut self) {
		let asked = Command::new("kill").arg(self.process.id().to_string()).status().unwrap();
		assert!(asked.success());
		self.process.wait().unwrap();
	}

	/// How it ended, if it did.
	pub fn ended(&mut self) -> Option<ExitStatus> {
		self.process.try_wait().unwrap()
	}

	/// What it has logged.
	pub fn log(&self) -> String {
		self.log.lock().unwrap().clone()
	}

	/// The folder of its data.
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	/// Where it listens for RPC.
	pub fn address(&self) -> &str {
		&self.address
	}

	/// The result of an RPC method, or its error.
	pub fn try_call(&self, method: &str, params: Value) -> Result<Value, Value> {
		try_call_at(&self.address, method, params)
	}

	/// The result of an RPC method which is to succeed.
	pub fn call(&self, method: &str, params: Value) -> Value {
		self.try_call(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
	}

	/// Height of the best block.
	pub fn height(&self) -> u64 {
		number(&self.call("chain_getHeader", json!([])))
	}

	/// Height of the last finalized block.
	pub fn finalized(&self) -> u64 {
		let hash = self.call("chain_getFinalizedHead", json!([]));
		number(&self.call("chain_getHeader", json!([hash])))
	}

	/// The header of the block at `height`.
	pub fn header_at(&self, height: u64) -> Value {
		self.call("chain_getHeader", json!([self.hash_at(height)]))
	}

	/// Where other nodes find it.
	pub fn p2p_address(&self) -> String {
		let addresses = self.call("system_localListenAddresses", json!([]));
		addresses[0].as_str().unwrap().to_owned()
	}

	/// Hash of the block at `height`.
	pub fn hash_at(&self, height: u64) -> Value {
		self.call("chain_getBlockHash", json!([height]))
	}
}

/// The result of an RPC method of the node at `address`, or its error.
pub fn try_call_at(address: &str, method: &str, params: Value) -> Result<Value, Value> {
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
	let body = request.to_string();
	// A connection for each request: the node closes those that are idle for some time.
	let mut stream = TcpStream::connect(address).unwrap();
	stream.set_read_timeout(Some(PATIENCE)).unwrap();
	write!(
		stream,
		"POST / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
		 Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
		body.len()
	)
	.unwrap();
	let mut answer = String::new();
	stream.read_to_string(&mut answer).unwrap();
	let (_, body) = answer.split_once("\r\n\r\n").unwrap();
	let mut answer: Value =
		serde_json::from_str(body).unwrap_or_else(|error| panic!("{error} in {answer}"));
	match answer.get_mut("error") {
		Some(error) => Err(error.take()),
		None => Ok(answer["result"].take()),
	}
}

fn number(header: &Value) -> u64 {
	let hex = header["number"].as_str().unwrap().trim_start_matches("0x").to_owned();
	u64::from_str_radix(&hex, 16).unwrap()
}

/// Collect the log, and keep the pipe empty.
fn follow(lines: impl BufRead + Send + 'static, log: Arc<Mutex<String>>) {
	thread::spawn(move || {
		for line in lines.lines().map_while(Result::ok) {
			let mut log = log.lock().unwrap();
			log.push_str(&line);
			log.push('\n');
		}
	});
}

fn rpc_address(log: &str) -> Option<String> {
	let (_, rest) = log.split_once("Running JSON-RPC server: addr=")?;
	rest.split([',', '\n']).next().map(str::to_owned)
}

/// Ask again and again until there is an answer.
pub fn eventually<T>(mut ask: impl FnMut() -> Option<T>) -> T {
	let begin = Instant::now();
	while begin.elapsed() < PATIENCE {
		if let Some(answer) = ask() {
			return answer;
		}
		thread::sleep(Duration::from_millis(100));
	}
	panic!("nothing happened in {PATIENCE:?}");
}

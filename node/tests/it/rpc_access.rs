//! Who may drive a chain that is sealed by hand.

use crate::node::{base_path, command, Node};
use serde_json::json;
use std::{
	io::{Read, Write},
	net::TcpStream,
};

const MANUAL: [&str; 3] = ["--dev", "--sealing", "manual"];

/// A method that makes blocks, with arguments that fit.
const MAKES_BLOCKS: [(&str, &str); 4] = [
	("engine_createBlock", "[true, true, null]"),
	(
		"engine_finalizeBlock",
		"[\"0x0000000000000000000000000000000000000000000000000000000000000000\", null]",
	),
	("dev_newBlock", "[]"),
	("dev_timeTravel", "[1704067200000]"),
];

fn refusal(args: &[&str]) -> String {
	let dir = base_path();
	let all = [&MANUAL[..], args].concat();
	let output = command().args(all).arg("--base-path").arg(dir.path()).output().unwrap();
	assert!(!output.status.success());
	String::from_utf8(output.stderr).unwrap()
}

#[test]
fn an_open_port_is_refused() {
	for external in [
		&["--rpc-external"][..],
		&["--unsafe-rpc-external"],
		// Every endpoint counts, not only the first.
		&[
			"--experimental-rpc-endpoint",
			"listen-addr=127.0.0.1:0,cors=http://localhost:*",
			"--experimental-rpc-endpoint",
			"listen-addr=0.0.0.0:0,methods=unsafe",
			"--experimental-rpc-endpoint",
			"listen-addr=0.0.0.0:0",
		],
	] {
		let error = refusal(external);
		assert!(error.contains("--rpc-methods unsafe"), "{error}");
	}
}

#[test]
fn an_open_port_without_unsafe_methods_is_allowed() {
	let dir = base_path();
	let safe = "listen-addr=0.0.0.0:0,methods=safe";
	let node = Node::start_at(dir.path(), &MANUAL, &["--experimental-rpc-endpoint", safe]);
	for (method, params) in MAKES_BLOCKS {
		let params = serde_json::from_str(params).unwrap();
		let error = node.try_call(method, params).unwrap_err();
		assert_eq!(error["message"], "RPC call is unsafe to be called externally", "{method}");
	}
	assert_eq!(node.height(), 0);
}

#[test]
fn web_pages_are_refused_unless_they_are_let_in_by_name() {
	let error = refusal(&["--rpc-cors", "all"]);
	assert!(error.contains("every web page") && error.contains("--rpc-cors"), "{error}");
}

/// What a browser asks before it lets a page of `origin` call a method; whether the node agrees.
fn lets_in(node: &Node, origin: &str) -> bool {
	let mut stream = TcpStream::connect(node.address()).unwrap();
	write!(
		stream,
		"OPTIONS / HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nConnection: close\r\n\
		 Access-Control-Request-Method: POST\r\n\
		 Access-Control-Request-Headers: content-type\r\n\r\n",
		node.address()
	)
	.unwrap();
	let mut answer = String::new();
	stream.read_to_string(&mut answer).unwrap();
	answer.to_lowercase().contains(&format!("access-control-allow-origin: {origin}"))
}

#[test]
fn development_chains_let_in_the_usual_pages_only() {
	for args in [&["--dev"][..], &MANUAL] {
		let dir = base_path();
		let node = Node::start(dir.path(), args);
		assert!(lets_in(&node, "https://polkadot.js.org"));
		assert!(!lets_in(&node, "https://example.com"));
		node.call("system_health", json!([]));
	}
}

//! `collab-sim`: simulates a shared model and replays recorded runs.

use clap::Parser;
use collab_sim::cli::Cli;
use std::{io, process::ExitCode};

fn main() -> ExitCode {
	match Cli::parse().run() {
		Ok(code) => code,
		// Whoever read the output has seen enough.
		Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {}", message(&error));
			ExitCode::FAILURE
		}
	}
}

/// The causes, one after the other; those that a message already quotes are not repeated.
fn message(error: &anyhow::Error) -> String {
	error.chain().map(ToString::to_string).fold(String::new(), |text, cause| match &*text {
		"" => cause,
		quoted if quoted.contains(&cause) => text,
		_ => format!("{text}: {cause}"),
	})
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
	let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
	kinds.map(io::Error::kind).any(|kind| kind == io::ErrorKind::BrokenPipe)
}

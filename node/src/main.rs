//! The program; see the library.

use std::process::ExitCode;

fn main() -> ExitCode {
	match collab_node::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}

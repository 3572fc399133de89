//! The program; see the library.

fn main() -> polkadot_sdk::sc_cli::Result<()> {
	collab_node::run()
}

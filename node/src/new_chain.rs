//! Writes the specification of a chain for real use, from the keys of its validators.

use crate::chain_spec;
use clap::Parser;
use collab_runtime::{
	configs::MAX_VALIDATORS,
	genesis_config_presets::{Genesis, Validator},
	AccountId, Balance, UNIT,
};
use polkadot_sdk::*;
use sc_network::config::MultiaddrWithPeerId;
use sc_service::chain_ops::build_spec;
use sp_core::crypto::Ss58Codec;
use std::{fs, path::PathBuf};

/// The most tokens of one account at genesis. Numbers of a JSON document have 64 bits.
const MOST_TOKENS: u64 = u64::MAX / UNIT as u64;

/// Arguments of `new-chain`.
#[derive(Debug, Parser)]
pub struct NewChainCmd {
	/// Name of the chain, for people.
	#[arg(long)]
	name: String,

	/// Name of the chain for programs, and of the folder of its data: letters, digits, `-`, `_`.
	#[arg(long, value_parser = id)]
	id: String,

	/// A validator: the addresses of its account, of its sr25519 key for blocks and of its ed25519
	/// key for finality, as `collab-node key` prints them. Once for each validator.
	#[arg(long, required = true, value_name = "ACCOUNT,BLOCKS,FINALITY", value_parser = validator)]
	validator: Vec<Validator>,

	/// An account and the whole tokens that it starts with. Once for each account.
	#[arg(long, value_name = "ACCOUNT=TOKENS", value_parser = balance)]
	balance: Vec<(AccountId, Balance)>,

	/// The account that may upgrade the chain, change its validators and pause calls. Without it
	/// nobody ever can.
	#[arg(long, value_name = "ACCOUNT", value_parser = account)]
	root: Option<AccountId>,

	/// Where nodes find their first peers, `/ip4/../tcp/../p2p/..`.
	#[arg(long, value_name = "MULTIADDR")]
	boot_node: Vec<MultiaddrWithPeerId>,

	/// Keep fees the same however full blocks are. Whoever can pay for it can then keep everybody
	/// else out of the blocks.
	#[arg(long)]
	fixed_fees: bool,

	/// File to write. Printed if not given.
	#[arg(long)]
	output: Option<PathBuf>,
}

impl NewChainCmd {
	/// Write the specification.
	pub fn run(&self) -> sc_cli::Result<()> {
		self.check()?;
		let start = Genesis {
			validators: self.validator.clone(),
			balances: self.balance.clone(),
			root: self.root.clone(),
			fixed_fees: self.fixed_fees,
		};
		let spec = chain_spec::live(&self.name, &self.id, self.boot_node.clone(), start)?;
		let json = build_spec(&spec, false)?;
		match &self.output {
			None => println!("{json}"),
			Some(path) => fs::write(path, json).map_err(|error| {
				format!("cannot write {}: {error}; give another `--output`", path.display())
			})?,
		}
		Ok(())
	}

	/// What would be refused, or go wrong, only when the chain starts.
	fn check(&self) -> Result<(), String> {
		let validators = &self.validator;
		if validators.len() > MAX_VALIDATORS as usize {
			return Err(format!(
				"{} validators, but the runtime allows {MAX_VALIDATORS}: drop some",
				validators.len()
			));
		}
		let repeated = first_repeated(validators.iter().map(|v| v.account.to_ss58check()))
			.or(first_repeated(validators.iter().map(|v| v.aura.to_ss58check())))
			.or(first_repeated(validators.iter().map(|v| v.grandpa.to_ss58check())));
		if let Some(key) = repeated {
			return Err(format!("two validators have {key}: give each its own account and keys"));
		}
		match first_repeated(self.balance.iter().map(|(account, _)| account.to_ss58check())) {
			Some(account) => Err(format!("two balances for {account}: give one")),
			None => Ok(()),
		}
	}
}

fn first_repeated(names: impl Iterator<Item = String>) -> Option<String> {
	let mut names: Vec<_> = names.collect();
	names.sort();
	names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone())
}

fn id(text: &str) -> Result<String, String> {
	let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
	if !text.is_empty() && text.chars().all(allowed) {
		Ok(text.into())
	} else {
		Err("an id has letters, digits, `-` and `_` only".into())
	}
}

fn validator(text: &str) -> Result<Validator, String> {
	let parts: Vec<_> = text.split(',').collect();
	let [account_part, aura, grandpa] = parts[..] else {
		return Err("give three addresses, ACCOUNT,BLOCKS,FINALITY".into());
	};
	Ok(Validator {
		account: account(account_part)?,
		aura: address(aura)?,
		grandpa: address(grandpa)?,
	})
}

fn balance(text: &str) -> Result<(AccountId, Balance), String> {
	let (who, tokens) = text.split_once('=').ok_or("give ACCOUNT=TOKENS")?;
	let tokens: u64 = tokens.parse().map_err(|_| format!("`{tokens}` is no whole number"))?;
	if tokens == 0 || tokens > MOST_TOKENS {
		return Err(format!("an account starts with 1 to {MOST_TOKENS} tokens"));
	}
	Ok((account(who)?, Balance::from(tokens) * UNIT))
}

fn account(text: &str) -> Result<AccountId, String> {
	address(text)
}

fn address<K: Ss58Codec>(text: &str) -> Result<K, String> {
	K::from_ss58check(text).map_err(|error| {
		format!("`{text}` is no address ({error:?}): `collab-node key inspect` prints addresses")
	})
}

# `make demo` and `make test` do everything on a fresh machine; the rest are their parts.

SHELL := /bin/bash
export CARGO_TARGET_DIR ?= $(HOME)/.cache/collab-model/target
# The runtime's build looks for Cargo.lock here when the target folder lies elsewhere.
export WASM_BUILD_WORKSPACE_HINT := $(CURDIR)
BIN := $(CARGO_TARGET_DIR)/release

.PHONY: help setup build demo dev experiments test lint check-sdk deny unit features smoke faults fuzz fuzz-files upgrade weights metadata

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install what is missing: the wasm target, protoc, clang, pkg-config, OpenSSL headers.
	@.ci/setup

build: setup ## Build the node and the simulator.
	cargo build --locked --release --workspace --bins

demo: build ## Run a small scenario through a development chain and draw what happened.
	$(BIN)/collab-sim run demo --engine node --out results/demo

dev: build ## Start a development chain on port 9944, which is gone when it stops.
	$(BIN)/collab-node --dev --tmp

experiments: build ## Run the paper and the attacks (DATA=imdb:FOLDER) and write docs/experiments.md.
	.ci/experiments "$(DATA)"

test: setup lint check-sdk deny unit smoke ## Run every check.

lint: setup ## Formatting and clippy.
	cargo fmt --all --check
	cargo clippy --locked --release --workspace --all-targets -- -D warnings

check-sdk: setup ## One copy of the SDK only.
	@.ci/one-sdk

deny: setup ## Licences and sources of what we depend on.
	@.ci/deny

unit: setup ## All tests of all crates.
	cargo test --locked --release --workspace

features: setup ## Compile and test what ordinary builds leave out: benchmarks, checks of upgrades, the metadata's hash.
	.ci/features

smoke: unit ## Run the demo's scenario on a chain.
	$(BIN)/collab-sim run demo --engine node --json

faults: setup ## Kill, stop, fill up and confuse running nodes, for some minutes.
	.ci/faults

fuzz: setup ## Run the state machine of the pallet for a million calls.
	FUZZ_CALLS=$${FUZZ_CALLS:-1000000} cargo test --locked --release --workspace --lib -- machine --nocapture

fuzz-files: setup ## Feed the readers of files with 200,000 that are nearly right, half of them data.
	FUZZ_FILES=$${FUZZ_FILES:-100000} cargo test --locked --release --workspace --test fuzz_files -- --nocapture

upgrade: setup ## Try the upgrade of a running chain from the runtime of an earlier commit (OLD=COMMIT).
	.ci/upgrade "$(OLD)"

weights: setup ## Measure the weights again (needs frame-omni-bencher).
	.ci/weights

metadata: setup ## Write the metadata that the simulator is built from.
	UPDATE_METADATA=1 cargo test --locked --release --workspace --test metadata

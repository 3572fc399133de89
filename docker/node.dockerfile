# The node. Build from the repository's root: docker build -f docker/node.dockerfile .
FROM rust:1.91-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
	protobuf-compiler clang libclang-dev libssl-dev pkg-config && \
	rustup target add wasm32v1-none
WORKDIR /src
COPY . .
RUN cargo build --locked --profile production -p collab-node --features metadata-hash

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl libssl3 && \
	rm -rf /var/lib/apt/lists/* && \
	useradd --create-home --uid 1000 collab && \
	install -d -o collab -g collab /data
COPY --from=build /src/target/production/collab-node /usr/local/bin/
USER collab
VOLUME /data
EXPOSE 30333 9944
HEALTHCHECK --interval=10s --start-period=20s \
	CMD curl -fsS -H 'Content-Type: application/json' \
	-d '{"id":1,"jsonrpc":"2.0","method":"system_health"}' http://127.0.0.1:9944 || exit 1
ENTRYPOINT ["collab-node", "--base-path", "/data"]
CMD ["--dev", "--rpc-external"]

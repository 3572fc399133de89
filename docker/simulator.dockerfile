# The simulator. Build from the repository's root: docker build -f docker/simulator.dockerfile .
FROM rust:1.91-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
	protobuf-compiler clang libclang-dev libssl-dev pkg-config
WORKDIR /src
COPY . .
RUN cargo build --locked --profile production -p collab-sim

FROM debian:bookworm-slim
RUN useradd --create-home --uid 1000 collab && install -d -o collab -g collab /results
COPY --from=build /src/target/production/collab-sim /usr/local/bin/
USER collab
WORKDIR /results
VOLUME /results
ENTRYPOINT ["collab-sim"]
CMD ["run", "demo", "--out", "demo"]

# The server in an image without shell, package manager or root: the binary, the four C libraries that it is linked to,
# and the certificates of the public authorities. See docs/operations.md for how to run it.

# Pinned by digest, so that what was reviewed is what is built. The C libraries and certificates of the image come from
# here: renew tag and digest together (`docker buildx imagetools inspect rust:1.95.0-slim-bookworm` prints the newest).
FROM rust:1.95.0-slim-bookworm@sha256:d7482085ff5b415f84dba5647ae71606650bdef00db7aeb69f4b3d170c3e4082 AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin samenspraak
# A library is found by asking the linker, so that nothing is missing and nothing is there for nothing.
RUN install -D target/release/samenspraak /image/bin/samenspraak \
    && for library in $(ldd /image/bin/samenspraak | grep -o '/[^ ]*'); do cp -L --parents "$library" /image; done \
    && install -D /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ca-certificates.crt \
    && mkdir /image/data

FROM scratch
COPY --from=build /image /
# Numbers, because there is no list of users in the image.
COPY --from=build --chown=65532:65532 /image/data /data
USER 65532:65532
ENV SAMENSPRAAK_DATA_DIR=/data \
    SAMENSPRAAK_BIND=0.0.0.0:8080 \
    SAMENSPRAAK_LOG_JSON=true
VOLUME /data
EXPOSE 8080
# There is no HEALTHCHECK: it would need a shell or a second program. Ask /healthz and /readyz from outside.
ENTRYPOINT ["/bin/samenspraak"]
CMD ["serve"]

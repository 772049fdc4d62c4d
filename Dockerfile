# copydesk in a container: docker build -t copydesk . && docker run -p 8080:8080 copydesk
# Your own articles: docker run -p 8080:8080 -v "$PWD/articles:/corpus:ro" -e COPYDESK_CORPUS=/corpus copydesk

FROM debian:12-slim AS build
WORKDIR /src
COPY scripts/setup scripts/setup
RUN scripts/setup && rm -rf /var/lib/apt/lists/*
COPY . .
RUN meson setup build/image --buildtype=release --prefix=/usr --strip \
    && meson compile -C build/image \
    && DESTDIR=/image meson install -C build/image --no-rebuild

FROM debian:12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates libcurl4 libinih1 libjansson4 libmicrohttpd12 libutf8proc2 libxxhash0 libzstd1 zlib1g \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /image/ /
ENV COPYDESK_HOST=0.0.0.0
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["/usr/bin/copydesk", "health"]
ENTRYPOINT ["/usr/bin/copydesk"]
CMD ["serve"]

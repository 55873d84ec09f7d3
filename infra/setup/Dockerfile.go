# What: the image of a static Go binary, at the same path as in the published image, and nothing else.
# Who: built by 'make images' if the published image cannot be pulled; run by compose, which sets the entry point.
FROM scratch
ARG TARGET
COPY certificates /etc/ssl/certs/ca-certificates.crt
COPY binary ${TARGET}

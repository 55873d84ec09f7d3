# What: the image of a static Go binary, at the place where the published image has it, and nothing else.
# Who: built by 'make images' where the published image cannot be pulled; run by compose, which names the entry point.
# Change first: nothing.
FROM scratch
ARG TARGET
COPY certificates /etc/ssl/certs/ca-certificates.crt
COPY binary ${TARGET}

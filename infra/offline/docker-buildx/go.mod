module example.shop/docker-buildx

go 1.26.8

require github.com/docker/buildx v0.30.1

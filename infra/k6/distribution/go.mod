module example.shop/k6

go 1.26.8

require go.k6.io/k6 v1.8.1

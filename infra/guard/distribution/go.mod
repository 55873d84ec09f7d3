module example.shop/guard

go 1.26.8

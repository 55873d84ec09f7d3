// Sources of Perses and, where they are published, the schemas of its plugins.
module example.shop/perses

go 1.26.0

require github.com/perses/perses v0.52.0

// Schemas.
require (
	github.com/perses/plugins/markdown v0.9.0
	github.com/perses/plugins/prometheus v0.53.3
	github.com/perses/plugins/statchart v0.10.0
	github.com/perses/plugins/timeserieschart v0.10.1
)

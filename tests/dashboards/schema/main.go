// Holds dashboards against Grafana's published schema: a field that it does not know, or one that it misses, is an error.
// Arguments are files; exit code 1 where one does not hold.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	plugins.RegisterDefaultPlugins()
	failed := false
	for _, file := range os.Args[1:] {
		if err := check(file); err != nil {
			failed = true
			fmt.Printf("%s: %v\n", file, err)
		}
	}
	if failed {
		os.Exit(1)
	}
}

func check(file string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	raw, err = withoutPrometheusAnnotations(raw)
	if err != nil {
		return err
	}
	var board dashboard.Dashboard
	if err := board.UnmarshalJSONStrict(raw); err != nil {
		return err
	}
	for _, entry := range board.Panels {
		if entry.Panel == nil {
			continue
		}
		if _, known := cog.ConfigForPanelcfgVariant(entry.Panel.Type); !known {
			return fmt.Errorf("panels of type %q do not exist", entry.Panel.Type)
		}
	}
	return board.Validate()
}

// The schema has what annotations of every data source share. These are Prometheus' own, from its plugin's annotations.ts.
var prometheusAnnotation = []string{"step", "titleFormat", "textFormat", "tagKeys", "useValueForTime"}

func withoutPrometheusAnnotations(raw []byte) ([]byte, error) {
	var board map[string]any
	if err := json.Unmarshal(raw, &board); err != nil {
		return nil, err
	}
	annotations, _ := board["annotations"].(map[string]any)
	list, _ := annotations["list"].([]any)
	for _, entry := range list {
		annotation, _ := entry.(map[string]any)
		source, _ := annotation["datasource"].(map[string]any)
		if source["type"] == "prometheus" {
			for _, field := range prometheusAnnotation {
				delete(annotation, field)
			}
		}
	}
	return json.Marshal(board)
}

package example.shop.compare;

import example.shop.lab.ServiceRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** A bar for each service and runtime, with telemetry on: the median, and from the least to the most. */
final class Plot {

    private Plot() {}

    static void write(RawData data, Measure measure, Path file) throws IOException {
        List<String> services = data.services();
        if (services.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(720)
                .height(360)
                .title(measure.label().replace('_', ' '))
                .build();
        chart.getStyler().setYAxisMin(0.0);
        for (ServiceRuntime runtime : ServiceRuntime.values()) {
            List<Spread> spreads = services.stream()
                    .map(service -> data.spread(new Subject(service, runtime, true), measure))
                    .toList();
            if (spreads.stream().noneMatch(Spread::isMissing)) {
                chart.addSeries(
                        runtime.label(),
                        services,
                        spreads.stream().map(Spread::median).toList(),
                        spreads.stream()
                                .map(spread -> (spread.most() - spread.least()) / 2)
                                .toList());
            }
        }
        if (!chart.getSeriesMap().isEmpty()) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        }
    }
}

package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.time.FixedMillisecond;
import org.jfree.data.time.TimeSeries;
import org.jfree.data.time.TimeSeriesCollection;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jfree.svg.SVGGraphics2D;

/** The results of a panel's queries, drawn as SVG. */
final class Chart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 300;
    private static final int SHADES = 32;

    private Chart() {}

    /** A line for each series; a dashed one for each threshold that the panel shows. */
    static String lines(Panel panel, List<Found> found) {
        TimeSeriesCollection all = new TimeSeriesCollection();
        for (Found one : found) {
            TimeSeries line = new TimeSeries(one.legend());
            one.points().forEach((at, value) -> line.addOrUpdate(new FixedMillisecond(at), value));
            all.addSeries(line);
        }
        JFreeChart chart = ChartFactory.createTimeSeriesChart(null, null, panel.unit(), all, true, false, false);
        JsonNode defaults = panel.defaults();
        if (!defaults.at("/custom/thresholdsStyle/mode").asText().equals("off")) {
            for (JsonNode step : defaults.path("thresholds").path("steps")) {
                if (!step.path("value").isNull()) {
                    chart.getXYPlot()
                            .addRangeMarker(new ValueMarker(
                                    step.path("value").asDouble(),
                                    Color.RED,
                                    new BasicStroke(
                                            1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4}, 0)));
                }
            }
        }
        return draw(chart);
    }

    /** A bar for each value of the label {@code category}. */
    static String bars(Panel panel, String category, List<Found> found) {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        found.stream()
                .sorted(Comparator.comparingDouble(Found::last).reversed())
                .forEach(one ->
                        bars.addValue(one.last(), panel.unit(), one.labels().get(category)));
        return draw(ChartFactory.createBarChart(
                null, category, panel.unit(), bars, PlotOrientation.HORIZONTAL, false, false, false));
    }

    /** A column for each time, a row for each bucket; darker means more. */
    static String heatmap(Panel panel, List<Found> found) {
        List<Found> buckets = new ArrayList<>(found);
        buckets.sort(Comparator.comparingDouble(Chart::bound));
        List<Long> times = buckets.getLast().points().keySet().stream().sorted().toList();
        List<double[]> cells = new ArrayList<>();
        double most = 0;
        for (int row = 0; row < buckets.size(); row++) {
            for (long at : times) {
                double below = row == 0 ? 0 : buckets.get(row - 1).points().getOrDefault(at, 0.0);
                double count = Math.max(0, buckets.get(row).points().getOrDefault(at, 0.0) - below);
                cells.add(new double[] {at, row, count});
                most = Math.max(most, count);
            }
        }
        double[][] columns = new double[3][cells.size()];
        for (int i = 0; i < cells.size(); i++) {
            for (int axis = 0; axis < 3; axis++) {
                columns[axis][i] = cells.get(i)[axis];
            }
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("", columns);
        XYBlockRenderer blocks = new XYBlockRenderer();
        blocks.setBlockWidth(times.size() > 1 ? times.get(1) - times.get(0) : 15_000);
        blocks.setPaintScale(shades(most));
        NumberAxis rows = new SymbolAxis(
                panel.unit(),
                buckets.stream().map(bucket -> bucket.labels().get("le")).toArray(String[]::new));
        return draw(new JFreeChart(null, null, new XYPlot(data, new DateAxis(), rows, blocks), false));
    }

    private static LookupPaintScale shades(double most) {
        LookupPaintScale scale = new LookupPaintScale(0, Math.max(most, 1e-9), Color.WHITE);
        for (int shade = 0; shade < SHADES; shade++) {
            float part = (float) Math.sqrt(shade / (double) SHADES);
            scale.add(most * shade / SHADES, new Color(1, 1 - part * 0.55f, 1 - part));
        }
        return scale;
    }

    private static double bound(Found bucket) {
        String le = bucket.labels().get("le");
        return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    }

    private static String draw(JFreeChart chart) {
        chart.setBackgroundPaint(Color.WHITE);
        chart.getPlot().setBackgroundPaint(Color.WHITE);
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        chart.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        return svg.getSVGDocument();
    }
}

package example.shop.compare;

import example.shop.lab.build.ServiceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A bar for each service and runtime, with telemetry on, as SVG: the median, and a line from the least to the most. Written by
 * hand, because chart libraries for the JVM draw text with the machine's fonts, which a server may not have.
 */
final class Plot {

    private static final int LEFT = 110;
    private static final int WIDTH = 560;
    private static final int BAR = 18;
    private static final int TOP = 48;
    private static final List<String> COLOURS = List.of("#4c78a8", "#72b7b2", "#f58518");

    private final StringBuilder svg = new StringBuilder();
    private final RawData data;
    private final Measure measure;

    private Plot(RawData data, Measure measure) {
        this.data = data;
        this.measure = measure;
    }

    static void write(RawData data, Measure measure, Path file) throws IOException {
        Files.writeString(file, new Plot(data, measure).draw());
    }

    private String draw() {
        int group = BAR * ServiceRuntime.values().length + 14;
        int height = TOP + group * data.services().size() + 10;
        double most = data.services().stream()
                .flatMap(service -> List.of(ServiceRuntime.values()).stream().map(runtime -> spread(service, runtime)))
                .filter(spread -> !spread.isMissing())
                .mapToDouble(Spread::most)
                .max()
                .orElse(1);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">",
                LEFT + WIDTH + 90, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        add(
                "<text x=\"10\" y=\"20\" font-size=\"15\">%s</text>",
                measure.label().replace('_', ' '));
        add("<text x=\"10\" y=\"38\" fill=\"#666\">median, and from the least to the most; telemetry on</text>");
        int y = TOP;
        for (String service : data.services()) {
            add("<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>", y + BAR - 5, service);
            for (ServiceRuntime runtime : ServiceRuntime.values()) {
                bar(runtime, spread(service, runtime), y, WIDTH / most);
                y += BAR;
            }
            y += 14;
        }
        add("</svg>");
        return svg.toString();
    }

    private void bar(ServiceRuntime runtime, Spread spread, int y, double scale) {
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 6, y + BAR - 5, runtime.label());
        if (spread.isMissing()) {
            add("<text x=\"%d\" y=\"%d\" fill=\"#666\">not measured</text>", LEFT + 4, y + BAR - 5);
            return;
        }
        int middle = y + BAR / 2 - 1;
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LEFT, y, spread.median() * scale, BAR - 3, COLOURS.get(runtime.ordinal()));
        add(
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"black\"/>",
                LEFT + spread.least() * scale, middle, LEFT + spread.most() * scale, middle);
        add(
                "<text x=\"%.1f\" y=\"%d\">%s</text>",
                LEFT + spread.most() * scale + 6, y + BAR - 5, Report.number(spread.median()));
    }

    private Spread spread(String service, ServiceRuntime runtime) {
        return data.spread(new Subject(service, runtime, true), measure);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

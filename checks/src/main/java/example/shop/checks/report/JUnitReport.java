package example.shop.checks.report;

import example.shop.checks.report.Result.Outcome;
import example.shop.checks.trace.CheckedTrace;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as JUnit XML, which Jenkins and the test reporters for GitHub read: one suite, a case for each check. A failed
 * check is a failure, an impossible one an error. A single check has no known duration and gets 0; the suite has that of
 * the whole run. Findings are not tests: they are in the suite's output.
 */
public final class JUnitReport {

    private static final DateTimeFormatter WITHOUT_ZONE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final XMLStreamWriter xml;

    private JUnitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String write(Report report) {
        StringWriter text = new StringWriter();
        try {
            new JUnitReport(XMLOutputFactory.newInstance().createXMLStreamWriter(text)).suites(report);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private void suites(Report report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", report.title());
        attribute("tests", String.valueOf(report.results().size()));
        attribute("failures", String.valueOf(Verdict.count(report, Outcome.FAILED)));
        attribute("errors", String.valueOf(Verdict.count(report, Outcome.NOT_CHECKED)));
        attribute("skipped", "0");
        attribute("time", seconds(report.took()));
        attribute("timestamp", WITHOUT_ZONE.format(report.begin()));
        xml.writeCharacters("\n");
        for (Result result : report.results()) {
            testCase(result);
        }
        findings(report.traces());
        xml.writeEndDocument();
        xml.flush();
    }

    private void testCase(Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", result.check());
        // Jenkins takes the text before the last dot for a package; the title may be an address.
        attribute("classname", "checks");
        attribute("time", "0");
        if (!result.hasPassed()) {
            boolean failed = result.outcome() == Outcome.FAILED;
            xml.writeStartElement(failed ? "failure" : "error");
            attribute("message", result.said());
            attribute("type", Verdict.words(result.outcome()));
            xml.writeCharacters(allowed(text(result)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void findings(List<CheckedTrace> traces) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        traces.forEach(trace -> trace.findings()
                .forEach(finding -> text.append("%s, trace %s: %s: %s\n"
                        .formatted(
                                trace.shape(), trace.trace().id(), Verdict.words(finding.pattern()), finding.said()))));
        if (!text.isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(allowed(text.toString()));
            xml.writeEndElement();
            xml.writeCharacters("\n");
        }
    }

    private static String text(Result result) {
        StringBuilder text = new StringBuilder(result.said()).append('\n');
        if (!result.hint().isEmpty()) {
            text.append("Next step: ").append(result.hint()).append('\n');
        }
        result.details().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value).replaceAll("[\r\n\t]+", " "));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    /**
     * Without characters that XML 1.0 forbids even as a reference: control characters, lone surrogates, U+FFFE and U+FFFF.
     */
    static String allowed(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "");
    }
}

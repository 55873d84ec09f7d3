package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.SampleReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitReportTest {

    private final Document xml = read(JUnitReport.write(SampleReport.report()));
    private final Element suite = elements("testsuite").getFirst();

    @Test
    void suiteCountsWhatIsInIt() {
        assertThat(xml.getDocumentElement().getTagName()).isEqualTo("testsuites");
        assertThat(suite.getAttribute("tests"))
                .isEqualTo(String.valueOf(elements("testcase").size()))
                .isEqualTo("3");
        assertThat(suite.getAttribute("failures"))
                .isEqualTo(String.valueOf(elements("failure").size()))
                .isEqualTo("1");
        assertThat(suite.getAttribute("errors"))
                .isEqualTo(String.valueOf(elements("error").size()))
                .isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("0");
        assertThat(suite.getAttribute("name")).isEqualTo("Traces of http://shop.test:8000");
    }

    @Test
    void suiteHasTimesAsReadersOfJUnitXmlParseThem() {
        assertThat(suite.getAttribute("time")).isEqualTo("3.210");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-01-02T03:04:05");
    }

    @Test
    void eachCaseHasWhatTheyRequire() {
        assertThat(elements("testcase")).allSatisfy(testCase -> {
            assertThat(testCase.getAttribute("name")).isNotBlank();
            assertThat(testCase.getAttribute("classname")).isEqualTo("checks");
            assertThat(Double.parseDouble(testCase.getAttribute("time"))).isNotNegative();
        });
        assertThat(elements("testcase").getFirst().getElementsByTagName("*").getLength())
                .isZero();
    }

    @Test
    void failureSaysWhatToTryAndShowsTheDifferenceWithoutForbiddenCharacters() {
        Element failure = elements("failure").getFirst();
        assertThat(failure.getAttribute("message"))
                .isEqualTo("2 of 19 spans are missing: users | http.request and below.");
        assertThat(failure.getTextContent())
                .contains("Next step: Look whether `users` reaches its collector & <asks> it.")
                .contains("\n- └─ users  http.request   <- missing\n")
                .contains("bell  and null \n");
    }

    @Test
    void whatCouldNotBeCheckedIsAnError() {
        Element error = elements("error").getFirst();
        assertThat(((Element) error.getParentNode()).getAttribute("name")).isEqualTo("metrics in Prometheus");
        assertThat(error.getAttribute("type")).isEqualTo("not checked");
    }

    @Test
    void findingsAreInTheOutput() {
        assertThat(elements("system-out").getFirst().getTextContent()).contains(": N+1: 20 x SELECT users.users");
    }

    @Test
    void charactersThatXmlForbidsAreDroppedAndOthersStay() {
        String every = IntStream.concat(
                        IntStream.rangeClosed(0, 0xFFFF), IntStream.of(0x1F600, Character.MAX_CODE_POINT))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        read("<a>" + JUnitReport.allowed(every).replace("&", "&amp;").replace("<", "&lt;") + "</a>");
        assertThat(JUnitReport.allowed("a\tb\nc\u0001\uD800d\uFFFEé😀")).isEqualTo("a\tb\ncdé😀");
    }

    private List<Element> elements(String name) {
        NodeList nodes = xml.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .toList();
    }

    private static Document read(String text) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("not XML: " + e.getMessage(), e);
        }
    }
}

package example.shop.telemetry;

import example.shop.telemetry.secrets.Secrets;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Moves the fields that Quarkus nests under {@code mdc} to the top level of each JSON log line: {@code traceId},
 * {@code spanId} and any others. So a log query need not know where a field is nested. Masks secrets in each field: a
 * caller may put one into a path, and a library's message may quote it. Fields have a maximum length, so that no
 * container engine splits a line and Loki does not cut it.
 */
@ApplicationScoped
class JsonLines {

    /** Tells the log agent to drop a printed line: Loki gets it over OTLP. */
    private static final Map<String, String> SENT = Map.of("sentOver", "otlp");

    private final boolean sends;
    private final OpenTelemetry openTelemetry;
    private final int maxField;
    private final int maxStackTrace;

    /**
     * @param hasAgent whether a log agent reads what the service prints
     * @param maxField in characters
     * @param maxStackTrace in characters
     */
    JsonLines(
            @ConfigProperty(name = "shop.signals") Signals signals,
            @ConfigProperty(name = "shop.logs.agent") boolean hasAgent,
            OpenTelemetry openTelemetry,
            @ConfigProperty(name = "shop.logs.max-field-length") int maxField,
            @ConfigProperty(name = "shop.logs.max-stack-trace-length") int maxStackTrace) {
        this.sends = signals == Signals.OTLP || !hasAgent;
        this.openTelemetry = openTelemetry;
        this.maxField = maxField;
        this.maxStackTrace = maxStackTrace;
    }

    void install(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
            if (handler.getFormatter() instanceof JsonFormatter nested) {
                handler.setFormatter(new Flat(nested, sends ? SENT : Map.of()));
                if (sends) {
                    InitialConfigurator.DELAYED_HANDLER.addHandler(new OtlpLines(
                            openTelemetry.getLogsBridge().get(JsonLines.class.getPackageName()),
                            new Flat(nested, Map.of())));
                }
            }
        }
    }

    private final class Flat extends JsonFormatter {

        private final Map<String, String> mark;

        Flat(JsonFormatter nested, Map<String, String> mark) {
            super(nested.getKeyOverrides(), nested.getExcludedKeys(), nested.getAdditionalFields());
            this.mark = mark;
            setExceptionOutputType(nested.getExceptionOutputType());
            setZoneId(nested.getZoneId().getId());
        }

        @Override
        protected Generator createGenerator(Writer writer) {
            return new Masked(super.createGenerator(writer));
        }

        @Override
        protected void after(Generator generator, ExtLogRecord record) throws Exception {
            super.after(generator, record);
            for (Map.Entry<String, String> field : record.getMdcCopy().entrySet()) {
                generator.add(field.getKey(), field.getValue());
            }
            for (Map.Entry<String, String> field : mark.entrySet()) {
                generator.add(field.getKey(), field.getValue());
            }
        }

        /** Masks and cuts each field before JSON escapes it. */
        private final class Masked implements Generator {

            private final Generator line;

            Masked(Generator line) {
                this.line = line;
            }

            @Override
            public Generator begin() throws Exception {
                line.begin();
                return this;
            }

            @Override
            public Generator add(String name, int value) throws Exception {
                line.add(name, value);
                return this;
            }

            @Override
            public Generator add(String name, long value) throws Exception {
                line.add(name, value);
                return this;
            }

            @Override
            public Generator add(String name, String value) throws Exception {
                line.add(name, masked(name, value));
                return this;
            }

            @Override
            public Generator add(String name, Map<String, ?> values) throws Exception {
                Map<String, Object> masked = new HashMap<>();
                values.forEach((key, value) -> masked.put(key, masked(key, String.valueOf(value))));
                line.add(name, masked);
                return this;
            }

            @Override
            public Generator startObject(String name) throws Exception {
                line.startObject(name);
                return this;
            }

            @Override
            public Generator endObject() throws Exception {
                line.endObject();
                return this;
            }

            @Override
            public Generator startArray(String name) throws Exception {
                line.startArray(name);
                return this;
            }

            @Override
            public Generator endArray() throws Exception {
                line.endArray();
                return this;
            }

            @Override
            public Generator end() throws Exception {
                line.end();
                return this;
            }

            private String masked(String name, String value) {
                return Secrets.cut(
                        Secrets.masked(name, value), name.equals(Key.STACK_TRACE.getKey()) ? maxStackTrace : maxField);
            }
        }
    }
}

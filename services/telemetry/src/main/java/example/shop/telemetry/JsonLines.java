package example.shop.telemetry;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Writes what Quarkus nests under {@code mdc} at the top level of each JSON log line: {@code traceId}, {@code spanId} and
 * whatever else a line carries, because a log query that names a field should not need to know where it is nested. Card
 * numbers are masked in the whole line: a caller may have put one into a path, and a library's message may quote it.
 */
@ApplicationScoped
class JsonLines {

    void install(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
            if (handler.getFormatter() instanceof JsonFormatter nested) {
                handler.setFormatter(new Masked(new Flat(nested)));
            }
        }
    }

    private static final class Masked extends ExtFormatter {

        private final ExtFormatter lines;

        Masked(ExtFormatter lines) {
            this.lines = lines;
        }

        @Override
        public String format(ExtLogRecord record) {
            return CardNumbers.masked(lines.format(record));
        }

        @Override
        public boolean isCallerCalculationRequired() {
            return lines.isCallerCalculationRequired();
        }
    }

    private static final class Flat extends JsonFormatter {

        Flat(JsonFormatter nested) {
            super(nested.getKeyOverrides(), nested.getExcludedKeys(), nested.getAdditionalFields());
            setExceptionOutputType(nested.getExceptionOutputType());
            setZoneId(nested.getZoneId().getId());
        }

        @Override
        protected void after(Generator generator, ExtLogRecord record) throws Exception {
            super.after(generator, record);
            for (Map.Entry<String, String> field : record.getMdcCopy().entrySet()) {
                generator.add(field.getKey(), field.getValue());
            }
        }
    }
}

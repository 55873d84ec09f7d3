package example.shop.telemetry;

import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Sends each log line over OTLP as the JSON object that is printed. Quarkus' own handler would send message and fields
 * separately, and look up the caller of each call, which costs more than the line.
 */
final class OtlpLines extends ExtHandler {

    private final Logger logger;

    /** @param lines writes a record as one line of JSON */
    OtlpLines(Logger logger, ExtFormatter lines) {
        this.logger = logger;
        setFormatter(lines);
    }

    @Override
    protected void doPublish(ExtLogRecord record) {
        logger.logRecordBuilder()
                .setTimestamp(record.getInstant())
                .setObservedTimestamp(record.getInstant())
                .setSeverity(severity(record.getLevel().intValue()))
                .setSeverityText(record.getLevel().getName())
                .setBody(getFormatter().format(record).strip())
                .emit();
    }

    private static Severity severity(int level) {
        if (level > Level.SEVERE.intValue()) {
            return Severity.FATAL;
        }
        if (level >= Level.SEVERE.intValue()) {
            return Severity.ERROR;
        }
        if (level >= Level.WARNING.intValue()) {
            return Severity.WARN;
        }
        if (level >= Level.INFO.intValue()) {
            return Severity.INFO;
        }
        return level >= Level.FINE.intValue() ? Severity.DEBUG : Severity.TRACE;
    }
}

package example.shop.compare;

import example.shop.lab.build.ServiceRuntime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The subject of a measurement.
 *
 * @param telemetry false where the OpenTelemetry SDK and the metrics are off
 */
record Subject(String service, ServiceRuntime runtime, boolean telemetry) {

    /** The six forms of {@code service}. */
    static List<Subject> of(String service) {
        return Stream.of(ServiceRuntime.values())
                .flatMap(runtime -> Stream.of(true, false).map(telemetry -> new Subject(service, runtime, telemetry)))
                .toList();
    }

    /** The requested path: one entity, from the database and, for products and users, from one peer. */
    String path() {
        return service.equals("gateway") ? "/api/users/1" : "/api/" + service + "/1";
    }

    @Override
    public String toString() {
        return service + " " + runtime.label() + (telemetry ? "" : ", telemetry off");
    }
}

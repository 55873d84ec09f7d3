package example.shop.lab.build;

import example.shop.signals.FatalException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a service runs on. */
public enum ServiceRuntime {
    /** The Java virtual machine. */
    JVM,
    /** The same, with a cache of what a run before this one loaded, linked and profiled (JEP 483, 514, 515). */
    AOT,
    /** An executable that GraalVM or Mandrel built. */
    NATIVE;

    /**
     * The one that {@code RUNTIME} in {@code environment} names; the JVM where it names none.
     *
     * @throws FatalException where there is none of that name
     */
    public static ServiceRuntime from(Map<String, String> environment) {
        String name = environment.getOrDefault("RUNTIME", "");
        return name.isBlank() ? JVM : named(name);
    }

    /** @throws FatalException where there is none of that name */
    public static ServiceRuntime named(String name) {
        return Arrays.stream(values())
                .filter(runtime -> runtime.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new FatalException("There is no runtime '" + name + "'. RUNTIME is one of: "
                        + Arrays.stream(values()).map(ServiceRuntime::label).collect(Collectors.joining(", ")) + "."));
    }

    /** As in {@code RUNTIME}, in labels and in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package example.shop.lab.build;

import example.shop.signals.FatalException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The runtime of a service. */
public enum ServiceRuntime {
    /** The Java virtual machine. */
    JVM,
    /** The JVM with a cache of the code that an earlier run loaded, linked and profiled (JEP 483, 514, 515). */
    AOT,
    /** An executable that GraalVM or Mandrel built. */
    NATIVE;

    /**
     * The runtime that {@code RUNTIME} in {@code environment} names; the JVM if it is unset.
     *
     * @throws FatalException if there is none of that name
     */
    public static ServiceRuntime from(Map<String, String> environment) {
        String name = environment.getOrDefault("RUNTIME", "");
        return name.isBlank() ? JVM : named(name);
    }

    /** @throws FatalException if there is none of that name */
    public static ServiceRuntime named(String name) {
        return Arrays.stream(values())
                .filter(runtime -> runtime.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new FatalException("There is no runtime '" + name + "'. RUNTIME is one of: "
                        + Arrays.stream(values()).map(ServiceRuntime::label).collect(Collectors.joining(", ")) + "."));
    }

    /** The name in {@code RUNTIME}, in labels and in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

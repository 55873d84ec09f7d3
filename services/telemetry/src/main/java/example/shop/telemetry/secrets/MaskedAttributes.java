package example.shop.telemetry.secrets;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Attributes without secrets. A number or list of numbers that contains a card number becomes text. */
final class MaskedAttributes {

    private static final long SHORTEST_CARD = 1_000_000_000_000L;

    /** Names are few; the limit is for names that a caller makes up. */
    private static final int MOST_NAMES = 1000;

    private static final Map<String, Name> NAMES = new ConcurrentHashMap<>();

    /** Removed at the end of a value that the SDK has cut: half a secret there cannot be recognised. */
    private static final int END = 16;

    private final Attributes attributes;
    private final int maxLength;
    private AttributesBuilder changed;

    private MaskedAttributes(Attributes attributes, int maxLength) {
        this.attributes = attributes;
        this.maxLength = maxLength;
    }

    /**
     * The same object if there is nothing to mask.
     *
     * @param maxLength at which the SDK cuts values, in characters
     */
    static Attributes of(Attributes attributes, int maxLength) {
        MaskedAttributes masked = new MaskedAttributes(attributes, maxLength);
        attributes.forEach(masked::mask);
        return masked.changed == null ? attributes : masked.changed.build();
    }

    private void mask(AttributeKey<?> key, Object value) {
        Name name = Name.of(key.getKey());
        if (!name.isSecret() && !name.isChanged() && isTooShort(value)) {
            return;
        }
        if (value instanceof List<?> list) {
            List<String> texts = list.stream().map(MaskedAttributes::text).toList();
            List<String> masked =
                    name.isSecret() ? texts.stream().map(text -> Secrets.MASK).toList() : arguments(texts);
            if (!masked.equals(texts) || name.isChanged()) {
                put(key, AttributeKey.stringArrayKey(name.masked()), masked);
            }
        } else {
            String text = text(value);
            String masked = name.isSecret() ? Secrets.MASK : masked(text);
            if (!masked.equals(text) || name.isChanged()) {
                put(key, AttributeKey.stringKey(name.masked()), masked);
            }
        }
    }

    private <T> void put(AttributeKey<?> key, AttributeKey<T> maskedKey, T masked) {
        if (changed == null) {
            changed = attributes.toBuilder();
        }
        changed.remove(key).put(maskedKey, masked);
    }

    /** A list may hold a command's arguments: a flag, and then its value. */
    private List<String> arguments(List<String> texts) {
        List<String> masked = new ArrayList<>(texts.size());
        boolean isAfterFlag = false;
        for (String text : texts) {
            masked.add(isAfterFlag && !text.startsWith("-") ? Secrets.MASK : masked(text));
            isAfterFlag = text.startsWith("-") && text.indexOf('=') < 0 && Secrets.isSecret(text);
        }
        return masked;
    }

    private String masked(String text) {
        String masked = Secrets.masked(text);
        int kept = masked.length() - maxLength / END;
        return text.length() < maxLength ? masked : Secrets.cut(masked, Math.max(0, kept));
    }

    /** True for a number with fewer digits than a card number, and for a boolean. */
    private static boolean isTooShort(Object value) {
        return value instanceof Boolean || value instanceof Long number && Math.abs(number) < SHORTEST_CARD;
    }

    private static String text(Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(number).toPlainString();
        }
        return String.valueOf(value);
    }

    /**
     * An attribute name.
     *
     * @param masked the name, masked because it may hold a secret that a caller sent
     */
    private record Name(String masked, boolean isChanged, boolean isSecret) {

        static Name of(String name) {
            Name known = NAMES.get(name);
            if (known == null) {
                String masked = Secrets.masked(name);
                known = new Name(masked, !masked.equals(name), Secrets.isSecret(name));
                if (NAMES.size() < MOST_NAMES) {
                    NAMES.put(name, known);
                }
            }
            return known;
        }
    }
}

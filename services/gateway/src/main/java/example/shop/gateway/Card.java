package example.shop.gateway;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A payment card's number. As text, in logs and in JSON alike, it is the last four digits. Only the payment provider
 * reads the number itself.
 */
final class Card {

    private final String number;

    /**
     * @param number 12 to 19 digits with a valid check digit; blanks and hyphens between groups are ignored
     * @throws IllegalArgumentException if it is not such a number
     */
    @JsonCreator
    Card(String number) {
        String digits = number.replaceAll("[ -]", "");
        if (!digits.matches("[0-9]{12,19}") || !hasValidCheckDigit(digits)) {
            throw new IllegalArgumentException("not a card number");
        }
        this.number = digits;
    }

    String number() {
        return number;
    }

    /** The last four digits, in the form {@code ****1111}. */
    @Override
    @JsonValue
    public String toString() {
        return "****" + number.substring(number.length() - 4);
    }

    /** Luhn's formula, ISO/IEC 7812-1 annex B. */
    private static boolean hasValidCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}

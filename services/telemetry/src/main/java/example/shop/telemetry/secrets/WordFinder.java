package example.shop.telemetry.secrets;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;

/** Finds in one pass over a text of any length whether it contains one of some words (Aho-Corasick automaton). */
final class WordFinder {

    private static final int ALPHABET = 128;
    private static final int START = 0;

    /** The state after a state and a character; {@link #found} after the last character of a word. */
    private final int[] next;

    private final int found;

    /** @param words in ASCII; matched in upper and lower case alike */
    WordFinder(String... words) {
        int most = 1 + Arrays.stream(words).mapToInt(String::length).sum();
        this.next = new int[most * ALPHABET];
        this.found = most;
        int states = 1;
        for (String word : words) {
            states = add(word.toLowerCase(Locale.ROOT), states);
        }
        complete(states);
    }

    /** The state from which {@link #step} begins. */
    int start() {
        return START;
    }

    /** The state after {@code state} and {@code character}. */
    int step(int state, char character) {
        if (character >= ALPHABET) {
            return START;
        }
        return next[state * ALPHABET + lower(character)];
    }

    /** True if {@code state} was reached by the last character of a word. */
    boolean isFound(int state) {
        return state == found;
    }

    /** The position after the first word that ends after {@code from}, or -1 if there is none. */
    int next(String text, int from) {
        int state = START;
        for (int i = from; i < text.length(); i++) {
            state = step(state, text.charAt(i));
            if (isFound(state)) {
                return i + 1;
            }
        }
        return -1;
    }

    private int add(String word, int states) {
        int state = START;
        int known = states;
        for (int i = 0; i < word.length(); i++) {
            int step = state * ALPHABET + word.charAt(i);
            if (i == word.length() - 1) {
                next[step] = found;
            } else if (next[step] == START) {
                next[step] = known++;
            }
            state = next[step];
            if (state == found) {
                // A shorter word is a prefix of this one and is found first.
                break;
            }
        }
        return known;
    }

    /** If a character leads nowhere from a state, gives it the step of its longest suffix that is also a state. */
    private void complete(int states) {
        int[] suffix = new int[states];
        Queue<Integer> open = new ArrayDeque<>();
        for (int c = 0; c < ALPHABET; c++) {
            if (next[c] != START && next[c] != found) {
                open.add(next[c]);
            }
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int c = 0; c < ALPHABET; c++) {
                int step = state * ALPHABET + c;
                int bySuffix = next[suffix[state] * ALPHABET + c];
                if (next[step] == START || bySuffix == found) {
                    next[step] = bySuffix;
                } else if (next[step] != found) {
                    suffix[next[step]] = bySuffix;
                    open.add(next[step]);
                }
            }
        }
    }

    private static int lower(char character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }
}

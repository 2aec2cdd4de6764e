package org.skerry.scenario.spec;

import java.math.BigInteger;
import org.skerry.sim.config.ConfigException;

/**
 * A whole number as a scenario writes it: a literal such as {@code 8} or {@code 0xff}, a name such as {@code clients} or
 * {@code index}, or both joined by {@code + - * / %} and parentheses. Exact; division rounds towards zero.
 */
public final class Formula {
    /** Longer texts are a mistake, and the parser is recursive. */
    private static final int MAX_CHARACTERS = 200;

    private final String text;

    private Formula(String text) {
        this.text = text;
    }

    /** A formula that is one number. */
    public static Formula of(long value) {
        return new Formula(Long.toString(value));
    }

    /** Keeps {@code text}; a mistake in it is found when it is evaluated. */
    public static Formula of(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new ConfigException("a formula of " + text.length() + " characters is longer than " + MAX_CHARACTERS
                    + ". Use a parameter for a part of it.");
        }
        return new Formula(text);
    }

    /**
     * The value with these names.
     *
     * @throws ConfigException when a name is unknown or the text is no formula; the message has no path in front
     */
    public BigInteger evaluate(Scope scope) {
        Parser parser = new Parser(text, scope);
        BigInteger value = parser.sum();
        parser.end();
        return value;
    }

    /** As {@link #evaluate}, refusing what lies outside {@code min} to {@code max}. */
    public BigInteger evaluate(Scope scope, BigInteger min, BigInteger max) {
        BigInteger value = evaluate(scope);
        String shown = value.toString().equals(text) ? text : text + " = " + value;
        if (value.compareTo(min) < 0) {
            throw new ConfigException(shown + " is below " + min + ". Give at least " + min + ".");
        }
        if (value.compareTo(max) > 0) {
            throw new ConfigException(shown + " is above " + max + ". Give at most " + max + ".");
        }
        return value;
    }

    /** As above, for the range of a long. */
    public long evaluate(Scope scope, long min, long max) {
        return evaluate(scope, BigInteger.valueOf(min), BigInteger.valueOf(max)).longValueExact();
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula f && f.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Recursive descent over one text. */
    private static final class Parser {
        private final String text;
        private final Scope scope;
        private int at;

        Parser(String text, Scope scope) {
            this.text = text;
            this.scope = scope;
        }

        BigInteger sum() {
            BigInteger value = product();
            for (; ; ) {
                if (take('+')) {
                    value = value.add(product());
                } else if (take('-')) {
                    value = value.subtract(product());
                } else {
                    return value;
                }
            }
        }

        private BigInteger product() {
            BigInteger value = factor();
            for (; ; ) {
                if (take('*')) {
                    value = value.multiply(factor());
                } else if (take('/')) {
                    value = value.divide(divisor());
                } else if (take('%')) {
                    value = value.mod(divisor());
                } else {
                    return value;
                }
            }
        }

        private BigInteger divisor() {
            BigInteger value = factor();
            if (value.signum() <= 0) {
                throw wrong("divides by " + value + ". Divide by 1 or more.");
            }
            return value;
        }

        private BigInteger factor() {
            if (take('-')) {
                return factor().negate();
            }
            if (take('(')) {
                BigInteger value = sum();
                if (!take(')')) {
                    throw wrong("lacks a closing parenthesis. Add it.");
                }
                return value;
            }
            int start = at;
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
            if (start == at) {
                throw wrong(
                        "is no whole number and no formula. Write a number such as 8, or a formula such as index+1.");
            }
            String word = text.substring(start, at);
            return Character.isDigit(word.charAt(0)) ? number(word) : name(word);
        }

        private BigInteger number(String word) {
            String digits = word.replace("_", "");
            try {
                return digits.startsWith("0x") || digits.startsWith("0X")
                        ? new BigInteger(digits.substring(2), 16)
                        : new BigInteger(digits);
            } catch (NumberFormatException e) {
                throw wrong("holds '" + word + "', which is no whole number. Write it like 8, 1_000 or 0xff.");
            }
        }

        private BigInteger name(String word) {
            BigInteger value = scope.value(word);
            if (value == null) {
                String known = scope.names().isEmpty() ? "" : " or one of " + String.join(", ", scope.names());
                throw wrong("uses the name '" + word + "', which has no value here. Use a number" + known + ".");
            }
            return value;
        }

        void end() {
            skipBlanks();
            if (at < text.length()) {
                throw wrong(
                        "is no whole number and no formula. Write a number such as 8, or a formula such as index+1.");
            }
        }

        private boolean take(char c) {
            skipBlanks();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                skipBlanks();
                return true;
            }
            return false;
        }

        private void skipBlanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private static boolean isWord(char c) {
            return c == '_' || c < 128 && Character.isLetterOrDigit(c);
        }

        private ConfigException wrong(String what) {
            return new ConfigException("'" + text + "' " + what);
        }
    }
}

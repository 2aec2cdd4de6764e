package org.skerry.sim.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers with a unit, as a user writes them: {@code 2 MiB}, {@code 64KiB}, {@code 1.5 GHz}, {@code 3 ns}. Each dimension has
 * one base unit; a quantity must come out as a whole number of it.
 */
public enum Quantity {
    /** Storage; base unit the byte. Binary prefixes only, as "MB" means two things. */
    BYTES("B", "bytes", "B", "1", "KiB", "1024", "MiB", "1048576", "GiB", "1073741824", "TiB", "1099511627776"),
    /** Frequency; base unit the hertz. */
    HERTZ("Hz", "hertz", "Hz", "1", "kHz", "1e3", "MHz", "1e6", "GHz", "1e9"),
    /** Time; base unit the femtosecond, so that one cycle of any usual clock is a whole number. */
    FEMTOSECONDS("fs", "femtoseconds", "fs", "1", "ps", "1e3", "ns", "1e6", "us", "1e9", "ms", "1e12", "s", "1e15"),
    /** Energy; base unit the femtojoule. */
    FEMTOJOULES("fJ", "femtojoules", "fJ", "1", "pJ", "1e3", "nJ", "1e6", "uJ", "1e9", "mJ", "1e12", "J", "1e15"),
    /** Length; base unit the nanometre. */
    NANOMETRES("nm", "nanometres", "nm", "1", "um", "1e3", "mm", "1e6");

    private final String base;
    private final String baseName;
    private final List<String> symbols = new ArrayList<>();
    private final List<BigDecimal> factors = new ArrayList<>();

    Quantity(String base, String baseName, String... symbolsAndFactors) {
        this.base = base;
        this.baseName = baseName;
        for (int i = 0; i < symbolsAndFactors.length; i += 2) {
            symbols.add(symbolsAndFactors[i]);
            factors.add(new BigDecimal(symbolsAndFactors[i + 1]));
        }
    }

    /**
     * Reads {@code text} as this quantity, in base units. The unit may be left out only for a plain 0.
     *
     * @param path where the text stands in the user's file, for the refusal
     */
    public long parse(String text, String path) {
        String trimmed = Check.notBlank(text, path).trim();
        int split = numberLength(trimmed);
        String symbol = trimmed.substring(split).trim();
        BigDecimal number = number(trimmed.substring(0, split), text, path);
        if (symbol.isEmpty() && number.signum() == 0) {
            return 0;
        }
        int unit = symbols.indexOf(symbol);
        if (unit < 0) {
            String found = symbol.isEmpty() ? "has no unit" : "has the unknown unit '" + symbol + "'";
            throw new ConfigException(
                    path + "='" + text + "' " + found + ". Use one of " + String.join(", ", symbols) + ".");
        }
        BigDecimal value = number.multiply(factors.get(unit)).stripTrailingZeros();
        if (value.scale() > 0) {
            throw new ConfigException(path + "='" + text + "' is " + value.toPlainString() + " " + base
                    + ", not a whole number of " + baseName + ". Round it.");
        }
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new ConfigException(
                    path + "='" + text + "' is above " + Long.MAX_VALUE + " " + base + ". Give a smaller value.");
        }
        return value.longValueExact();
    }

    /** {@code value} base units in the largest unit that shows it without a fraction: 2097152 bytes are {@code 2 MiB}. */
    public String format(long value) {
        int unit = 0;
        for (int i = 1; i < symbols.size(); i++) {
            BigDecimal factor = factors.get(i);
            if (value != 0 && BigDecimal.valueOf(value).remainder(factor).signum() == 0) {
                unit = i;
            }
        }
        BigDecimal number = BigDecimal.valueOf(value).divide(factors.get(unit)).stripTrailingZeros();
        return number.toPlainString() + " " + symbols.get(unit);
    }

    private static BigDecimal number(String digits, String text, String path) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new ConfigException(
                    path + "='" + text + "' does not begin with a number of 0 or more. Write it like 2 or 1.5.");
        }
    }

    private static int numberLength(String text) {
        int length = 0;
        while (length < text.length() && (isDigit(text.charAt(length)) || text.charAt(length) == '.')) {
            length++;
        }
        return length;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package org.skerry.sim.config;

/** Rules that configuration records state in their constructors. Every refusal is a {@link ConfigException}. */
public final class Check {
    private Check() {}

    /** Returns {@code value} if {@code min <= value <= max}; {@code path} names it in the user's file. */
    public static long inRange(long value, long min, long max, String path) {
        if (value < min) {
            throw new ConfigException(path + "=" + value + " is below " + min + ". Give at least " + min + ".");
        }
        if (value > max) {
            throw new ConfigException(path + "=" + value + " is above " + max + ". Give at most " + max + ".");
        }
        return value;
    }

    /** As {@link #inRange(long, long, long, String)}, for an int. */
    public static int inRange(int value, int min, int max, String path) {
        inRange((long) value, (long) min, (long) max, path);
        return value;
    }

    /** Refuses with {@code message} unless {@code holds}. The message follows the house rule: rule, both numbers, instruction. */
    public static void isTrue(boolean holds, String message) {
        if (!holds) {
            throw new ConfigException(message);
        }
    }

    /** Returns {@code value} if it is there and has a visible character. */
    public static String notBlank(String value, String path) {
        if (value == null || value.isBlank()) {
            throw new ConfigException(path + " is " + (value == null ? "missing" : "blank") + ". Give it a value.");
        }
        return value;
    }

    /** Returns {@code value} if it is there. */
    public static <T> T notNull(T value, String path) {
        if (value == null) {
            throw new ConfigException(path + " is missing. Give it a value.");
        }
        return value;
    }

    /** Returns {@code value} if it is a power of two: 1, 2, 4, ... */
    public static long powerOfTwo(long value, String path) {
        if (value < 1 || Long.bitCount(value) != 1) {
            throw new ConfigException(path + "=" + value + " is not a power of two. " + nearestPowers(value));
        }
        return value;
    }

    /** As {@link #powerOfTwo(long, String)}, for an int. */
    public static int powerOfTwo(int value, String path) {
        powerOfTwo((long) value, path);
        return value;
    }

    /** Returns {@code value} if it is a multiple of {@code unit}, which is above 0. */
    public static long multipleOf(long value, long unit, String path) {
        if (value % unit != 0) {
            long below = Math.floorDiv(value, unit) * unit;
            throw new ConfigException(path + "=" + value + " is not a multiple of " + unit + ". Give " + below + " or "
                    + (below + unit) + ".");
        }
        return value;
    }

    private static String nearestPowers(long value) {
        if (value < 1) {
            return "Give 1 or more.";
        }
        long below = Long.highestOneBit(value);
        return below > Long.MAX_VALUE / 2 ? "Give " + below + "." : "Give " + below + " or " + 2 * below + ".";
    }
}

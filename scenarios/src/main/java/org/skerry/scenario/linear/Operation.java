package org.skerry.scenario.linear;

import java.util.Locale;

/**
 * One operation of a client on a register, as the client saw it.
 *
 * @param client   who asked, for people
 * @param number   of the client's operations, from 1
 * @param kind     what was asked
 * @param key      of which register
 * @param value    what a write stores, a swap stores, or a read returned
 * @param expected what a swap compares with; 0 otherwise
 * @param swapped  whether a swap was carried out; true for others
 * @param invoked  time of the invocation; any unit, the same for all operations of a history
 * @param returned time of the response, or {@link #NEVER}: then neither {@code swapped} nor the value of a read mean anything
 */
public record Operation(
        String client,
        long number,
        Kind kind,
        long key,
        long value,
        long expected,
        boolean swapped,
        long invoked,
        long returned) {
    /** The time of a response that never came: the operation may have happened at any time since, or not. */
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        if (returned < invoked) {
            throw new IllegalArgumentException(
                    "operation " + number + " of " + client + " returned at " + returned + ", before " + invoked);
        }
    }

    /** What is asked of a register. */
    public enum Kind {
        /** Its value. */
        READ,
        /** That it has this value from now on. */
        WRITE,
        /** That it has this value if it has another one now. */
        SWAP
    }

    /** Whether the client heard what came of it. */
    public boolean answered() {
        return returned != NEVER;
    }

    /** Whether it leaves the register as it is, whenever it happens. */
    boolean onlyLooks() {
        return kind == Kind.READ || kind == Kind.SWAP && answered() && !swapped;
    }

    /** The same operation, of whose response nothing is known. */
    Operation unanswered() {
        return new Operation(client, number, kind, key, value, expected, swapped, invoked, NEVER);
    }

    /** What was asked and what was answered, without times. */
    String what() {
        String answer = !answered() ? " -> no answer" : "";
        return switch (kind) {
            case READ -> "read(" + key + ")" + (answered() ? " -> " + value : answer);
            case WRITE -> "write(" + key + ", " + value + ")" + answer;
            case SWAP ->
                "swap(" + key + ", " + expected + " to " + value + ")"
                        + (!answered() ? answer : swapped ? " -> done" : " -> not done");
        };
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s #%d %s [%,d to %s]",
                client,
                number,
                what(),
                invoked,
                answered() ? String.format(Locale.ROOT, "%,d", returned) : "the end");
    }
}

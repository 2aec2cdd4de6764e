package org.skerry.wasm.meter;

import org.skerry.wasm.load.Code;

/**
 * Where the meter lives in a rewritten module.
 *
 * @param first index of the first appended global
 * @param stop  index of the appended function that ends the turn
 */
record MeterGlobals(int first, int stop) {
    /** How many there are beside those of the meter where code is followed. */
    static final int FOLLOWING = 4; // flowIn, flowValue, flowOut, code

    /** Number, among the appended ones, of the one that says which lines of code are come to. */
    private static final int CODE = 5;

    int fuel() {
        return first;
    }

    int flowIn() {
        return first + 2;
    }

    int flowValue() {
        return first + 3;
    }

    int flowOut() {
        return first + 4;
    }

    int code() {
        return first + CODE;
    }

    /** Whether a write of this global calls the machine. */
    boolean isCode(int index) {
        return index - first == CODE;
    }

    int traffic() {
        return first + 1;
    }

    /** Field of {@link Meter} that holds appended global {@code index}, or null for a global of the guest. */
    String field(int index) {
        return switch (index - first) {
            case 0 -> "fuel";
            case 1 -> "traffic";
            case 2 -> "flowIn";
            case 3 -> "flowValue";
            case 4 -> "flowOut";
            case CODE -> "code";
            default -> null;
        };
    }

    /** The stop function, of type (fuel): brings the fuel up to date and traps. Nothing in it is counted. */
    ByteSink stopBody() {
        ByteSink out = new ByteSink().u32(0);
        return out.localGet(0).globalSet(fuel()).u8(Code.UNREACHABLE).u8(Code.END);
    }
}

package org.skerry.wasm.meter;

import org.skerry.wasm.load.Code;

/**
 * Where the meter lives in a rewritten module.
 *
 * @param first index of the first appended global
 * @param stop  index of the appended function that ends the turn
 */
record MeterGlobals(int first, int stop) {
    int fuel() {
        return first;
    }

    int traffic() {
        return first + 1;
    }

    /** Field of {@link Meter} that holds appended global {@code index}, or null for a global of the guest. */
    String field(int index) {
        return switch (index - first) {
            case 0 -> "fuel";
            case 1 -> "traffic";
            default -> null;
        };
    }

    /** The stop function, of type (fuel): brings the fuel up to date and traps. Nothing in it is counted. */
    ByteSink stopBody() {
        ByteSink out = new ByteSink().u32(0);
        return out.localGet(0).globalSet(fuel()).u8(Code.UNREACHABLE).u8(Code.END);
    }
}

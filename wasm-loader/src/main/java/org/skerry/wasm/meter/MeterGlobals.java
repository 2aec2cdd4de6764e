package org.skerry.wasm.meter;

/**
 * Where the meter lives in a rewritten module: indices of the appended globals and functions.
 *
 * @param first index of the first appended global
 * @param spill index of the function that moves the fields of the packed counter out
 * @param bulk  index of the function that charges for a range operation
 */
record MeterGlobals(int first, int spill, int bulk) {
    int packed() {
        return first;
    }

    int limit() {
        return first + 1;
    }

    int budget() {
        return first + 2;
    }

    int loads() {
        return first + 3;
    }

    int stores() {
        return first + 4;
    }

    int depth() {
        return first + 5;
    }

    /** Field of {@link Meter} that holds appended global {@code index}, or null for a global of the guest. */
    String field(int index) {
        String[] fields = {"packed", "limit", "budget", "loads", "stores", "depth"};
        return index < first ? null : fields[index - first];
    }
}

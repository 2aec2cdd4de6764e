package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Arrays of shorts, saved and loaded. What a router keeps for each virtual channel is short, so that it stays in the cache. */
final class Shorts {
    private Shorts() {}

    static void save(short[] values, StateWriter out) {
        for (short value : values) {
            out.writeInt(value);
        }
    }

    static void load(short[] values, StateReader in) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) in.readInt();
        }
    }
}

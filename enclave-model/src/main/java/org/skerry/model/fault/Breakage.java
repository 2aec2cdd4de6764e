package org.skerry.model.fault;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What came of one fault that has struck.
 *
 * @param cycle at which
 * @param fault as people read it
 * @param came  what of it: {@code corrected}, {@code stopped 'store0'} and so on
 */
public record Breakage(long cycle, String fault, String came) {
    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeLong(cycle);
        out.writeString(fault);
        out.writeString(came);
    }

    /** Reads what {@link #write} wrote. */
    public static Breakage read(StateReader in) {
        return new Breakage(in.readLong(), in.readString(), in.readString());
    }
}

package org.skerry.model.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Landing;
import org.skerry.sim.trace.Reach.Stop;
import org.skerry.sim.trace.Reach.Whose;

/**
 * Counts whose bytes are reached by accesses that have left what their maker was given. Whoever sends such accesses to an address
 * space tells it here; what is counted follows from the segment that the space decodes them to.
 *
 * <p>Some ten nanoseconds for an access that lands where the last one did.
 */
public final class ReachLog implements Stateful {
    private final Map<Landing, long[]> landings = new LinkedHashMap<>(); // without counts; bytes read and written
    private final Map<Stop, long[]> stops = new LinkedHashMap<>(); // without counts; reads and writes
    private String lastBy;
    private Segment lastSegment;
    private long[] lastCounts;

    /**
     * Bytes were read or written.
     *
     * @param by      name of the actor or agent
     * @param space   where
     * @param address first address, of that space
     * @param bytes   1 to 8; all of them decode
     * @param store   whether they were written
     */
    public void landed(String by, AddressSpace space, long address, int bytes, boolean store) {
        Segment first = space.segmentAt(address);
        if (first == space.segmentAt(address + bytes - 1)) {
            counts(by, space, first)[store ? 1 : 0] += bytes;
            return;
        }
        for (int i = 0; i < bytes; i++) {
            counts(by, space, space.segmentAt(address + i))[store ? 1 : 0]++;
        }
    }

    /** An access ended at {@code where}, a check or a decoder. */
    public void stopped(String by, String where, boolean store) {
        stops.computeIfAbsent(new Stop(by, where, 0, 0), stop -> new long[2])[store ? 1 : 0]++;
    }

    private long[] counts(String by, AddressSpace space, Segment segment) {
        if (segment != lastSegment || !by.equals(lastBy)) {
            String actor = segment.actor();
            Whose whose = space.isBackground(segment)
                    ? Whose.NOBODY
                    : actor.isEmpty() ? Whose.MACHINE : actor.equals(by) ? Whose.OWN : Whose.ANOTHER;
            Landing landing = new Landing(by, space.name(), whose, actor, segment.owner(), 0, 0);
            lastBy = by;
            lastSegment = segment;
            lastCounts = landings.computeIfAbsent(landing, where -> new long[2]);
        }
        return lastCounts;
    }

    /** What was counted, in order of first mention. */
    public Reach reach() {
        List<Landing> bytes = new ArrayList<>();
        landings.forEach((at, counts) ->
                bytes.add(new Landing(at.by(), at.space(), at.whose(), at.actor(), at.what(), counts[0], counts[1])));
        List<Stop> attempts = new ArrayList<>();
        stops.forEach((at, counts) -> attempts.add(new Stop(at.by(), at.where(), counts[0], counts[1])));
        return new Reach(bytes, attempts);
    }

    @Override
    public void save(StateWriter out) {
        Reach reach = reach();
        out.writeInt(reach.landings().size());
        for (Landing landing : reach.landings()) {
            out.writeString(landing.by());
            out.writeString(landing.space());
            out.writeInt(landing.whose().ordinal());
            out.writeString(landing.actor());
            out.writeString(landing.what());
            out.writeLong(landing.bytesRead());
            out.writeLong(landing.bytesWritten());
        }
        out.writeInt(reach.stops().size());
        for (Stop stop : reach.stops()) {
            out.writeString(stop.by());
            out.writeString(stop.where());
            out.writeLong(stop.reads());
            out.writeLong(stop.writes());
        }
    }

    @Override
    public void load(StateReader in) {
        landings.clear();
        stops.clear();
        lastBy = null;
        lastSegment = null;
        for (int left = in.readCount(1); left > 0; left--) {
            Landing landing = new Landing(
                    in.readString(),
                    in.readString(),
                    Whose.values()[in.readIndex(Whose.values().length, "owners")],
                    in.readString(),
                    in.readString(),
                    0,
                    0);
            landings.put(landing, new long[] {in.readLong(), in.readLong()});
        }
        for (int left = in.readCount(1); left > 0; left--) {
            stops.put(new Stop(in.readString(), in.readString(), 0, 0), new long[] {in.readLong(), in.readLong()});
        }
    }
}

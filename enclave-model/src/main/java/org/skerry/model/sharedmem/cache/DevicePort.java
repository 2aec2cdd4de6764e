package org.skerry.model.sharedmem.cache;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where devices read and write lines: an endpoint of the mesh that asks the home of a line like a core does and keeps no copy. Of one
 * line one request is under way; others of it wait here, in order.
 */
public final class DevicePort implements Stateful {
    private static final Kind[] KINDS = Kind.values();

    /** Who asks. */
    public interface Listener {
        /** The request with this tag is done: the line is there, or was written. */
        void served(long cycle, long tag);
    }

    /** The way to the home of a line. */
    interface Outlet {
        void ask(long cycle, Kind kind, long line);
    }

    private final Listener listener;
    private final Outlet outlet;
    private final Long2ObjectHashMap<ArrayDeque<Request>> underWay =
            new Long2ObjectHashMap<>(); // by line; the first one was sent

    private long reads;
    private long writes;
    private long parts;

    private record Request(Kind kind, long tag) {}

    DevicePort(Listener listener, Outlet outlet) {
        this.listener = listener;
        this.outlet = outlet;
    }

    /** Wants to read a line. */
    public void read(long cycle, long line, long tag) {
        reads++;
        ask(cycle, line, new Request(Kind.READ_ONCE, tag));
    }

    /** Writes all of a line, or part of it. */
    public void write(long cycle, long line, boolean whole, long tag) {
        writes++;
        parts += whole ? 0 : 1;
        ask(cycle, line, new Request(whole ? Kind.WRITE_LINE : Kind.WRITE_PART, tag));
    }

    /** Lines read so far. */
    public long reads() {
        return reads;
    }

    /** Lines written so far, in whole or in part. */
    public long writes() {
        return writes;
    }

    /** Of these, lines written in part. */
    public long parts() {
        return parts;
    }

    private void ask(long cycle, long line, Request request) {
        ArrayDeque<Request> waiting = underWay.get(line);
        if (waiting == null) {
            waiting = new ArrayDeque<>(2);
            underWay.put(line, waiting);
        }
        waiting.add(request);
        if (waiting.size() == 1) {
            outlet.ask(cycle, request.kind, line);
        }
    }

    /** The answer for a line has come. */
    void answered(long cycle, long line) {
        ArrayDeque<Request> waiting = underWay.get(line);
        Request done = waiting.remove();
        if (waiting.isEmpty()) {
            underWay.remove(line);
        } else {
            outlet.ask(cycle, waiting.peek().kind, line);
        }
        listener.served(cycle, done.tag);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {reads, writes, parts});
        long[] lines = new long[underWay.size()];
        int count = 0;
        for (Long2ObjectHashMap<ArrayDeque<Request>>.KeyIterator each =
                        underWay.keySet().iterator();
                each.hasNext(); ) {
            lines[count++] = each.nextLong();
        }
        Arrays.sort(lines);
        out.writeLongs(lines);
        for (long line : lines) {
            out.writeInt(underWay.get(line).size());
            for (Request request : underWay.get(line)) {
                out.writeInt(request.kind.ordinal());
                out.writeLong(request.tag);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[3];
        in.readLongs(saved);
        reads = saved[0];
        writes = saved[1];
        parts = saved[2];
        underWay.clear();
        for (long line : in.readLongs()) {
            ArrayDeque<Request> waiting = new ArrayDeque<>(2);
            for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
                waiting.add(new Request(KINDS[in.readIndex(KINDS.length, "kinds of messages")], in.readLong()));
            }
            underWay.put(line, waiting);
        }
    }
}

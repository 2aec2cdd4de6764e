package org.skerry.model.edge;

import java.util.Map;
import org.skerry.model.edge.StorageFormat.Request;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.device.Service;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * External storage: reads, writes, deletes, lists. Which compartment a request is about is the label of the capability it came through,
 * which no request can say otherwise; what it may do there are the rights of that capability. A call is answered as a call, another
 * request through the first handle that came with it; one with neither is carried out and not answered.
 */
final class StorageDevice implements Device {
    private static final int[] NO_HANDLES = {};
    private static final byte[] NOTHING = {};

    private final StorageSpec spec;
    private final ObjectStore store;
    private final boolean export;
    private final String name;
    private long reads;
    private long writes;
    private long refused;
    private long bytesRead;
    private long bytesWritten;

    /** What comes of a request. */
    private record Outcome(int status, long size, byte[] data, Service service) {}

    StorageDevice(String name, StorageSpec spec, ObjectStore store, boolean export) {
        this.name = name;
        this.spec = spec;
        this.store = store;
        this.export = export;
    }

    ObjectStore store() {
        return store;
    }

    @Override
    public int queueDepth() {
        return spec.queueDepth();
    }

    @Override
    public int channels() {
        return spec.channels();
    }

    @Override
    public Service serve(Turn turn, long nanoseconds) {
        Message message = turn.message();
        if (message.kind() != MessageKind.USER) {
            return Service.NONE;
        }
        Request request = Request.parse(message.payload());
        Outcome outcome = request == null ? failed(StorageFormat.BAD_REQUEST) : carryOut(request, message.to());
        refused += outcome.status == StorageFormat.OK ? 0 : 1;
        byte[] answer = StorageFormat.answer(
                request == null ? 0 : request.operation(),
                outcome.status,
                StorageFormat.tagOf(message.payload()),
                outcome.size,
                outcome.data);
        if (message.replyTo() != null) {
            turn.reply(answer, NO_HANDLES);
        } else if (turn.receivedCount() > 0) {
            turn.send(turn.received(0), answer, NO_HANDLES);
        }
        for (int i = 0; i < turn.receivedCount(); i++) {
            turn.drop(turn.received(i));
        }
        return outcome.service;
    }

    private Outcome failed(int status) {
        return new Outcome(status, 0, NOTHING, spec.read(0));
    }

    private Outcome carryOut(Request request, Capability through) {
        boolean writing = request.operation() == StorageFormat.WRITE || request.operation() == StorageFormat.DELETE;
        if (!Rights.allow(through.rights(), Rights.STORAGE | (writing ? Rights.WRITE : Rights.READ))) {
            return failed(StorageFormat.NO_RIGHT);
        }
        long label = through.label();
        return switch (request.operation()) {
            case StorageFormat.READ -> read(label, request);
            case StorageFormat.WRITE -> write(label, request);
            case StorageFormat.DELETE ->
                store.delete(label, request.name())
                        ? new Outcome(StorageFormat.OK, 0, NOTHING, spec.write(0))
                        : failed(StorageFormat.NOT_FOUND);
            case StorageFormat.STAT -> {
                long size = store.size(label, request.name());
                yield size < 0
                        ? failed(StorageFormat.NOT_FOUND)
                        : new Outcome(StorageFormat.OK, size, NOTHING, spec.read(0));
            }
            default -> {
                byte[] names = store.list(label, request.name(), request.offset(), most(request.length()));
                yield new Outcome(StorageFormat.OK, 0, names, spec.read(names.length));
            }
        };
    }

    private static int most(int length) {
        return Math.min(length, Message.MAX_BYTES - StorageFormat.HEADER_BYTES);
    }

    private Outcome read(long label, Request request) {
        byte[] found = store.read(label, request.name(), request.offset(), most(request.length()));
        if (found == null) {
            return failed(StorageFormat.NOT_FOUND);
        }
        reads++;
        bytesRead += found.length;
        return new Outcome(StorageFormat.OK, store.size(label, request.name()), found, spec.read(found.length));
    }

    private Outcome write(long label, Request request) {
        boolean truncate = (request.flags() & StorageFormat.TRUNCATE) != 0;
        if (!store.write(label, request.name(), request.offset(), request.data(), truncate)) {
            return failed(StorageFormat.NO_ROOM);
        }
        writes++;
        bytesWritten += request.data().length;
        return new Outcome(
                StorageFormat.OK, store.size(label, request.name()), NOTHING, spec.write(request.data().length));
    }

    @Override
    public void register(StatsRegistry registry, String prefix) {
        registry.counter(prefix + ".reads", Unit.COUNT, "reads of objects that were there", () -> reads);
        registry.counter(prefix + ".writes", Unit.COUNT, "writes that found room", () -> writes);
        registry.counter(prefix + ".refused", Unit.COUNT, "requests answered with a status below 0", () -> refused);
        registry.counter(prefix + ".bytesRead", Unit.BYTES, "bytes read from objects", () -> bytesRead);
        registry.counter(prefix + ".bytesWritten", Unit.BYTES, "bytes written into objects", () -> bytesWritten);
        registry.gauge(prefix + ".objects", Unit.COUNT, "objects in the store", store::objects);
        registry.gauge(prefix + ".usedBytes", Unit.BYTES, "bytes of names and contents in the store", store::usedBytes);
    }

    @Override
    public Map<String, byte[]> results() {
        return export ? Map.of("edge-" + name + ".zip", StoreArchive.zip(store.contents())) : Map.of();
    }

    @Override
    public void save(StateWriter out) {
        store.save(out);
        out.writeLongs(new long[] {reads, writes, refused, bytesRead, bytesWritten});
    }

    @Override
    public void load(StateReader in) {
        store.load(in);
        long[] saved = new long[5];
        in.readLongs(saved);
        reads = saved[0];
        writes = saved[1];
        refused = saved[2];
        bytesRead = saved[3];
        bytesWritten = saved[4];
    }
}

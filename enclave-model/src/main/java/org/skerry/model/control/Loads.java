package org.skerry.model.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.OrderParcel;
import org.skerry.model.protocol.PlaneParcel;
import org.skerry.model.protocol.ReportParcel;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Program;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What a node is having loaded, from the command to clear an enclave to what its image management says came of it, and the images it sends. */
final class Loads implements Stateful {
    private final ControlStore store = new ControlStore();
    private final Map<Long, HeldOrder> births = new LinkedHashMap<>(); // by child
    private final Map<Integer, Reload> reloads = new LinkedHashMap<>(); // by order
    private final int nodes;
    private int nextRank;

    /**
     * Another image for an actor.
     *
     * @param wish  that it is for, or {@link #NOBODYS}
     * @param asker place of who wants it
     * @param place where the actor lives
     * @param why   what is wished, or null for the wish of nobody
     */
    record Reload(long image, long wish, int asker, int place, Oversight why) {}

    /** The wish of nobody who holds CONTROL. */
    static final long NOBODYS = 0;

    /** Those of one of so many nodes. */
    Loads(int nodes) {
        this.nodes = nodes;
    }

    /** These images can be loaded; the first actor that is born gets this rank. */
    void deployed(Map<String, Program> images, int firstRank) {
        store.keep(images);
        nextRank = firstRank;
    }

    /** Notes where an actor lives. */
    void note(long actor, int place) {
        store.note(actor, place);
    }

    boolean has(long image) {
        return store.has(image);
    }

    /** A new actor is to be loaded where its order says; returns what that enclave is told. */
    CommandParcel.Zeroise begin(HeldOrder order) {
        births.put(order.child(), order);
        return new CommandParcel.Zeroise(OrderParcel.NO_ORDER, order.child());
    }

    /** A lost node has had the actor of an order loaded. */
    void expect(HeldOrder order) {
        births.put(order.child(), order);
    }

    /** An actor is to get another image. */
    void beginReload(int order, Reload reload) {
        reloads.put(order, reload);
    }

    /** An enclave is clear: its image goes out. */
    LoadParcel image(ReportParcel.Cleared cleared) {
        if (cleared.order() == OrderParcel.NO_ORDER) {
            PlaneParcel.SpawnOrder order = births.get(cleared.actor()).order();
            long image = order.request().image();
            int rank = nextRank;
            nextRank += nodes; // no two nodes give the same
            return new LoadParcel.LoadOrder(order, store.image(image), store.manifest(image), rank);
        }
        long image = reloads.get(cleared.order()).image;
        return new LoadParcel.Reload(
                cleared.order(), cleared.actor(), image, store.image(image), store.manifest(image));
    }

    /** Nothing more is to be done about the load of a new actor; returns its order, or null if it was not known. */
    HeldOrder end(long child) {
        return births.remove(child);
    }

    /** The same, if it is this enclave that it was to be loaded into; else null, and it goes on. */
    HeldOrder endAt(long child, int enclave) {
        HeldOrder order = births.get(child);
        return order != null && order.place() == enclave ? births.remove(child) : null;
    }

    /** Nothing more is to be done about an actor's other image; returns what was, or null if it was not known. */
    Reload endReload(int order) {
        return reloads.remove(order);
    }

    /** Nothing can be loaded into an enclave any more. Returns the orders of actors that were to live there. */
    List<HeldOrder> endAllAt(int place) {
        List<HeldOrder> ended =
                births.values().stream().filter(order -> order.place() == place).toList();
        ended.forEach(order -> births.remove(order.child()));
        return ended;
    }

    /** The same for actors there that were to get another image. */
    List<Reload> endReloadsAt(int place) {
        List<Reload> ended = reloads.values().stream()
                .filter(reload -> reload.place == place)
                .toList();
        reloads.values().removeAll(ended);
        return ended;
    }

    /** All that the node's bus reaches. */
    AddressSpace bus() {
        return store.space();
    }

    @Override
    public void save(StateWriter out) {
        store.save(out);
        HeldOrder.writeAll(births.values(), out);
        out.writeInt(reloads.size());
        reloads.forEach((order, reload) -> {
            out.writeInt(order);
            out.writeLong(reload.image);
            out.writeLong(reload.wish);
            out.writeInt(reload.asker);
            out.writeInt(reload.place);
            out.writeBoolean(reload.why != null);
            if (reload.why != null) {
                reload.why.write(out);
            }
        });
        out.writeInt(nextRank);
    }

    @Override
    public void load(StateReader in) {
        store.load(in);
        births.clear();
        HeldOrder.readAll(in).forEach(order -> births.put(order.child(), order));
        reloads.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            reloads.put(
                    in.readInt(),
                    new Reload(
                            in.readLong(),
                            in.readLong(),
                            in.readInt(),
                            in.readInt(),
                            in.readBoolean() ? Oversight.read(in) : null));
        }
        nextRank = in.readInt();
    }
}

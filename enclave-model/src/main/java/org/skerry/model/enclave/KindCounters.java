package org.skerry.model.enclave;

import java.util.List;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** Loads and stores of turns that ended in tiles that are not like the others, by kind: their memories cost otherwise. */
final class KindCounters implements Stateful {
    private final long[] loads; // by kind
    private final long[] stores;

    KindCounters(int kinds) {
        loads = new long[kinds];
        stores = new long[kinds];
    }

    void turnEnded(int kind, Ledger ledger) {
        loads[kind] += ledger.loads();
        stores[kind] += ledger.stores();
    }

    static String loads(UnlikeTiles.Kind kind) {
        return "tiles." + kind.name() + ".loads";
    }

    static String stores(UnlikeTiles.Kind kind) {
        return "tiles." + kind.name() + ".stores";
    }

    static void register(StatsRegistry registry, UnlikeTiles tiles, List<KindCounters> all) {
        for (int i = 0; i < tiles.kinds().size(); i++) {
            int kind = i;
            UnlikeTiles.Kind of = tiles.kinds().get(i);
            registry.counter(
                    loads(of),
                    Unit.COUNT,
                    "loads of turns that ended in tiles of the kind " + of.name(),
                    () -> all.stream().mapToLong(each -> each.loads[kind]).sum());
            registry.counter(
                    stores(of),
                    Unit.COUNT,
                    "stores of turns that ended in tiles of the kind " + of.name(),
                    () -> all.stream().mapToLong(each -> each.stores[kind]).sum());
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(loads);
        out.writeLongs(stores);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(loads);
        in.readLongs(stores);
    }
}

package org.skerry.model.control;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What a node has done. */
public final class ControlCounters implements Stateful {
    long orders; // that came from enclaves, again or for the first time
    long placed;
    long refused;
    long passed;
    long takenOver; // orders that another node had had before
    long takeOvers; // lost nodes
    long questions;
    long retired; // 1 if it was taken for lost and heard so

    /** Adds what nodes did, summed when it is read. */
    public static void register(StatsRegistry registry, List<ControlCounters> nodes, LongSupplier busyCycles) {
        sum(
                registry,
                "control.orders",
                "orders for actors that nodes of the control plane got from enclaves",
                nodes,
                node -> node.orders);
        sum(registry, "control.placed", "actors that came to life by an order", nodes, node -> node.placed);
        sum(
                registry,
                "control.refused",
                "orders that nodes refused, for want of room or of a sound image",
                nodes,
                node -> node.refused);
        sum(
                registry,
                "control.passed",
                "times that a node without room passed an order on",
                nodes,
                node -> node.passed);
        sum(
                registry,
                "control.ordersAgain",
                "orders that were given to another node since theirs did not answer",
                nodes,
                node -> node.takenOver);
        sum(
                registry,
                "control.takeOvers",
                "bands of rows that a node took over from a lost one",
                nodes,
                node -> node.takeOvers);
        sum(
                registry,
                "control.questions",
                "times that nodes were asked where an actor lives",
                nodes,
                node -> node.questions);
        sum(
                registry,
                "control.retired",
                "nodes that lived, were taken for lost, and stopped when they heard so",
                nodes,
                node -> node.retired);
        registry.counter(
                "control.softwareCycles",
                Unit.CYCLES,
                "cycles of software that nodes of the control plane took",
                busyCycles);
    }

    private static void sum(
            StatsRegistry registry,
            String name,
            String text,
            List<ControlCounters> nodes,
            ToLongFunction<ControlCounters> value) {
        registry.counter(
                name, Unit.COUNT, text, () -> nodes.stream().mapToLong(value).sum());
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(orders);
        out.writeLong(placed);
        out.writeLong(refused);
        out.writeLong(passed);
        out.writeLong(takenOver);
        out.writeLong(takeOvers);
        out.writeLong(questions);
        out.writeLong(retired);
    }

    @Override
    public void load(StateReader in) {
        orders = in.readLong();
        placed = in.readLong();
        refused = in.readLong();
        passed = in.readLong();
        takenOver = in.readLong();
        takeOvers = in.readLong();
        questions = in.readLong();
        retired = in.readLong();
    }
}

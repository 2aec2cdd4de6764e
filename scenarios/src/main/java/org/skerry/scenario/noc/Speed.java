package org.skerry.scenario.noc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongSupplier;
import org.skerry.noc.traffic.NetworkRun;

/**
 * How fast this computer simulates a network, once everything is compiled and the network filled. On one thread seconds are processor time
 * of that thread, so that other work on the computer counts little; on several they are elapsed time, as they wait for each other.
 *
 * @param cyclesPerSecond   cycles
 * @param routers           in the network
 * @param flitHopsPerSecond flits times routers that they passed
 * @param bytesPerRouter    of arrays
 * @param threads           that shared out the rows of the network
 */
public record Speed(double cyclesPerSecond, int routers, double flitHopsPerSecond, int bytesPerRouter, int threads) {
    private static final double WARM_UP_SECONDS = 3;
    private static final double SECONDS = 3;
    private static final int CYCLES_BETWEEN_LOOKS = 200;

    /**
     * Measures a study at one of its loads, on at most {@code threads}; takes some seconds.
     *
     * @param nanoseconds clock of the host, for several threads; one thread is measured by the processor time that it takes
     */
    public static Speed of(Study study, double load, int threads, LongSupplier nanoseconds) {
        try (NetworkRun simulation =
                study.model().run(study.network(), study.traffic().withLoad(load), study.seed(), threads)) {
            return of(study, simulation, nanoseconds);
        }
    }

    private static Speed of(Study study, NetworkRun simulation, LongSupplier nanoseconds) {
        advance(simulation, WARM_UP_SECONDS, nanoseconds);
        long cycle = simulation.cycle();
        long flitHops = simulation.flitHops();
        double seconds = advance(simulation, SECONDS, nanoseconds);
        return new Speed(
                (simulation.cycle() - cycle) / seconds,
                study.network().grid().routers(),
                (simulation.flitHops() - flitHops) / seconds,
                simulation.bytesPerRouter(),
                simulation.partitions());
    }

    private static double advance(NetworkRun simulation, double seconds, LongSupplier nanoseconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        LongSupplier clock = simulation.partitions() == 1 ? threads::getCurrentThreadCpuTime : nanoseconds;
        long began = clock.getAsLong();
        double passed;
        do {
            simulation.advance(CYCLES_BETWEEN_LOOKS);
            passed = (clock.getAsLong() - began) / 1e9;
        } while (passed < seconds);
        return passed;
    }

    /** As a flat object. */
    public ObjectNode json(double load) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("offered_flits_per_node_cycle", load);
        json.put("cycles_per_second", cyclesPerSecond);
        json.put("router_cycles_per_second", cyclesPerSecond * routers);
        json.put("flit_hops_per_second", flitHopsPerSecond);
        json.put("bytes_per_router", bytesPerRouter);
        json.put("threads", threads);
        return json;
    }

    /** A row of a table. */
    public List<String> row(double load) {
        return List.of(
                StudyResult.text("%.4f", load),
                StudyResult.text("%,.0f", cyclesPerSecond),
                StudyResult.text("%,.0f", cyclesPerSecond * routers),
                StudyResult.text("%,.0f", flitHopsPerSecond),
                StudyResult.text("%,.0f", bytesPerRouter),
                String.valueOf(threads));
    }

    /** Heads of such rows. */
    public static List<String> heads() {
        return List.of("offered", "cycles/s", "router-cycles/s", "flit-hops/s", "bytes/router", "threads");
    }
}

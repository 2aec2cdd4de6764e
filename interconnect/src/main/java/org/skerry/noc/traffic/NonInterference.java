package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.skerry.sim.config.Check;

/**
 * Two runs that differ in nothing but what one domain sends, side by side, and whether another domain could tell: everything that
 * happens to its flits, cycle by cycle, within the network and at its endpoints.
 *
 * @param domains      number of domains; domain 0 sends more in the second run, domain 1 is compared, further ones send as it does
 * @param schedule     of time division, or {@link #BEST_EFFORT}
 * @param load         offered flits of each endpoint of the compared domain and cycle
 * @param quiet        of each endpoint of domain 0, in the first run
 * @param loud         in the second run
 * @param cycles       compared
 * @param events       of the compared domain in the first run: flits that entered, left a router or were taken
 * @param digests      of all events, one for each run
 * @param latencies    mean of the compared domain's packets, one for each run
 * @param packets      of the compared domain that arrived in both runs
 * @param shifted      of these, which arrived in another cycle
 * @param mostShift    by so many cycles at most
 * @param firstCycle   first cycle in which anything differs, or -1
 * @param firstSeen    first cycle in which an endpoint of the compared domain sees a difference, or -1
 * @param event        what differs first, or empty
 * @param cause        what is in the way there, or empty
 */
public record NonInterference(
        int domains,
        String schedule,
        double load,
        double quiet,
        double loud,
        long cycles,
        long events,
        List<Long> digests,
        List<Double> latencies,
        long packets,
        long shifted,
        long mostShift,
        long firstCycle,
        long firstSeen,
        String event,
        String cause) {
    /** Name of the schedule of a network without time division. */
    public static final String BEST_EFFORT = "best effort";

    private static final int SENDER = 0;
    private static final int COMPARED = 1;

    /**
     * Compares.
     *
     * @param network with at least two time-division domains, or with none for best effort
     * @param domains how many domains send; with time division as many as it has
     * @param traffic of the compared domain and the further ones
     * @param quiet   what domain 0 offers in the first run
     * @param loud    what it offers in the second run
     */
    public static NonInterference compare(
            NetworkSpec network, int domains, TrafficSpec traffic, double quiet, double loud, long seed, long cycles) {
        return compare(network, domains, traffic, quiet, loud, seed, cycles, () -> WatchedSimulation.PLAIN);
    }

    /** The same with other links, made anew for each run. */
    static NonInterference compare(
            NetworkSpec network,
            int domains,
            TrafficSpec traffic,
            double quiet,
            double loud,
            long seed,
            long cycles,
            Supplier<WatchedSimulation.LinkMaker> links) {
        Check.isTrue(
                traffic.table() == null,
                "a table of traffic says itself who sends what, and domains share it out anew. Compare domains with a pattern.");
        double[] first = new double[domains];
        Arrays.fill(first, traffic.load());
        double[] second = first.clone();
        first[SENDER] = quiet;
        second[SENDER] = loud;
        return new Pair(
                        new DomainRun(network, traffic, first, COMPARED, seed, links.get()),
                        new DomainRun(network, traffic, second, COMPARED, seed, links.get()))
                .run(network, domains, traffic, quiet, loud, cycles);
    }

    /** Whether the compared domain's runs are equal to the last bit. */
    public boolean holds() {
        return firstCycle < 0 && digests.get(0).equals(digests.get(1));
    }

    private static final class Pair {
        private final DomainRun quiet;
        private final DomainRun loud;
        private long firstCycle = -1;
        private long firstSeen = -1;
        private String event = "";
        private String cause = "";

        Pair(DomainRun quiet, DomainRun loud) {
            this.quiet = quiet;
            this.loud = loud;
        }

        NonInterference run(
                NetworkSpec network, int domains, TrafficSpec traffic, double quietLoad, double loudLoad, long cycles) {
            for (long cycle = 0; cycle < cycles; cycle++) {
                List<DomainEvent> one = quiet.step();
                List<DomainEvent> other = loud.step();
                if (!one.equals(other)) {
                    differ(cycle, one, other);
                }
            }
            long packets = 0;
            long shifted = 0;
            long most = 0;
            for (Map.Entry<String, Long> arrival : quiet.arrivals().entrySet()) {
                Long there = loud.arrivals().get(arrival.getKey());
                if (there != null) {
                    long shift = Math.abs(there - arrival.getValue());
                    packets++;
                    shifted += shift == 0 ? 0 : 1;
                    most = Math.max(most, shift);
                }
            }
            boolean divided = network.division().domains() > 1;
            return new NonInterference(
                    domains,
                    divided ? network.division().schedule().name().toLowerCase(Locale.ROOT) : BEST_EFFORT,
                    traffic.load(),
                    quietLoad,
                    loudLoad,
                    cycles,
                    quiet.events(),
                    List.of(quiet.digest(), loud.digest()),
                    List.of(quiet.meanLatency(), loud.meanLatency()),
                    packets,
                    shifted,
                    most,
                    firstCycle,
                    firstSeen,
                    event,
                    cause);
        }

        private void differ(long cycle, List<DomainEvent> one, List<DomainEvent> other) {
            List<DomainEvent> onlyQuiet = new ArrayList<>(one);
            onlyQuiet.removeAll(other);
            List<DomainEvent> onlyLoud = new ArrayList<>(other);
            onlyLoud.removeAll(one);
            if (firstCycle < 0) {
                firstCycle = cycle;
                boolean late = !onlyQuiet.isEmpty();
                DomainEvent first = late ? onlyQuiet.get(onlyQuiet.size() - 1) : onlyLoud.get(onlyLoud.size() - 1);
                event = (late ? quiet : loud).text(first)
                        + (late
                                ? " with domain 0 quiet, and not with it loud"
                                : " with domain 0 loud, and not with it quiet");
                cause = (late ? loud : quiet).whyNot(first);
            }
            if (firstSeen < 0 && (seen(onlyQuiet) || seen(onlyLoud))) {
                firstSeen = cycle;
            }
        }

        private static boolean seen(List<DomainEvent> events) {
            return events.stream().anyMatch(event -> event.kind() != DomainEvent.Kind.LEFT);
        }
    }
}

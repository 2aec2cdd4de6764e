package org.skerry.model.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.skerry.model.edge.Exponential;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * The single faults that a machine makes of a {@link FaultSpec}, in the order of their cycles. The same spec on machines of the same
 * tiles with the same actors in the same places gives the same list.
 *
 * @param faults in the order of cycles, those of one cycle in the order of rules
 */
public record FaultSchedule(List<Fault> faults) {
    /** Nothing breaks. */
    public static final FaultSchedule NONE = new FaultSchedule(List.of());

    public FaultSchedule {
        faults = List.copyOf(faults);
    }

    /**
     * What {@code spec} says, for a machine with these sites.
     *
     * @throws ConfigException for what the machine does not have
     */
    public static FaultSchedule of(FaultSpec spec, FaultSites sites) {
        return of(spec, sites, kind -> true);
    }

    /** Of what {@code spec} says, the faults of some kinds: each rule draws from a stream of its own, so they are the same as among all. */
    public static FaultSchedule of(FaultSpec spec, FaultSites sites, Predicate<FaultKind> wanted) {
        List<Fault> faults = new ArrayList<>();
        RandomStreams streams = new RandomStreams(spec.seed());
        List<Set<Long>> struck = new ArrayList<>(); // by kind: what breaks once
        for (int kind = 0; kind < FaultKind.values().length; kind++) {
            struck.add(new HashSet<>());
        }
        for (int rule = 0; rule < spec.rules().size(); rule++) {
            if (!wanted.test(spec.rules().get(rule).kind())) {
                continue;
            }
            RandomStream random = streams.stream("faults", rule);
            new Expansion(spec, spec.rules().get(rule), rule, sites, random, struck).into(faults);
        }
        faults.sort(Comparator.comparingLong(Fault::cycle));
        return new FaultSchedule(faults);
    }

    /** Those of these kinds. */
    public List<Fault> of(FaultKind... kinds) {
        List<FaultKind> wanted = List.of(kinds);
        return faults.stream().filter(fault -> wanted.contains(fault.kind())).toList();
    }

    /** As people read it: a line for each fault. */
    public List<String> text() {
        return faults.stream().map(Fault::text).toList();
    }

    /** One rule becoming faults. */
    private record Expansion(
            FaultSpec spec, FaultRule rule, int number, FaultSites sites, RandomStream random, List<Set<Long>> struck) {
        void into(List<Fault> faults) {
            String reason = sites.refused().get(rule.kind());
            if (reason != null) {
                throw wrong(reason);
            }
            List<Long> times = times();
            List<Long> places = rule.aim() == FaultRule.Aim.NAMED ? List.of(named()) : candidates();
            Set<Long> gone = struck.get(rule.kind().ordinal());
            boolean once = rule.kind() != FaultKind.FLIP;
            int next = 0;
            List<Long> left = new ArrayList<>(places);
            left.removeIf(place -> once && gone.contains(place));
            if (left.isEmpty()) {
                throw wrong("nothing is left that it could strike: earlier rules have struck all");
            }
            for (long time : times) {
                if (left.isEmpty()) {
                    return; // all are dead
                }
                long place = left.get(rule.aim() == FaultRule.Aim.RANDOM ? random.nextInt(left.size()) : next);
                if (once) {
                    left.remove(place);
                    gone.add(place);
                } else if (rule.aim() != FaultRule.Aim.RANDOM && ++next == left.size()) {
                    next = 0;
                }
                faults.add(fault(cycle(time), place));
            }
        }

        private long cycle(long time) {
            return spec.nanoseconds() ? sites.cycleAt().applyAsLong(time) : time;
        }

        private List<Long> times() {
            List<Long> times = new ArrayList<>();
            if (rule.at() >= 0) {
                for (int i = 0; i < rule.count(); i++) {
                    times.add(rule.at() + i * rule.step());
                }
            } else if (rule.every() < 0) {
                for (int i = 0; i < rule.count(); i++) {
                    times.add(rule.from() + random.nextLong(rule.until() - rule.from()));
                }
                times.sort(null);
            } else {
                Exponential gaps = new Exponential(random);
                long time = rule.from();
                for (time += gaps.next(rule.every()); time < rule.until(); time += gaps.next(rule.every())) {
                    if (times.size() == FaultRule.MOST) {
                        throw wrong("more than " + FaultRule.MOST + " faults strike. Raise 'every', or end earlier");
                    }
                    times.add(time);
                }
            }
            return times;
        }

        /** Everything that the rule could strike, in the order in which it would. */
        private List<Long> candidates() {
            List<Long> all = new ArrayList<>();
            ToLongFunction<Long> ways;
            ToLongFunction<Long> degree = each -> 0;
            int tiles = sites.tiles();
            switch (rule.kind()) {
                case TILE, ROUTER -> {
                    for (long tile = 0; tile < tiles; tile++) {
                        all.add(tile);
                    }
                    ways = each -> sites.waysThrough(each.intValue());
                    degree = each -> degreeOfTile(each.intValue());
                }
                case LINK -> {
                    for (int router = 0; router < tiles; router++) {
                        addLink(all, router, router + 1, router % sites.width() + 1 < sites.width());
                        addLink(all, router, router + sites.width(), router + sites.width() < tiles);
                    }
                    ways = each -> sites.waysOver(low(each), high(each));
                    degree = each -> degreeOfTile(low(each)) + degreeOfTile(high(each));
                }
                case NODE -> {
                    for (long node = 0; node < sites.nodes(); node++) {
                        all.add(node);
                    }
                    ways = each -> 0;
                }
                default -> {
                    for (long enclave = 0; enclave < (long) tiles * sites.perTile(); enclave++) {
                        if (sites.exists().test((int) enclave)) {
                            all.add(enclave);
                        }
                    }
                    ways = each -> sites.waysThrough(each.intValue() / sites.perTile());
                    degree = each -> sites.degree().applyAsInt(each.intValue());
                }
            }
            ToLongFunction<Long> rank = rule.aim() == FaultRule.Aim.CENTRAL ? ways : degree;
            if (rule.aim() != FaultRule.Aim.RANDOM) {
                all.sort(Comparator.comparingLong(rank).reversed()); // stable: the lowest number first
            }
            return all;
        }

        private long degreeOfTile(int tile) {
            long sum = 0;
            for (int i = 0; i < sites.perTile(); i++) {
                sum += sites.degree().applyAsInt(tile * sites.perTile() + i);
            }
            return sum;
        }

        private static void addLink(List<Long> all, int router, int other, boolean exists) {
            if (exists) {
                all.add((long) router << Integer.SIZE | other);
            }
        }

        private static int low(long link) {
            return (int) (link >>> Integer.SIZE);
        }

        private static int high(long link) {
            return (int) link;
        }

        private long named() {
            return switch (rule.kind()) {
                case LINK -> namedLink();
                case NODE -> number(sites.nodes(), "nodes of the control plane");
                case TILE, ROUTER -> {
                    int place = sites.place().applyAsInt(rule.target());
                    yield place >= 0 ? place / sites.perTile() : number(sites.tiles(), "tiles");
                }
                case HANG, FLIP -> {
                    int place = sites.place().applyAsInt(rule.target());
                    yield place >= 0 ? place : number(sites.tiles() * sites.perTile(), "places");
                }
            };
        }

        private long namedLink() {
            String[] ends = rule.target().split("-");
            if (ends.length == 2) {
                int one = parse(ends[0], sites.tiles(), "routers");
                int other = parse(ends[1], sites.tiles(), "routers");
                int low = Math.min(one, other);
                int high = Math.max(one, other);
                if (high == low + sites.width() || high == low + 1 && high % sites.width() != 0) {
                    return (long) low << Integer.SIZE | high;
                }
                throw wrong("routers " + one + " and " + other + " are no neighbours in a mesh of " + sites.width()
                        + " columns, numbered row by row");
            }
            throw wrong("a link is named by its two routers, as in 5-6");
        }

        private long number(int count, String what) {
            return parse(rule.target(), count, what);
        }

        private int parse(String text, int count, String what) {
            try {
                int number = Integer.parseInt(text.strip());
                if (number >= 0 && number < count) {
                    return number;
                }
                throw wrong("this machine has " + what + " 0 to " + (count - 1));
            } catch (NumberFormatException e) {
                throw wrong("'" + text + "' is neither a number nor an actor that has a place here");
            }
        }

        private ConfigException wrong(String why) {
            return new ConfigException(
                    "faults.schedule[" + number + "]: " + rule.kind().word() + " "
                            + (rule.aim() == FaultRule.Aim.NAMED
                                    ? rule.target()
                                    : rule.aim().name().toLowerCase(java.util.Locale.ROOT))
                            + ": " + why + ".");
        }

        private Fault fault(long cycle, long place) {
            return switch (rule.kind()) {
                case LINK -> Fault.link(cycle, low(place), high(place));
                case FLIP ->
                    new Fault(
                            cycle,
                            rule.kind(),
                            (int) place,
                            rule.address() >= 0 ? rule.address() * 8 + rule.bit() : random.nextLong() >>> 1,
                            rule.bits(),
                            rule.region(),
                            rule.address() >= 0);
                default -> Fault.of(cycle, rule.kind(), (int) place);
            };
        }
    }
}

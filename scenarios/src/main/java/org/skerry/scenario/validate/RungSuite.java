package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.skerry.model.sharedmem.containment.ContainmentWiring;
import org.skerry.scenario.isolation.Behaviour;
import org.skerry.scenario.isolation.Comparison;
import org.skerry.scenario.isolation.ProbePlan;
import org.skerry.scenario.isolation.TwoRuns;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.BuiltMachine;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;

/**
 * What the same actors reach and cost on every rung of containment and on the chip. Predictions stand here, and in docs/RUNGS.md, from
 * before the first run.
 */
final class RungSuite implements Suite {
    private static final String INTRUDER = "intruder";
    private static final String SOURCE = "docs/RUNGS.md";

    /** Cycles that a load from the first level takes beyond its instruction: the default of the shared-memory machine. */
    private static final double LOAD_WAIT = 3;

    /** Of two runs that are compared: those of the suite for isolation. */
    private static final long HEARD_CYCLES = 200_000;

    /** Of the ring whose messages are measured. */
    private static final int ROUNDS = 500;

    /** Rounding up of cycles. */
    private static final double LOAD_PERCENT = 1;

    @Override
    public String name() {
        return "rungs";
    }

    @Override
    public String text() {
        return "what one hostile actor, and the layer below, reach on every rung of containment and on the chip, and what each rung costs";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        rows.addAll(reached(effort));
        rows.addAll(read(effort));
        rows.addAll(heard(effort));
        rows.addAll(costs(effort));
        return rows;
    }

    // ---- what a hostile actor reaches --------------------------------------------------------------------------

    private static List<Row> reached(Effort effort) {
        List<Row> rows = new ArrayList<>();
        LoadedScenario loaded = ScenarioLoader.load("rungs", List.of(), OptionalLong.empty());
        Runner runner = new Runner(loaded, new StopSwitch(), "validate");
        for (String machine : loaded.spec().compare()) {
            if (!effort.wanted().test(machine)) {
                continue;
            }
            FinishedRun run = runner.run(loaded.spec().machine(machine), 1, null, null);
            Reach reach = run.record().reach();
            boolean open = isOpen(machine);
            rows.add(new Row(
                    machine,
                    "other actors whose bytes the intruder reached",
                    "shards and clients",
                    "actors",
                    open ? 4 : 0,
                    reach.others(INTRUDER).size(),
                    false,
                    0,
                    Row.Basis.PREDICTED,
                    words(reach),
                    SOURCE));
            rows.add(new Row(
                    machine,
                    "whether the store's result is right",
                    "1 is yes",
                    "",
                    open ? 0 : 1,
                    run.good() ? 1 : 0,
                    false,
                    0,
                    Row.Basis.PREDICTED,
                    "",
                    SOURCE));
        }
        return rows;
    }

    /** Predicted: nothing keeps memories apart on bare memory, nor on a shared machine whose check fails; a decoder always does. */
    private static boolean isOpen(String machine) {
        boolean fails = machine.endsWith("-fails") || machine.endsWith("-fail");
        return machine.equals("bare") || fails && !machine.startsWith("chip");
    }

    private static String words(Reach reach) {
        String stops = reach.stops().stream()
                .filter(stop -> stop.by().equals(INTRUDER))
                .map(Reach.Stop::where)
                .distinct()
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "read %,d and changed %,d bytes of others, read %,d of the machine's own%s",
                reach.bytesRead(INTRUDER, Whose.ANOTHER),
                reach.bytesWritten(INTRUDER, Whose.ANOTHER),
                reach.bytesRead(INTRUDER, Whose.MACHINE),
                stops.isEmpty() ? "" : "; ended at " + stops);
    }

    // ---- what the layer below reaches --------------------------------------------------------------------------

    /** Predicted: software above physical memory hides nothing from who has its bus, whatever keeps actors apart. */
    private static List<Row> read(Effort effort) {
        List<Row> rows = new ArrayList<>();
        for (String rung : ContainmentWiring.built().keySet()) {
            if (effort.wanted().test(rung)) {
                rows.add(read(rung, "shared", 7, List.of("machines.shared.containment=" + rung)));
            }
        }
        if (effort.wanted().test("chip")) {
            rows.add(read("chip", "chip", 0, List.of()));
        }
        return rows;
    }

    private static Row read(String subject, String machine, int actors, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("parameters.deposits=100");
        FinishedRun run = run("hostile-control", machine, all);
        Reach reach = run.record().reach();
        long others = reach.everybody().stream()
                .flatMap(by -> reach.others(by).stream())
                .distinct()
                .count();
        return new Row(
                subject,
                "actors whose bytes the layer below read",
                "vaults, depositors, accomplice",
                "actors",
                actors,
                others,
                false,
                0,
                Row.Basis.PREDICTED,
                "",
                SOURCE);
    }

    // ---- what is heard -----------------------------------------------------------------------------------------

    /** Predicted: no check of addresses keeps a shared cache, shared memory and a shared mesh from telling one domain of another. */
    private static List<Row> heard(Effort effort) {
        List<Row> rows = new ArrayList<>();
        ContainmentWiring.built().forEach((rung, containment) -> {
            if (effort.wanted().test(rung)) {
                TwoRuns runs = new TwoRuns(
                        BuiltMachine.sharedMemory(containment, 1),
                        ProbePlan.of(List.of("red", "blue", "green"), 4),
                        false,
                        HEARD_CYCLES);
                List<Comparison> comparisons = runs.compare("blue", Behaviour.FLOOD);
                rows.add(new Row(
                        rung,
                        "domains that can tell what another does, in two runs",
                        "blue " + Behaviour.FLOOD.text(),
                        "domains",
                        2,
                        comparisons.stream().filter(each -> !each.equal()).count(),
                        false,
                        0,
                        Row.Basis.PREDICTED,
                        "",
                        SOURCE));
            }
        });
        return rows;
    }

    // ---- what it costs -----------------------------------------------------------------------------------------

    /**
     * What a rung costs by its formula.
     *
     * @param code     cycles of an instruction, of those in a sandbox
     * @param load     instructions that come with a load
     * @param store    instructions that come with a store
     * @param crossing cycles of passing from actor to software and back, of a message: when it is sent, when it is taken, and when the
     *                 core passes to another actor
     * @param percent  how far a message may be off: rounding up of a turn's cycles, and what it loses in caches and buffers
     */
    private record Price(String rung, double code, double load, double store, double crossing, double percent) {}

    /** Sources are where the rungs are wired. */
    private static final List<Price> PRICES = List.of(
            new Price("bare", 0.855, 0, 0, 0, 1),
            new Price("safe-runtime", 0.855, 0.16, 0.16, 0, 1),
            // KernelLaw: twice call, transfer and a record of 128 bytes, then wake-up, switch and address space.
            new Price("processes", 0.855, 0, 0, 2 * (130 + 300 + 16) + 400 + 1250 + 150, 5),
            // The same, three exits, an interrupt, and a second copy.
            new Price(
                    "virtual-machines",
                    0.855,
                    0,
                    0,
                    2 * (130 + 300 + 16) + 400 + 1250 + 150 + 3 * 1360 + 600 + 300 + 16,
                    5),
            new Price("capabilities", 0.909, 0, 0, 100 + 100 + 62, 1));

    private static List<Row> costs(Effort effort) {
        List<Row> rows = new ArrayList<>();
        double load = load("sandbox");
        Hop hop = hop("sandbox");
        for (Price price : PRICES) {
            if (!effort.wanted().test(price.rung)) {
                continue;
            }
            double loadPredicted = (load - LOAD_WAIT) * price.code + LOAD_WAIT + price.load * price.code;
            rows.add(cost(
                    price.rung, "a load from the first level", loadPredicted, load(price.rung), load, LOAD_PERCENT));
            double hopPredicted = hop.cycles
                    + hop.instructions * (price.code - 1)
                    + hop.loads * price.load * price.code
                    + hop.stores * price.store * price.code
                    + price.crossing;
            rows.add(cost(
                    price.rung,
                    "a message between actors of a core",
                    hopPredicted,
                    hop(price.rung).cycles,
                    hop.cycles,
                    price.percent));
        }
        return rows;
    }

    private static Row cost(
            String rung, String point, double predicted, double measured, double sandbox, double percent) {
        return new Row(
                rung,
                "cycles, measured by guests",
                point,
                "cycles",
                predicted,
                measured,
                true,
                percent,
                Row.Basis.PREDICTED,
                String.format(Locale.ROOT, "%.2f in the sandbox", sandbox),
                SOURCE);
    }

    /** Cycles of a load that the first level serves, its address worked out: what the guest of the scenario says. */
    private static double load(String rung) {
        FinishedRun run =
                run("ladder", "shared", List.of("parameters.bytes=4096", "machines.shared.containment=" + rung));
        String line = run.record().log().get(run.record().log().size() - 1).text();
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) / 1000.0;
    }

    /** What one message of a ring of two actors on one core takes, and what its turn counts. */
    private record Hop(double cycles, double instructions, double loads, double stores) {}

    /** The scenario measures the middle of its run: a turn for each message. */
    private static Hop hop(String rung) {
        StatsSnapshot metrics = run(
                        "ring",
                        "shared",
                        List.of(
                                "parameters.nodes=2",
                                "parameters.rounds=" + ROUNDS,
                                "machines.shared.cores=1",
                                "machines.shared.containment=" + rung))
                .record()
                .metrics();
        double turns = metrics.value("turns.count");
        return new Hop(
                metrics.value("run.cycles") / turns,
                metrics.value("turns.instructions") / turns,
                metrics.value("turns.loads") / turns,
                metrics.value("turns.stores") / turns);
    }

    private static FinishedRun run(String scenario, String machine, List<String> settings) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, settings, OptionalLong.empty());
        return new Runner(loaded, new StopSwitch(), "validate")
                .run(loaded.spec().machine(machine), 1, null, null);
    }
}

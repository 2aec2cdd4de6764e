package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.scenario.load.Images;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.NoiseFile;
import org.skerry.scenario.load.PlanMaker;
import org.skerry.scenario.noise.LinkFlows;
import org.skerry.scenario.noise.NoiseExperiment;
import org.skerry.scenario.noise.NoiseFormulas;
import org.skerry.scenario.noise.NoiseResult;
import org.skerry.scenario.noise.NoiseResult.Cell;
import org.skerry.scenario.noise.NoiseResult.Point;
import org.skerry.scenario.noise.PriceResult;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.sim.machine.DeploymentPlan;

/** What noisy neighbours take from others, held against {@link NoiseFormulas}: the built-in experiments of {@code skerry noise}. */
final class NoiseSuite implements Suite {
    private static final String SOURCE = "docs/VALIDATION.md, noisy neighbours";
    private static final int PACKET_BYTES = 1024; // messages.maxPacketBytes
    private static final int SMALL_BYTES = 64; // credits, balls and what tells neighbours to begin, with their headers
    private static final double FAIR = 0.9;

    @Override
    public String name() {
        return "noise";
    }

    @Override
    public String text() {
        return "what noisy neighbours take: starvation, private resources, links, mailboxes, and what isolation costs";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        if (effort.wanted().test("starvation")) {
            starvation(rows);
        }
        if (effort.wanted().test("private resources")) {
            owned(effort, rows);
        }
        if (effort.wanted().test("links")) {
            links(rows);
        }
        if (effort.wanted().test("mailbox")) {
            mailbox(effort, rows);
        }
        if (effort.wanted().test("price")) {
            price(rows);
        }
        return rows;
    }

    private static NoiseResult result(String experiment, int seeds, String... settings) {
        NoiseSpec spec = NoiseFile.load(experiment, List.of(settings));
        return new NoiseExperiment(spec, seeds, new StopSwitch(), "validation", what -> {}).run();
    }

    /** The least number of endless turns from which on nobody else is served; somebody is below. */
    private static void starvation(List<Row> rows) {
        NoiseResult result = result("starvation", 1);
        Map<String, Integer> threads = new TreeMap<>(Map.of("shared1", 1, "shared2", 2, "shared", 4));
        for (String machine : result.machines()) {
            List<Point> curve = result.points().stream()
                    .filter(point -> point.machine().equals(machine))
                    .toList();
            long served = curve.stream()
                    .filter(point -> point.most() > 0)
                    .mapToLong(Point::value)
                    .max()
                    .orElse(-1);
            int wrong = (int) curve.stream()
                    .filter(point ->
                            (point.most() == 0) != NoiseFormulas.starves((int) point.value(), threads.get(machine)))
                    .count();
            rows.add(row(
                    "starvation",
                    "endless turns from which on nobody is served",
                    threads.get(machine) + " threads",
                    "turns",
                    threads.get(machine),
                    served + 1.0 + 100 * wrong,
                    0,
                    curve.size() + " counts of endless turns"));
        }
    }

    /** Processor and memory of an enclave are its own. */
    private static void owned(Effort effort, List<Row> rows) {
        NoiseResult result = result("hogs", effort.seeds(), "machines=[chip, divided]", "price.cores.values=[4]");
        for (Cell cell : result.cells()) {
            boolean own = List.of("processor", "memory").contains(cell.neighbour());
            boolean links =
                    cell.neighbour().equals("bandwidth") && cell.machine().equals("divided");
            if (own || links) {
                rows.add(row(
                        "private resources",
                        "slowdown of mean latency",
                        cell.machine() + ", " + cell.victim() + " beside " + cell.neighbour(),
                        "times",
                        1,
                        cell.identical()
                                ? cell.mean().mean()
                                : Math.max(cell.mean().mean(), 1.001),
                        0,
                        cell.identical() ? "trace identical, every seed" : "trace differs"));
            }
        }
    }

    private static void links(List<Row> rows) {
        NoiseResult result = result("links", 1);
        LoadedScenario loaded = NoiseFile.scenario(
                result.spec(), result.spec().neighbours().get(0).settings(), 1);
        DeploymentPlan plan = PlanMaker.plan(loaded.spec(), Images.load(loaded).programs());
        MeshSpec mesh = ((ChipSpec) loaded.spec().machine("narrow").settings()).mesh();
        int large = PACKET_BYTES / mesh.flitBytes();
        int small = SMALL_BYTES / mesh.flitBytes();
        LinkFlows flows = new LinkFlows(mesh.width());
        int outside = mesh.width(); // the device hangs at the west end of the second row
        for (int i = 0; i < 4; i++) {
            int hog = place(plan, "neighbour" + i);
            int sink = place(plan, "sink" + i * 3 / 4);
            flows.add(hog, sink, large).add(sink, hog, small).add(outside, hog, small);
        }
        int probe = place(plan, "probe");
        int echo = place(plan, "echo");
        flows.add(probe, echo, small).add(echo, probe, small); // credits of the ball itself
        long bound = flows.longestWait(probe, echo) + flows.longestWait(echo, probe);
        Cell open = result.cell("narrow", "bandwidth", "ball");
        double wait = open.longestNanoseconds() - open.longestQuietNanoseconds();
        rows.add(row(
                "links",
                "longest wait over its closed form",
                "ball across links of " + mesh.flitBytes() + " bytes, not divided",
                "times",
                0.5,
                wait / bound,
                0.5,
                Math.round(wait) + " of at most " + bound + " cycles; a mean ball took "
                        + String.format(Locale.ROOT, "%.3f", open.mean().mean()) + " times as long"));
        for (String victim : List.of("ball", "far")) {
            Cell divided = result.cell("narrow-divided", "bandwidth", victim);
            rows.add(row(
                    "links",
                    "slowdown of mean latency",
                    victim + " across links of " + mesh.flitBytes() + " bytes, divided by time",
                    "times",
                    1,
                    divided.identical()
                            ? divided.mean().mean()
                            : Math.max(divided.mean().mean(), 1.001),
                    0,
                    divided.identical() ? "trace identical" : "trace differs"));
        }
    }

    /** Actors get enclaves in the order of the plan. */
    private static int place(DeploymentPlan plan, String name) {
        for (int i = 0; i < plan.actors().size(); i++) {
            if (plan.actors().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no actor " + name);
    }

    private static void mailbox(Effort effort, List<Row> rows) {
        NoiseResult result = result("mailbox", effort.seeds(), "machines=[bounded]");
        for (Cell cell : result.cells()) {
            rows.add(row(
                    "mailbox",
                    "what the worst served client keeps of its fair share",
                    "mailboxes of 4 KiB, beside one that floods",
                    "times",
                    1,
                    Math.min(1, cell.fairShareKept()),
                    1 - FAIR,
                    "mean latency " + Math.round(cell.quietNanoseconds()) + " -> " + Math.round(cell.noisyNanoseconds())
                            + " ns"));
        }
    }

    private static void price(List<Row> rows) {
        PriceResult price = result(
                        "hogs", 1, "machines=[chip]", "victims={far: {actors: far}}", "set.parameters.end=130000")
                .price()
                .orElseThrow();
        double harmonic = 0;
        for (int rank = 1; rank <= 16; rank++) {
            harmonic += 1.0 / rank;
        }
        rows.add(new Row(
                "price",
                "mean utilisation of own cores over the busiest",
                "16 workers, asked by Zipf's law",
                "times",
                harmonic / 16,
                price.evenness(),
                true,
                10,
                Row.Basis.PREDICTED,
                price.finding(),
                SOURCE));
    }

    private static Row row(
            String subject,
            String figure,
            String point,
            String unit,
            double reference,
            double model,
            double tolerance,
            String note) {
        return new Row(
                subject, figure, point, unit, reference, model, false, tolerance, Row.Basis.PREDICTED, note, SOURCE);
    }
}

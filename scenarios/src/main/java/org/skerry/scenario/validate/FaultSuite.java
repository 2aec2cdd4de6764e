package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.skerry.model.fault.MemoryGuard;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.grid.ReachabilityLaw;
import org.skerry.scenario.fault.FlipCampaign;
import org.skerry.scenario.fault.FlipCount;
import org.skerry.scenario.fault.ReachableRun;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Who still reaches whom over the mesh of a machine when parts of it are dead, and whose bytes a bit that is turned over in one enclave
 * changes.
 */
final class FaultSuite implements Suite {
    private static final String REACHABLE = "reachable pairs";
    private static final String PACKETS = "packets and tables";
    private static final String FLIPS = "flips";
    private static final String TABLE = "figures of other programs, docs/VALIDATION.md, E5";
    private static final String PROMISE = "docs/THREAT-MODEL.md: nothing of one enclave reaches another but messages";

    private static final String PANICS =
            "docs/VALIDATION.md: a runtime that finds what it shares with all actors damaged ends the run, and says so";

    /** Sets of dead parts of each figure, by rows of the mesh: where it falls apart, single sets differ by 20 points. */
    private static final int SETS_SMALL = 2500;

    private static final int SETS_LARGE = 800;

    /** A small store: every actor speaks to several others, and checks what it is answered. */
    private static final List<String> SMALL = List.of(
            "parameters.clients=3",
            "parameters.shards=2",
            "parameters.requests=6",
            "parameters.keys=8",
            "parameters.valueBytes=32",
            "parameters.readPermille=500",
            "machines.chip.mesh.width=3",
            "machines.chip.mesh.height=2");

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public String text() {
        return "who still reaches whom over a machine's mesh with dead parts, and whose bytes a flipped bit of one enclave changes";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        if (effort.wanted().test(REACHABLE)) {
            ReachabilityLaw.all().forEach(law -> rows.add(reachable(law)));
        }
        if (effort.wanted().test(PACKETS)) {
            for (int k : new int[] {8, 16}) {
                for (boolean around : new boolean[] {true, false}) {
                    rows.add(packets(k, around));
                }
            }
        }
        for (Flips each : flips()) {
            if (effort.wanted().test(FLIPS) || effort.wanted().test(each.subject())) {
                rows.add(each.row(FlipCampaign.TRIALS));
            }
        }
        return rows;
    }

    // ---- who reaches whom --------------------------------------------------------------------------------------

    private static Row reachable(ReachabilityLaw law) {
        boolean around = law.routing() == GridRouting.FAULT_TOLERANT;
        RandomStream random = new RandomStreams(7).stream("dead", law.k());
        int sets = law.k() == 8 ? SETS_SMALL : SETS_LARGE;
        double sum = 0;
        for (int i = 0; i < sets; i++) {
            sum += set(law, around, random).byTables();
        }
        boolean counted = !Double.isNaN(law.counted());
        return new Row(
                REACHABLE,
                "share of ordered pairs of live tiles, by the tables that the mesh of a machine uses",
                law.k() + " x " + law.k() + ", " + law.dead() + " dead " + (law.links() ? "links" : "tiles") + " ("
                        + law.percent() + " %), detour " + (around ? "around" : "none"),
                "share",
                counted ? law.counted() : law.expected(),
                sum / sets,
                false,
                ReachabilityLaw.TOLERANCE,
                Row.Basis.PREDICTED,
                counted ? "E5 has " + law.expected() + ", from fewer sets (D-015)" : "",
                TABLE);
    }

    private static ReachableRun set(ReachabilityLaw law, boolean around, RandomStream random) {
        return law.links()
                ? ReachableRun.links(law.k(), law.dead(), around, random)
                : ReachableRun.routers(law.k(), law.dead(), around, random);
    }

    /** Packets are sent for every pair of some tiles, and must arrive where tables say so and come back elsewhere. */
    private static Row packets(int k, boolean around) {
        RandomStream random = new RandomStreams(8).stream("dead", k);
        long differences = 0;
        int sets = 0;
        for (int percent : new int[] {2, 10, 30}) {
            int tiles = k * k * percent / 100;
            differences += ReachableRun.routers(k, tiles, around, random).differences(16);
            differences += ReachableRun.links(k, 2 * k * (k - 1) * percent / 100, around, random)
                    .differences(16);
            sets += 2;
        }
        return new Row(
                PACKETS,
                "pairs of which packets do not do what the tables say",
                k + " x " + k + ", detour " + (around ? "around" : "none") + ", " + sets + " sets",
                "pairs",
                0,
                differences,
                false,
                0,
                Row.Basis.RULE,
                "",
                "the tables themselves");
    }

    // ---- flips -------------------------------------------------------------------------------------------------

    /**
     * Flips in one machine.
     *
     * @param shared whether all actors live in one memory, so that others can be changed by another way than messages; never in silence then
     */
    record Flips(String subject, String machine, MemoryGuard guard, boolean shared) {
        FlipCount count(int trials) {
            return campaign().run(trials);
        }

        FlipCampaign campaign() {
            return campaign(List.of());
        }

        /** The same with more settings of the scenario. */
        FlipCampaign campaign(List<String> more) {
            List<String> settings = new ArrayList<>(SMALL);
            settings.addAll(more);
            LoadedScenario scenario = ScenarioLoader.load("kv-store", settings, OptionalLong.empty());
            Runner runner = new Runner(scenario, new StopSwitch(), "");
            return new FlipCampaign(
                    faults -> runner.machine(scenario.spec().machine(machine), faults), runner.plan(), guard);
        }

        Row row(int trials) {
            FlipCount count = count(trials);
            String first = count.otherWays().isEmpty()
                    ? ""
                    : "; the first: " + count.otherWays().get(0);
            return new Row(
                    FLIPS,
                    "injections that changed bytes of others by another way than messages"
                            + (shared ? ", in silence" : ""),
                    subject + ", " + trials + " injections",
                    "injections",
                    0,
                    shared ? count.silentByOtherWays() : count.byOtherWays(),
                    false,
                    0,
                    Row.Basis.RULE,
                    count.text() + first,
                    shared ? PANICS : PROMISE);
        }
    }

    static List<Flips> flips() {
        return List.of(
                new Flips("chip", "chip", MemoryGuard.NONE, false),
                new Flips("chip with SECDED", "chip", new MemoryGuard(true, MemoryGuard.SCRUB_CYCLES), false),
                new Flips("shared", "shared", MemoryGuard.NONE, true));
    }
}

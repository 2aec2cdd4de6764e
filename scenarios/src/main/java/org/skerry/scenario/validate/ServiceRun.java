package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.skerry.scenario.history.History;
import org.skerry.scenario.linear.Linearizability;
import org.skerry.scenario.linear.Linearizability.Finding;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;

/**
 * One run of the replicated registers with losses that its seed draws.
 *
 * @param course   what happens to the replicas
 * @param machine  on which machine of the scenario
 * @param seed     of the run, and of when and who
 * @param settings beside those, such as other programs
 */
record ServiceRun(Course course, String machine, long seed, List<String> settings) {
    /** The runs begin to lose replicas after so many nanoseconds: the first election is over. */
    private static final long QUIET = 300_000;

    private static final int RESTARTS = 8;

    /** What happens to the replicas, and the built-in scenario in which it does. */
    enum Course {
        /** Two of five are lost. */
        MINORITY("raft"),
        /** Three of five are lost. */
        MAJORITY("raft-majority"),
        /** Eight times one is restarted, often several at a time; each has a store. */
        RESTARTS("raft-restart"),
        /** The tiles of two of five die. */
        TILES("raft-tiles"),
        /** The tiles of three of five die. */
        MOST_TILES("raft-tiles"),
        /** Two of five are cut off from the others, with half of the clients. */
        PARTITION("raft-partition");

        private final String scenario;

        Course(String scenario) {
            this.scenario = scenario;
        }

        /** Whether parts of the machine are lost, and not actors alone. */
        boolean breaksHardware() {
            return compareTo(TILES) >= 0;
        }

        String scenario() {
            return scenario;
        }

        /** For people. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    ServiceRun {
        settings = List.copyOf(settings);
    }

    /** Runs it. */
    FinishedRun run() {
        List<String> all = new ArrayList<>(drawn());
        all.addAll(settings);
        LoadedScenario loaded = ScenarioLoader.load(course.scenario(), all, OptionalLong.of(seed));
        Runner runner = new Runner(loaded, new StopSwitch(), "validation");
        return runner.run(loaded.spec().machine(machine), 1, null, null);
    }

    /** What the checker says of the history of a run. */
    static Finding judged(FinishedRun run) {
        return Linearizability.check(History.of(run.record().log()).operations(), 0);
    }

    private List<String> drawn() {
        Draws random = new Draws(seed * 31 + course.ordinal());
        long first = QUIET + random.nextLong(course == Course.MAJORITY ? 400_000 : 1_500_000);
        long second = first + random.nextLong(course == Course.MAJORITY ? 300_000 : 1_500_000);
        long third = second + random.nextLong(300_000);
        return switch (course) {
            case MINORITY ->
                List.of(
                        "parameters.firstDeath=" + first,
                        "parameters.firstVictim=" + victim(random),
                        "parameters.secondDeath=" + second,
                        "parameters.secondVictim=" + victim(random));
            case MAJORITY ->
                List.of(
                        "parameters.firstDeath=" + first,
                        "parameters.firstVictim=100",
                        "parameters.secondDeath=" + second,
                        "parameters.secondVictim=101",
                        "parameters.thirdDeath=" + third,
                        "parameters.thirdVictim=" + (random.nextBoolean() ? 100 : 101));
            case TILES -> List.of(tiles(random, 2, 1_500_000));
            case MOST_TILES -> {
                String tiles = tiles(random, 3, 400_000);
                yield List.of(
                        tiles,
                        "checks.history.majority=lost",
                        "checks.history.longestGapNanoseconds=0",
                        "parameters.operations=30",
                        "parameters.pause=40_000",
                        "parameters.lifetime=60_000_000");
            }
            case PARTITION -> List.of("parameters.cut=" + (QUIET + random.nextLong(1_000_000)));
            case RESTARTS -> List.of("actors.reaper.arguments=" + restarts(random));
        };
    }

    /** Tiles of that many different replicas, each some time after the one before. */
    private static String tiles(Draws random, int count, long within) {
        int first = random.nextInt(5);
        int step = 1 + random.nextInt(4);
        long at = QUIET;
        StringBuilder schedule = new StringBuilder("faults.schedule=[");
        for (int i = 0; i < count; i++) {
            at += random.nextLong(within);
            schedule.append(i == 0 ? "" : ", ")
                    .append("{kind: tile, target: ")
                    .append(tile((first + i * step) % 5))
                    .append(", at: ")
                    .append(at)
                    .append("}");
        }
        return schedule + "]";
    }

    /** Where the scenario places a replica; the tile of that number dies on every machine. */
    private static int tile(int replica) {
        return 5 + replica % 2 + 4 * (replica / 2);
    }

    /**
     * Restarts in two bursts of four, each of several replicas within some hundred microseconds, whoever leads mostly among them; and what the reaper gives to
     * whoever is restarted.
     */
    private static String restarts(Draws random) {
        StringBuilder deeds = new StringBuilder("[{u32: " + RESTARTS + "}, {u32: replicas}");
        int first = random.nextInt(5);
        long at = QUIET;
        for (int i = 0; i < RESTARTS; i++) {
            boolean burst = i % (RESTARTS / 2) != 0;
            at += burst ? random.nextLong(1 + random.nextLong(200_000)) : 400_000 + random.nextLong(600_000);
            int whom = random.nextInt(3) == 0 ? 100 : (first + i) % 5;
            deeds.append(", {u64: ")
                    .append(at)
                    .append("}, {u32: 1}, {u32: ")
                    .append(whom)
                    .append("}");
        }
        return deeds
                + ", {u32: 0}, {u32: replicas}, {u32: clients}, {u32: 0}, {u64: heartbeat}, {u64: election}, {u64: spread}, "
                + "{u64: patience}, {u64: lifetime}]";
    }

    /** Mostly whoever leads; somebody who is already dead, now and then, which only means that fewer are lost. */
    private static int victim(Draws random) {
        int draw = random.nextInt(10);
        return draw < 6 ? 100 : draw < 8 ? 101 : random.nextInt(5);
    }
}

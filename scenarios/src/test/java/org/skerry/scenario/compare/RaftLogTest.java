package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.machine.LogLine;

/** What replicas keep when more is changed than their log holds. */
class RaftLogTest {
    private static final String WITHOUT_STORES =
            "actors.replica.grants=[{name: 'replica{member}', group: replica, label: index+1}, "
                    + "{name: 'client{member}', group: client}, {name: watcher, actor: reaper, label: index+1}, "
                    + "{service: clock}, {service: random}, {service: log}]";

    private static FinishedRun run(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "parameters.operations=330",
                "parameters.readPermille=0",
                "parameters.pause=2000",
                "parameters.firstRestart=30_000_000",
                "parameters.lifetime=45_000_000"));
        all.addAll(List.of(settings));
        LoadedScenario scenario = ScenarioLoader.load("raft-restart", all, OptionalLong.of(3));
        Runner runner = new Runner(scenario, new StopSwitch(), "test");
        FinishedRun run = runner.run(scenario.spec().machine("oracle"), 1, null, null);
        assertTrue(run.good(), run.verdicts().toString());
        return run;
    }

    /** What replicas say at their end, without their terms. */
    private static List<String> ends(FinishedRun run) {
        return run.record().log().stream()
                .map(LogLine::text)
                .filter(line -> line.contains("carried out"))
                .map(line -> line.substring(line.indexOf("carried out")))
                .toList();
    }

    private static long count(FinishedRun run, String text) {
        return run.record().log().stream()
                .filter(line -> line.text().contains(text))
                .count();
    }

    @Test
    void replicasThatForgetOldEntriesStillAgreeAndRecallFromTheirStores() {
        FinishedRun run = run();
        assertEquals(5, ends(run).size());
        assertEquals(1, ends(run).stream().distinct().count(), ends(run).toString());
        assertEquals(4, count(run, "back in term"));
        assertEquals(0, count(run, "without a vote"));
    }

    @Test
    void aReplicaThatForgotEverythingCatchesUpFromASnapshotAndDoesNotVote() {
        // Two of five forget; the others are the majority.
        FinishedRun run = run(
                WITHOUT_STORES,
                "actors.reaper.arguments=[{u32: 2}, {u32: replicas}, {u64: firstRestart}, {u32: 1}, {u32: 101}, "
                        + "{u64: firstRestart + between}, {u32: 1}, {u32: 100}, {u32: 0}, {u32: replicas}, {u32: clients}, "
                        + "{u32: 0}, {u64: heartbeat}, {u64: election}, {u64: spread}, {u64: patience}, {u64: lifetime}]");
        assertEquals(2, count(run, "back in term 0 with entry 0, without a vote"));
        assertEquals(5, ends(run).size());
        assertEquals(1, ends(run).stream().distinct().count(), ends(run).toString());
    }
}

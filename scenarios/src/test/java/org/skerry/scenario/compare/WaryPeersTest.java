package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.OrderOutcome;

/** What the packaged scenario {@code wary-peers} shows: who asks hardware notices what was done to a peer, and goes on with nobody else. */
class WaryPeersTest {
    private static RunRecord run(String machine, String... settings) {
        LoadedScenario loaded = ScenarioLoader.load("wary-peers", Arrays.asList(settings), OptionalLong.empty());
        return new Runner(loaded, new StopSwitch(), "test")
                .run(loaded.spec().machine(machine), 1, null, null)
                .record();
    }

    private static String last(RunRecord run, String depositor) {
        return run.log().stream()
                .filter(line -> line.actor().equals(depositor))
                .reduce((one, other) -> other)
                .orElseThrow()
                .text();
    }

    private static long deposited(RunRecord run, String depositor) {
        return Long.parseLong(last(run, depositor).replaceAll(".*deposited (\\d+).*", "$1"));
    }

    @Test
    void onTheChipEachDepositorStopsForTheReasonThatThereIs() {
        RunRecord run = run("chip");
        assertTrue(last(run, "depositor0").startsWith("deposits no more: the control plane has written to it;"));
        assertTrue(last(run, "depositor1").startsWith("deposits no more: its image was replaced, it was loaded anew,"));
        assertTrue(last(run, "depositor2").startsWith("deposits no more: another actor answers in its place;"));
        assertTrue(last(run, "depositor3").startsWith("deposited 120, answered 120,"), last(run, "depositor3"));
    }

    /** What is lost is no more than what is sent between two questions. */
    @Test
    void onTheChipNoMoreIsEntrustedThanBetweenTwoQuestions() {
        RunRecord run = run("chip", "parameters.every=5");
        for (OrderOutcome order : run.orders()) {
            assertTrue(order.diverted() <= 5, order.toString());
        }
        long impostor = run.orders().stream()
                .filter(order -> order.actor().equals("vault1"))
                .findFirst()
                .orElseThrow()
                .turnsAfter();
        assertTrue(impostor <= 5 + 1, "its START and " + impostor);
    }

    /** Nobody else's program runs then, and nobody vouches for an enclave that is held. */
    @Test
    void onTheChipAnImageOfAPublisherWhomNobodyTrustsIsNotLoaded() {
        RunRecord run = run("chip", "images.impostor.publisher=mallory");
        assertEquals(1, run.metrics().value("load.refused"));
        assertTrue(run.log().stream().noneMatch(line -> line.actor().equals("vault1")));
        assertTrue(
                last(run, "depositor1").startsWith("deposits no more: no evidence, status -13;"),
                last(run, "depositor1"));
    }

    @Test
    void onTheChipAnActorOfAPublisherWhomNobodyTrustsIsRefused() {
        String message = assertThrows(ConfigException.class, () -> run("chip", "images.accomplice.publisher=mallory"))
                .getMessage();
        assertTrue(message.contains("images.accomplice.publisher=mallory: "), message);
    }

    @Test
    void onSharedMemoryNobodyVouchesAndAllGoesOn() {
        RunRecord run = run("shared");
        for (int i = 0; i < 4; i++) {
            assertEquals(120, deposited(run, "depositor" + i));
        }
    }

    @Test
    void whoInsistsOnEvidenceEntrustsNothingWhereThereIsNone() {
        RunRecord run = run("shared", "parameters.insist=1");
        for (int i = 0; i < 4; i++) {
            assertEquals("deposits no more: no evidence, status -13; deposited 0", last(run, "depositor" + i));
        }
        assertEquals(
                List.of(),
                run.log().stream()
                        .filter(line -> line.text().contains("entrusted"))
                        .toList());
    }
}

package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.EndpointList;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach.Whose;
import org.skerry.view.report.Report.Verdict;

/** What the packaged scenario {@code hostile-control} shows, held against what docs/THREAT-MODEL.md predicted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileControlTest {
    private static final String AGENT = "hostile agent";

    private Comparison comparison;

    @BeforeAll
    void bothMachinesAreRunOnce() {
        LoadedScenario loaded =
                ScenarioLoader.load("hostile-control", List.of("parameters.deposits=120"), OptionalLong.empty());
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        List<FinishedRun> runs = new ArrayList<>();
        for (String machine : loaded.spec().compare()) {
            runs.add(runner.run(loaded.spec().machine(machine), 1, null, null));
        }
        comparison = Comparison.of(runs);
    }

    private FinishedRun run(String machine) {
        return comparison.runs().stream()
                .filter(run -> run.record().machine().equals(machine))
                .findFirst()
                .orElseThrow();
    }

    private OrderOutcome order(String machine, String beginning) {
        return run(machine).record().orders().stream()
                .filter(order -> order.order().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static long answered(RunRecord record, String depositor) {
        return record.log().stream()
                .filter(line -> line.actor().equals(depositor))
                .mapToLong(line -> Long.parseLong(line.text().replaceAll(".*answered ", "")))
                .sum();
    }

    @Test
    void availabilityIsLostOnBothMachines() {
        for (String machine : List.of("chip", "shared")) {
            OrderOutcome stop = order(machine, "stop vault0");
            assertTrue(stop.turnsBefore() > 0 && stop.turnsAfter() <= 1, stop.toString());
            assertTrue(answered(run(machine).record(), "depositor0") < 60, machine);
        }
    }

    @Test
    void controlIsLostOnBothMachines() {
        for (String machine : List.of("chip", "shared")) {
            assertTrue(order(machine, "re-image").turnsAfter() > 50, machine);
            assertTrue(order(machine, "rewire").diverted() > 50, machine);
            List<String> impostors = run(machine).record().log().stream()
                    .filter(line -> line.text().startsWith("impostor: entrusted"))
                    .map(line -> line.actor())
                    .toList();
            assertEquals(2, impostors.size(), machine);
            assertTrue(impostors.containsAll(List.of("vault1", "accomplice")), impostors.toString());
            assertEquals(120, answered(run(machine).record(), "depositor2"), "it notices nothing, on " + machine);
        }
    }

    /** The record of a run says where handles led at its end: the rewired one to the accomplice, in its registers and nowhere else. */
    @Test
    void whoWasRewiredIsInTheEndpointsOfTheRun() {
        EndpointList endpoints = run("chip").record().endpoints();
        assertEquals(endpoints.total(), endpoints.listed().size());
        for (int i = 0; i < 3; i++) {
            String vault = i == 2 ? "accomplice" : "vault" + i;
            EndpointList.Register mailbox = register(endpoints, vault, -1);
            EndpointList.Register handle = register(endpoints, "depositor" + i, 1);
            assertEquals("receive", mailbox.type());
            assertEquals(mailbox.target(), handle.target(), handle.toString());
            assertEquals(mailbox.place(), handle.queue(), handle.toString());
        }
        assertEquals(EndpointList.NONE, run("shared").record().endpoints());
    }

    private static EndpointList.Register register(EndpointList endpoints, String actor, int slot) {
        return endpoints.listed().stream()
                .filter(each -> each.actor().equals(actor) && each.slot() == slot)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasInMemoryIsGoneBeforeAnotherProgramCanLook() {
        for (String machine : List.of("chip", "shared")) {
            assertTrue(
                    run(machine).record().log().stream()
                            .filter(line -> line.actor().equals("vault1"))
                            .anyMatch(line -> line.text().equals("impostor: 0 bytes left behind")),
                    machine);
        }
    }

    /** Each order within a round of questions and the time of an answer; nobody whom nothing was done to is blamed. */
    @Test
    void onTheChipAVerifierFindsOutAndOnSharedMemoryNobodyCan() {
        RunRecord chip = run("chip").record();
        for (String actor : List.of("vault0", "vault1", "depositor2")) {
            OrderOutcome order = chip.orders().stream()
                    .filter(each -> each.actor().equals(actor))
                    .findFirst()
                    .orElseThrow();
            Attestation.Answer found = chip.attestation().firstRejected(actor, 0);
            long after = found.answeredCycle() - order.obeyedCycle();
            assertTrue(after > 0 && after < 50_000 + 40_000, order + " " + found);
        }
        for (String actor : List.of("vault2", "depositor0", "depositor1")) {
            assertNull(chip.attestation().firstRejected(actor, 0), actor);
        }
        assertEquals(
                List.of("image", "boot-count", "writes"),
                chip.attestation().firstRejected("vault1", 0).broken());
        assertTrue(comparison.finding().contains("and a verifier found out"), comparison.finding());
        assertEquals(Attestation.UNABLE, run("shared").record().attestation());
        assertTrue(comparison.finding().contains("nothing there can attest"), comparison.finding());
    }

    @Test
    void onTheChipRunningMemoryStaysUnreadAndImagesDoNot() {
        RunRecord chip = run("chip").record();
        assertEquals(0, chip.orders().stream().mapToLong(OrderOutcome::found).sum());
        assertEquals(List.of(), chip.reach().others(AGENT));
        assertEquals(0, chip.reach().bytesRead(AGENT, Whose.NOBODY));
        assertTrue(chip.reach().landings().stream().anyMatch(at -> at.what().equals("image vault")));
        assertTrue(chip.reach().stops().stream()
                .allMatch(stop -> stop.where().equals("decoder of the control plane's store")));
        assertTrue(run("chip").good(), run("chip").verdicts().toString());
    }

    @Test
    void inSharedMemoryEverythingIsRead() {
        RunRecord shared = run("shared").record();
        assertTrue(shared.orders().stream().mapToLong(OrderOutcome::found).sum() >= 2, "both sweeps find the secret");
        assertEquals(7, shared.reach().others(AGENT).size());
        assertFalse(run("shared").good());
    }

    @Test
    void theComparisonFailsForTheMachineThatWasReadAndSaysSo() {
        assertFalse(comparison.good());
        assertEquals(
                List.of("shared: nobody else reads memory of vault0, vault1, vault2"),
                comparison.verdicts().stream()
                        .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                        .map(Verdict::what)
                        .toList());
        assertTrue(comparison.finding().contains("of 7 other actors"), comparison.finding());
        assertTrue(
                comparison
                        .finding()
                        .startsWith("Memory of other actors was reached on shared, and not reached on chip. "),
                comparison.finding());
        assertTrue(comparison.finding().contains("what he looked for was not found"), comparison.finding());
    }
}

package org.skerry.scenario.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunTrace;
import org.skerry.sim.trace.TraceLevel;

/** One digest however the host executes the machine; another one for the smallest change of what is executed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigestTest {
    /** Run the tests with this property set to a path to write the reference digests anew, after a change that is meant. */
    private static final String REGENERATE = "skerry.regenerate";

    private Works works;

    @BeforeAll
    void modulesAreCompiledOnce() {
        works = new Works();
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void orderOfTicksPartitionsAndThreadsChangeNoDigest(TimedMachine kind) {
        for (DeploymentPlan plan : List.of(works.store(60), works.menagerie(), works.held(60))) {
            String reference = digest(kind.build(ExecutionSpec.SERIAL), plan, null);
            for (int partitions : new int[] {1, 2, 4}) {
                for (boolean reversed : new boolean[] {false, true}) {
                    ExecutionSpec execution = new ExecutionSpec(partitions, 2, reversed, 100);
                    assertEquals(reference, digest(kind.build(execution), plan, null), execution.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void anObserverChangesNoDigest(TimedMachine kind) {
        DeploymentPlan plan = works.store(60);
        Machine observed = kind.build(ExecutionSpec.partitions(2));
        RunTrace trace = new RunTrace(TraceLevel.TURN, observed.places(), 1000);
        assertEquals(digest(kind.build(ExecutionSpec.SERIAL), plan, null), digest(observed, plan, trace));
        assertTrue(trace.log().kept() > 500, "kept " + trace.log().kept());
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void oneCycleMoreGivesAnotherDigest(TimedMachine kind) {
        DeploymentPlan plan = works.store(60);
        assertNotEquals(
                digest(kind.build(ExecutionSpec.SERIAL), plan, null), digest(kind.withOneCycleMore(1), plan, null));
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void oneByteMoreGivesAnotherDigest(TimedMachine kind) {
        DeploymentPlan plan = works.store(60);
        assertNotEquals(
                digest(kind.build(ExecutionSpec.SERIAL), plan, null),
                digest(kind.build(ExecutionSpec.SERIAL), withOneBitChanged(plan), null));
    }

    /** The committed digests hold every JDK, processor and operating system against the same numbers. */
    @Test
    void digestsAreThoseOfTheReference() throws IOException {
        TreeMap<String, String> digests = new TreeMap<>();
        for (TimedMachine kind : TimedMachine.values()) {
            digests.put(kind + " store", digest(kind.build(ExecutionSpec.SERIAL), works.store(60), null));
            digests.put(kind + " menagerie", digest(kind.build(ExecutionSpec.SERIAL), works.menagerie(), null));
            digests.put(kind + " held", digest(kind.build(ExecutionSpec.SERIAL), works.held(60), null));
        }
        Machine byPackets = new EnclaveChip(ChipSpec.of(4, 4, 1), 1, ExecutionSpec.SERIAL, PacketNetwork::new);
        digests.put("CHIP store, network by packets", digest(byPackets, works.store(60), null));
        StringBuilder text = new StringBuilder();
        digests.forEach(
                (name, digest) -> text.append(name).append(' ').append(digest).append('\n'));
        String path = System.getProperty(REGENERATE);
        if (path != null) {
            Files.writeString(Path.of(path), text);
        }
        try (InputStream in = DigestTest.class.getResourceAsStream("reference-digests.txt")) {
            assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), text.toString());
        }
    }

    private static DeploymentPlan withOneBitChanged(DeploymentPlan plan) {
        List<ActorPlan> actors = new ArrayList<>(plan.actors());
        ActorPlan last = actors.remove(actors.size() - 1);
        byte[] arguments = last.arguments().clone();
        arguments[arguments.length - 8] ^= 1; // the seed of the last client
        actors.add(new ActorPlan(last.name(), last.image(), arguments, last.grants(), OptionalInt.empty(), false));
        return new DeploymentPlan(plan.images(), actors, plan.windows());
    }

    private static String digest(Machine machine, DeploymentPlan plan, RunObserver observer) {
        try (machine) {
            machine.observe(observer);
            machine.deploy(plan);
            machine.run(RunLimits.NONE);
            return machine.digest();
        }
    }
}

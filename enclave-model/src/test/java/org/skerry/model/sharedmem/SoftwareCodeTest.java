package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.memory.SramModel;
import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.Rung;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.StatsSnapshot;

/** Lines of code of runtime and kernel, by two actors that pass a message to and fro and execute four lines in each turn. */
final class SoftwareCodeTest {
    private static final int ROUNDS = 40;
    private static final int TURNS = 2 * ROUNDS;
    private static final int GUEST_LINES = 4;

    private static SharedMemorySpec machine(int sets, int ways, int softwareBytesPerCycle) {
        SharedMemorySpec spec = SharedMemorySpec.of(1);
        return spec.withMemory(spec.memory().withCode(new CodeSpec(sets, ways, softwareBytesPerCycle)));
    }

    private static StatsSnapshot run(SharedMemorySpec spec) {
        Program player = new CodedProgram(
                new JavaProgram("player", (turn, memory) -> {
                    if (memory.accessModel().code() != null) {
                        memory.accessModel().code().execute(0, 64 * GUEST_LINES);
                    }
                    boolean first = turn.message().kind() == MessageKind.START
                            && turn.message().payload().length == 1;
                    long count = memory.load(0, 8);
                    memory.store(0, 8, count + 1);
                    if (first && count == 0 || turn.message().kind() == MessageKind.USER && count < ROUNDS) {
                        turn.send(1, new byte[16], new int[0]);
                    }
                }),
                64L * GUEST_LINES);
        PlanBuilder plan = new PlanBuilder()
                .program("player", player)
                .instance("ping", "player", new byte[1], false, to("pong"))
                .at(0)
                .instance("pong", "player", new byte[0], false, to("ping"))
                .at(0);
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec.complete(), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            return machine.statistics();
        }
    }

    @Test
    void guestsKeepTheirLinesWhereOnlyTheyHaveAny() {
        assertEquals(GUEST_LINES, run(machine(64, 8, 0)).value("memory.code.misses"));
        assertEquals(GUEST_LINES, run(machine(1, 8, 0)).value("memory.code.misses"));
    }

    @Test
    void theRuntimePutsLinesOfGuestsOutOfASmallCacheAndComesIntoALargeOneOnce() {
        RuntimeSpec runtime = RuntimeSpec.DEFAULT;
        long lines = lines(runtime.sendCycles()) + lines(runtime.receiveCycles()) + lines(runtime.switchCycles());
        assertEquals(GUEST_LINES + lines, run(machine(64, 8, 4)).value("memory.code.misses"));
        long small = run(machine(1, 8, 4)).value("memory.code.misses");
        assertTrue(small > GUEST_LINES * (TURNS - 2L), "each turn finds nothing of its own: " + small);
    }

    private static long lines(int cycles) {
        return (4L * cycles + 63) / 64;
    }

    @Test
    void whatThatTakesIsInstructionFetchAndMakesMessagesSlower() {
        StatsSnapshot without = run(machine(1, 8, 0));
        StatsSnapshot with = run(machine(1, 8, 4));
        assertTrue(with.value("cycles.instructionFetch") > 10L * TURNS, with.value("cycles.instructionFetch") + "");
        assertTrue(with.value("run.cycles") > without.value("run.cycles") + 10L * TURNS);
    }

    @Test
    void aKernelHasLinesBesideThoseOfTheRuntime() {
        SharedMemorySpec spec = machine(64, 8, 4);
        long sandbox = run(spec).value("memory.code.misses");
        long processes =
                run(spec.withContainment(ContainmentSpec.of(Rung.PROCESSES))).value("memory.code.misses");
        // 446 and 400 cycles to send and wake, 446 to receive, 1400 to pass on, of which 4 KiB count.
        assertTrue(processes > sandbox + 53 + 28 + 64 - 3, sandbox + " and " + processes);
    }

    private static double sum(List<CostLine> bill, String part) {
        return bill.stream()
                .filter(line -> line.part().equals(part))
                .mapToDouble(CostLine::amount)
                .sum();
    }

    @Test
    void aCacheOfInstructionsIsBilledForItsAreaAndForEachInstructionInPlaceOfTheCoresOwnFetch() {
        EnergyModel with = machine(64, 8, 4).energy();
        EnergyModel without = machine(0, 8, 4).energy();
        double tags = 512 * 4 / (double) (1 << 20) * 0.287;
        assertEquals(32 / 1024.0 * 0.287 + tags, with.areaSum() - without.areaSum(), 1e-9);
        double each = new SramModel(32 << 10).read(32).best();
        List<CostLine> bill = with.energy(metric -> metric.equals("turns.instructions") ? 1000 : 0);
        assertEquals(1000 * each, sum(bill, "instruction caches"), 1e-6);
        assertEquals(1000 * 6 * 0.73, sum(bill, "guest code"), 1e-6);
        assertEquals(
                6000,
                sum(without.energy(metric -> metric.equals("turns.instructions") ? 1000 : 0), "guest code"),
                1e-6);
    }
}
